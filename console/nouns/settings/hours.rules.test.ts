import { describe, expect, test } from 'vitest'
import type { BusinessCalendar, CalendarException } from '#contract/calendar.ts'
import {
  comingDays,
  minutesOf,
  overlaps,
  runsOvernight,
  shiftOf,
  spillOf,
  takeOver,
  timeText,
  withOneMore,
} from './hours.rules.ts'

const nine = [{ from: 540, to: 1320 }]
const calendar = (exceptions: CalendarException[] = []): BusinessCalendar => ({
  zone: 'Asia/Shanghai',
  exceptions,
  weekly: {
    mon: [{ from: 600, to: 720 }],
    tue: nine,
    wed: nine,
    thu: nine,
    fri: [{ from: 1080, to: 1560 }],
    sat: nine,
    sun: [],
  },
})
const names = { zh: '国庆', en: 'National Day' }

describe('times', () => {
  test('an end at or before the begin is the next morning', () => {
    expect(shiftOf(1080, 120)).toEqual({ from: 1080, to: 1560 })
    expect(shiftOf(0, 0)).toEqual({ from: 0, to: 1440 })
    expect(shiftOf(540, 1320)).toEqual({ from: 540, to: 1320 })
    expect(runsOvernight(shiftOf(0, 0))).toBe(false)
    expect(runsOvernight(shiftOf(1080, 120))).toBe(true)
  })
  test('one more shift follows the last, within the day', () => {
    expect(withOneMore([])).toEqual([{ from: 540, to: 1320 }])
    expect(withOneMore([{ from: 540, to: 720 }]).at(-1)).toEqual({ from: 780, to: 960 })
    expect(withOneMore([{ from: 540, to: 1430 }]).at(-1)).toEqual({ from: 1380, to: 1440 })
  })
  test('written and read', () => {
    expect(timeText(1560)).toBe('02:00')
    expect(minutesOf('9:05')).toBe(545)
    expect(['9', '930', '09:30', '9：30', '24:00'].map(minutesOf)).toEqual([540, 570, 570, 570, 0])
    expect(['24:30', '9:60', '', '12345', 'nine'].map(minutesOf)).toEqual([null, null, null, null, null])
  })
})

describe('[RSP-06] split shifts that clash are named', () => {
  test('with another of the day', () => {
    expect(
      overlaps([
        { from: 540, to: 720 },
        { from: 700, to: 800 },
        { from: 800, to: 900 },
      ]),
    ).toEqual([false, true, false])
  })
  test('with the night before', () => {
    expect(spillOf(calendar().weekly, 'sat')).toBe(120)
    expect(overlaps([{ from: 60, to: 300 }], 120)).toEqual([true])
  })
})

test('coming days: holidays close, make-up days borrow, marks change nothing, the later entry counts', () => {
  const days = comingDays(
    calendar([
      { date: '2026-10-01', kind: 'holiday', name: names },
      { date: '2026-10-02', kind: 'festival', name: names },
      { date: '2026-10-04', kind: 'makeup', name: names, follows: 'mon' },
      { date: '2026-10-05', kind: 'holiday', name: names },
      { date: '2026-10-05', kind: 'special', name: names, hours: [{ from: 0, to: 60 }] },
    ]),
    '2026-10-01',
    5,
  )
  expect(days.map((d) => [d.weekday, d.shifts[0]?.from ?? null])).toEqual([
    ['thu', null],
    ['fri', 1080],
    ['sat', 540],
    ['sun', 600],
    ['mon', 0],
  ])
})

test('taking holidays over leaves the shop’s own dates alone', () => {
  const own: CalendarException[] = [
    { date: '2026-10-02', kind: 'special', name: names, hours: nine },
    { date: '2026-10-01', kind: 'presale', name: names },
  ]
  const merged = takeOver(own, [
    { date: '2026-10-01', kind: 'holiday', name: names },
    { date: '2026-10-02', kind: 'holiday', name: names },
  ])
  expect(merged.map((e) => `${e.date} ${e.kind}`)).toEqual([
    '2026-10-01 presale',
    '2026-10-01 holiday',
    '2026-10-02 special',
  ])
})
