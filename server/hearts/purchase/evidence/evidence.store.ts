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
/**
 * Pairs that nobody looked through yet: a talk that began before the order and ended at most two weeks before it. `orderId`:
 * of this order alone, looked through again; otherwise orders of the last sixty days, at most a hundred pairs.
 */
export const selectOrderTalks = async (
  tx: Tx,
  of: { orderId: string | null; now: Date },
): Promise<OrderTalk[]> =>
  (
    await sql<OrderTalk>`
    select o.id as order_id, o.title, coalesce(o.paid_at, o.placed_at) as until, i.id as inquiry_id, i.conversation_id, i.opened_at,
      (select n.product_id from purchase.needs n where n.inquiry_id = i.id) as product_id
    from orders.v_summary o
      join conversations.v_conversations c on c.customer_id = any (customers.ids_of(o.customer_id))
      join conversations.v_inquiries i on i.conversation_id = c.id and i.opened_at <= coalesce(o.paid_at, o.placed_at)
        and coalesce(i.closed_at, 'infinity') >= o.placed_at - interval '14 days'
    where o.customer_id is not null and o.status <> 'cancelled'
      and (case when ${of.orderId}::uuid is null then o.placed_at > ${of.now}::timestamptz - interval '60 days'
        and not exists (select 1 from purchase.order_talks d where d.order_id = o.id and d.inquiry_id = i.id) else o.id = ${of.orderId}::uuid end)
    order by o.placed_at desc, i.opened_at desc limit 100`.execute(tx)
  ).rows

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
    insert into purchase.order_talks (order_id, inquiry_id, shop_id, at) values (${of.orderId}, ${of.inquiryId}, ${of.shopId}, ${of.now}) on conflict do nothing`.execute(
    tx,
  )
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
