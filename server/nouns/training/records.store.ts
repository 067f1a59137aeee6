import { sql } from 'kysely'
import type { Tx } from '#platform/database/database.ts'

export interface TraineeshipRow {
  coachId: string | null
  cap: number
  beganAt: Date
  endedAt: Date | null
}
/** The latest time in which somebody was new, over or not. */
export const findTraineeship = async (
  tx: Tx,
  ask: { shopId: string; memberId: string },
): Promise<TraineeshipRow | null> =>
  (
    await sql<TraineeshipRow>`
    select coach_id as "coachId", cap, began_at as "beganAt", ended_at as "endedAt" from training.trainees
    where shop_id = ${ask.shopId} and member_id = ${ask.memberId} order by began_at desc limit 1`.execute(tx)
  ).rows[0] ?? null

interface Span {
  shopId: string
  memberId: string
  from: Date
  /** Null: until now. */
  to: Date | null
}
const within = (column: string, { from, to }: Span) =>
  sql`${sql.ref(column)} >= ${from} ${to === null ? sql`` : sql`and ${sql.ref(column)} < ${to}`}`

export interface TurnCounts {
  held: number
  turns: number
  inTime: number
  late: number
  firstAt: Date | null
}
/** Questions that ended with somebody, in time or not, and in how many conversations. */
export const countTurns = async (tx: Tx, span: Span): Promise<TurnCounts> =>
  (
    await sql<TurnCounts>`
    select count(distinct conversation_id)::int as held, count(*)::int as turns,
      count(*) filter (where outcome in ('target', 'due', 'announced'))::int as "inTime",
      count(*) filter (where outcome in ('late', 'unanswered'))::int as late, min(clock_at) as "firstAt"
    from promises.v_turns where shop_id = ${span.shopId} and member_id = ${span.memberId} and ${within('clock_at', span)}`.execute(
      tx,
    )
  ).rows[0] ?? { held: 0, turns: 0, inTime: 0, late: 0, firstAt: null }

export interface ReceivedHint {
  id: string
  conversationId: string
  buyerName: string
  byId: string
  text: string
  at: Date
  usedAt: Date | null
}
export const selectReceivedHints = async (tx: Tx, span: Span, limit: number): Promise<ReceivedHint[]> =>
  (
    await sql<ReceivedHint>`
    select id, conversation_id as "conversationId", buyer_name as "buyerName", by_id as "byId", text, at, used_at as "usedAt" from conversations.v_hints
    where shop_id = ${span.shopId} and to_id = ${span.memberId} and ${within('at', span)} order by at desc, id desc limit ${limit}`.execute(
      tx,
    )
  ).rows

export const countReceivedHints = async (tx: Tx, span: Span): Promise<{ count: number; used: number }> =>
  (
    await sql<{ count: number; used: number }>`
    select count(*)::int as count, count(used_at)::int as used from conversations.v_hints
    where shop_id = ${span.shopId} and to_id = ${span.memberId} and ${within('at', span)}`.execute(tx)
  ).rows[0] ?? { count: 0, used: 0 }
