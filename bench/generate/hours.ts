import type { Random } from './random.ts'

export const minuteMs = 60_000
export const dayMs = 86_400_000

// How much is asked in each hour of the day in the shop's time zone: little at night, most in the evening.
const busyness = [2, 1, 1, 1, 1, 1, 2, 3, 5, 8, 10, 10, 9, 9, 10, 10, 9, 8, 8, 10, 14, 15, 11, 6]
const hours = busyness.flatMap((weight, hour) => Array.from({ length: weight }, () => hour))
const shanghaiMs = 8 * 60 * minuteMs

/** A moment between `from` and `until` days before `now`, at an hour people write at. */
export const momentAgo = (random: Random, now: number, from: number, until: number): number => {
  const day = now - (from + random.next() * (until - from)) * dayMs
  const midnight = Math.floor((day + shanghaiMs) / dayMs) * dayMs - shanghaiMs
  return Math.min(
    midnight + random.pick(hours) * 60 * minuteMs + random.whole(60 * minuteMs),
    now - from * dayMs,
  )
}

/** The hour of the day in the shop's time zone. */
export const localHour = (at: number): number => Math.floor(((at + shanghaiMs) % dayMs) / (60 * minuteMs))
