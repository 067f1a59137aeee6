import { pino } from 'pino'
import type { MemberCaller } from '#platform/http/caller.ts'
import { createHttpServer, type HttpServer } from '#platform/http/server.ts'
import { newId } from '#platform/ids/ids.ts'
import { createDesk, type Desk } from '../database/desk.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'OPTIONS'

/**
 * An HTTP server without any of the desk's routes, on a database of its own: the test adds those it asks. The cookie or
 * token `good` is an agent, the key `fh_good` may write orders, the visitor's token `good` is a buyer; all of them in `shop`.
 */
export interface BareHttp {
  desk: Desk
  http: HttpServer
  /** What was logged so far. */
  lines: Record<string, unknown>[]
  /** A new one before each test keeps tests apart. */
  shop: string
  call: (
    method: Method,
    url: string,
    headers?: Record<string, string>,
    payload?: string | object,
  ) => ReturnType<typeof inject>
  close: () => Promise<void>
}

/** What signs in as the agent. */
export const cookie = { cookie: 'fh_session=good' }

const inject = (
  http: HttpServer,
  method: Method,
  url: string,
  headers: Record<string, string>,
  payload?: string | object,
) => http.app.inject({ method, url, headers, ...(payload === undefined ? {} : { payload }) })

export const openBareHttp = async (): Promise<BareHttp> => {
  const desk = await createDesk()
  const lines: Record<string, unknown>[] = []
  const accountId = newId()
  const person = (): MemberCaller => ({
    kind: 'member',
    shopId: bare.shop,
    memberId: accountId,
    accountId,
    sessionId: newId(),
    actorId: accountId,
    displayName: 'A',
    roles: ['agent'],
    scopes: [],
  })
  const key = (): MemberCaller => ({
    ...person(),
    memberId: null,
    accountId: null,
    sessionId: null,
    roles: [],
    scopes: ['orders:write'],
  })
  const visitor = () => ({
    kind: 'visitor' as const,
    shopId: bare.shop,
    storeId: newId(),
    visitorId: newId(),
    conversationId: newId(),
    language: 'zh' as const,
  })
  const write = (line: string) => {
    lines.push(JSON.parse(line))
  }
  const http = await createHttpServer({
    db: desk.db,
    clock: desk.clock,
    trustedProxies: 0,
    log: pino({ level: 'info' }, { write }),
    credentials: {
      account: (token) =>
        Promise.resolve(token === 'good' ? { kind: 'account', accountId, sessionId: newId() } : null),
      member: (_, slug) => Promise.resolve(slug === null || slug === 'mine' ? person() : null),
      key: (secret) => Promise.resolve(secret === 'fh_good' ? key() : null),
      visitor: (token) => Promise.resolve(token === 'good' ? visitor() : null),
    },
  })
  const bare: BareHttp = {
    desk,
    http,
    lines,
    shop: newId(),
    call: (method, url, headers = {}, payload) => inject(http, method, url, headers, payload),
    close: async () => {
      await http.app.close()
      await desk.close()
    },
  }
  return bare
}
