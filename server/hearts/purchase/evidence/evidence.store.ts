import { sql } from 'kysely'
import type { EvidenceKind } from '#contract/purchase/kinds.ts'
import type { Tx } from '#platform/database/database.ts'
import type { Piece } from './evidence.rules.ts'

/** An order and a conversation that its buyer had before it. */
export interface OrderTalk {
  order_id: string
  title: string
  /** When it was paid, or placed where that is not known: what was said later was not said before it. */
  until: Date
  inquiry_id: string
  conversation_id: string
  opened_at: Date
  product_id: string | null
}
/** Orders looked through in one step, and talks of one order at most: whoever wrote more often is read by the newest. */
export const stepOf = 300
const mostTalks = 20

export interface LookedAt {
  id: string
  placed_at: Date
  /** Nobody looked yet, or not since it was paid, or not lately: its buyer may have become known since. */
  is_due: boolean
}
/** The next orders of the window, newest first, after the place of the last one seen. */
export const selectWindow = async (
  tx: Tx,
  of: { shopId: string; from: Date; lookedBefore: Date; after: { placedAt: Date; id: string } | null },
): Promise<LookedAt[]> => {
  const place = of.after ? sql`and (placed_at, id) < (${of.after.placedAt}, ${of.after.id}::uuid)` : sql``
  const { rows } = await sql<LookedAt>`
    select o.id, o.placed_at, o.customer_id is not null and o.status <> 'cancelled' and (d.at is null or d.at < ${of.lookedBefore} or o.paid_at > d.at) as is_due
    from (select id, placed_at, paid_at, customer_id, status from orders.v_summary where shop_id = ${of.shopId} and placed_at > ${of.from} ${place}
        order by placed_at desc, id desc limit ${stepOf}) o
      left join purchase.looked_orders d on d.order_id = o.id
    order by o.placed_at desc, o.id desc`.execute(tx)
  return rows
}

/**
 * Talks that began before each of these orders and ended at most two weeks before it. `isAgain`: those that were looked through
 * since it was paid as well. Written so that indexes answer: `ids_of` is asked first and by itself, and there is no coalesce in a condition, since
 * neither counts as leakproof and a condition with one waits until row-level security has read every row.
 */
export const orderTalks = (of: { shopId: string; orderIds: readonly string[]; isAgain: boolean }) =>
  sql<OrderTalk>`
    with ordered as materialized (
      select o.id, o.title, o.placed_at, case when o.paid_at is null then o.placed_at else o.paid_at end as until,
        customers.ids_of(o.customer_id) as people
      from orders.v_summary o where o.id = any (${of.orderIds}::uuid[]) and o.customer_id is not null and o.status <> 'cancelled')
    select o.id as order_id, o.title, o.until, i.id as inquiry_id, i.conversation_id, i.opened_at,
      (select n.product_id from purchase.needs n where n.inquiry_id = i.id) as product_id
    from ordered o cross join lateral (
      select i.id, i.conversation_id, i.opened_at from conversations.v_conversations c join conversations.v_inquiries i on i.conversation_id = c.id
      where c.shop_id = ${of.shopId} and c.customer_id = any (o.people) and i.shop_id = ${of.shopId} and i.opened_at <= o.until
        and (i.closed_at is null or i.closed_at >= o.placed_at - interval '14 days')
      order by i.opened_at desc limit ${mostTalks}) i
    where ${of.isAgain} or not exists (select 1 from purchase.order_talks d where d.order_id = o.id and d.inquiry_id = i.id and d.at >= o.until)
    order by o.placed_at desc, i.opened_at desc`

export const markLooked = async (
  tx: Tx,
  shopId: string,
  orderIds: readonly string[],
  now: Date,
): Promise<void> => {
  await sql`
    insert into purchase.looked_orders (order_id, shop_id, at) select unnest(${orderIds}::uuid[]), ${shopId}, ${now}
    on conflict (order_id) do update set at = excluded.at`.execute(tx)
}

export const orderedProducts = async (tx: Tx, orderId: string): Promise<string[]> =>
  (
    await sql<{
      product_id: string
    }>`select distinct product_id from products.v_sold where order_id = ${orderId} limit 20`.execute(tx)
  ).rows.map((row) => row.product_id)

export const writePieces = async (
  tx: Tx,
  of: { shopId: string; orderId: string; inquiryId: string; conversationId: string; now: Date },
  pieces: readonly Piece[],
): Promise<number> => {
  let written = 0
  for (const piece of pieces) {
    const added = await sql`
      insert into purchase.disclosures (order_id, inquiry_id, shop_id, conversation_id, kind, item, message_id, at, attached_at)
      values (${of.orderId}, ${of.inquiryId}, ${of.shopId}, ${of.conversationId}, ${piece.kind}, ${piece.item}, ${piece.messageId},
        (select s.at from conversations.v_said s where s.id = ${piece.messageId}::uuid), ${of.now}) on conflict do nothing returning order_id`.execute(
      tx,
    )
    written += added.rows.length
  }
  await sql`
    insert into purchase.order_talks (order_id, inquiry_id, shop_id, at) values (${of.orderId}, ${of.inquiryId}, ${of.shopId}, ${of.now})
    on conflict (order_id, inquiry_id) do update set at = excluded.at`.execute(tx)
  return written
}

export interface EvidenceRow {
  kind: EvidenceKind
  item: string
  message_id: string | null
  text: string | null
  agent_name: string | null
  at: Date | null
  conversation_id: string
}
/** What was said stands before what was not; of what was said in several talks each. */
export const selectEvidence = async (tx: Tx, orderId: string): Promise<EvidenceRow[]> =>
  (
    await sql<EvidenceRow>`
    select d.kind, d.item, d.message_id, s.text, s.agent_name, d.at, d.conversation_id
    from purchase.disclosures d left join conversations.v_said s on s.id = d.message_id and s.conversation_id = d.conversation_id
    where d.order_id = ${orderId} and not (d.kind = 'unsaid' and exists (select 1 from purchase.disclosures said
      where said.order_id = d.order_id and said.message_id is not null and said.item = replace(d.item, 'point:', '')))
    order by d.message_id is null, d.at, d.kind, d.item limit 200`.execute(tx)
  ).rows
export const lookedThroughAt = async (tx: Tx, orderId: string): Promise<Date | null> =>
  (
    await sql<{
      at: Date | null
    }>`select max(at) as at from purchase.order_talks where order_id = ${orderId}`.execute(tx)
  ).rows[0]?.at ?? null
export const isOrder = async (tx: Tx, orderId: string): Promise<boolean> =>
  (await sql`select 1 from orders.v_summary where id = ${orderId}`.execute(tx)).rows.length > 0
