import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { BusinessCalendar, DayHours } from '#contract/calendar.ts'
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
} from './calendar.rules.ts'
import { DAY_MS, dateOf, localOf } from './zone.rules.ts'

const RUNS = { numRuns: 150 }

const zone = fc.constantFrom('Asia/Shanghai', 'Europe/London', 'America/New_York', 'America/Santiago', 'UTC')
const shift = fc
  .tuple(fc.integer({ min: 0, max: 95 }), fc.integer({ min: 1, max: 96 }))
  .map(([from, length]) => ({ from: from * 15, to: Math.min(2879, (from + length) * 15) }))
const shifts: fc.Arbitrary<DayHours> = fc.array(shift, { maxLength: 3 })
const name = { zh: '某日', en: 'Some day' }
const exception = fc.record({
  date: fc.integer({ min: 20_440, max: 20_800 }).map(dateOf),
  kind: fc.constantFrom('holiday', 'makeup', 'special', 'presale', 'festival'),
  name: fc.constant(name),
  hours: fc.option(shifts, { nil: undefined }),
})
/** Overlapping shifts and repeated dates included: what a careless person types must still reckon soundly. */
const calendar: fc.Arbitrary<BusinessCalendar> = fc.record({
  zone,
  weekly: fc.record({
    sun: shifts,
    mon: shifts,
    tue: shifts,
    wed: shifts,
    thu: shifts,
    fri: shifts,
    sat: shifts,
  }),
  exceptions: fc.array(exception, { maxLength: 12 }),
})
/** Around the year 2026, often on the quarter hours where shifts begin and end. */
const moment = fc
  .tuple(fc.integer({ min: 0, max: 365 * 96 }), fc.constantFrom(0, 0, -1, 1, 421_337))
  .map(([quarter, ms]) => new Date(Date.parse('2026-01-01T00:00:00Z') + quarter * 900_000 + ms))

const openSomewhen = calendar.filter((cal) => Object.values(cal.weekly).some((day) => day.length > 0))

test('open time added is open time found, and not a millisecond sooner', () => {
  fc.assert(
    fc.property(openSomewhen, moment, fc.integer({ min: 1, max: 6 * DAY_MS }), (cal, at, ms) => {
      const due = addOpenMs(cal, at, ms)
      if (!due) return expect(openMsBetween(cal, at, new Date(at.getTime() + 390 * DAY_MS))).toBeLessThan(ms)
      expect(openMsBetween(cal, at, due)).toBe(ms)
      expect(openMsBetween(cal, at, new Date(due.getTime() - 1))).toBe(ms - 1)
    }),
    RUNS,
  )
})

test('the next opening is open, the moment before it is closed, and nothing opens between', () => {
  fc.assert(
    fc.property(openSomewhen, moment, (cal, at) => {
      const opening = nextOpen(cal, at)
      if (!opening) return
      expect(opening.getTime()).toBeGreaterThan(at.getTime())
      expect(isOpen(cal, opening)).toBe(true)
      expect(isOpen(cal, new Date(opening.getTime() - 1))).toBe(false)
      const closing = openUntil(cal, at) ?? at
      expect(openMsBetween(cal, closing, opening)).toBe(0)
    }),
    RUNS,
  )
})

test('until the closing it is open throughout, at the closing it is not', () => {
  fc.assert(
    fc.property(calendar, moment, (cal, at) => {
      const closing = openUntil(cal, at)
      if (!closing) return
      expect(isOpen(cal, at)).toBe(true)
      expect(isOpen(cal, closing)).toBe(false)
      expect(openMsBetween(cal, at, closing)).toBe(closing.getTime() - at.getTime())
    }),
    RUNS,
  )
})

test('waiting starts at once when open, else at the next opening', () => {
  fc.assert(
    fc.property(calendar, moment, (cal, at) => {
      expect(startOfWaiting(cal, at)).toEqual(isOpen(cal, at) ? at : nextOpen(cal, at))
    }),
    RUNS,
  )
})

test('who asks later is never due earlier', () => {
  const wait = fc.integer({ min: 0, max: 5 * DAY_MS })
  fc.assert(
    fc.property(openSomewhen, moment, wait, wait, wait, (cal, at, later, ms, more) => {
      const due = addOpenMs(cal, at, ms)?.getTime() ?? Infinity
      const dueLater = addOpenMs(cal, new Date(at.getTime() + later), ms)?.getTime() ?? Infinity
      const dueMore = addOpenMs(cal, at, ms + more)?.getTime() ?? Infinity
      expect(dueLater).toBeGreaterThanOrEqual(due)
      expect(dueMore).toBeGreaterThanOrEqual(due)
    }),
    RUNS,
  )
})

test('open time adds up over any middle, and equals the intervals', () => {
  const span = fc.integer({ min: 0, max: 20 * DAY_MS })
  fc.assert(
    fc.property(calendar, moment, span, span, (cal, a, first, second) => {
      const b = new Date(a.getTime() + first)
      const c = new Date(b.getTime() + second)
      const whole = openMsBetween(cal, a, c)
      expect(openMsBetween(cal, a, b) + openMsBetween(cal, b, c)).toBe(whole)
      const listed = openIntervals(cal, a, c).reduce((sum, i) => sum + i.to.getTime() - i.from.getTime(), 0)
      expect(listed).toBe(whole)
      const gaps = uncovered(cal, alwaysOpen(cal.zone), a, c)
      expect(gaps.reduce((sum, i) => sum + i.to.getTime() - i.from.getTime(), 0)).toBe(first + second - whole)
      expect(gaps.some((gap) => isOpen(cal, gap.from))).toBe(false)
    }),
    RUNS,
  )
})

test('a moment is open exactly when the intervals of its local date hold it', () => {
  fc.assert(
    fc.property(calendar, moment, (cal, at) => {
      const date = dateOf(Math.floor(localOf(cal.zone, at.getTime()) / DAY_MS))
      const isInside = intervalsOn(cal, date).some(({ from, to }) => from <= at && at < to)
      expect(isInside).toBe(isOpen(cal, at))
    }),
    RUNS,
  )
})

test('without a change of the clock, open is what the wall clock and the shifts say', () => {
  fc.assert(
    fc.property(shifts, moment, (hours, at) => {
      const cal = { ...alwaysOpen('Asia/Shanghai'), weekly: everyDay(hours) }
      const minute = (localOf(cal.zone, at.getTime()) % DAY_MS) / 60_000
      const isShift = (m: number) => hours.some(({ from, to }) => from <= m && m < to)
      expect(isOpen(cal, at)).toBe(isShift(minute) || isShift(minute + 1440))
    }),
    RUNS,
  )
})

function everyDay(hours: DayHours): BusinessCalendar['weekly'] {
  return { sun: hours, mon: hours, tue: hours, wed: hours, thu: hours, fri: hours, sat: hours }
}

function alwaysOpen(name: string): BusinessCalendar {
  return { zone: name, weekly: everyDay([{ from: 0, to: 1440 }]), exceptions: [] }
}
