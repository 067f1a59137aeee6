/** 排班 as people edit it (RSP-06, RSP-07): who is added to a day, and where a shift lies on it. */
import type { Roster, RosterShift } from '#contract/staff/roster.ts'

export interface Person {
  id: string
  name: string
  hasLeft: boolean
}

export const isEmptyRoster = (roster: Roster): boolean =>
  roster.days.length === 0 && Object.values(roster.week).every((shifts) => shifts.length === 0)

/** One shift more: whoever has none on that day yet, on the practice's hours. */
export const withShift = (shifts: readonly RosterShift[], people: readonly Person[]): RosterShift[] => {
  const here = people.filter((person) => !person.hasLeft)
  const free = here.find((person) => shifts.every((shift) => shift.memberId !== person.id)) ?? here[0]
  return free ? [...shifts, { memberId: free.id, from: 540, to: 1320, kind: 'desk' }] : [...shifts]
}

/** Where a span lies on a line of 24 hours that begins at `start`; in percent, cut to the line. */
export const placeOnDay = (
  start: number,
  span: { from: string; to: string },
): { left: number; width: number } => {
  const share = (at: string) => Math.min(1, Math.max(0, (Date.parse(at) - start) / 86_400_000)) * 100
  const left = share(span.from)
  return { left, width: share(span.to) - left }
}
