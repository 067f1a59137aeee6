import { errorCodes, type ErrorCode } from '#contract/errors.ts'

/** An expected refusal with a code of the closed table; one handler turns it into problem+json. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly details: Record<string, unknown> | undefined
  constructor(code: ErrorCode, details?: Record<string, unknown>) {
    super(code)
    this.name = 'AppError'
    this.code = code
    this.details = details
  }
  get status() {
    return errorCodes[this.code].status
  }
}

/** Not found and not yours look alike. */
export const notFound = () => new AppError('not_found')

export const isUniqueViolation = (error: unknown, constraint?: string) =>
  typeof error === 'object' &&
  error !== null &&
  'code' in error &&
  error.code === '23505' &&
  (constraint === undefined || ('constraint' in error && error.constraint === constraint))
