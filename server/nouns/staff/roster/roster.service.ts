import { checkRoster, emptyRoster, type DutyPlan } from '#contract/staff/roster.ts'
import type { BodyOf, ReplyOf } from '#contract/endpoint.ts'
import { answering } from '#contract/staff/roles.ts'
import type { changeRoster, readRoster } from '#contract/staff/roster.ts'
import { chinaHolidays } from '#platform/calendar/holidays.ts'
import { DAY_MS } from '#platform/calendar/zone.rules.ts'
import type { Clock } from '#platform/clock/clock.ts'
import type { Database, Tx } from '#platform/database/database.ts'
import { record } from '#platform/events/record.ts'
import { AppError } from '#platform/http/app-error.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import { writeAudit } from '../audit/audit.store.ts'
import type { ShopDirectory, ShopFacts } from '../shop-facts.ts'
import {
  planDuty,
  presentIntervals,
  withoutOldDays,
  yearsAround,
  type DutyFacts,
  type SpecialDay,
} from './roster.rules.ts'
import { findRoster, replaceRoster, selectPresence } from './roster.store.ts'

export type RosterService = ReturnType<typeof createRosterService>

/** Where China's announced holidays are a shop's holidays without anybody saying so. */
const chinaZones = ['Asia/Shanghai', 'Asia/Urumqi', 'Asia/Chongqing', 'Asia/Harbin', 'PRC']

/** Who is on when, and how that covers the hours: the past by who was there, the rest by the roster. */
export const createRosterService = ({
  db,
  clock,
  directory,
}: {
  db: Database
  clock: Clock
  directory: ShopDirectory
}) => {
  const plan = async (shopId: string, back: number, ahead: number): Promise<DutyPlan> => {
    const facts = await directory.facts(shopId)
    const now = clock.now()
    const known = await db.inShop(shopId, (tx) => dutyFacts(tx, facts, now, { back, ahead }))
    return planDuty(known, back, ahead)
  }
  return {
    plan,

    read: async ({ shopId }: MemberCaller): Promise<ReplyOf<typeof readRoster>> =>
      (await db.inShop(shopId, (tx) => findRoster(tx, shopId))) ?? { roster: emptyRoster(), version: 0 },

    /** @throws AppError setting.invalid {problems: RosterProblem[]}; state.version when somebody was faster. */
    change: async (
      { shopId, actorId }: MemberCaller,
      body: BodyOf<typeof changeRoster>,
    ): Promise<ReplyOf<typeof changeRoster>> => {
      const now = clock.now()
      const facts = await directory.facts(shopId)
      const roster = withoutOldDays(body.roster, facts.timeZone, now)
      const problems = checkRoster(roster, new Set(facts.members.keys()))
      if (problems.length > 0) throw new AppError('setting.invalid', { problems })
      const version = await db.inShop(shopId, async (tx) => {
        const replaced = await replaceRoster(tx, now, {
          shopId,
          roster,
          version: body.version,
          by: actorId,
        })
        if (replaced === null) throw new AppError('state.version')
        await record(tx, now, {
          name: 'roster.changed',
          subject: shopId,
          version: replaced,
          audience: ['desk'],
          actor: actorId,
        })
        await writeAudit(tx, now, {
          action: 'roster.changed',
          subject: shopId,
          by: actorId,
          details: { version: replaced },
        })
        return replaced
      })
      return { roster, version }
    },
  }
}

const dutyFacts = async (
  tx: Tx,
  facts: ShopFacts,
  now: Date,
  reach: { back: number; ahead: number },
): Promise<DutyFacts> => {
  const found = await findRoster(tx, facts.id)
  const people = [...facts.members.values()].filter((member) =>
    member.roles.some((role) => (answering as readonly string[]).includes(role)),
  )
  const changes = await selectPresence(tx, {
    shopId: facts.id,
    memberIds: people.map((member) => member.id),
    from: new Date(now.getTime() - (reach.back + 2) * DAY_MS),
  })
  return {
    now,
    zone: facts.timeZone,
    calendar: facts.calendar,
    roster: found?.roster ?? emptyRoster(),
    special: announced(facts.timeZone, now, reach),
    names: new Map(people.filter((one) => !one.hasLeft).map((one) => [one.id, one.displayName])),
    present: presentIntervals(changes, now),
  }
}

const announced = (
  zone: string,
  now: Date,
  { back, ahead }: { back: number; ahead: number },
): Map<string, SpecialDay> => {
  if (!chinaZones.includes(zone)) return new Map()
  const days = yearsAround(zone, now, back, ahead).flatMap((year) => chinaHolidays(year, 'closes') ?? [])
  return new Map(
    days.flatMap(({ date, kind, name }) =>
      kind === 'holiday' || kind === 'makeup' ? [[date, { kind, name }] as const] : [],
    ),
  )
}
