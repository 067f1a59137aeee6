/**
 * Roster 排班: who is on when (RSP-06, RSP-07, RSP-08). A week that repeats and dates that differ, a value like the calendar:
 * changed by making another one. Times are minutes of the shop's wall clock; `to` beyond 1440 runs into the next day.
 */
import { Type, type Static } from 'typebox'
import { isRealDate, LocalDate, Shift, weekdays, type Weekday } from '../calendar.ts'
import { endpoint } from '../endpoint.ts'
import { Id, Instant, Nullable, OneOf, Strict } from '../shapes.ts'
import { anyRole, leading } from './roles.ts'

/** `desk`: answers buyers. `night`: on call outside the shop's hours 夜班值守. */
export const dutyKinds = ['desk', 'night'] as const
export const RosterShift = Strict({
  memberId: Id,
  from: Shift.properties.from,
  to: Shift.properties.to,
  kind: OneOf(dutyKinds),
})
export type RosterShift = Static<typeof RosterShift>
const RosterShifts = Type.Array(RosterShift, { maxItems: 60 })

/** One date that differs: shifts of its own (none: nobody, on purpose), or those of a weekday, said so for a holiday. */
export const RosterDay = Strict({
  date: LocalDate,
  shifts: Type.Optional(RosterShifts),
  follows: Type.Optional(OneOf(weekdays)),
})
export type RosterDay = Static<typeof RosterDay>
export const Roster = Strict({
  week: Strict({
    sun: RosterShifts,
    mon: RosterShifts,
    tue: RosterShifts,
    wed: RosterShifts,
    thu: RosterShifts,
    fri: RosterShifts,
    sat: RosterShifts,
  }),
  days: Type.Array(RosterDay, { maxItems: 800 }),
  /** The shop wants somebody on call every night. */
  nightDuty: Type.Boolean(),
})
export type Roster = Static<typeof Roster>

export const emptyRoster = (): Roster => ({
  week: { sun: [], mon: [], tue: [], wed: [], thu: [], fri: [], sat: [] },
  days: [],
  nightDuty: false,
})

export const rosterProblemCodes = [
  'shift_ends_before_it_begins',
  'shift_too_long',
  'shifts_overlap',
  'no_such_date',
  'date_repeated',
  'shifts_or_follows',
  'no_such_member',
] as const
/** `path` is a JSON pointer into the roster, so that a form can mark the field. */
export interface RosterProblem {
  code: (typeof rosterProblemCodes)[number]
  path: string
}

/** What the schema cannot say; nobody stands twice at one time. `members`: who works here. */
export const checkRoster = (roster: Roster, members: ReadonlySet<string>): RosterProblem[] => {
  const problems = weekdays.flatMap((day: Weekday) => checkShifts(roster.week[day], `/week/${day}`, members))
  const seen = new Set<string>()
  for (const [i, day] of roster.days.entries()) {
    const path = `/days/${i}`
    if (!isRealDate(day.date)) problems.push({ code: 'no_such_date', path: `${path}/date` })
    if (seen.has(day.date)) problems.push({ code: 'date_repeated', path: `${path}/date` })
    seen.add(day.date)
    if ((day.shifts === undefined) === (day.follows === undefined))
      problems.push({ code: 'shifts_or_follows', path })
    problems.push(...checkShifts(day.shifts ?? [], `${path}/shifts`, members))
  }
  return problems
}

const checkShifts = (
  shifts: readonly RosterShift[],
  path: string,
  members: ReadonlySet<string>,
): RosterProblem[] =>
  shifts.flatMap((shift, i): RosterProblem[] => {
    const found: RosterProblem['code'][] = []
    if (!members.has(shift.memberId)) found.push('no_such_member')
    if (shift.from >= shift.to) found.push('shift_ends_before_it_begins')
    if (shift.to - shift.from > 1440) found.push('shift_too_long')
    const isTwice = shifts
      .slice(0, i)
      .some((other) => other.memberId === shift.memberId && shift.from < other.to && other.from < shift.to)
    if (isTwice) found.push('shifts_overlap')
    return found.map((code) => ({ code, path: `${path}/${i}` }))
  })

const Span = Type.Object({ from: Instant, to: Instant })
/** What a standard asks of a day and where nobody is (or was) there. Minutes. */
const Cover = Type.Object({
  required: Type.Integer(),
  uncovered: Type.Integer(),
  gaps: Type.Array(Span),
})
export const dayKinds = ['workday', 'weekend', 'holiday', 'makeup'] as const
export const dutyWarnings = ['no_roster', 'holiday_unconfirmed', 'uncovered', 'no_night'] as const
export const DutyDay = Type.Object({
  date: LocalDate,
  weekday: OneOf(weekdays),
  kind: OneOf(dayKinds),
  /** Of a holiday or make-up workday. */
  name: Nullable(Type.Object({ zh: Type.String(), en: Type.String() })),
  /** `past`: by who was there; `today`: there until now, then planned; `ahead`: planned. */
  when: OneOf(['past', 'today', 'ahead']),
  shifts: Type.Array(
    Type.Object({ memberId: Id, name: Type.String(), from: Instant, to: Instant, kind: OneOf(dutyKinds) }),
  ),
  /** When somebody was on the desk, until now. */
  there: Type.Array(Span),
  warnings: Type.Array(OneOf(dutyWarnings)),
  /** Against 09:00–22:00 of working days (RSP-06). */
  practice: Cover,
  /** Against the shop's own hours (RSP-08). */
  own: Cover,
  /** Minutes of the practice in which the shop is not open at all. */
  closedInPractice: Type.Integer(),
  night: Nullable(Type.Object({ covered: Type.Integer() })),
})
export type DutyDay = Static<typeof DutyDay>
export const DutyPlan = Type.Object({
  now: Instant,
  hasRoster: Type.Boolean(),
  days: Type.Array(DutyDay),
  past: Type.Object({ practiceUncovered: Type.Integer(), ownUncovered: Type.Integer() }),
  ahead: Type.Object({ practiceUncovered: Type.Integer(), ownUncovered: Type.Integer() }),
})
export type DutyPlan = Static<typeof DutyPlan>

export const readRoster = endpoint({
  method: 'GET',
  path: '/api/roster',
  access: { by: 'member', roles: anyRole, scope: 'staff:read' },
  summary: 'Who is on when: the week that repeats and the dates that differ.',
  reply: Type.Object({ roster: Roster, version: Type.Integer() }),
})
export const changeRoster = endpoint({
  method: 'PUT',
  path: '/api/roster',
  access: { by: 'member', roles: leading },
  summary: 'Replaces the roster; problems are named one by one.',
  body: Strict({ roster: Roster, version: Type.Integer() }),
  reply: Type.Object({ roster: Roster, version: Type.Integer() }),
})
export const readDuty = endpoint({
  method: 'GET',
  path: '/api/duty',
  access: { by: 'member', roles: anyRole, scope: 'staff:read' },
  summary:
    'RSP-06…08: cover of past days by who was really there and of coming days by the roster, against 09:00–22:00 and the shop’s own hours; dates without a roster warn.',
  query: Strict({
    back: Type.Optional(Type.Integer({ minimum: 0, maximum: 92 })),
    ahead: Type.Optional(Type.Integer({ minimum: 0, maximum: 92 })),
  }),
  reply: DutyPlan,
})
export const rosterEndpoints = [readRoster, changeRoster, readDuty] as const
