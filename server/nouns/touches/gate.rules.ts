/**
 * 打扰有度 [CARE-06] [CARE-20] [REC-08]: may this buyer be touched now, over this channel? Of our own accord only within one budget over
 * all channels, with days between, never in quiet hours, never while something is wrong or soon after, and never once they said no
 * more. What is owed by a promise (service) is held back by none of these but the platform's policy; by phone or SMS it waits for
 * the morning. A refusal names its rule and from when it may go.
 */
import type { ContactChannel, ContactForm, ContactPolicy } from '#contract/touches/contact-policy.ts'
import type { GateRule, TouchKind } from '#contract/touches/kinds.ts'
import type { TouchRules } from '#contract/touches/touches.ts'
import { DAY_MS, instantOf, localOf } from '#platform/calendar/zone.rules.ts'
import { judgeContact } from './contact-policy.rules.ts'

/** What is known of one person, under all ids they were ever stored under. */
export interface GateFacts {
  /** Of their care touches, in any order; let-go ones are none. */
  caredAt: readonly Date[]
  isNoMore: boolean
  /** They asked something and nobody answered yet: that comes first. */
  isWaiting: boolean
  /** `endedAt` null: it goes on. */
  troubles: readonly { endedAt: Date | null }[]
  /** Channels that they refused when asked, as a file says. */
  refused: readonly ContactChannel[]
}
export interface GateAsk {
  kind: TouchKind
  channel: ContactChannel
  with?: readonly ContactForm[]
  policies: readonly ContactPolicy[]
  now: Date
  /** The shop's; where a buyer lives is not known. */
  timeZone: string
}
/** `from`: null where waiting alone does not help. */
export type Verdict = { is: 'allowed' } | { is: 'refused'; by: GateRule; from: Date | null }

/** These ring or buzz at once; the others lie there until somebody looks. */
const loud: readonly ContactChannel[] = ['sms', 'phone']

export const judgeTouch = (facts: GateFacts, rules: TouchRules, ask: GateAsk): Verdict => {
  const refused = (by: GateRule, from: Date | null = null): Verdict => ({ is: 'refused', by, from })
  if (ask.kind === 'care' && facts.isNoMore) return refused('no_more')
  if (judgeContact(ask.policies, ask).is === 'refused') return refused('contact_policy')
  if (ask.kind === 'service') {
    const quiet = loud.includes(ask.channel) ? afterQuiet(rules, ask.timeZone, ask.now) : ask.now
    return quiet > ask.now ? refused('quiet', quiet) : { is: 'allowed' }
  }
  if (facts.refused.includes(ask.channel)) return refused('consent')
  if (facts.troubles.some(({ endedAt }) => endedAt === null)) return refused('trouble')
  if (facts.isWaiting) return refused('waiting')
  if (rules.most === 0) return refused('cap')
  const waits = [
    { by: 'cooling', from: afterCooling(facts, rules) },
    { by: 'cap', from: afterCap(facts, rules) },
    { by: 'apart', from: afterLast(facts, rules) },
  ] as const
  // The rule that holds longest is the one to name.
  const longest = waits.reduce((one, other) => (other.from > one.from ? other : one))
  const free = new Date(Math.max(longest.from, ask.now.getTime()))
  const from = afterQuiet(rules, ask.timeZone, free)
  if (longest.from > ask.now.getTime()) return refused(longest.by, from)
  return from > ask.now ? refused('quiet', from) : { is: 'allowed' }
}

const never = -Infinity
const latest = (times: readonly number[]): number => times.reduce((one, other) => Math.max(one, other), never)

const afterCooling = ({ troubles }: GateFacts, { coolingDays }: TouchRules): number =>
  latest(troubles.flatMap(({ endedAt }) => (endedAt ? [endedAt.getTime() + coolingDays * DAY_MS] : [])))
const afterLast = ({ caredAt }: GateFacts, { apartDays }: TouchRules): number =>
  latest(caredAt.map((at) => at.getTime() + apartDays * DAY_MS))
/** When, of the newest `most` touches, the oldest leaves the window: from then on fewer than `most` lie in it. */
const afterCap = ({ caredAt }: GateFacts, { most, withinDays }: TouchRules): number => {
  const oldest = caredAt.map((at) => at.getTime()).sort((one, other) => other - one)[most - 1]
  return oldest === undefined ? never : oldest + withinDays * DAY_MS
}

/** This moment, or the end of the quiet hours that it lies in. */
export const afterQuiet = (
  { quietFrom, quietTo }: Pick<TouchRules, 'quietFrom' | 'quietTo'>,
  timeZone: string,
  at: Date,
): Date => {
  const [from, to] = [minutesOf(quietFrom), minutesOf(quietTo)]
  if (from === to) return at
  const local = localOf(timeZone, at.getTime())
  const day = Math.floor(local / DAY_MS)
  const minute = (local - day * DAY_MS) / 60_000
  const isQuiet = from < to ? minute >= from && minute < to : minute >= from || minute < to
  if (!isQuiet) return at
  const endsOn = from > to && minute >= from ? day + 1 : day
  return new Date(instantOf(timeZone, endsOn * DAY_MS + to * 60_000))
}
const minutesOf = (clock: string): number => {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number)
  return hours * 60 + minutes
}
