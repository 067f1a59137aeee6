import { describe, expect, test } from 'vitest'
import {
  checkCalendar,
  defaultCalendar,
  type CalendarException,
  type ExceptionKind,
} from '#contract/calendar.ts'
import { intervalsOn, isOpen } from './calendar.rules.ts'
import { chinaFestivals, chinaHolidays, knownYears } from './holidays.ts'

const year2026 = chinaHolidays(2026, 'closes') ?? []
const dates = (list: CalendarException[], kind: ExceptionKind) =>
  list.filter((exception) => exception.kind === kind).map(({ date }) => date)

/** An office that works Monday to Friday 9–18 and keeps China's calendar. */
function office(exceptions: CalendarException[]) {
  const calendar = defaultCalendar()
  const day = [{ from: 540, to: 1080 }]
  return {
    ...calendar,
    weekly: { sun: [], mon: day, tue: day, wed: day, thu: day, fri: day, sat: [] },
    exceptions,
  }
}

describe('[RSP-07] public holidays', () => {
  test('2026 has 33 days off and six make-up workdays', () => {
    expect(dates(year2026, 'holiday')).toHaveLength(33)
    expect(dates(year2026, 'makeup')).toEqual([
      '2026-01-04',
      '2026-02-14',
      '2026-02-28',
      '2026-05-09',
      '2026-09-20',
      '2026-10-10',
    ])
  })

  test.each([
    ['2026-01-01', 'holiday', '元旦', "New Year's Day"],
    ['2026-02-15', 'holiday', '春节', 'Spring Festival'],
    ['2026-02-23', 'holiday', '春节', 'Spring Festival'],
    ['2026-10-07', 'holiday', '国庆节', 'National Day'],
    ['2026-10-10', 'makeup', '国庆节调休上班', 'Make-up workday (National Day)'],
  ])('%s is a %s: %s', (date, kind, zh, en) => {
    expect(year2026.find((exception) => exception.date === date)).toMatchObject({ kind, name: { zh, en } })
  })

  test('the days stand in order, each once, and make a sound calendar', () => {
    const all = year2026.map(({ date }) => date)
    expect(all).toEqual([...new Set(all)].sort())
    expect(checkCalendar(office([...year2026, ...chinaFestivals(2026)]))).toEqual([])
  })

  test('an office that closes rests on the holiday and works the make-up Saturday', () => {
    const calendar = office(year2026)
    expect(isOpen(calendar, new Date('2026-02-17T12:00:00+08:00'))).toBe(false)
    expect(isOpen(calendar, new Date('2026-02-14T12:00:00+08:00'))).toBe(true)
    expect(isOpen(calendar, new Date('2026-02-21T12:00:00+08:00'))).toBe(false)
  })

  test('a shop that stays open keeps its hours and still knows the date', () => {
    const open = chinaHolidays(2026, 'stays open') ?? []
    expect(dates(open, 'holiday')).toEqual(dates(year2026, 'holiday'))
    const shop = { ...defaultCalendar(), exceptions: open }
    expect(checkCalendar(shop)).toEqual([])
    for (const { date } of open) expect(intervalsOn(shop, date)).toEqual(intervalsOn(defaultCalendar(), date))
    const workshop = office(open)
    for (const date of dates(open, 'holiday'))
      expect(intervalsOn(workshop, date)).toEqual(intervalsOn(office([]), date))
  })

  test('a year that is not announced is unknown, not free of holidays', () => {
    expect(knownYears()).toContain(2026)
    expect(knownYears()).not.toContain(2027)
    expect(chinaHolidays(2027, 'closes')).toBeNull()
    expect(chinaHolidays(1999, 'closes')).toBeNull()
  })
})

describe('[CARE-09] festivals', () => {
  const on = (year: number, zh: string) =>
    chinaFestivals(year)
      .filter(({ name }) => name.zh === zh)
      .map(({ date }) => date)

  test.each([
    [2026, '春节', '2026-02-17'],
    [2026, '除夕', '2026-02-16'],
    [2026, '元宵节', '2026-03-03'],
    [2026, '端午节', '2026-06-19'],
    [2026, '七夕节', '2026-08-19'],
    [2026, '中秋节', '2026-09-25'],
    [2026, '冬至', '2026-12-22'],
    [2027, '春节', '2027-02-06'],
    [2027, '中秋节', '2027-09-15'],
    [2027, '冬至', '2027-12-22'],
    [2028, '清明节', '2028-04-04'],
    [2033, '中秋节', '2033-09-08'],
    [2033, '春节', '2033-01-31'],
    [2034, '春节', '2034-02-19'],
  ])('%d %s is on %s', (year, zh, date) => {
    expect(on(year, zh)).toEqual([date])
  })

  test('marks change no hours, and belong to their own year', () => {
    const marks = chinaFestivals(2027)
    const shop = { ...defaultCalendar(), exceptions: marks }
    for (const { date } of marks) {
      expect(date.slice(0, 4)).toBe('2027')
      expect(intervalsOn(shop, date)).toEqual(intervalsOn(defaultCalendar(), date))
    }
    expect(marks.length).toBeGreaterThan(12)
  })

  test('the two sources agree: since 2013 each of these festivals was a day off', () => {
    // 2012 is left out: there the table forgot 端午 itself (06-23) between the days beside it.
    for (const year of knownYears().filter((known) => known >= 2013)) {
      const off = dates(chinaHolidays(year, 'closes') ?? [], 'holiday')
      for (const zh of ['春节', '清明节', '端午节', '中秋节', '国庆节']) {
        expect(off, `${zh} ${year}`).toEqual(expect.arrayContaining(on(year, zh)))
      }
    }
  })
})
