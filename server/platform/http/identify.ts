import type { FastifyRequest } from 'fastify'
import type { Endpoint } from '#contract/endpoint.ts'
import type { Caller, Credentials } from './caller.ts'

export const sessionCookie = 'fh_session'

const anyone: Caller = { kind: 'anyone' }
/** Who calls, by the way that the endpoint asks for; at once where nothing has to be looked up. */
export const identify = (
  credentials: Credentials,
  endpoint: Endpoint,
  request: FastifyRequest,
): Caller | Promise<Caller> => {
  const by = endpoint.access.by
  if (by === 'anyone') return anyone
  const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1]
  if (by === 'visitor') {
    const visitor = bearer === undefined ? null : credentials.visitor(bearer)
    return visitor instanceof Promise ? visitor.then((found) => found ?? anyone) : (visitor ?? anyone)
  }
  if (by === 'link') {
    const found = bearer === undefined ? undefined : credentials.link?.(bearer, request.ip)
    return found ? found.then((link) => link ?? anyone) : anyone
  }
  return by === 'member' && bearer !== undefined
    ? credentials.key(bearer).then((found) => found ?? anyone)
    : identifyByCookie(credentials, by, request)
}

const identifyByCookie = async (
  credentials: Credentials,
  by: 'account' | 'member',
  request: FastifyRequest,
): Promise<Caller> => {
  const token = request.cookies[sessionCookie]
  const account = token ? await credentials.account(token) : null
  if (!account) return anyone
  if (by === 'account') return account
  const slug = request.headers['x-fivehearts-shop'] ?? (request.query as Record<string, unknown>)['shop']
  return (await credentials.member(account, typeof slug === 'string' ? slug : null)) ?? anyone
}
