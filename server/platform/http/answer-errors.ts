import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { errorCodes, type ErrorCode, type Problem } from '#contract/errors.ts'
import type { Logger } from '../log/log.ts'
import { AppError } from './app-error.ts'

/** Whatever is thrown is answered here and nowhere else, as `application/problem+json`; what nobody expected says nothing. */
export const answerErrors = (app: FastifyInstance, log: Logger) => {
  app.setErrorHandler((error, request, reply) => answerError(log, error, request, reply))
  app.setNotFoundHandler(async (request, reply) => {
    await reply
      .code(404)
      .type('application/problem+json')
      .header('cache-control', 'no-store')
      .send(problem(new AppError('not_found'), request.id))
  })
}

export const answerError = async (
  log: Logger,
  error: unknown,
  request: Pick<FastifyRequest, 'id' | 'method' | 'routeOptions'>,
  reply: FastifyReply,
) => {
  const known = asAppError(error)
  const row = errorCodes[known.code]
  const context = {
    requestId: request.id,
    method: request.method,
    route: request.routeOptions?.url,
    code: known.code,
  }
  if (known.code === 'internal')
    log.error(
      { ...context, err: { message: (error as Error).message, stack: (error as Error).stack } },
      'request failed',
    )
  else log[row.level](context, 'request refused')
  await reply
    .code(row.status)
    .type('application/problem+json')
    .header('cache-control', 'no-store')
    .send(problem(known, request.id))
}

const problem = (error: AppError, requestId: string): Problem => ({
  type: `/api/problems/${error.code}`,
  title: error.code,
  status: error.status,
  code: error.code,
  requestId,
  ...(error.details ? { details: error.details } : {}),
})

const asAppError = (error: unknown): AppError => {
  if (error instanceof AppError) return error
  const known = error as {
    validation?: { instancePath: string; keyword: string }[]
    validationContext?: string
    statusCode?: number
    code?: string
  }
  if (known.validation) {
    return new AppError('request.invalid', {
      problems: known.validation.map((v) => ({
        path: `/${known.validationContext ?? 'body'}${v.instancePath}`,
        rule: v.keyword,
      })),
    })
  }
  if (known.code === 'ECONNREFUSED' || known.code === '57P01' || known.code === '57P03')
    return new AppError('unavailable')
  if (known.code === '22P02') return new AppError('not_found') // an id that is no uuid names nothing
  const byStatus: Record<number, ErrorCode> = {
    413: 'request.too_large',
    414: 'request.too_large',
    415: 'request.unsupported_media',
    400: 'request.invalid',
    429: 'request.too_many',
  }
  return new AppError(byStatus[known.statusCode ?? 0] ?? 'internal')
}
