/**
 * Wrong passwords 登录保护: ten in a row for one e-mail close it for a quarter of an hour. Counted by e-mail,
 * whether an account has it or not, so that being locked out tells nobody whether the account exists. An attempt
 * is counted before it is judged: a hundred at once are ten.
 */

export const attemptsAllowed = 10
export const lockMs = 15 * 60_000
/** How long a session lives after it was last used. */
export const sessionMs = 30 * 24 * 3_600_000
/** How old "last seen" may grow before it is written again. */
export const seenEveryMs = 5 * 60_000

export interface Failures {
  count: number
  lastAt: Date
  lockedUntil: Date | null
}

export type Attempt =
  | { verdict: 'locked'; retryAfterSeconds: number }
  | { verdict: 'try'; failures: Failures }

/** Counts one attempt as failed until it is known better. */
export function countAttempt(before: Failures | null, now: Date): Attempt {
  const left = before?.lockedUntil ? before.lockedUntil.getTime() - now.getTime() : 0
  // A lock that reaches further than one can is of a clock that was wrong.
  if (left > 0 && left <= lockMs) return { verdict: 'locked', retryAfterSeconds: Math.ceil(left / 1000) }
  const isRecent =
    before !== null && before.lockedUntil === null && now.getTime() - before.lastAt.getTime() < lockMs
  const count = isRecent ? before.count + 1 : 1
  const lockedUntil = count >= attemptsAllowed ? new Date(now.getTime() + lockMs) : null
  return { verdict: 'try', failures: { count, lastAt: now, lockedUntil } }
}

/** The password was right and only the second factor is missing: this attempt was none. Earlier ones stay. */
export function giveBack(failures: Failures): Failures | null {
  return failures.count <= 1 ? null : { ...failures, count: failures.count - 1, lockedUntil: null }
}
