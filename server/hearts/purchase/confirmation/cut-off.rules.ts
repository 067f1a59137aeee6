/**
 * The cut-off 截单 [ORD-11]: until when the buyer may confirm and correct, and a doubtful order waits. It is the next cut-off of a day
 * on which the shop works, or the moment the order is due to be sent where that comes first and has not passed.
 */
import type { BusinessCalendar } from '#contract/calendar.ts'
import { intervalsOn } from '#platform/calendar/calendar.rules.ts'
import { DAY_MS, dateOf, instantOf, localOf } from '#platform/calendar/zone.rules.ts'

const MINUTE_MS = 60_000
/** Days looked at; a shop that is closed for longer has its next cut-off tomorrow all the same. */
const horizonDays = 30

/** `cutOff` is the shop's wall clock, `17:00`. Always later than `now`. */
export const nextCutOff = (
  calendar: BusinessCalendar,
  cutOff: string,
  now: Date,
  dispatchDueAt: Date | null,
): Date => {
  const [hours = 17, minutes = 0] = cutOff.split(':').map(Number)
  const ofDay = (day: number) =>
    new Date(instantOf(calendar.zone, day * DAY_MS + (hours * 60 + minutes) * MINUTE_MS))
  const today = Math.floor(localOf(calendar.zone, now.getTime()) / DAY_MS)
  const days = Array.from({ length: horizonDays }, (_, i) => today + i).filter((day) => ofDay(day) > now)
  const working = days.find((day) => intervalsOn(calendar, dateOf(day)).length > 0)
  const next = ofDay(working ?? days[0] ?? today + 1)
  return dispatchDueAt !== null && dispatchDueAt > now && dispatchDueAt < next ? dispatchDueAt : next
}
