import { expect, test } from 'vitest'
import { quickTimes } from './word-times.rules.ts'

const times = (zone: string, at: string) =>
  quickTimes(zone, Date.parse(at)).map((one) => `${one.kind} ${new Date(one.at).toISOString().slice(0, 16)}`)

test('in the afternoon: ten minutes, today’s cut-off, tomorrow noon', () => {
  expect(times('Asia/Shanghai', '2026-11-17T06:22:09Z')).toEqual([
    'minutes 2026-11-17T06:33',
    'today 2026-11-17T09:30',
    'tomorrow 2026-11-18T04:00',
  ])
})

test('near the cut-off and after it, today is not offered', () => {
  expect(times('Asia/Shanghai', '2026-11-17T09:20:00Z')).toEqual([
    'minutes 2026-11-17T09:30',
    'tomorrow 2026-11-18T04:00',
  ])
  expect(times('Asia/Shanghai', '2026-12-31T15:00:00Z')).toEqual([
    'minutes 2026-12-31T15:10',
    'tomorrow 2027-01-01T04:00',
  ])
})

test('the shop’s zone decides', () => {
  expect(times('America/New_York', '2026-11-18T02:00:00Z')).toEqual([
    'minutes 2026-11-18T02:10',
    'tomorrow 2026-11-18T17:00',
  ])
})
