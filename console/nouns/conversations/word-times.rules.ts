/** When a word given in chat is due: the times that agents really say. */
import { dayNumber, instantAt, readingOf } from '../../parts/shop-time.rules.ts'

export interface QuickTime {
  kind: 'minutes' | 'today' | 'tomorrow'
  at: number
}

const cutOff = { hour: 17, minute: 30 }
const minute = 60_000
/** Too near the cut-off nobody promises it any more. */
const leastMs = 15 * minute

/** In 10 minutes, today 17:30 (while that is still ahead), tomorrow noon; by the shop's clock, epoch ms. */
export function quickTimes(zone: string, now: number): QuickTime[] {
  const today = readingOf(zone, now)
  const tomorrow = new Date((dayNumber(today) + 1) * 86_400_000)
  const noon = {
    year: tomorrow.getUTCFullYear(),
    month: tomorrow.getUTCMonth() + 1,
    day: tomorrow.getUTCDate(),
    hour: 12,
    minute: 0,
  }
  const cut = instantAt(zone, { ...today, ...cutOff })
  return [
    { kind: 'minutes', at: Math.ceil((now + 10 * minute) / minute) * minute },
    ...(cut - now >= leastMs ? [{ kind: 'today' as const, at: cut }] : []),
    { kind: 'tomorrow', at: instantAt(zone, noon) },
  ]
}
