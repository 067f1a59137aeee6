import { describe, expect, test } from 'vitest'
import { attemptsAllowed, countAttempt, giveBack, lockMs, type Failures } from './sign-in.rules.ts'

const now = new Date('2026-03-04T03:00:00Z')
const after = (ms: number) => new Date(now.getTime() + ms)
const failed = (count: number, lockedUntil: Date | null = null, lastAt = now): Failures => ({
  count,
  lastAt,
  lockedUntil,
})

describe('counting attempts', () => {
  test.each([
    ['the first', null, 1],
    ['the second', failed(1), 2],
    ['after a quarter of an hour of quiet', failed(9, null, after(-lockMs)), 1],
    ['just before that', failed(8, null, after(-lockMs + 1)), 9],
    ['after a lock has ended', failed(10, now, after(-lockMs)), 1],
    ['after a lock of a clock that was a year ahead', failed(10, after(365 * 86_400_000)), 1],
  ] as const)('%s', (_, before, count) => {
    expect(countAttempt(before, now)).toEqual({
      verdict: 'try',
      failures: { count, lastAt: now, lockedUntil: null },
    })
  })

  test('the tenth closes the door behind itself', () => {
    expect(countAttempt(failed(attemptsAllowed - 1), now)).toEqual({
      verdict: 'try',
      failures: failed(10, after(lockMs)),
    })
  })

  test.each([
    [lockMs, 900],
    [1, 1],
    [1001, 2],
  ])('%d ms before the end of a lock: come back in %d s', (left, retryAfterSeconds) => {
    expect(countAttempt(failed(10, after(left)), now)).toEqual({ verdict: 'locked', retryAfterSeconds })
  })
})

test.each([
  [failed(1), null],
  [failed(5), failed(4)],
  [failed(10, after(lockMs)), failed(9)],
])('an attempt that was none is given back', (before, left) => {
  expect(giveBack(before)).toEqual(left)
})
