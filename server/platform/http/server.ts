import { createHash, randomUUID } from 'node:crypto'
import cookie from '@fastify/cookie'
import multipart from '@fastify/multipart'
import { Ajv } from 'ajv'
import formats from 'ajv-formats'
import {
  fastify,
  LogController,
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type FastifySchemaCompiler,
  type RouteOptions as RouteOptionsOfFastify,
} from 'fastify'
import type { BodyOf, Endpoint, ParamsOf, QueryOf, ReplyOf } from '#contract/endpoint.ts'
import type { ErrorCode } from '#contract/errors.ts'
import type { Clock } from '../clock/clock.ts'
import type { Database } from '../database/database.ts'
import type { Logger } from '../log/log.ts'
import { answerError, answerErrors } from './answer-errors.ts'
import { AppError } from './app-error.ts'
import { mayCall, type Caller, type CallerFor, type Credentials } from './caller.ts'
import { createFloodGate } from './flood-gate.ts'
import { AlreadyDone, awaitAnswer, keepAnswer, readAnswer, underClaim, type Claim } from './idempotency.ts'
import { identify } from './identify.ts'

declare module 'fastify' {
  interface FastifyRequest {
    caller: Caller
  }
}

export interface HttpPorts {
  db: Database
  clock: Clock
  log: Logger
  credentials: Credentials
  trustedProxies: number
}

/** What a handler is given; everything is validated and typed by the endpoint. */
export interface Call<E extends Endpoint> {
  caller: CallerFor<E['access']>
  params: ParamsOf<E>
  query: QueryOf<E>
  body: BodyOf<E>
  request: FastifyRequest
  reply: FastifyReply
}
/** Returning `undefined` means the handler answered by itself (streams, files). */
export type Handler<E extends Endpoint> = (call: Call<E>) => Promise<ReplyOf<E> | undefined>

export interface RouteOptions {
  /** Most calls a minute per caller. */
  limit?: number
  /**
   * The reply holds a secret that is kept nowhere else: it is not stored for retries, which learn by state.conflict
   * {isApplied: true} that the change was made.
   */
  holdsSecret?: boolean
}

export interface HttpServer {
  app: FastifyInstance
  /** Serves one endpoint. */
  route<E extends Endpoint>(endpoint: E, handler: Handler<E>, options?: RouteOptions): void
  served: Endpoint[]
}

/** On every reply. A fixed list is a fifth of what a message costs here less than a plug-in that puts it together (13 us). */
const safeHeaders = {
  'cross-origin-opener-policy': 'same-origin',
  'origin-agent-cluster': '?1',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-dns-prefetch-control': 'off',
  'x-download-options': 'noopen',
  'x-frame-options': 'DENY',
  'x-permitted-cross-domain-policies': 'none',
  'x-xss-protection': '0',
}

export const createHttpServer = async (ports: HttpPorts): Promise<HttpServer> => {
  const app = fastify({
    loggerInstance: ports.log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: (_address, hop) => hop < ports.trustedProxies,
    // A file's name is part of its address; 120 Chinese characters are 1080 in an address.
    routerOptions: { maxParamLength: 2000 },
    // An address that cannot be read never reaches the error handler.
    frameworkErrors: (error, request, reply) =>
      void answerError(ports.log, error, request, reply as FastifyReply),
    bodyLimit: 256 * 1024,
    genReqId: () => randomUUID(),
    forceCloseConnections: true,
    // Nothing logs by the request: the request's id is given with each line.
    childLoggerFactory: (logger) => logger,
  })
  app.setValidatorCompiler(createValidator())
  app.decorateRequest('caller')
  await app.register(cookie)
  setHeaders(app)
  answerErrors(app, ports.log)
  // A body-less POST may carry the JSON content type; an empty object is meant.
  app.removeContentTypeParser('application/json')
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, text, done) => {
    if (text === '') return done(null, {})
    try {
      done(null, JSON.parse(text as string))
    } catch {
      done(new AppError('request.invalid', { problems: [{ path: '/body', rule: 'json' }] }))
    }
  })
  const served: Endpoint[] = []
  return {
    app,
    served,
    route: (endpoint, handler, options) => {
      served.push(endpoint)
      serve(app, ports, endpoint, handler as unknown as Handler<Endpoint>, options ?? {})
    },
  }
}

/** An address holds texts alone, so `limit=50` counts as a number. A body says what it means: there null is not 0 and '' not null. */
const createValidator = (): FastifySchemaCompiler<object> => {
  const validating = (coerceTypes: boolean) => {
    const ajv = new Ajv({ coerceTypes, useDefaults: true })
    formats.default(ajv)
    return ajv
  }
  const ofAddress = validating(true)
  const ofBody = validating(false)
  return ({ schema, httpPart }) => (httpPart === 'body' ? ofBody : ofAddress).compile(schema)
}

const serve = (
  app: FastifyInstance,
  ports: HttpPorts,
  endpoint: Endpoint,
  handler: Handler<Endpoint>,
  { limit, holdsSecret }: RouteOptions,
) => {
  const gate = limit === undefined ? null : createFloodGate(ports.clock, limit)
  const route: RouteOptionsOfFastify = {
    method: endpoint.method,
    url: endpoint.path,
    schema: {
      ...(endpoint.query ? { querystring: endpoint.query } : {}),
      ...(endpoint.body && endpoint.media !== 'multipart' ? { body: endpoint.body } : {}),
    },
    // A caller who is known already is let in without a turn of the event loop: that is a fifth of what this layer costs a message.
    onRequest: (request, _reply, done) => {
      const letIn = (caller: Caller) => {
        const refusal = refusalOf(endpoint, request, caller)
        request.caller = caller
        done(refusal === null ? undefined : new AppError(refusal))
      }
      const caller = identify(ports.credentials, endpoint, request)
      if (caller instanceof Promise) caller.then(letIn, done)
      else letIn(caller)
    },
    handler: async (request, reply) => {
      const wait = gate?.(limitKey(request)) ?? 0
      if (wait > 0) {
        reply.header('retry-after', wait)
        throw new AppError('request.too_many')
      }
      const call = {
        caller: request.caller,
        params: request.params,
        query: request.query,
        body: request.body,
        request,
        reply,
      } as unknown as Call<Endpoint>
      const claim = claimOf(request, endpoint, ports.clock.now())
      const result = claim
        ? await oncePerKey(ports.db, claim, () => handler(call), !holdsSecret)
        : await handler(call)
      if (result === undefined) return reply
      return reply.header('cache-control', 'no-store').send(result)
    },
  }
  if (endpoint.media !== 'multipart') return void app.route(route)
  // The plug-in watches every request of its scope, and would keep those of open streams alive: uploads have a scope of their own.
  app.register(async (scope) => {
    await scope.register(multipart, { limits: { files: 1, fields: 5, parts: 6, headerPairs: 50 } })
    scope.route(route)
  })
}

const limitKey = ({ caller, ip }: FastifyRequest) =>
  caller.kind === 'visitor'
    ? `v${caller.visitorId}`
    : caller.kind === 'member'
      ? `m${caller.actorId}`
      : caller.kind === 'link'
        ? `l${caller.linkId}`
        : `i${ip}`

const refusalOf = (endpoint: Endpoint, request: FastifyRequest, caller: Caller): ErrorCode | null => {
  const verdict = mayCall(endpoint.access, caller)
  if (verdict !== 'ok') return verdict
  const byCookie = (caller.kind === 'member' && caller.sessionId !== null) || caller.kind === 'account'
  return byCookie && endpoint.method !== 'GET' && !isSameSite(request) ? 'access.denied' : null
}

/** A change made with the cookie must come from our own pages (the cookie is SameSite=Lax as well). */
const isSameSite = (request: FastifyRequest) => {
  const site = request.headers['sec-fetch-site']
  if (site !== undefined) return site === 'same-origin' || site === 'none'
  const origin = request.headers.origin
  return origin === undefined || origin === `${request.protocol}://${request.host}`
}

const claimOf = (request: FastifyRequest, endpoint: Endpoint, now: Date): Claim | null => {
  const key = request.headers['idempotency-key']
  const { caller } = request
  if (
    endpoint.method === 'GET' ||
    endpoint.media === 'multipart' ||
    typeof key !== 'string' ||
    key.length > 100 ||
    caller.kind !== 'member'
  )
    return null
  const requestHash = createHash('sha256')
    .update(`${endpoint.method} ${request.url}\n${JSON.stringify(request.body ?? null)}`)
    .digest('hex')
  return { shop: caller.shopId, caller: caller.actorId, key, requestHash, now, isClaimed: false }
}

const oncePerKey = async <T>(
  db: Database,
  claim: Claim,
  work: () => Promise<T>,
  isKept: boolean,
): Promise<T> => {
  try {
    const result = await underClaim(claim, work)
    if (claim.isClaimed && isKept) await keepAnswer(db, claim, 200, result)
    return result
  } catch (error) {
    if (!(error instanceof AlreadyDone)) throw error
    const answer = await (isKept ? awaitAnswer(db, claim) : readAnswer(db, claim))
    if (answer && answer.requestHash !== claim.requestHash)
      throw new AppError('request.invalid', {
        problems: [{ path: '/headers/idempotency-key', rule: 'reused' }],
      })
    if (!answer || answer.status === 0) throw new AppError('state.conflict', { isApplied: answer !== null })
    return answer.reply as T
  }
}

/** The widget runs on other people's sites; it uses tokens and never cookies, so any origin may call it. */
const setHeaders = (app: FastifyInstance) => {
  app.addHook('onRequest', (request, reply, done) => {
    reply.headers(safeHeaders)
    if (!request.url.startsWith('/api/widget/')) return done()
    reply.header('access-control-allow-origin', '*').header('access-control-expose-headers', 'retry-after')
    if (request.method !== 'OPTIONS') return done()
    void reply
      .header('access-control-allow-methods', 'GET, POST')
      .header('access-control-allow-headers', 'authorization, content-type')
      .header('access-control-max-age', '7200')
      .code(204)
      .send()
  })
  app.options('/api/widget/*', async (_request, reply) => reply.code(204).send())
}
