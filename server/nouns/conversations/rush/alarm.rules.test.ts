import { expect, test } from 'vitest'
import { judgeAlarm } from './alarm.rules.ts'

test.each([
  [false, 9, 'keep'],
  [false, 10, 'raise'],
  [true, 5000, 'keep'],
  [true, 5, 'keep'],
  [true, 4, 'clear'],
  [false, 0, 'keep'],
] as const)('[RTE-02] one alarm a queue: ringing %s, %i late: %s', (isRinging, late, verdict) => {
  expect(judgeAlarm(isRinging, late, 10)).toBe(verdict)
})
