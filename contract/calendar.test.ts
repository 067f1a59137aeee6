import { Compile } from 'typebox/compile'
import { describe, expect, test } from 'vitest'
import {
  BusinessCalendar,
  checkCalendar,
  defaultCalendar,
  isKnownZone,
  isRealDate,
  weekdays,
  type CalendarException,
  type DayHours,
} from './calendar.ts'

const schema = Compile(BusinessCalendar)
const name = { zh: '国庆', en: 'National Day' }
const holiday: CalendarException = { date: '2026-10-01', kind: 'holiday', name }
const nine = { from: 540, to: 1320 }

const withMonday = (mon: DayHours) => {
  const calendar = defaultCalendar()
  return { ...calendar, weekly: { ...calendar.weekly, mon } }
}
const withDates = (...exceptions: CalendarException[]) => ({ ...defaultCalendar(), exceptions })
const found = (calendar: BusinessCalendar) =>
  checkCalendar(calendar).map(({ code, path }) => `${code} ${path}`)

test('[RSP-06] the default is every day 09:00–22:00, and sound', () => {
  const calendar = defaultCalendar('Europe/London')
  expect(calendar.zone).toBe('Europe/London')
  expect(weekdays.map((day) => calendar.weekly[day])).toEqual(weekdays.map(() => [nine]))
  expect(schema.Check(calendar)).toBe(true)
  expect(checkCalendar(calendar)).toEqual([])
})

describe('the schema', () => {
  test.each([
    ['a night shift', withMonday([{ from: 1080, to: 1560 }])],
    ['a whole day', withMonday([{ from: 0, to: 1440 }])],
    ['a closed day', withMonday([])],
    ['every kind of date', withDates(holiday, { ...holiday, kind: 'makeup', follows: 'mon' })],
  ])('takes %s', (_, calendar) => {
    expect(schema.Check(calendar)).toBe(true)
  })

  test.each([
    ['half a minute', withMonday([{ from: 540.5, to: 1320 }])],
    ['a negative time', withMonday([{ from: -1, to: 1320 }])],
    ['a beginning tomorrow', withMonday([{ from: 1440, to: 1500 }])],
    ['an end the day after tomorrow', withMonday([{ from: 0, to: 2880 }])],
    [
      'thirteen shifts',
      withMonday(Array.from({ length: 13 }, (_, i) => ({ from: i * 60, to: i * 60 + 30 }))),
    ],
    ['an offset for a zone', { ...defaultCalendar(), zone: '+08:00' }],
    ['an unknown kind', withDates({ ...holiday, kind: 'birthday' as 'holiday' })],
    ['a date with a time', withDates({ ...holiday, date: '2026-10-01T00:00' })],
    ['a missing name', withDates({ ...holiday, name: { zh: '国庆' } as typeof name })],
    ['a field too many', { ...defaultCalendar(), colour: 'red' }],
    ['too many dates', withDates(...Array.from({ length: 2001 }, () => holiday))],
  ])('refuses %s', (_, calendar) => {
    expect(schema.Check(calendar)).toBe(false)
  })
})

describe('the check', () => {
  test.each<[string, BusinessCalendar, string[]]>([
    ['an unknown zone', { ...defaultCalendar(), zone: 'Asia/Peking' }, ['unknown_zone /zone']],
    [
      'a shift that ends before it begins',
      withMonday([{ from: 1080, to: 120 }]),
      ['shift_ends_before_it_begins /weekly/mon/0'],
    ],
    ['an empty shift', withMonday([{ from: 540, to: 540 }]), ['shift_ends_before_it_begins /weekly/mon/0']],
    ['shifts that overlap', withMonday([nine, { from: 1319, to: 1380 }]), ['shifts_overlap /weekly/mon/1']],
    ['shifts that touch', withMonday([nine, { from: 1320, to: 1380 }]), []],
    [
      'a night that meets the morning',
      withMonday([{ from: 1320, to: 2000 }]),
      ['shifts_overlap /weekly/tue/0'],
    ],
    ['a night that ends in time', withMonday([{ from: 1320, to: 1980 }]), []],
    ['more than a day', withMonday([{ from: 0, to: 1441 }]), ['shift_too_long /weekly/mon/0']],
    [
      'a date that is none',
      withDates({ ...holiday, date: '2026-02-30' }),
      ['no_such_date /exceptions/0/date'],
    ],
    [
      'two sets of hours for one date',
      withDates(holiday, { ...holiday, kind: 'special', hours: [nine] }),
      ['date_repeated /exceptions/1/date'],
    ],
    [
      'two marks and a holiday on one date',
      withDates(
        holiday,
        { ...holiday, kind: 'festival' },
        { ...holiday, kind: 'festival', name: { zh: '中秋', en: 'Mid-Autumn' } },
      ),
      [],
    ],
    [
      'the same mark twice',
      withDates({ ...holiday, kind: 'presale' }, { ...holiday, kind: 'presale' }),
      ['date_repeated /exceptions/1/date'],
    ],
    [
      'hours of its own and borrowed ones',
      withDates({ ...holiday, hours: [nine], follows: 'mon' }),
      ['hours_and_follows /exceptions/0'],
    ],
    [
      'a make-up day without hours',
      withDates({ ...holiday, kind: 'makeup' }),
      ['hours_missing /exceptions/0'],
    ],
    [
      'a special day without hours',
      withDates({ ...holiday, kind: 'special' }),
      ['hours_missing /exceptions/0'],
    ],
    [
      'overlapping hours of a date',
      withDates({ ...holiday, hours: [nine, nine] }),
      ['shifts_overlap /exceptions/0/hours/1'],
    ],
  ])('%s', (_, calendar, expected) => {
    expect(found(calendar)).toEqual(expected)
  })

  test('Saturday night that meets Sunday morning', () => {
    const calendar = defaultCalendar()
    const weekly = { ...calendar.weekly, sat: [{ from: 1320, to: 2100 }] }
    expect(found({ ...calendar, weekly })).toEqual(['shifts_overlap /weekly/sun/0'])
  })

  test('a calendar that never opens', () => {
    const weekly = { sun: [], mon: [], tue: [], wed: [], thu: [], fri: [], sat: [] }
    expect(found({ ...defaultCalendar(), weekly })).toEqual(['never_open /weekly'])
    const fair = { ...holiday, kind: 'special' as const, hours: [nine] }
    expect(found({ ...defaultCalendar(), weekly, exceptions: [fair] })).toEqual([])
  })
})

test.each([
  ['Asia/Shanghai', true],
  ['UTC', true],
  ['America/Argentina/Buenos_Aires', true],
  ['Asia/Peking', false],
  ['+08:00', false],
  ['', false],
])('zone %j is known: %s', (zone, known) => {
  expect(isKnownZone(zone)).toBe(known)
})

test.each([
  ['2028-02-29', true],
  ['2026-02-29', false],
  ['2026-00-10', false],
  ['2026-1-1', false],
  ['tomorrow', false],
])('date %j is real: %s', (date, real) => {
  expect(isRealDate(date)).toBe(real)
})
