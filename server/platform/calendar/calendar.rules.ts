/**
 * Business hours 营业时间 [RSP-06, RSP-08]: whether a calendar is open, when it opens and closes, and how much
 * open time lies between two moments. A buyer who asks at night begins to wait when the shop opens.
 *
 * A shift runs from the first moment at which the wall clock reads its `from` to the first at which it reads
 * its `to`, so a shift over a spring change is an hour shorter and one over an autumn change an hour longer.
 * Opening moments count as open, closing moments as closed. All intervals are `[from, to)`.
 */
import { weekdays, type BusinessCalendar, type DayHours, type Shift } from '#contract/calendar.ts'
import { DAY_MS, dayOf, instantOf, localOf, weekdayOf } from './zone.rules.ts'

export interface Interval {
  from: Date
  to: Date
}

/** How far ahead a search looks before it says "never"; longer than any shop closes, and a leap year. */
export const HORIZON_DAYS = 400

const MINUTE_MS = 60_000

export function isOpen(calendar: BusinessCalendar, at: Date): boolean {
  return spanAt(compile(calendar), at.getTime()) !== undefined
}

/** `at` itself when open, else the next opening. Null when there is none within the horizon. */
export function startOfWaiting(calendar: BusinessCalendar, at: Date): Date | null {
  const plan = compile(calendar)
  const time = at.getTime()
  return spanAt(plan, time) ? at : firstOpening(plan, time)
}

/**
 * The first opening after `at`; when open at `at`, the one that follows the next closing. Null when there is
 * none within the horizon, as with a shop that never closes.
 */
export function nextOpen(calendar: BusinessCalendar, at: Date): Date | null {
  return firstOpening(compile(calendar), at.getTime())
}

/** When it closes. Null when it is closed at `at`, or does not close within the horizon. */
export function openUntil(calendar: BusinessCalendar, at: Date): Date | null {
  const plan = compile(calendar)
  const time = at.getTime()
  if (!spanAt(plan, time)) return null
  const limit = time + HORIZON_DAYS * DAY_MS
  for (const span of mergedSpans(plan, time, limit)) {
    if (span.to > time) return span.to < limit ? new Date(span.to) : null
  }
  return null
}

/**
 * The first moment at which `ms` of open time have gone by since `at`; `at` itself for 0. Null when the
 * horizon holds less. Throws RangeError when `ms` is negative or no number.
 */
export function addOpenMs(calendar: BusinessCalendar, at: Date, ms: number): Date | null {
  if (!(ms >= 0)) throw new RangeError(`open time to add must be 0 or more, not ${ms}`)
  if (ms === 0) return at
  let left = ms
  let counted = at.getTime()
  for (const span of spans(compile(calendar), counted, counted + HORIZON_DAYS * DAY_MS)) {
    const from = Math.max(counted, span.from)
    if (span.to - from >= left) return new Date(from + left)
    left -= Math.max(0, span.to - from)
    counted = Math.max(counted, span.to)
  }
  return null
}

/** Open milliseconds in `[from, to)`; 0 when `to` is not later. */
export function openMsBetween(calendar: BusinessCalendar, from: Date, to: Date): number {
  let sum = 0
  let counted = from.getTime()
  const end = to.getTime()
  for (const span of spans(compile(calendar), counted, end)) {
    sum += Math.max(0, Math.min(span.to, end) - Math.max(span.from, counted))
    counted = Math.max(counted, Math.min(span.to, end))
  }
  return sum
}

/** The open intervals inside `[from, to)`, cut to it, in order; those that touch are one. */
export function openIntervals(calendar: BusinessCalendar, from: Date, to: Date): Interval[] {
  return cutSpans(compile(calendar), from.getTime(), to.getTime())
}

/** What is open on a local date, `YYYY-MM-DD`, the night shift of the evening before included. */
export function intervalsOn(calendar: BusinessCalendar, localDate: string): Interval[] {
  const day = dayOf(localDate)
  if (Number.isNaN(day)) throw new RangeError(`not a date: ${localDate}`)
  const start = instantOf(calendar.zone, day * DAY_MS)
  return cutSpans(compile(calendar), start, instantOf(calendar.zone, (day + 1) * DAY_MS))
}

/**
 * The intervals of `[from, to)` in which `required` is open and `calendar` is not. Their zones may differ.
 */
export function uncovered(
  calendar: BusinessCalendar,
  required: BusinessCalendar,
  from: Date,
  to: Date,
): Interval[] {
  return withoutIntervals(openIntervals(required, from, to), openIntervals(calendar, from, to))
}

/** `intervals` less `taken`; both in order and free of overlaps within themselves. */
export function withoutIntervals(intervals: readonly Interval[], taken: readonly Interval[]): Interval[] {
  const rest: Interval[] = []
  for (const interval of intervals) {
    let from = interval.from
    for (const other of taken) {
      if (other.to <= from || other.from >= interval.to) continue
      if (other.from > from) rest.push({ from, to: other.from })
      from = other.to
    }
    if (from < interval.to) rest.push({ from, to: interval.to })
  }
  return rest
}

/** As Interval, in epoch milliseconds. */
interface Span {
  from: number
  to: number
}

interface Plan {
  zone: string
  /** By `weekdayOf`, in order of `from`. */
  weekly: readonly DayHours[]
  /** Dates with hours of their own, by local day. */
  dated: ReadonlyMap<number, DayHours>
}

const plans = new WeakMap<BusinessCalendar, Plan>()

function compile(calendar: BusinessCalendar): Plan {
  const known = plans.get(calendar)
  if (known) return known
  const weekly = weekdays.map((day) => inOrder(calendar.weekly[day]))
  const dated = new Map<number, DayHours>()
  for (const { date, kind, hours, follows } of calendar.exceptions) {
    if (hours) dated.set(dayOf(date), inOrder(hours))
    else if (follows) dated.set(dayOf(date), inOrder(calendar.weekly[follows]))
    else if (kind === 'holiday') dated.set(dayOf(date), [])
  }
  const plan = { zone: calendar.zone, weekly, dated }
  plans.set(calendar, plan)
  return plan
}

function inOrder(hours: DayHours): DayHours {
  return hours.toSorted((a, b) => a.from - b.from)
}

function shiftsOf(plan: Plan, day: number): readonly Shift[] {
  return plan.dated.get(day) ?? plan.weekly[weekdayOf(day)] ?? []
}

/**
 * Shifts in order of their beginning, those that a skipped hour swallowed left out, from the first that may
 * reach beyond `from` to the last that begins before `to`. They may touch or overlap.
 */
function* spans(plan: Plan, from: number, to: number): Generator<Span, void, undefined> {
  if (Number.isNaN(from) || Number.isNaN(to)) throw new RangeError('not a time')
  if (from >= to) return
  // A shift ends before the second midnight after its beginning, so the day before is early enough.
  for (let day = Math.floor(localOf(plan.zone, from) / DAY_MS) - 1; ; day++) {
    for (const shift of shiftsOf(plan, day)) {
      const span = spanOf(plan, day, shift)
      if (span.from >= to) return
      if (span.to > from && span.from < span.to) yield span
    }
    if (instantOf(plan.zone, (day + 1) * DAY_MS) >= to) return
  }
}

function spanOf(plan: Plan, day: number, shift: Shift): Span {
  const midnight = day * DAY_MS
  return {
    from: instantOf(plan.zone, midnight + shift.from * MINUTE_MS),
    to: instantOf(plan.zone, midnight + shift.to * MINUTE_MS),
  }
}

function* mergedSpans(plan: Plan, from: number, to: number): Generator<Span, void, undefined> {
  let current: Span | undefined
  for (const span of spans(plan, from, to)) {
    if (current && span.from <= current.to) {
      current.to = Math.max(current.to, span.to)
    } else {
      if (current) yield current
      current = { ...span }
    }
  }
  if (current) yield current
}

function spanAt(plan: Plan, time: number): Span | undefined {
  for (const span of spans(plan, time, time + 1)) return span
  return undefined
}

function firstOpening(plan: Plan, time: number): Date | null {
  for (const span of mergedSpans(plan, time, time + HORIZON_DAYS * DAY_MS)) {
    if (span.from > time) return new Date(span.from)
  }
  return null
}

function cutSpans(plan: Plan, from: number, to: number): Interval[] {
  const cut: Interval[] = []
  for (const span of mergedSpans(plan, from, to)) {
    cut.push({ from: new Date(Math.max(from, span.from)), to: new Date(Math.min(to, span.to)) })
  }
  return cut
}
