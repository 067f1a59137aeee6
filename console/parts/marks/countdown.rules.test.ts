import { describe, expect, test } from 'vitest'
import { countdown, shortOver } from './countdown.rules.ts'

const clock = { startedAt: 0, targetAt: 7_000, dueAt: 10_000 }

describe('[RSP-02] calm to 7 s, amber to 10 s, late beyond', () => {
  test.each([
    [-3_500, 'ahead', 4],
    [0, 'calm', 10],
    [1, 'calm', 10],
    [6_999, 'calm', 4],
    [7_000, 'amber', 3],
    [8_001, 'amber', 2],
    [9_999, 'amber', 1],
    [10_000, 'late', 1],
    [10_999, 'late', 1],
    [15_000, 'late', 6],
  ] as const)('%i ms', (now, phase, seconds) => {
    expect(countdown(clock, now)).toEqual({ phase, seconds })
  })
})

test('time over stays short enough for the octagon', () => {
  expect([6, 99, 100, 5_999, 6_000, 359_999, 360_000].map(shortOver)).toEqual([
    '+6',
    '+99',
    '1m',
    '99m',
    '1h',
    '99h',
    '4d',
  ])
})
