/**
 * 五心 The owner's home (RPT-04, JRN-02): what is known of each heart in the last seven days, whom to thank, which word
 * breaks most often, what to do next. Words kept and what buyers say are a heart's score; clocks only explain it.
 * There is no total: one heart's good does not mend another's broken word.
 */
import type { HeartState, Home } from '#contract/insight/home.ts'
import type { DutyPlan } from '#contract/staff/roster.ts'
import { hearts, type Heart } from '#contract/promises/words.ts'
import { DAY_MS, dateOf, instantOf, localOf } from '#platform/calendar/zone.rules.ts'

/** What is known of one journey in one heart. A journey is an order, or a talk that has led to none. */
export interface Evidence {
  tappedBad: boolean
  tappedGood: boolean
  broken: boolean
  kept: boolean
}

export const judgeHeart = ({ tappedBad, tappedGood, broken, kept }: Evidence): 'lost' | 'good' | 'unknown' =>
  tappedBad || broken ? 'lost' : tappedGood || kept ? 'good' : 'unknown'

/** Journeys with the same evidence, counted. `ofPeriod`: orders placed in the period, as against older ones and talks. */
export interface JourneyGroup extends Evidence {
  heart: Heart
  ofPeriod: boolean
  journeys: number
  wordsKept: number
  wordsBroken: number
}

/** The five hearts. An order of the period without evidence, imported history too, is unknown in every heart. */
export const stateOfHearts = (
  groups: readonly JourneyGroup[],
  openWords: Partial<Record<Heart, number>>,
  ordersOfPeriod: number,
): HeartState[] =>
  hearts.map((heart) => {
    const state = {
      heart,
      good: 0,
      lost: 0,
      unknown: ordersOfPeriod,
      wordsKept: 0,
      wordsBroken: 0,
      wordsOpen: openWords[heart] ?? 0,
    }
    for (const group of groups.filter((g) => g.heart === heart)) {
      state.wordsKept += group.wordsKept
      state.wordsBroken += group.wordsBroken
      if (group.ofPeriod) state.unknown -= group.journeys
      state[judgeHeart(group)] += group.journeys
    }
    return { ...state, score: scoreOf(state), hasData: state.good + state.lost + state.wordsOpen > 0 }
  })

/** Whole percent of good in what is known; a single loss never shows as 100, a single good never as 0. */
export const scoreOf = ({ good, lost }: { good: number; lost: number }): number | null => {
  if (good + lost === 0) return null
  const percent = Math.round((good * 100) / (good + lost))
  return Math.min(lost > 0 ? 99 : 100, Math.max(good > 0 ? 1 : 0, percent))
}

/** From the midnight, in the shop's zone, that began the day six days ago, until now. */
export const lastSevenDays = (zone: string, now: Date): { from: Date; to: Date } => ({
  from: midnight(zone, now, -6),
  to: now,
})

/** Today and the six days after it: their dates, and the eight midnights around them. */
export const comingDays = (zone: string, now: Date): { days: string[]; edges: Date[] } => {
  const today = Math.floor(localOf(zone, now.getTime()) / DAY_MS)
  return {
    days: Array.from({ length: 7 }, (_, i) => dateOf(today + i)),
    edges: Array.from({ length: 8 }, (_, i) => midnight(zone, now, i)),
  }
}

const midnight = (zone: string, now: Date, daysOn: number): Date =>
  new Date(instantOf(zone, (Math.floor(localOf(zone, now.getTime()) / DAY_MS) + daysOn) * DAY_MS))

/** Gaps of the coming days that somebody can still fill; half an hour at least, the longest of each day. */
export const uncoveredAhead = (plan: DutyPlan): Home['uncovered'] =>
  plan.hasRoster
    ? plan.days.flatMap(({ date, when, own }) => {
        const gaps = own.gaps
          .map((gap) => ({
            ...gap,
            minutes: Math.round((Date.parse(gap.to) - Date.parse(gap.from)) / 60_000),
          }))
          .filter((gap) => when !== 'past' && gap.minutes >= 30 && gap.to > plan.now)
          .toSorted((a, b) => b.minutes - a.minutes)
        return gaps.slice(0, 1).map((gap) => ({ day: date, ...gap }))
      })
    : []

export interface Caught {
  memberId: string
  caught: number
  of: number
}
const fewestCaught = 5

/** One person to thank: who caught the most first questions within the target, at least five. Ties: of fewer, then the elder member. */
export const pickThanks = (members: readonly Caught[]): Caught | null =>
  members
    .filter((m) => m.caught >= fewestCaught)
    .toSorted((a, b) => b.caught - a.caught || a.of - b.of || (a.memberId < b.memberId ? -1 : 1))[0] ?? null

export interface WordGroup {
  kind: 'answer_due' | 'said'
  what: string
  given: number
  broken: number
}

/** What an agent promised who wrote "one moment": the buyer's question differs each time, the word is the same. */
const answerDue = { zh: '马上回答您', en: 'an answer in a moment' } as const

/** The word most often broken; of two the one that broke in more of its times. */
export const pickMostBroken = (groups: readonly WordGroup[], language: 'zh' | 'en'): Home['mostBroken'] => {
  const worst = groups
    .filter((g) => g.broken > 0)
    .toSorted((a, b) => b.broken - a.broken || a.given - b.given || (a.what < b.what ? -1 : 1))[0]
  return worst
    ? {
        what: worst.kind === 'answer_due' ? answerDue[language] : worst.what,
        given: worst.given,
        broken: worst.broken,
      }
    : null
}

export interface SetUp {
  now: Date
  shopCreatedAt: Date
  hasOrders: boolean
  hasTalked: boolean
  /** Some store has a chat of its own to put on its site. */
  canChat: boolean
  isOpen: boolean
  onDesk: number
  waiting: number
  /** Of them, those who have waited longer than we promise ourselves. */
  waitingLate: number
  members: number
  isCalendarTouched: boolean
}
const newForMs = 14 * DAY_MS

/**
 * What to do next, the most urgent first, three at most. Buyers before everything; then what makes the desk work at all;
 * last what only a new shop is asked: a shop of one person that lives with the usual hours is not nagged for ever.
 */
export const nextSteps = (shop: SetUp): Home['nextSteps'] => {
  const isNew = shop.now.getTime() - shop.shopCreatedAt.getTime() < newForMs
  const isUnattended = shop.isOpen && shop.onDesk === 0
  const steps: [Home['nextSteps'][number], boolean][] = [
    ['answer_waiting', shop.waitingLate > 0 || (shop.waiting > 0 && shop.onDesk === 0)],
    ['go_on_desk', isUnattended && shop.hasTalked],
    ['import_orders', !shop.hasOrders],
    ['put_widget', !shop.hasTalked && shop.canChat],
    ['go_on_desk', isUnattended && !shop.hasTalked && shop.canChat],
    ['set_hours', !shop.isCalendarTouched && isNew],
    ['invite_team', shop.members === 1 && isNew],
  ]
  return steps
    .filter(([, isNeeded]) => isNeeded)
    .map(([step]) => step)
    .slice(0, 3)
}
