/**
 * Business calendar 营业日历: when a shop (or a team, or a mall's rule) counts as open [RSP-06]. A calendar is a
 * value: change it by making another one, never in place; whoever reckons with it remembers it.
 */
import { Type, type Static } from 'typebox'
import { OneOf, Strict } from './shapes.ts'

/** In the order of `Date.getUTCDay()`. */
export const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const
export type Weekday = (typeof weekdays)[number]

export const DAY_MINUTES = 1440

/**
 * `[from, to)` in minutes of the local wall clock, counted from the midnight that begins the day. `to` beyond
 * 1440 runs into the next day: 18:00–02:00 is `{from: 1080, to: 1560}`, a whole day `{from: 0, to: 1440}`.
 */
export const Shift = Strict({
  from: Type.Integer({ minimum: 0, maximum: DAY_MINUTES - 1 }),
  to: Type.Integer({ minimum: 1, maximum: 2 * DAY_MINUTES - 1 }),
})
export type Shift = Static<typeof Shift>

/** The shifts that begin on one day; none means closed. */
export const DayHours = Type.Array(Shift, { maxItems: 12 })
export type DayHours = Static<typeof DayHours>

export const WeeklyHours = Strict({
  sun: DayHours,
  mon: DayHours,
  tue: DayHours,
  wed: DayHours,
  thu: DayHours,
  fri: DayHours,
  sat: DayHours,
})
export type WeeklyHours = Static<typeof WeeklyHours>

export const exceptionKinds = ['holiday', 'makeup', 'special', 'presale', 'festival'] as const
export type ExceptionKind = (typeof exceptionKinds)[number]

/** A date of the calendar's own zone, `2026-02-17`. */
export const LocalDate = Type.String({ pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' })

/**
 * What is different on one date. `hours` are that date's own; `follows` borrows a weekday's (调休: a Saturday
 * worked with Monday's hours). With neither, a holiday is closed and every other kind is a mark that changes
 * nothing. Where two entries set the hours of one date, the later entry counts. A shift belongs to the date
 * on which it begins: a holiday does not cut short the night shift of the evening before.
 */
export const CalendarException = Strict({
  date: LocalDate,
  kind: OneOf(exceptionKinds),
  name: Strict({ zh: Type.String({ maxLength: 60 }), en: Type.String({ maxLength: 60 }) }),
  hours: Type.Optional(DayHours),
  follows: Type.Optional(OneOf(weekdays)),
})
export type CalendarException = Static<typeof CalendarException>

export const BusinessCalendar = Strict({
  /** IANA name. Not an offset like `+08:00`: PostgreSQL reads its sign the other way round. */
  zone: Type.String({ pattern: '^[A-Za-z][A-Za-z0-9_+/-]*$', maxLength: 64 }),
  weekly: WeeklyHours,
  exceptions: Type.Array(CalendarException, { maxItems: 2000 }),
})
export type BusinessCalendar = Static<typeof BusinessCalendar>

/** The practice: every day, holidays too, 09:00–22:00. */
export function defaultCalendar(zone = 'Asia/Shanghai'): BusinessCalendar {
  const day = (): DayHours => [{ from: 9 * 60, to: 22 * 60 }]
  return {
    zone,
    weekly: { sun: day(), mon: day(), tue: day(), wed: day(), thu: day(), fri: day(), sat: day() },
    exceptions: [],
  }
}

export const calendarProblemCodes = [
  'unknown_zone',
  'shift_ends_before_it_begins',
  'shift_too_long',
  'shifts_overlap',
  'no_such_date',
  'date_repeated',
  'hours_and_follows',
  'hours_missing',
  'never_open',
] as const
export type CalendarProblemCode = (typeof calendarProblemCodes)[number]

/** `path` is a JSON pointer into the calendar, so that a form can mark the field. */
export interface CalendarProblem {
  code: CalendarProblemCode
  path: string
}

/**
 * What the schema cannot say. The calendar must have passed the schema; an empty list means that it is
 * sound.
 */
export function checkCalendar(calendar: BusinessCalendar): CalendarProblem[] {
  const problems: CalendarProblem[] = []
  if (!isKnownZone(calendar.zone)) problems.push({ code: 'unknown_zone', path: '/zone' })
  for (const day of weekdays) problems.push(...checkShifts(calendar.weekly[day], `/weekly/${day}`))
  problems.push(...checkNights(calendar.weekly))
  problems.push(...checkExceptions(calendar.exceptions))
  const isEverOpen =
    weekdays.some((day) => calendar.weekly[day].length > 0) ||
    calendar.exceptions.some((e) => e.hours?.length)
  if (!isEverOpen) problems.push({ code: 'never_open', path: '/weekly' })
  return problems
}

function checkShifts(shifts: DayHours, path: string): CalendarProblem[] {
  const problems: CalendarProblem[] = []
  shifts.forEach((shift, i) => {
    if (shift.from >= shift.to) problems.push({ code: 'shift_ends_before_it_begins', path: `${path}/${i}` })
    if (shift.to - shift.from > DAY_MINUTES) problems.push({ code: 'shift_too_long', path: `${path}/${i}` })
    const isInAnother = shifts.slice(0, i).some((other) => shift.from < other.to && other.from < shift.to)
    if (isInAnother) problems.push({ code: 'shifts_overlap', path: `${path}/${i}` })
  })
  return problems
}

/** A night shift that runs into the next weekday's own shifts. */
function checkNights(weekly: WeeklyHours): CalendarProblem[] {
  return weekdays.flatMap((day, i) => {
    const spill = Math.max(0, ...weekly[day].map((shift) => shift.to - DAY_MINUTES))
    const next = weekdays[(i + 1) % 7] ?? 'sun'
    return weekly[next].flatMap((shift, j): CalendarProblem[] =>
      shift.from < spill ? [{ code: 'shifts_overlap', path: `/weekly/${next}/${j}` }] : [],
    )
  })
}

function checkExceptions(exceptions: CalendarException[]): CalendarProblem[] {
  const seen = new Set<string>()
  return exceptions.flatMap((exception, i) => {
    const path = `/exceptions/${i}`
    const { date, kind, name, hours, follows } = exception
    const problems = hours ? checkShifts(hours, `${path}/hours`) : []
    if (!isRealDate(date)) problems.push({ code: 'no_such_date', path: `${path}/date` })
    if (hours && follows) problems.push({ code: 'hours_and_follows', path })
    const changesHours = kind === 'holiday' || hours !== undefined || follows !== undefined
    if (!changesHours && (kind === 'makeup' || kind === 'special'))
      problems.push({ code: 'hours_missing', path })
    // One date may carry several marks (in 2020 中秋 fell on 国庆), but only one set of hours.
    const key = changesHours ? date : `${date} ${kind} ${name.zh} ${name.en}`
    if (seen.has(key)) problems.push({ code: 'date_repeated', path: `${path}/date` })
    seen.add(key)
    return problems
  })
}

/** Accepts what `Intl` of this machine knows; browsers and Node know the same IANA names. */
export function isKnownZone(zone: string): boolean {
  if (!/^[A-Za-z]/.test(zone)) return false
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

/** False for 2026-02-30 and for anything that is not written as `YYYY-MM-DD`. */
export function isRealDate(date: string): boolean {
  const time = Date.parse(`${date}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(`${date}T`)
}
