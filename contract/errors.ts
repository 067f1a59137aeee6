/**
 * The closed table of error codes. Servers send the code (problem+json, `type` = `/api/problems/CODE`);
 * clients own the words in both languages. `retry` says whether the same request may succeed later.
 */
export const errorCodes = {
  'request.invalid': { status: 400, level: 'info', retry: false },
  'request.too_large': { status: 413, level: 'info', retry: false },
  'request.too_many': { status: 429, level: 'warn', retry: true },
  'request.unsupported_media': { status: 415, level: 'info', retry: false },
  'session.missing': { status: 401, level: 'info', retry: false },
  'session.wrong_credentials': { status: 401, level: 'info', retry: false },
  'session.second_factor_needed': { status: 401, level: 'info', retry: false },
  'session.locked': { status: 429, level: 'warn', retry: true },
  'access.denied': { status: 403, level: 'info', retry: false },
  not_found: { status: 404, level: 'info', retry: false },
  'link.expired': { status: 410, level: 'info', retry: false },
  'setup.done': { status: 409, level: 'info', retry: false },
  'state.conflict': { status: 409, level: 'info', retry: false },
  'state.version': { status: 409, level: 'info', retry: true },
  'name.taken': { status: 409, level: 'info', retry: false },
  'conversation.closed': { status: 409, level: 'info', retry: false },
  'conversation.answered_by_other': { status: 409, level: 'info', retry: false },
  'message.empty': { status: 422, level: 'info', retry: false },
  'message.unfilled_slot': { status: 422, level: 'info', retry: false },
  'message.guarded': { status: 422, level: 'info', retry: false },
  'phrase.once': { status: 409, level: 'info', retry: false },
  'phrase.not_yours': { status: 409, level: 'info', retry: false },
  'guard.words': { status: 422, level: 'info', retry: false },
  'file.unsupported': { status: 415, level: 'info', retry: false },
  'file.too_large': { status: 413, level: 'info', retry: false },
  'file.broken': { status: 422, level: 'info', retry: false },
  'identity.invalid': { status: 401, level: 'info', retry: false },
  'import.unknown_format': { status: 422, level: 'info', retry: false },
  'import.unreadable': { status: 422, level: 'info', retry: false },
  'staff.last_owner': { status: 409, level: 'info', retry: false },
  'staff.still_owns': { status: 409, level: 'info', retry: false },
  'staff.nobody_available': { status: 409, level: 'info', retry: true },
  'setting.invalid': { status: 422, level: 'info', retry: false },
  'training.too_little': { status: 409, level: 'info', retry: false },
  'training.not_certified': { status: 409, level: 'info', retry: false },
  'hint.no_newcomer': { status: 409, level: 'info', retry: false },
  'training.ended': { status: 409, level: 'info', retry: false },
  'contact.not_allowed': { status: 422, level: 'info', retry: false },
  'touch.refused': { status: 409, level: 'info', retry: false },
  'confirmation.too_late': { status: 409, level: 'info', retry: false },
  'confirmation.nothing_changed': { status: 422, level: 'info', retry: false },
  'word.ended': { status: 409, level: 'info', retry: false },
  'selling.open_doubts': { status: 409, level: 'info', retry: false },
  'selling.unknown_buyer': { status: 409, level: 'info', retry: false },
  'prospect.needs_reason': { status: 422, level: 'info', retry: false },
  'offer.beyond_authority': { status: 403, level: 'info', retry: false },
  'offer.unusable': { status: 409, level: 'info', retry: false },
  'product.unsuitable': { status: 409, level: 'info', retry: false },
  unavailable: { status: 503, level: 'error', retry: true },
  internal: { status: 500, level: 'error', retry: true },
} as const satisfies Record<string, { status: number; level: 'info' | 'warn' | 'error'; retry: boolean }>

export type ErrorCode = keyof typeof errorCodes

/** The body of every error reply, `application/problem+json` (RFC 9457) with our stable `code`. */
export interface Problem {
  type: string
  title: string
  status: number
  code: ErrorCode
  requestId: string
  /** What in the request is wrong, e.g. `[{ path: '/body/email', rule: 'format' }]`, or facts the client words. */
  details?: Record<string, unknown>
}
