import { sql } from 'kysely'
import type { RecommendationReason } from '#contract/purchase/reasons.ts'
import type { Tx } from '#platform/database/database.ts'

export const insertRecommendation = async (
  tx: Tx,
  now: Date,
  shopId: string,
  made: {
    id: string
    conversationId: string
    customerId: string | null
    productId: string
    memberId: string | null
    reason: RecommendationReason
    isBlind: boolean
  },
): Promise<void> => {
  await tx
    .insertInto('offers.recommendations')
    .values({
      id: made.id,
      shop_id: shopId,
      conversation_id: made.conversationId,
      customer_id: made.customerId,
      product_id: made.productId,
      member_id: made.memberId,
      reason: made.reason,
      is_blind: made.isBlind,
      at: now,
    })
    .execute()
}
export const countMade = async (
  tx: Tx,
  shopId: string,
  conversationId: string,
): Promise<{ made: number; blind: number }> =>
  (
    await sql<{
      made: number
      blind: number
    }>`select count(*)::int as made, (count(*) filter (where is_blind))::int as blind
      from offers.recommendations where shop_id = ${shopId} and conversation_id = ${conversationId}`.execute(
      tx,
    )
  ).rows[0] ?? { made: 0, blind: 0 }

export interface SideRow {
  /** Null: nobody held the conversation. */
  member_id: string | null
  is_recommended: boolean
  conversations: number
  orders: number
  sum: number
  square: number
  attached: number
  taken: number
}
/**
 * Conversations that ended in a span, and the orders that followed each within the days: by agent, with a recommendation or
 * without. An order belongs to the last conversation before it, so that none counts twice. `square`: of the orders' totals.
 */
export const selectSides = async (
  tx: Tx,
  shopId: string,
  span: { from: Date; to: Date; followDays: number; currency: string },
): Promise<SideRow[]> =>
  (
    await sql<SideRow>`
      with talk as materialized (
        select c.id, c.customer_id, c.opened_at, c.last_at, c.assignee_id as member_id,
          (select min(r.at) from offers.recommendations r where r.shop_id = ${shopId} and r.conversation_id = c.id) as recommended_at
        from conversations.v_page_seen c where c.shop_id = ${shopId} and c.state <> 'visiting' and c.last_at >= ${span.from} and c.last_at < ${span.to}
      ), bought as (
        select distinct on (s.id) s.id, s.total, s.line_count, t.id as talk_id, s.placed_at,
          exists (select from offers.recommendations r join products.v_bought_lines l on l.order_id = s.id and l.product_id = r.product_id
            where r.shop_id = ${shopId} and r.conversation_id = t.id and r.at <= s.placed_at) as has_taken
        from talk t join orders.v_summary s on s.shop_id = ${shopId} and s.customer_id = t.customer_id and s.placed_at >= t.opened_at
          and s.placed_at < t.last_at + make_interval(days => ${span.followDays}) and s.currency = ${span.currency} and s.status not in ('cancelled', 'closed', 'pending')
        order by s.id, t.opened_at desc
      )
      select t.member_id, t.recommended_at is not null and (b.id is null or t.recommended_at <= b.placed_at) as is_recommended,
        count(distinct t.id)::int as conversations, count(b.id)::int as orders, coalesce(sum(b.total), 0)::float8 as sum, coalesce(sum(b.total::float8 * b.total), 0)::float8 as square,
        (count(b.id) filter (where b.line_count > 1))::int as attached, (count(b.id) filter (where b.has_taken))::int as taken
      from talk t left join bought b on b.talk_id = t.id group by 1, 2`.execute(tx)
  ).rows

export const selectMade = async (
  tx: Tx,
  shopId: string,
  from: Date,
  to: Date,
): Promise<{ member_id: string | null; made: number; blind: number }[]> =>
  (
    await sql<{ member_id: string | null; made: number; blind: number }>`
      select member_id, count(*)::int as made, (count(*) filter (where is_blind))::int as blind from offers.recommendations
      where shop_id = ${shopId} and at >= ${from} and at < ${to} group by member_id`.execute(tx)
  ).rows
