/**
 * Whose chat a browser remembers. Each signed-in buyer has a slot of their own and so has the buyer who is not
 * signed in: on a shared machine nobody finds the chat of the person before.
 */

/** What is kept between pages. `readUpTo` and `lastNumber` are message numbers, `touchedAt` epoch milliseconds. */
export interface Slot {
  token: string
  readUpTo: number
  lastNumber: number
  touchedAt: number
}

/** What lies in storage for each buyer: the slot itself and beside it. */
export const slotParts = ['', 'outbox', 'draft'] as const

/** The place of a buyer's slot in storage; `part` for what lies beside it. */
export function slotName(key: string, identity: string | null, part = ''): string {
  const subject = identity ? subjectOf(identity) : null
  return ['fivehearts', key, subject === null ? 'visitor' : hash(subject), part].filter(Boolean).join(':')
}

export function readSlot(stored: unknown): Slot | null {
  if (typeof stored !== 'object' || stored === null) return null
  const { token, readUpTo, lastNumber, touchedAt } = stored as Partial<Record<keyof Slot, unknown>>
  if (typeof token !== 'string' || !token) return null
  return { token, readUpTo: count(readUpTo), lastNumber: count(lastNumber), touchedAt: count(touchedAt) }
}

/**
 * The subject of a signed identity (the payload of a JWT), or the token itself when it cannot be read. The
 * signature is the server's to check; here the subject only keeps two buyers of one browser apart.
 */
export function subjectOf(identity: string): string {
  const claims = claimsOf(identity)
  return typeof claims?.sub === 'string' && claims.sub ? claims.sub : identity
}

export function claimsOf(identity: string): Record<string, unknown> | null {
  const payload = identity.split('.')[1]
  if (!payload) return null
  try {
    const bytes = atob(payload.replaceAll('-', '+').replaceAll('_', '/'))
    const text = new TextDecoder().decode(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)))
    const claims: unknown = JSON.parse(text)
    return typeof claims === 'object' && claims !== null ? (claims as Record<string, unknown>) : null
  } catch {
    // Not a token that anybody can read; the server will refuse it with a reason.
    return null
  }
}

const count = (value: unknown) => (typeof value === 'number' && value > 0 ? Math.floor(value) : 0)

/** Short and stable, so that no e-mail address lies readable in the browser's storage (FNV-1a, twice 32 bits). */
function hash(text: string): string {
  let low = 0x811c9dc5
  let high = 0x01000193
  for (let index = 0; index < text.length; index += 1) {
    low = Math.imul(low ^ text.charCodeAt(index), 0x01000193)
    high = Math.imul(high ^ text.charCodeAt(text.length - 1 - index), 0x85ebca6b)
  }
  return (low >>> 0).toString(36) + (high >>> 0).toString(36)
}
