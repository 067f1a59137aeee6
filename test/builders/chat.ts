import type { Api, ApiKey } from '#contract/endpoints.ts'
import { composeDesk } from '#app/desk.ts'
import type { Subscriber } from '#platform/stream/hub.ts'
import { readConfig } from '#platform/config/config.ts'
import { silentLog } from '#platform/log/log.ts'
import { newId } from '#platform/ids/ids.ts'
import { createDesk } from '../database/desk.ts'
import { buildShop, type TestPerson, type TestShop, type WantedShop } from './staff.ts'

type Arguments<K extends ApiKey> = Partial<Pick<Api[K], 'params' | 'query' | 'body'>> & {
  headers?: Record<string, string>
}
export interface Answered<T> {
  status: number
  body: T
  code: string | undefined
}

/** The whole desk over a test database and a clock that stands still; nothing moves by itself: call `due()`. */
export const openChatDesk = async (options: { at?: string; dataFolder?: string } = {}) => {
  const desk = await createDesk(options)
  const ground = {
    config: readConfig({ FIVEHEARTS_DATA: options.dataFolder ?? '/nonexistent/fivehearts-tests' }),
    clock: desk.clock,
    log: silentLog(),
    db: desk.db,
    databaseUrl: desk.url,
    secrets: desk.secrets,
    close: () => Promise.resolve(),
  }
  const composed = await composeDesk(ground, { publicUrl: () => 'http://desk.example' })
  const http = await composed.serve()
  await http.app.ready()

  const call = async <K extends ApiKey>(
    key: K,
    args: Arguments<K> = {},
  ): Promise<Answered<Api[K]['reply']>> => {
    const [method, path] = key.split(' ') as ['GET', string]
    const url = path.replaceAll(/:(\w+)/g, (_all, name: string) =>
      encodeURIComponent((args.params as Record<string, string> | undefined)?.[name] ?? ''),
    )
    const response = await http.app.inject({
      method,
      url,
      query: args.query as Record<string, string>,
      headers: args.headers ?? {},
      ...(args.body === undefined ? {} : { payload: args.body as object }),
    })
    const body = response.body === '' ? {} : response.json<Api[K]['reply'] & { code?: string }>()
    return {
      status: response.statusCode,
      body: body as Api[K]['reply'],
      code: (body as { code?: string }).code,
    }
  }
  return {
    desk,
    composed,
    http,
    call,
    shop: (wanted: WantedShop = {}) =>
      buildShop(desk, { presence: 'on', seeds: [composed.conversations.phrases.seed], ...wanted }),
    /** Lets running background work end, then runs everything that is due now. */
    due: async () => {
      await composed.settle()
      return composed.engine.runDue()
    },
    settle: () => composed.settle(),
    listen: (shop: string, topics: string[], audience: 'desk' | 'visitor') =>
      listen(composed, shop, topics, audience),
    close: async () => {
      await http.app.close()
      await composed.stop()
      await desk.close()
    },
  }
}
export type ChatDesk = Awaited<ReturnType<typeof openChatDesk>>

/** A buyer with the widget open. */
export const buildBuyer = async (
  chat: ChatDesk,
  shop: TestShop,
  how: { identity?: string; language?: 'zh' | 'en'; token?: string } = {},
) => {
  const visit = await chat.call('POST /api/widget/:key/visits', {
    params: { key: shop.widgetKey },
    body: how,
  })
  if (visit.status !== 200) throw new Error(`the visit was refused: ${visit.code}`)
  const headers = { authorization: `Bearer ${visit.body.token}` }
  return {
    visit: visit.body,
    headers,
    write: (text: string, clientId: string = newId()) =>
      chat.call('POST /api/widget/messages', { body: { clientId, text }, headers }),
    history: async () => (await chat.call('GET /api/widget/messages', { headers })).body.messages,
  }
}

export const answer = (
  chat: ChatDesk,
  person: TestPerson,
  conversationId: string,
  text: string,
  more: Partial<Api['POST /api/conversations/:id/messages']['body']> = {},
) =>
  chat.call('POST /api/conversations/:id/messages', {
    params: { id: conversationId },
    body: { clientId: newId(), text, ...more },
    headers: person.headers,
  })

export const inboxOf = async (
  chat: ChatDesk,
  person: TestPerson,
  view: 'mine' | 'all' | 'unassigned' = 'all',
) => (await chat.call('GET /api/inbox', { query: { view }, headers: person.headers })).body

const listen = (
  composed: { live: { hub: { add(s: Subscriber): void; remove(s: Subscriber): void } } },
  shop: string,
  topics: string[],
  audience: string,
) => {
  const frames: { event: string; data: Record<string, unknown> }[] = []
  const listener: Subscriber = {
    shop,
    topics,
    audience,
    isBehind: false,
    end: () => undefined,
    send: (frame) => {
      const match = /^event: (\w+)\ndata: (.*)\n\n$/s.exec(frame)
      if (match?.[1] && match[2])
        frames.push({ event: match[1], data: JSON.parse(match[2]) as Record<string, unknown> })
    },
  }
  composed.live.hub.add(listener)
  const leave = () => {
    composed.live.hub.remove(listener)
  }
  return { frames, leave, names: () => frames.filter((f) => f.event === 'event').map((f) => f.data['name']) }
}
