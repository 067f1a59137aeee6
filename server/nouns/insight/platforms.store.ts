import { sql } from 'kysely'
import type { PlatformRule } from '#contract/insight/platforms.ts'
import type { Tx } from '#platform/database/database.ts'
import type { ScoreLine } from './platforms.rules.ts'
import { platformHours, platformLimitMs, platformZone } from './platforms.rules.ts'

export interface DayCount {
  day: string
  of: number
  inTime: number
}

/** Days counted so far; what is not rolled up yet is counted within seconds. */
export const selectDays = async (
  tx: Tx,
  rule: PlatformRule,
  ask: { shopId: string; from: string; to: string },
): Promise<DayCount[]> => {
  const { rows } =
    rule === 'taobao'
      ? await sql<DayCount>`
          select day::text, sum(rounds)::int as of, sum(in_time)::int as "inTime" from insight.round_days
          where shop_id = ${ask.shopId} and day between ${ask.from}::date and ${ask.to}::date group by day order by day desc`.execute(
          tx,
        )
      : await sql<DayCount>`
          select day::text, count(*)::int as of, count(*) filter (where not is_failed)::int as "inTime" from insight.buyer_days
          where shop_id = ${ask.shopId} and day between ${ask.from}::date and ${ask.to}::date group by day order by day desc`.execute(
          tx,
        )
  return rows
}

/** Who waits at this moment, and since when; for what they will have made of today's figure. */
export const selectWaiting = async (
  tx: Tx,
  ask: { shopId: string; askedBefore: Date },
): Promise<{ askedAt: Date }[]> =>
  (
    await sql<{
      askedAt: Date
    }>`select turn_started_at as "askedAt" from conversations.v_turns_waiting where shop_id = ${ask.shopId} and turn_started_at < ${ask.askedBefore}`.execute(
      tx,
    )
  ).rows

export interface FailedRow {
  id: string
  sortAt: Date
  conversationId: string
  buyerName: string
  memberId: string | null
  askedAt: Date
  answeredAt: Date | null
  waitedMs: number | null
}
type Cursor = { at: Date; id: string } | null

/** Rounds that were answered too late or never, newest first. */
export const selectFailedRounds = async (
  tx: Tx,
  ask: { shopId: string; from: Date; to: Date },
  cursor: Cursor,
  limit: number,
): Promise<FailedRow[]> =>
  (
    await sql<FailedRow>`
    select t.id, t.clock_at as "sortAt", t.conversation_id as "conversationId", c.buyer_name as "buyerName", t.member_id as "memberId", t.started_at as "askedAt",
      t.answered_at as "answeredAt", (extract(epoch from t.answered_at - t.started_at) * 1000)::bigint as "waitedMs"
    from promises.v_turns t join conversations.v_conversations c on c.id = t.conversation_id
    where t.shop_id = ${ask.shopId} and t.clock_at >= ${ask.from} and t.started_at >= ${ask.from} and t.started_at < ${ask.to}
      and extract(hour from t.started_at at time zone ${platformZone}) >= ${platformHours.taobao.from}
      and (t.answered_at is null or t.answered_at - t.started_at > ${`${platformLimitMs} milliseconds`}::interval)
      ${cursor === null ? sql`` : sql`and (t.clock_at, t.id) < (${cursor.at}, ${cursor.id}::uuid)`}
    order by t.clock_at desc, t.id desc limit ${limit}`.execute(tx)
  ).rows

/** Days of buyers one of whose messages waited too long, with that message, newest first. */
export const selectFailedBuyers = async (
  tx: Tx,
  ask: { shopId: string; from: string; to: string },
  cursor: Cursor,
  limit: number,
): Promise<FailedRow[]> =>
  (
    await sql<FailedRow>`
    select b.conversation_id as id, b.worst_at as "sortAt", b.conversation_id as "conversationId", c.buyer_name as "buyerName", b.member_id as "memberId",
      b.worst_at as "askedAt", b.worst_at + make_interval(secs => b.worst_ms / 1000.0) as "answeredAt", b.worst_ms as "waitedMs"
    from insight.buyer_days b join conversations.v_conversations c on c.id = b.conversation_id
    where b.shop_id = ${ask.shopId} and b.is_failed and b.day between ${ask.from}::date and ${ask.to}::date
      ${cursor === null ? sql`` : sql`and (b.worst_at, b.conversation_id) < (${cursor.at}, ${cursor.id}::uuid)`}
    order by b.worst_at desc, b.conversation_id desc limit ${limit}`.execute(tx)
  ).rows

export interface ScoreRow {
  rule: PlatformRule
  day: string
  score: number
  source: 'typed' | 'imported'
  at: Date
}

export const selectScores = async (
  tx: Tx,
  ask: { shopId: string; from: string; to: string },
): Promise<ScoreRow[]> =>
  (
    await sql<ScoreRow>`select rule, day::text, score, source, at from insight.platform_scores
    where shop_id = ${ask.shopId} and day between ${ask.from}::date and ${ask.to}::date order by day desc`.execute(
      tx,
    )
  ).rows

export const putScores = async (
  tx: Tx,
  now: Date,
  given: {
    shopId: string
    rule: PlatformRule
    lines: readonly ScoreLine[]
    source: ScoreRow['source']
    by: string | null
  },
): Promise<void> => {
  for (const { day, score } of given.lines)
    await sql`insert into insight.platform_scores (shop_id, rule, day, score, source, by, at)
      values (${given.shopId}, ${given.rule}, ${day}::date, ${score}, ${given.source}, ${given.by}, ${now})
      on conflict (shop_id, rule, day) do update set score = excluded.score, source = excluded.source, by = excluded.by, at = excluded.at`.execute(
      tx,
    )
}

export const removeScore = async (
  tx: Tx,
  score: { shopId: string; rule: PlatformRule; day: string },
): Promise<void> => {
  await sql`delete from insight.platform_scores where shop_id = ${score.shopId} and rule = ${score.rule} and day = ${score.day}::date`.execute(
    tx,
  )
}
