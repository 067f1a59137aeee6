import { describe, expect, test } from 'vitest'
import {
  defaultCalendar,
  type BusinessCalendar,
  type CalendarException,
  type DayHours,
  type Weekday,
} from '#contract/calendar.ts'
import {
  addOpenMs,
  intervalsOn,
  isOpen,
  nextOpen,
  openIntervals,
  openMsBetween,
  openUntil,
  startOfWaiting,
  uncovered,
  withoutIntervals,
  type Interval,
} from './calendar.rules.ts'

const HOUR = 3_600_000
const SHANGHAI = 'Asia/Shanghai'
const hours = (from: number, to: number) => ({ from: from * 60, to: to * 60 })
const name = { zh: '某日', en: 'Some day' }

function calendar(
  zone: string,
  weekly: Partial<Record<Weekday, DayHours>>,
  exceptions: CalendarException[] = [],
): BusinessCalendar {
  return {
    zone,
    weekly: { sun: [], mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], ...weekly },
    exceptions,
  }
}

function daily(zone: string, shifts: DayHours, exceptions: CalendarException[] = []): BusinessCalendar {
  const weekly = { sun: shifts, mon: shifts, tue: shifts, wed: shifts, thu: shifts, fri: shifts, sat: shifts }
  return { zone, weekly, exceptions }
}

const workdays = (zone: string, shifts: DayHours, exceptions: CalendarException[] = []) =>
  calendar(zone, { mon: shifts, tue: shifts, wed: shifts, thu: shifts, fri: shifts }, exceptions)

/** `2026-02-17 09:00`, in China. */
const cn = (text: string) => new Date(`${text.replace(' ', 'T')}:00+08:00`)
const iso = (date: Date | null) => date?.toISOString() ?? null
const written = (intervals: Interval[]) => intervals.map(({ from, to }) => `${iso(from)}/${iso(to)}`)
const lengths = (intervals: Interval[]) =>
  intervals.map(({ from, to }) => (to.getTime() - from.getTime()) / HOUR)

describe('[RSP-06] the default: every day 09:00–22:00', () => {
  const practice = defaultCalendar()

  test.each([
    ['2026-02-16 08:59', false, '2026-02-16 09:00'],
    ['2026-02-16 09:00', true, '2026-02-16 09:00'],
    ['2026-02-16 21:59', true, '2026-02-16 21:59'],
    ['2026-02-16 22:00', false, '2026-02-17 09:00'],
    ['2026-02-17 03:00', false, '2026-02-17 09:00'],
    ['2026-02-21 12:00', true, '2026-02-21 12:00'],
  ])('at %s open is %s, waiting starts %s', (text, open, start) => {
    expect(isOpen(practice, cn(text))).toBe(open)
    expect(iso(startOfWaiting(practice, cn(text)))).toBe(iso(cn(start)))
  })

  test('opening and closing', () => {
    expect(openUntil(practice, cn('2026-02-16 12:00'))).toEqual(cn('2026-02-16 22:00'))
    expect(openUntil(practice, cn('2026-02-16 22:00'))).toBeNull()
    expect(nextOpen(practice, cn('2026-02-16 22:00'))).toEqual(cn('2026-02-17 09:00'))
    expect(nextOpen(practice, cn('2026-02-16 12:00'))).toEqual(cn('2026-02-17 09:00'))
    expect(nextOpen(practice, cn('2026-02-16 09:00'))).toEqual(cn('2026-02-17 09:00'))
  })

  test('[RSP-02] a clock started at night is due after opening, one near closing the next morning', () => {
    expect(addOpenMs(practice, cn('2026-02-16 23:30'), 10_000)).toEqual(new Date('2026-02-17T01:00:10Z'))
    expect(addOpenMs(practice, new Date('2026-02-16T13:59:55Z'), 10_000)).toEqual(
      new Date('2026-02-17T01:00:05Z'),
    )
    expect(addOpenMs(practice, new Date('2026-02-16T13:59:50Z'), 10_000)).toEqual(cn('2026-02-16 22:00'))
  })

  test('open time between two moments', () => {
    expect(openMsBetween(practice, cn('2026-02-16 08:00'), cn('2026-02-16 10:00'))).toBe(HOUR)
    expect(openMsBetween(practice, cn('2026-02-16 20:00'), cn('2026-02-18 10:00'))).toBe((2 + 13 + 1) * HOUR)
    expect(openMsBetween(practice, cn('2026-02-16 22:00'), cn('2026-02-17 09:00'))).toBe(0)
    expect(openMsBetween(practice, cn('2026-02-16 12:00'), cn('2026-02-16 11:00'))).toBe(0)
  })
})

describe('shifts', () => {
  test('a lunch break is closed', () => {
    const split = workdays(SHANGHAI, [hours(9, 12), hours(14, 18)])
    expect(isOpen(split, cn('2026-03-04 13:00'))).toBe(false)
    expect(nextOpen(split, cn('2026-03-04 13:00'))).toEqual(cn('2026-03-04 14:00'))
    expect(nextOpen(split, cn('2026-03-06 18:00'))).toEqual(cn('2026-03-09 09:00'))
    expect(addOpenMs(split, cn('2026-03-04 11:00'), 2 * HOUR)).toEqual(cn('2026-03-04 15:00'))
    expect(lengths(intervalsOn(split, '2026-03-04'))).toEqual([3, 4])
    expect(intervalsOn(split, '2026-03-07')).toEqual([])
  })

  test('the order in which shifts are written does not matter, and touching shifts are one', () => {
    const mixed = workdays(SHANGHAI, [hours(14, 18), hours(9, 12), hours(12, 14)])
    expect(openUntil(mixed, cn('2026-03-04 09:00'))).toEqual(cn('2026-03-04 18:00'))
    expect(lengths(intervalsOn(mixed, '2026-03-04'))).toEqual([9])
  })

  test('a night shift runs past midnight and belongs to the day it began', () => {
    const night = calendar(SHANGHAI, { fri: [hours(18, 26)] })
    expect(isOpen(night, cn('2026-03-06 23:59'))).toBe(true)
    expect(isOpen(night, cn('2026-03-07 01:59'))).toBe(true)
    expect(isOpen(night, cn('2026-03-07 02:00'))).toBe(false)
    expect(isOpen(night, cn('2026-03-06 01:00'))).toBe(false)
    expect(openUntil(night, cn('2026-03-06 20:00'))).toEqual(cn('2026-03-07 02:00'))
    expect(lengths(intervalsOn(night, '2026-03-06'))).toEqual([6])
    expect(lengths(intervalsOn(night, '2026-03-07'))).toEqual([2])
    expect(nextOpen(night, cn('2026-03-07 02:00'))).toEqual(cn('2026-03-13 18:00'))
  })

  test('round the clock never closes, so it never opens either', () => {
    const always = daily(SHANGHAI, [hours(0, 24)])
    expect(isOpen(always, cn('2026-03-04 00:00'))).toBe(true)
    expect(openUntil(always, cn('2026-03-04 00:00'))).toBeNull()
    expect(nextOpen(always, cn('2026-03-04 00:00'))).toBeNull()
    expect(startOfWaiting(always, cn('2026-03-04 03:00'))).toEqual(cn('2026-03-04 03:00'))
    expect(addOpenMs(always, cn('2026-03-04 00:00'), 50 * HOUR)).toEqual(cn('2026-03-06 02:00'))
    expect(openMsBetween(always, cn('2026-03-04 00:00'), cn('2026-03-14 00:00'))).toBe(240 * HOUR)
  })

  test('shifts that overlap are not counted twice', () => {
    const doubled = daily(SHANGHAI, [hours(9, 15), hours(10, 12), hours(14, 33)])
    expect(openMsBetween(doubled, cn('2026-03-04 09:00'), cn('2026-03-05 09:00'))).toBe(24 * HOUR)
    expect(addOpenMs(doubled, cn('2026-03-04 09:00'), 30 * HOUR)).toEqual(cn('2026-03-05 15:00'))
  })

  test('a calendar that never opens says so', () => {
    const never = calendar(SHANGHAI, {})
    expect(isOpen(never, cn('2026-03-04 12:00'))).toBe(false)
    expect(startOfWaiting(never, cn('2026-03-04 12:00'))).toBeNull()
    expect(nextOpen(never, cn('2026-03-04 12:00'))).toBeNull()
    expect(addOpenMs(never, cn('2026-03-04 12:00'), 1)).toBeNull()
    expect(addOpenMs(never, cn('2026-03-04 12:00'), 0)).toEqual(cn('2026-03-04 12:00'))
  })

  test('a calendar with a single dated opening is found within 400 days and not beyond', () => {
    const once = calendar(SHANGHAI, {}, [
      { date: '2027-03-01', kind: 'special', name, hours: [hours(10, 11)] },
    ])
    expect(nextOpen(once, cn('2026-03-01 00:00'))).toEqual(cn('2027-03-01 10:00'))
    expect(nextOpen(once, cn('2026-01-01 00:00'))).toBeNull()
  })

  test('times that are none are refused', () => {
    expect(() => isOpen(defaultCalendar(), new Date('soon'))).toThrow(RangeError)
    expect(() => addOpenMs(defaultCalendar(), cn('2026-03-04 12:00'), -1)).toThrow(RangeError)
    expect(() => addOpenMs(defaultCalendar(), cn('2026-03-04 12:00'), Number.NaN)).toThrow(RangeError)
    expect(() => intervalsOn(defaultCalendar(), '2026-02-30')).toThrow(RangeError)
  })
})

describe('dated exceptions', () => {
  const office = workdays(
    SHANGHAI,
    [hours(9, 18)],
    [
      { date: '2026-02-16', kind: 'holiday', name },
      { date: '2026-02-17', kind: 'holiday', name, hours: [hours(10, 12)] },
      { date: '2026-02-18', kind: 'holiday', name, follows: 'wed' },
      { date: '2026-02-14', kind: 'makeup', name, follows: 'mon' },
      { date: '2026-02-28', kind: 'makeup', name, hours: [hours(9, 12)] },
      { date: '2026-02-19', kind: 'presale', name },
      { date: '2026-03-03', kind: 'festival', name },
      { date: '2026-03-01', kind: 'presale', name, hours: [hours(20, 26)] },
      { date: '2026-03-05', kind: 'special', name, hours: [] },
    ],
  )

  test.each([
    ['a holiday is closed', '2026-02-16', []],
    ['or has special hours', '2026-02-17', [2]],
    ['or is worked as usual', '2026-02-18', [9]],
    ['a make-up Saturday follows Monday', '2026-02-14', [9]],
    ['or has its own hours', '2026-02-28', [3]],
    ['an ordinary Saturday is closed', '2026-02-21', []],
    ['presale is a mark', '2026-02-19', [9]],
    ['a festival is a mark', '2026-03-03', [9]],
    ['presale with hours of its own', '2026-03-01', [4]],
    ['which run into the next day', '2026-03-02', [2, 9]],
    ['a special day closed', '2026-03-05', []],
  ])('%s (%s)', (_, date, expected) => {
    expect(lengths(intervalsOn(office, date))).toEqual(expected)
  })

  test('waiting that begins before a holiday starts after it', () => {
    expect(startOfWaiting(office, cn('2026-02-14 20:00'))).toEqual(cn('2026-02-17 10:00'))
    expect(addOpenMs(office, cn('2026-02-17 11:00'), 2 * HOUR)).toEqual(cn('2026-02-18 10:00'))
  })

  test('a holiday does not cut short the night shift of the evening before', () => {
    const night = daily(SHANGHAI, [hours(18, 26)], [{ date: '2026-10-01', kind: 'holiday', name }])
    expect(openUntil(night, cn('2026-09-30 20:00'))).toEqual(cn('2026-10-01 02:00'))
    expect(nextOpen(night, cn('2026-10-01 02:00'))).toEqual(cn('2026-10-02 18:00'))
  })

  test('the later of two entries for one date counts; a mark beside them changes nothing', () => {
    const twice = workdays(
      SHANGHAI,
      [hours(9, 18)],
      [
        { date: '2026-10-01', kind: 'holiday', name },
        { date: '2026-10-01', kind: 'special', name, hours: [hours(10, 16)] },
        { date: '2026-10-01', kind: 'festival', name },
      ],
    )
    expect(lengths(intervalsOn(twice, '2026-10-01'))).toEqual([6])
  })
})

describe('summer time', () => {
  const day = [hours(9, 17)]

  test.each([
    ['Europe/London', '2026-03-28T18:00:00Z', '2026-03-29T08:00:00.000Z'],
    ['Europe/London', '2026-10-24T18:00:00Z', '2026-10-25T09:00:00.000Z'],
    ['America/New_York', '2026-03-07T23:00:00Z', '2026-03-08T13:00:00.000Z'],
    ['America/New_York', '2026-10-31T22:00:00Z', '2026-11-01T14:00:00.000Z'],
  ])('%s, asked %s, opens at nine by the new clock: %s', (zone, asked, opens) => {
    expect(iso(startOfWaiting(daily(zone, day), new Date(asked)))).toBe(opens)
  })

  test.each([
    ['Europe/London', '2026-03-29', [hours(0, 24)], [23]],
    ['Europe/London', '2026-10-25', [hours(0, 24)], [25]],
    ['America/New_York', '2026-03-08', [hours(0, 24)], [23]],
    ['America/New_York', '2026-11-01', [hours(0, 24)], [25]],
    ['Asia/Shanghai', '2026-03-29', [hours(0, 24)], [24]],
    ['Europe/London', '2026-03-29', [hours(0, 3)], [2]],
    ['Europe/London', '2026-10-25', [hours(0, 3)], [4]],
    ['Europe/London', '2026-03-29', [{ from: 75, to: 105 }], []],
    ['Europe/London', '2026-03-29', [{ from: 90, to: 180 }], [1]],
    ['Europe/London', '2026-10-25', [{ from: 90, to: 180 }], [2.5]],
    ['Europe/London', '2026-10-25', [{ from: 60, to: 90 }], [0.5]],
    ['America/Santiago', '2026-09-06', [hours(0, 2)], [1]],
  ])('%s on %s, shifts %j: %j hours', (zone, date, shifts, expected) => {
    expect(lengths(intervalsOn(daily(zone, shifts), date))).toEqual(expected)
  })

  test('a night shift is an hour shorter over the spring change, longer over the autumn one', () => {
    const night = daily('America/New_York', [hours(22, 30)])
    const length = (from: string) => {
      const opened = new Date(from)
      return ((openUntil(night, opened)?.getTime() ?? 0) - opened.getTime()) / HOUR
    }
    expect(length('2026-03-08T03:00:00Z')).toBe(7)
    expect(length('2026-11-01T02:00:00Z')).toBe(9)
    expect(length('2026-07-01T02:00:00Z')).toBe(8)
  })

  test('the hour that comes twice is open twice, without closing between', () => {
    const early = daily('Europe/London', [hours(1, 9)])
    const first = new Date('2026-10-25T00:30:00Z')
    expect(isOpen(early, first)).toBe(true)
    expect(isOpen(early, new Date('2026-10-25T01:30:00Z'))).toBe(true)
    expect(openUntil(early, first)).toEqual(new Date('2026-10-25T09:00:00Z'))
    expect(addOpenMs(early, first, 2 * HOUR)).toEqual(new Date('2026-10-25T02:30:00Z'))
  })
})

describe('[RSP-06] [RSP-08] what required hours lack', () => {
  const mall = workdays(
    SHANGHAI,
    [hours(9, 22)],
    [
      { date: '2026-02-17', kind: 'holiday', name },
      { date: '2026-02-14', kind: 'makeup', name, follows: 'mon' },
    ],
  )
  const from = cn('2026-02-13 00:00')
  const to = cn('2026-02-18 00:00')

  test('a shop that works office hours leaves the evenings, and the make-up Saturday', () => {
    const shop = workdays(SHANGHAI, [hours(9, 12), hours(13, 18)])
    expect(written(uncovered(shop, mall, from, to))).toEqual([
      '2026-02-13T04:00:00.000Z/2026-02-13T05:00:00.000Z',
      '2026-02-13T10:00:00.000Z/2026-02-13T14:00:00.000Z',
      '2026-02-14T01:00:00.000Z/2026-02-14T14:00:00.000Z',
      '2026-02-16T04:00:00.000Z/2026-02-16T05:00:00.000Z',
      '2026-02-16T10:00:00.000Z/2026-02-16T14:00:00.000Z',
    ])
  })

  test('a shop that opens longer than required lacks nothing, the rule measured the other way does', () => {
    const longer = daily(SHANGHAI, [hours(8, 24)])
    expect(uncovered(longer, mall, from, to)).toEqual([])
    expect(lengths(uncovered(mall, longer, cn('2026-02-16 00:00'), cn('2026-02-17 00:00')))).toEqual([1, 2])
  })

  test('the two may live in different zones', () => {
    const london = daily('Europe/London', [hours(9, 17)])
    const gaps = uncovered(london, mall, cn('2026-02-16 00:00'), cn('2026-02-17 00:00'))
    expect(written(gaps)).toEqual(['2026-02-16T01:00:00.000Z/2026-02-16T09:00:00.000Z'])
  })

  test('intervals are cut to the span asked for, and no span holds none', () => {
    const cut = openIntervals(mall, cn('2026-02-16 20:00'), cn('2026-02-16 21:00'))
    expect(written(cut)).toEqual(['2026-02-16T12:00:00.000Z/2026-02-16T13:00:00.000Z'])
    expect(openIntervals(mall, to, from)).toEqual([])
  })

  test.each([
    ['nothing taken', [[9, 12]], [], [[9, 12]]],
    ['the middle', [[9, 12]], [[10, 11]], [[9, 10], [11, 12]]], // prettier-ignore
    ['the beginning', [[9, 12]], [[8, 10]], [[10, 12]]],
    ['the end', [[9, 12]], [[11, 13]], [[9, 11]]],
    ['all of it', [[9, 12]], [[9, 12]], []],
    ['touching only', [[9, 12]], [[8, 9], [12, 13]], [[9, 12]]], // prettier-ignore
    ['one over two', [[9, 12], [14, 18]], [[11, 15]], [[9, 11], [15, 18]]], // prettier-ignore
  ])('without: %s', (_, all, taken, rest) => {
    const on = (pairs: number[][]) =>
      pairs.map(([a = 0, b = 0]) => ({ from: new Date(a * HOUR), to: new Date(b * HOUR) }))
    expect(withoutIntervals(on(all), on(taken))).toEqual(on(rest))
  })
})
