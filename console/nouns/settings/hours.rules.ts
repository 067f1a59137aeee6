/**
 * Hours as people edit them 营业时间 [RSP-06]: shifts as two wall-clock times, an end at or before the begin meaning the
 * next morning; what is wrong with them, said as it is typed; and what the coming days look like.
 */
import type { BusinessCalendar, CalendarException, Shift, Weekday } from '#contract/calendar.ts'

/** Monday first, as a week is read; the contract counts from Sunday. */
export const week: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
const fromSunday: readonly Weekday[] = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']
const DAY = 1440

/** `HH:MM` on the wall clock; 1500 is 01:00 of the next morning. */
export const timeText = (minutes: number): string =>
  `${String(Math.floor((minutes % DAY) / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

/** Minutes since midnight from what people type (9, 930, 9:30, 9：30, 24:00); null for what is no time. */
export function minutesOf(text: string): number | null {
  const match = /^(\d{1,2})(?:[:：.]?(\d{2}))?$/.exec(text.trim())
  if (!match) return null
  const hours = Number(match[1])
  const minutes = Number(match[2] ?? 0)
  if (hours === 24 && minutes === 0) return 0
  return hours < 24 && minutes < 60 ? hours * 60 + minutes : null
}

/** The shift between two times; an end that is not after the begin lies on the next day. */
export const shiftOf = (from: number, to: number): Shift => ({
  from,
  to: to % DAY > from ? to % DAY : (to % DAY) + DAY,
})

export const runsOvernight = (shift: Shift): boolean => shift.to > DAY

export const mostShifts = 12

/** One shift more: the usual day for a closed one, else three hours that begin an hour after the last. */
export function withOneMore(shifts: readonly Shift[]): Shift[] {
  const end = shifts.at(-1)?.to
  if (end === undefined) return [{ from: 540, to: 1320 }]
  const from = Math.min(end + 60, DAY - 60)
  return [...shifts, { from, to: Math.min(from + 180, DAY) }]
}

/** Which of the shifts overlap an earlier one, or run over an earlier night's rest (`spill`: minutes of the night before). */
export function overlaps(shifts: readonly Shift[], spill = 0): boolean[] {
  return shifts.map(
    (shift, i) =>
      shift.from < spill ||
      shifts.slice(0, i).some((other) => shift.from < other.to && other.from < shift.to),
  )
}

/** Minutes into a weekday that the evening before still takes. */
export function spillOf(weekly: BusinessCalendar['weekly'], day: Weekday): number {
  const before = week[(week.indexOf(day) + 6) % 7] ?? 'sun'
  return Math.max(0, ...weekly[before].map((shift) => shift.to - DAY))
}

export const weekdayOf = (date: string): Weekday =>
  fromSunday[new Date(`${date}T00:00:00Z`).getUTCDay()] ?? 'sun'

export const addDays = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)

export interface ComingDay {
  date: string
  weekday: Weekday
  shifts: readonly Shift[]
  /** What is different on that date, marks without hours included. */
  exceptions: readonly CalendarException[]
}

const setsHours = (e: CalendarException) =>
  e.kind === 'holiday' || e.hours !== undefined || e.follows !== undefined

/** The days from `first` (a date of the calendar's zone), each with the shifts that begin on it. */
export function comingDays(calendar: BusinessCalendar, first: string, count: number): ComingDay[] {
  return Array.from({ length: count }, (_, i) => {
    const date = addDays(first, i)
    const weekday = weekdayOf(date)
    const exceptions = calendar.exceptions.filter((e) => e.date === date)
    const ruling = exceptions.findLast(setsHours)
    const shifts = !ruling
      ? calendar.weekly[weekday]
      : ruling.hours
        ? ruling.hours
        : ruling.follows
          ? calendar.weekly[ruling.follows]
          : []
    return { date, weekday, shifts, exceptions }
  })
}

/** Takes announced days over, leaving dates alone that the shop has already decided about. In order of date. */
export function takeOver(
  own: readonly CalendarException[],
  announced: readonly CalendarException[],
): CalendarException[] {
  const decided = new Set(own.filter(setsHours).map((e) => e.date))
  const added = announced.filter((e) => !decided.has(e.date))
  return [...own, ...added].toSorted((a, b) => a.date.localeCompare(b.date))
}
