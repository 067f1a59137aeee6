import type { Home } from '#contract/insight/home.ts'
import type { DutyPlan } from '#contract/staff/roster.ts'
import type { ShopDirectory, ShopFacts } from '#nouns/staff/index.ts'
import { isOpen } from '#platform/calendar/calendar.rules.ts'
import type { Clock } from '#platform/clock/clock.ts'
import type { Database } from '#platform/database/database.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import {
  comingDays,
  lastSevenDays,
  nextSteps,
  pickMostBroken,
  pickThanks,
  stateOfHearts,
  uncoveredAhead,
} from './home.rules.ts'
import { selectBrokenWords, selectCounts, selectJourneys, selectOpenWords } from './home.store.ts'
import { noTurns, readTurnFigures, type TurnFigures } from './turn-figures.ts'
import { selectCaught } from './turn-sums.store.ts'

export interface HomeService {
  read(caller: MemberCaller): Promise<Home>
}

/** The owner's home: the five hearts of the last seven days in the shop's zone, and what to fix next. */
export const createHome = ({
  db,
  clock,
  directory,
  planDuty,
}: {
  db: Database
  clock: Clock
  directory: ShopDirectory
  /** How the coming days are covered; staff knows. */
  planDuty: (shopId: string, back: number, ahead: number) => Promise<DutyPlan>
}): HomeService => ({
  read: async ({ shopId }) => {
    const facts = await directory.facts(shopId)
    const now = clock.now()
    const known = await db.inShop(shopId, async (tx) => {
      const period = { shopId, ...lastSevenDays(facts.timeZone, now) }
      const { days, edges } = comingDays(facts.timeZone, now)
      return {
        period,
        days,
        journeys: await selectJourneys(tx, period),
        open: await selectOpenWords(tx, shopId, edges),
        words: await selectBrokenWords(tx, period),
        turns: (await readTurnFigures(tx, period, 'none'))[0] ?? noTurns,
        caught: await selectCaught(tx, period),
        counts: await selectCounts(tx, period),
      }
    })
    return toHome(facts, now, { ...known, duty: await planDuty(shopId, 0, 6) })
  },
})

interface Known {
  period: { from: Date; to: Date }
  days: string[]
  journeys: Awaited<ReturnType<typeof selectJourneys>>
  open: Awaited<ReturnType<typeof selectOpenWords>>
  words: Awaited<ReturnType<typeof selectBrokenWords>>
  turns: TurnFigures
  caught: Awaited<ReturnType<typeof selectCaught>>
  counts: Awaited<ReturnType<typeof selectCounts>>
  duty: DutyPlan
}

const toHome = (
  facts: ShopFacts,
  now: Date,
  { period, days, journeys, open, words, turns, caught, counts, duty }: Known,
): Home => {
  const people = [...facts.members.values()].filter((member) => !member.hasLeft)
  const onDesk = people.filter((member) => member.presence === 'on').length
  const thanked = pickThanks(caught.filter(({ memberId }) => people.some((member) => member.id === memberId)))
  return {
    now: now.toISOString(),
    from: period.from.toISOString(),
    to: period.to.toISOString(),
    shopName: facts.name,
    hearts: stateOfHearts(journeys, open.byHeart, counts.orders),
    orders: counts.orders,
    conversations: counts.conversations,
    clocks: {
      withinTarget: turns.withinTarget,
      withinDue: turns.withinDue,
      withinAnnounced: turns.withinAnnounced,
      late: turns.missed,
      automatic: turns.automatic,
      medianMs: turns.medianMs,
    },
    mostBroken: pickMostBroken(words, facts.language),
    waitingNow: counts.waiting,
    owedNow: counts.owed,
    onDesk,
    thanks: thanked && { ...thanked, name: facts.members.get(thanked.memberId)?.displayName ?? '' },
    nextSteps: nextSteps({
      now,
      shopCreatedAt: counts.createdAt,
      hasOrders: counts.hasOrders,
      hasTalked: counts.hasTalked,
      onDesk,
      waiting: counts.waiting,
      waitingLate: counts.waitingLate,
      members: people.length,
      isCalendarTouched: counts.calendarVersion > 1,
      isOpen: isOpen(facts.calendar, now),
      canChat: [...facts.stores.values()].some((store) => store.widgetKey !== null),
    }),
    uncovered: uncoveredAhead(duty),
    wordsDue: days.map((day, i) => ({ day, count: open.dueByDay[i] ?? 0 })),
  }
}
