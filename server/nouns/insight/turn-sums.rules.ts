/** 整点 (RSP-03): which whole hours lie in a period, and so may be read from the hourly roll-up. */

const HOUR_MS = 3_600_000
/** Up to so many turns the middle wait is read from the turns themselves; beyond, from the steps of the roll-up. */
export const exactMedianUpTo = 50_000

/** `[from, to)` in whole hours of UTC inside the period; null when there is none. */
export const wholeHours = (from: Date, to: Date): { from: Date; to: Date } | null => {
  const begin = Math.ceil(from.getTime() / HOUR_MS) * HOUR_MS
  const end = Math.floor(to.getTime() / HOUR_MS) * HOUR_MS
  return begin < end ? { from: new Date(begin), to: new Date(end) } : null
}
