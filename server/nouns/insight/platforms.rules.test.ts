import { describe, expect, test } from 'vitest'
import { countsFor, platformPeriod, readScores, shareOf } from './platforms.rules.ts'
import { medianOfSteps, waitSteps } from './wait-steps.rules.ts'
import { wholeHours } from './turn-sums.rules.ts'

const now = new Date('2026-11-22T02:00:00Z')
/** An hour of China's clock on 20 November. */
const china = (clock: string) => new Date(`2026-11-20T${clock}+08:00`)

describe('[RSP-03] the platforms’ hours', () => {
  test.each([
    ['07:59:59', false, false],
    ['08:00:00', true, true],
    ['22:59:59', true, true],
    ['23:00:00', true, false],
    ['23:59:59', true, false],
    ['00:00:00', false, false],
  ])('asked at %s: Taobao counts %s, Pinduoduo %s', (clock, taobao, pinduoduo) => {
    expect(countsFor('taobao', china(clock))).toBe(taobao)
    expect(countsFor('pinduoduo', china(clock))).toBe(pinduoduo)
  })
  test('thirty days of China’s calendar, today included, whatever the zone of the shop', () => {
    expect(platformPeriod(new Date('2026-11-22T15:59:59Z'))).toEqual({ from: '2026-10-24', to: '2026-11-22' })
    expect(platformPeriod(new Date('2026-11-22T16:00:00Z'))).toEqual({ from: '2026-10-25', to: '2026-11-23' })
  })
})

test.each([
  [0, 0, null],
  [3, 3, 10_000],
  [2, 3, 6667],
  [99_999, 100_000, 9999],
  [1, 100_000, 1],
  [0, 5, 0],
])('%i in time of %i is %s hundredths of a percent', (inTime, of, share) => {
  expect(shareOf(inTime, of)).toBe(share)
})

describe('scores copied from a platform', () => {
  test('each line’s first date and percentage; headings are passed over', () => {
    const text = '日期,3分钟回复率\n2026-11-20,96.5%\n2026/11/9\t88\n2026年1月2日 0.965\n20261119 100％\r\n'
    expect(readScores(text, now)).toEqual({
      lines: [
        { day: '2026-11-20', score: 9650 },
        { day: '2026-11-09', score: 8800 },
        { day: '2026-01-02', score: 9650 },
        { day: '2026-11-19', score: 10_000 },
      ],
      refused: [{ line: 1, reason: 'no_date' }],
    })
  })
  test.each([
    ['昨天 96%', 'no_date'],
    ['2026-02-30 96%', 'no_date'],
    ['2026-11-20', 'no_percentage'],
    ['2026-11-20 960', 'no_percentage'],
    ['2026-11-23 96', 'future'],
  ])('%s is refused: %s', (line, reason) => {
    expect(readScores(line, now)).toEqual({ lines: [], refused: [{ line: 1, reason }] })
  })
  test('400 lines and no more', () => {
    const { lines, refused } = readScores('2026-11-20 96\n'.repeat(500), now)
    expect([lines.length, refused]).toEqual([400, [{ line: 401, reason: 'too_many' }]])
  })
})

describe('waits by steps', () => {
  const counts = (waits: Record<number, number>) =>
    Array.from({ length: waitSteps.length + 1 }, (_, i) => waits[i] ?? 0)
  test('the middle is read off within its step', () => {
    expect(medianOfSteps(counts({}))).toBeNull()
    expect(medianOfSteps(counts({ 5: 10 }))).toBe(5500)
    expect(medianOfSteps(counts({ 0: 3, 6: 1 }))).toBe(667)
    expect(medianOfSteps(counts({ 2: 1, 23: 100 }))).toBeGreaterThan(45_000)
    expect(medianOfSteps(counts({ 2: 1, 23: 100 }))).toBeLessThan(60_000)
  })
})

test.each([
  ['2026-11-22T01:20:00Z', '2026-11-22T04:10:00Z', '2026-11-22T02:00:00.000Z', '2026-11-22T04:00:00.000Z'],
  ['2026-11-22T01:00:00Z', '2026-11-22T02:00:00Z', '2026-11-22T01:00:00.000Z', '2026-11-22T02:00:00.000Z'],
])('whole hours between %s and %s', (from, to, begin, end) => {
  expect(wholeHours(new Date(from), new Date(to))).toEqual({ from: new Date(begin), to: new Date(end) })
})
test('no whole hour lies in less than one', () => {
  expect(wholeHours(new Date('2026-11-22T01:20:00Z'), new Date('2026-11-22T02:10:00Z'))).toBeNull()
})
