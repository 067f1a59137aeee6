import { sql } from 'kysely'
import type { Tx } from '#platform/database/database.ts'

export interface FaceRow {
  member_id: string | null
  is_after: boolean
  turns: number
  median_ms: number | null
  late: number
}

/** How long after paying a buyer's questions count as after it; earlier payments are another purchase. */
const afterDays = 30

/** Of the rows `t` with the buyer and a moment: whether that buyer had an order paid within the month before it. */
const payments = (shopId: string) => sql`
    who as materialized (
      select distinct k.id as customer_id, coalesce(k.merged_into, k.id) as head from customers.v_customers k where k.id in (select customer_id from t)),
    paid as materialized (
      select w.customer_id, o.paid_at from who w join customers.v_customers k on k.id = w.head or k.merged_into = w.head
        join orders.v_to_confirm o on o.shop_id = ${shopId} and o.customer_id = k.id where o.paid_at is not null)`
const isAfter = sql`exists (select 1 from paid p where p.customer_id = t.customer_id and p.paid_at <= t.at
        and p.paid_at > t.at - make_interval(days => ${afterDays}))`

/**
 * Answered turns of the period by agent, and whether the buyer had an order paid within the month before. Turns of buyers whom
 * nobody knows, and of those who buy nothing, are before.
 */
export const turnsAroundPayment = async (
  tx: Tx,
  ask: { shopId: string; from: Date; to: Date },
): Promise<FaceRow[]> => {
  const { rows } = await sql<FaceRow>`
    with t as materialized (
      select t.member_id, t.waited_ms, t.outcome, t.started_at as at, c.customer_id from promises.v_turns t join conversations.v_conversations c on c.id = t.conversation_id
      where t.shop_id = ${ask.shopId} and t.clock_at >= ${ask.from} and t.clock_at <= ${ask.to} and t.outcome <> 'unanswered'),${payments(ask.shopId)}
    select t.member_id, ${isAfter} as is_after,
      count(*)::int as turns, percentile_disc(0.5) within group (order by t.waited_ms)::bigint as median_ms, count(*) filter (where t.outcome = 'late')::int as late
    from t group by 1, 2`.execute(tx)
  return rows
}

export interface ToneRow {
  member_id: string | null
  is_after: boolean
  answers: number
  bad: number
}
/** The same for the tone of every answer: one that argues, or has neither a polite nor a warm word, is in a bad one. */
export const tonesAroundPayment = async (
  tx: Tx,
  ask: { shopId: string; from: Date; to: Date },
): Promise<ToneRow[]> => {
  const { rows } = await sql<ToneRow>`
    with t as materialized (
      select r.member_id, r.at, r.arguing > 0 or (r.polite = 0 and r.warm = 0) as is_bad, c.customer_id
      from guard.v_readings r join conversations.v_conversations c on c.id = r.conversation_id
      where r.shop_id = ${ask.shopId} and r.at >= ${ask.from} and r.at <= ${ask.to}),${payments(ask.shopId)}
    select t.member_id, ${isAfter} as is_after, count(*)::int as answers, count(*) filter (where t.is_bad)::int as bad from t group by 1, 2`.execute(
    tx,
  )
  return rows
}
