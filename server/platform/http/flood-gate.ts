import type { Clock } from '../clock/clock.ts'

/** Seconds this caller has to wait, 0 to come in. */
export type FloodGate = (key: string) => number

const windowMs = 60_000
/** Callers counted at once; beyond it the one that came first is forgotten, so that a flood cannot fill the memory. */
const mostCounted = 100_000

/** Lets each caller in at most so often within a minute; the minute is the same for all. */
export const createFloodGate = (clock: Clock, mostAMinute: number): FloodGate => {
  let ends = -Infinity
  const counts = new Map<string, number>()
  return (key) => {
    const now = clock.monotonic()
    if (now >= ends) {
      counts.clear()
      ends = now + windowMs
    }
    const count = (counts.get(key) ?? 0) + 1
    if (count > mostAMinute) return Math.ceil((ends - now) / 1000)
    if (counts.size >= mostCounted && count === 1) counts.delete(counts.keys().next().value ?? '')
    counts.set(key, count)
    return 0
  }
}
