import type { FastifyReply, FastifyRequest } from 'fastify'
import { sessionCookie } from '#platform/http/identify.ts'
import type { Origin } from './proof.ts'
import { sessionMs } from './sign-in.rules.ts'

const options = (request: FastifyRequest) =>
  ({ httpOnly: true, sameSite: 'lax', path: '/', secure: request.protocol === 'https' }) as const

interface Both {
  request: FastifyRequest
  reply: FastifyReply
}

export const giveCookie = ({ request, reply }: Both, token: string): void => {
  void reply.setCookie(sessionCookie, token, { ...options(request), maxAge: sessionMs / 1000 })
}

/** The browser's end of the sliding thirty days: the server moves its own with use. */
export const renewCookie = (call: Both): void => {
  const token = call.request.cookies[sessionCookie]
  if (token) giveCookie(call, token)
}

export const takeCookie = ({ request, reply }: Both): void => {
  void reply.clearCookie(sessionCookie, options(request))
}

export const originOf = (request: FastifyRequest): Origin => ({
  address: request.ip,
  agent: request.headers['user-agent'] ?? null,
})
