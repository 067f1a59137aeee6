import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isDue, nextRun } from './schedule.rules.ts'

const hour = 3_600_000
const now = new Date('2026-11-22T02:00:00Z')
const at = (ms: number) => new Date(now.getTime() + ms)

describe('hourly work', () => {
  test.each([
    ['never ran', null, true],
    ['ran a day ago', at(-24 * hour), true],
    ['ran exactly an hour ago', at(-hour), true],
    ['ran a millisecond less than an hour ago', at(-hour + 1), false],
    ['ran now', now, false],
    ['ran in another process whose clock is three seconds ahead', at(3000), false],
    ['ran an hour ahead: the clock was set back', at(hour), false],
    ['ran more than an hour ahead: the clock was set back', at(hour + 1), true],
  ] as const)('that %s is due: %s → %s', (_what, last, due) => {
    expect(isDue(last, hour, now)).toBe(due)
  })
  test('is due at the moment that is said, not before, and never waits for more than two intervals', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -10 * hour, max: 10 * hour }),
        fc.integer({ min: 1, max: 5 * hour }),
        (ms, every) => {
          const next = nextRun(at(ms), every, now)
          expect(next.getTime() - now.getTime()).toBeLessThanOrEqual(2 * every)
          expect(isDue(at(ms), every, next)).toBe(true)
          expect(isDue(at(ms), every, now)).toBe(next <= now)
        },
      ),
    )
  })
})
