/**
 * 值班 (RSP-06, RSP-07, RSP-08): on working days somebody answers from 09:00 to 22:00; holidays and weekends need a roster of
 * their own, and a date without one warns; a shop's longer hours are its own standard and measured too. The past is judged by
 * who was really on the desk, what is ahead by the roster.
 */
import { defaultCalendar, weekdays, type BusinessCalendar } from '#contract/calendar.ts'
import type { DutyDay, DutyPlan, Roster, RosterShift } from '#contract/staff/roster.ts'
import { intervalsOn, withoutIntervals, type Interval } from '#platform/calendar/calendar.rules.ts'
import { DAY_MS, dateOf, dayOf, instantOf, localOf, weekdayOf } from '#platform/calendar/zone.rules.ts'

const MINUTE_MS = 60_000

export interface SpecialDay {
  kind: 'holiday' | 'makeup'
  name: { zh: string; en: string }
}
export interface DutyFacts {
  now: Date
  zone: string
  calendar: BusinessCalendar
  roster: Roster
  /** Announced days off and make-up workdays by date; the shop's own calendar goes before them. */
  special: ReadonlyMap<string, SpecialDay>
  /** Who works here and answers buyers. */
  names: ReadonlyMap<string, string>
  /** When somebody was on the desk, in order and joined. */
  present: readonly Interval[]
}

export interface DutyShift extends Interval {
  memberId: string
  kind: RosterShift['kind']
}

/** Days from `back` before today to `ahead` after it, today included. */
export const planDuty = (facts: DutyFacts, back: number, ahead: number): DutyPlan => {
  const today = Math.floor(localOf(facts.zone, facts.now.getTime()) / DAY_MS)
  const days = Array.from({ length: back + 1 + ahead }, (_, i) => planDay(facts, today - back + i, today))
  const sum = (of: readonly DutyDay[]) => ({
    practiceUncovered: of.reduce((minutes, day) => minutes + day.practice.uncovered, 0),
    ownUncovered: of.reduce((minutes, day) => minutes + day.own.uncovered, 0),
  })
  return {
    now: facts.now.toISOString(),
    hasRoster: isAnyRoster(facts.roster),
    days,
    past: sum(days.filter((day) => day.when === 'past')),
    ahead: sum(days.filter((day) => day.when !== 'past')),
  }
}

export const isAnyRoster = (roster: Roster): boolean =>
  roster.days.length > 0 || weekdays.some((day) => roster.week[day].length > 0)

/** What a date is: the shop's own calendar first, then what was announced, then the weekday. */
const kindOf = (facts: DutyFacts, day: number): Pick<DutyDay, 'kind' | 'name'> => {
  const date = dateOf(day)
  const own = facts.calendar.exceptions.find(
    (exception) => exception.date === date && (exception.kind === 'holiday' || exception.kind === 'makeup'),
  )
  const special = own ? { kind: own.kind as SpecialDay['kind'], name: own.name } : facts.special.get(date)
  if (special) return special
  const weekday = weekdayOf(day)
  return { kind: weekday === 0 || weekday === 6 ? 'weekend' : 'workday', name: null }
}

/** The shifts that begin on a date, and whether they were made for it. Those of people who have left count for nothing. */
const rosterOf = ({ roster, names }: DutyFacts, day: number) => {
  const own = roster.days.find(({ date }) => date === dateOf(day))
  const weekday = own?.follows ?? weekdays[weekdayOf(day)] ?? 'sun'
  const shifts = own?.shifts ?? roster.week[weekday]
  return { isOwn: own !== undefined, shifts: shifts.filter((shift) => names.has(shift.memberId)) }
}

/** Who is on during a local day, the night shift of the evening before included; cut to the day unless `isWhole`. */
export const shiftsAround = (facts: DutyFacts, day: number): DutyShift[] =>
  [day - 1, day].flatMap((begin) =>
    rosterOf(facts, begin).shifts.map(({ memberId, from, to, kind }) => ({
      memberId,
      kind,
      from: new Date(instantOf(facts.zone, begin * DAY_MS + from * MINUTE_MS)),
      to: new Date(instantOf(facts.zone, begin * DAY_MS + to * MINUTE_MS)),
    })),
  )

const planDay = (facts: DutyFacts, day: number, today: number): DutyDay => {
  const { zone, calendar, now } = facts
  const date = dateOf(day)
  const { kind, name } = kindOf(facts, day)
  const { isOwn } = rosterOf(facts, day)
  const whole = {
    from: new Date(instantOf(zone, day * DAY_MS)),
    to: new Date(instantOf(zone, (day + 1) * DAY_MS)),
  }
  const when = day < today ? 'past' : day === today ? 'today' : 'ahead'
  const shifts = shiftsAround(facts, day).filter((shift) => shift.to > whole.from && shift.from < whole.to)
  const planned = joined(shifts)
  const there = coverOf({ whole, when, now, present: facts.present, planned })
  const practiceHours =
    kind === 'workday' || kind === 'makeup' ? intervalsOn(practiceCalendar(zone), date) : []
  const ownHours = intervalsOn(calendar, date)
  const practice = judge(practiceHours, there)
  const own = judge(ownHours, there)
  const nights = withoutIntervals([whole], ownHours)
  const night = facts.roster.nightDuty
    ? { covered: minutesOf(nights) - minutesOf(withoutIntervals(nights, there)) }
    : null
  const warnings: DutyDay['warnings'] = []
  if (when !== 'past') {
    const begin = shifts.filter((shift) => shift.from >= whole.from)
    if (begin.length === 0 && !isOwn) warnings.push('no_roster')
    else if (kind === 'holiday' && !isOwn) warnings.push('holiday_unconfirmed')
    if (own.uncovered > 0 || practice.uncovered > 0) warnings.push('uncovered')
    if (night && nights.length > 0 && !begin.some((shift) => shift.kind === 'night'))
      warnings.push('no_night')
  }
  return {
    date,
    weekday: weekdays[weekdayOf(day)] ?? 'sun',
    kind,
    name,
    when,
    shifts: shifts
      .filter((shift) => shift.from >= whole.from)
      .toSorted((a, b) => a.from.getTime() - b.from.getTime())
      .map((shift) => ({
        memberId: shift.memberId,
        name: facts.names.get(shift.memberId) ?? '',
        from: shift.from.toISOString(),
        to: shift.to.toISOString(),
        kind: shift.kind,
      })),
    there: (when === 'ahead' ? [] : cut(facts.present, whole.from, whole.to)).map(({ from, to }) => ({
      from: from.toISOString(),
      to: to.toISOString(),
    })),
    warnings,
    practice,
    own,
    closedInPractice: minutesOf(withoutIntervals(practiceHours, ownHours)),
    night,
  }
}

const practices = new Map<string, BusinessCalendar>()
const practiceCalendar = (zone: string): BusinessCalendar => {
  const known = practices.get(zone) ?? defaultCalendar(zone)
  practices.set(zone, known)
  return known
}

/** When somebody is or was there: until now by presence, from now on by the roster. */
const coverOf = (day: {
  whole: Interval
  when: DutyDay['when']
  now: Date
  present: readonly Interval[]
  planned: readonly Interval[]
}): Interval[] => {
  if (day.when === 'past') return [...day.present]
  if (day.when === 'ahead') return [...day.planned]
  return [
    ...cut(day.present, day.whole.from, day.now),
    ...cut(day.planned, day.now, new Date(day.whole.to.getTime())),
  ]
}

const cut = (intervals: readonly Interval[], from: Date, to: Date): Interval[] =>
  intervals
    .filter((one) => one.to > from && one.from < to)
    .map((one) => ({ from: one.from > from ? one.from : from, to: one.to < to ? one.to : to }))

/** Intervals in order, those that touch or overlap as one. */
export const joined = (intervals: readonly Interval[]): Interval[] => {
  const result: Interval[] = []
  for (const { from, to } of intervals.toSorted((a, b) => a.from.getTime() - b.from.getTime())) {
    const last = result.at(-1)
    if (last && from <= last.to) last.to = to > last.to ? to : last.to
    else result.push({ from, to })
  }
  return result
}

/** Gaps shorter than a minute are the change of one person for another. */
const judge = (required: readonly Interval[], there: readonly Interval[]): DutyDay['own'] => {
  const gaps = withoutIntervals(required, joined(there)).filter(
    (gap) => gap.to.getTime() - gap.from.getTime() >= MINUTE_MS,
  )
  return {
    required: minutesOf(required),
    uncovered: minutesOf(gaps),
    gaps: gaps.map((gap) => ({ from: gap.from.toISOString(), to: gap.to.toISOString() })),
  }
}

const minutesOf = (intervals: readonly Interval[]): number =>
  Math.round(intervals.reduce((ms, one) => ms + one.to.getTime() - one.from.getTime(), 0) / MINUTE_MS)

/** Local date as a day number; for callers who know dates only. */
export const localDay = (zone: string, at: Date): number => Math.floor(localOf(zone, at.getTime()) / DAY_MS)

export interface PresenceChange {
  memberId: string
  at: Date
  presence: string
}

/** When at least one of the people was on the desk, from changes in order of time; the last one holds until `until`. */
export const presentIntervals = (changes: readonly PresenceChange[], until: Date): Interval[] => {
  const since = new Map<string, Date>()
  const spans: Interval[] = []
  for (const { memberId, at, presence } of changes) {
    const from = since.get(memberId)
    if (from && at > from) spans.push({ from, to: at })
    since.delete(memberId)
    if (presence === 'on') since.set(memberId, at)
  }
  for (const from of since.values()) if (until > from) spans.push({ from, to: until })
  return joined(spans)
}

/** The years whose announced days a plan needs. */
export const yearsAround = (zone: string, now: Date, back: number, ahead: number): number[] => {
  const today = localDay(zone, now)
  const years = [today - back, today, today + ahead].map((day) => Number(dateOf(day).slice(0, 4)))
  return [...new Set(years)]
}

/** Drops dates so old that no report asks for them. */
export const withoutOldDays = (roster: Roster, zone: string, now: Date): Roster => {
  const oldest = localDay(zone, now) - 100
  return { ...roster, days: roster.days.filter(({ date }) => dayOf(date) >= oldest) }
}
