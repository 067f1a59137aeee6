import type { BodyOf, QueryOf, ReplyOf } from '#contract/endpoint.ts'
import {
  platformRules,
  type importPlatformScores,
  type listPlatformRows,
  type PlatformMeasure,
  type PlatformRule,
  type readPlatformMeasures,
  type setPlatformScore,
} from '#contract/insight/platforms.ts'
import { isRealDate } from '#contract/calendar.ts'
import type { ShopDirectory } from '#nouns/staff/index.ts'
import { DAY_MS, dayOf, instantOf } from '#platform/calendar/zone.rules.ts'
import type { Clock } from '#platform/clock/clock.ts'
import type { Database, Tx } from '#platform/database/database.ts'
import { record } from '#platform/events/record.ts'
import { AppError } from '#platform/http/app-error.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import { decodeCursor, encodeCursor } from '#platform/http/cursor.ts'
import {
  countsFor,
  platformLimitMs,
  platformPeriod,
  platformZone,
  readScores,
  shareOf,
} from './platforms.rules.ts'
import {
  putScores,
  removeScore,
  selectDays,
  selectFailedBuyers,
  selectFailedRounds,
  selectScores,
  selectWaiting,
  type DayCount,
  type ScoreRow,
} from './platforms.store.ts'
import { noTurns, readTurnFigures } from './turn-figures.ts'

export interface InsightPorts {
  db: Database
  clock: Clock
  directory: ShopDirectory
}

/** What the platforms would say of our answers, reckoned by us, with their own figures beside it. */
export const createPlatforms = ({ db, clock, directory }: InsightPorts) => ({
  read: async ({ shopId }: MemberCaller): Promise<ReplyOf<typeof readPlatformMeasures>> => {
    const now = clock.now()
    const { settings } = await directory.facts(shopId)
    const period = platformPeriod(now)
    return db.inShop(shopId, async (tx) => {
      const scores = await selectScores(tx, { shopId, ...period })
      const ours =
        (await readTurnFigures(tx, { shopId, from: midnight(period.from), to: now }, 'none'))[0] ?? noTurns
      const measures: PlatformMeasure[] = []
      for (const rule of platformRules)
        measures.push(await measureOf(tx, rule, { shopId, now, ...period }, scores))
      return {
        ...period,
        ours: {
          targetSeconds: settings.answerTargetSeconds,
          dueSeconds: settings.answerDueSeconds,
          turns: ours.turns,
          withinTarget: ours.withinTarget,
          withinDue: ours.withinDue,
        },
        measures,
      }
    })
  },

  rows: async (
    { shopId }: MemberCaller,
    query: QueryOf<typeof listPlatformRows>,
  ): Promise<ReplyOf<typeof listPlatformRows>> => {
    const limit = query.limit ?? 50
    const days = query.day === undefined ? platformPeriod(clock.now()) : { from: query.day, to: query.day }
    if (!isRealDate(days.from)) throw invalidDay('/query/day')
    const cursor = decodeCursor(query.cursor)
    const { members } = await directory.facts(shopId)
    const rows = await db.inShop(shopId, (tx) =>
      query.rule === 'taobao'
        ? selectFailedRounds(
            tx,
            { shopId, from: midnight(days.from), to: midnight(days.to, 1) },
            cursor,
            limit + 1,
          )
        : selectFailedBuyers(tx, { shopId, ...days }, cursor, limit + 1),
    )
    const last = rows.length > limit ? rows[limit - 1] : undefined
    return {
      rows: rows.slice(0, limit).map((row) => ({
        conversationId: row.conversationId,
        buyerName: row.buyerName,
        memberName: (row.memberId && members.get(row.memberId)?.displayName) || null,
        askedAt: row.askedAt.toISOString(),
        answeredAt: row.answeredAt?.toISOString() ?? null,
        waitedMs: row.waitedMs,
      })),
      next: last ? encodeCursor(last.sortAt, last.id) : null,
    }
  },

  setScore: async (caller: MemberCaller, { rule, day, score }: BodyOf<typeof setPlatformScore>) => {
    const now = clock.now()
    if (!isRealDate(day) || day > platformPeriod(now).to) throw invalidDay('/body/day')
    const { shopId } = caller
    await db.inShop(shopId, async (tx) => {
      if (score === null) await removeScore(tx, { shopId, rule, day })
      else
        await putScores(tx, now, {
          shopId,
          rule,
          lines: [{ day, score }],
          source: 'typed',
          by: caller.memberId,
        })
      await tellScores(tx, now, caller, rule)
    })
    return {}
  },

  importScores: async (
    caller: MemberCaller,
    { rule, text }: BodyOf<typeof importPlatformScores>,
  ): Promise<ReplyOf<typeof importPlatformScores>> => {
    const now = clock.now()
    const { lines, refused } = readScores(text, now)
    if (lines.length > 0)
      await db.inShop(caller.shopId, async (tx) => {
        await putScores(tx, now, {
          shopId: caller.shopId,
          rule,
          lines,
          source: 'imported',
          by: caller.memberId,
        })
        await tellScores(tx, now, caller, rule)
      })
    return { taken: lines.length, refused }
  },
})
export type Platforms = ReturnType<typeof createPlatforms>

const midnight = (day: string, later = 0): Date =>
  new Date(instantOf(platformZone, (dayOf(day) + later) * DAY_MS))

const invalidDay = (path: string) => new AppError('request.invalid', { problems: [{ path, rule: 'date' }] })

const tellScores = (tx: Tx, now: Date, { shopId, actorId }: MemberCaller, rule: PlatformRule) =>
  record(tx, now, {
    name: 'platform_score.changed',
    subject: shopId,
    version: 1,
    audience: ['desk'],
    actor: actorId,
    facts: { rule },
  })

const measureOf = async (
  tx: Tx,
  rule: PlatformRule,
  { shopId, now, ...period }: { shopId: string; now: Date; from: string; to: string },
  scores: readonly ScoreRow[],
): Promise<PlatformMeasure> => {
  const counted = await selectDays(tx, rule, { shopId, ...period })
  const waiting = await selectWaiting(tx, {
    shopId,
    askedBefore: new Date(now.getTime() - platformLimitMs),
  })
  const own = scores.filter((score) => score.rule === rule)
  const days = daysOf(counted, own)
  const failingNow = waiting.filter(({ askedAt }) => countsFor(rule, askedAt)).length
  const of = counted.reduce((sum, day) => sum + day.of, 0) + failingNow
  const inTime = counted.reduce((sum, day) => sum + day.inTime, 0)
  return { rule, failingNow, of, inTime, share: shareOf(inTime, of), days }
}

/** Days on which we counted something or the platform said something, newest first. */
const daysOf = (counted: readonly DayCount[], own: readonly ScoreRow[]) =>
  [...new Set([...counted.map(({ day }) => day), ...own.map(({ day }) => day)])]
    .toSorted()
    .toReversed()
    .map((day) => {
      const { of, inTime } = counted.find((one) => one.day === day) ?? { of: 0, inTime: 0 }
      const said = own.find((one) => one.day === day)
      return {
        day,
        of,
        inTime,
        share: shareOf(inTime, of),
        own: said ? { score: said.score, source: said.source, at: said.at.toISOString() } : null,
      }
    })
