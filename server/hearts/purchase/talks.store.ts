import { sql } from 'kysely'
import type { Tx } from '#platform/database/database.ts'
import type { Said } from './said.rules.ts'
import type { Claim } from './selling/selling-points.rules.ts'
import type { KnownProduct } from './selling/talked-product.rules.ts'

/** One conversation as the sale sees it, with its open inquiry or else its last. */
export interface Talk {
  id: string
  store_id: string
  customer_id: string | null
  buyer_name: string
  is_returning: boolean
  is_closed: boolean
  page_title: string | null
  language: 'zh' | 'en'
  inquiry_id: string | null
  opened_at: Date | null
  closed_at: Date | null
}

/** Null: no such conversation, or nobody has written in it. */
export const findTalk = async (tx: Tx, conversationId: string): Promise<Talk | null> =>
  (
    await sql<Talk>`
    select t.id, t.store_id, t.customer_id, t.buyer_name, t.is_returning, t.state = 'closed' as is_closed, t.page_title, t.language,
      i.id as inquiry_id, i.opened_at, i.closed_at
    from conversations.v_talks t left join lateral (
      select id, opened_at, closed_at from conversations.v_inquiries where conversation_id = t.id order by opened_at desc limit 1) i on true
    where t.id = ${conversationId} and t.state <> 'visiting'`.execute(tx)
  ).rows[0] ?? null

/** What was said in one inquiry, oldest first; of a very long one the last 400. `until`: nothing later. */
export const selectSaid = async (
  tx: Tx,
  of: { conversationId: string; from: Date; until: Date | null },
): Promise<Said[]> =>
  (
    await sql<Omit<Said, 'at'> & { at: Date }>`
    select id, number, author, automatic, text, at from conversations.v_said
    where conversation_id = ${of.conversationId} and at >= ${of.from} and (${of.until}::timestamptz is null or at <= ${of.until})
    order by number desc limit 400`.execute(tx)
  ).rows
    .map((row) => ({ ...row, at: row.at.toISOString() }))
    .reverse()

/** Is this message one of the conversation's? */
export const isSaidIn = async (tx: Tx, conversationId: string, messageId: string): Promise<boolean> =>
  (
    await sql`select 1 from conversations.v_said where conversation_id = ${conversationId} and id = ${messageId}`.execute(
      tx,
    )
  ).rows.length > 0

export interface BuyerFacts {
  order_count: number
  last_title: string | null
}
/** Of the person behind a customer id, whatever was merged. */
export const buyerFacts = async (tx: Tx, customerId: string): Promise<BuyerFacts> =>
  (
    await sql<BuyerFacts>`
    select coalesce((select sum(c.order_count) from customers.v_customers c where c.id = any (customers.ids_of(${customerId}::uuid)) and c.merged_into is null), 0)::int as order_count,
      (select o.title from orders.v_summary o where o.customer_id = any (customers.ids_of(${customerId}::uuid)) order by o.placed_at desc limit 1) as last_title`.execute(
      tx,
    )
  ).rows[0] ?? { order_count: 0, last_title: null }

/**
 * An order `o` that was bought: paid or to be paid at the door, and not undone. One that was only placed is none yet (BUY-06),
 * one that was cancelled or given back never is.
 */
export const isBought = sql`(o.status in ('paid', 'partially_shipped', 'shipped', 'completed')
  or (o.status = 'pending' and o.cash_on_delivery) or (o.status = 'unknown' and o.paid_at is not null))`

/** The first order that this person bought since then; null: ever. */
export const findBoughtSince = async (
  tx: Tx,
  shopId: string,
  customerId: string,
  since: Date | null,
): Promise<string | null> =>
  (
    await sql<{ id: string }>`
    with people as materialized (select unnest(customers.ids_of(${customerId}::uuid)) as id)
    select o.id from people p join orders.v_summary o on o.shop_id = ${shopId} and o.customer_id = p.id
    where ${isBought} ${since ? sql`and o.placed_at >= ${since}` : sql``} order by o.placed_at, o.id limit 1`.execute(
      tx,
    )
  ).rows[0]?.id ?? null

/** Titles of what this person ordered since then, paid or not: what the talk is about. */
export const orderedSince = async (
  tx: Tx,
  customerId: string,
  since: Date,
): Promise<{ id: string; title: string }[]> =>
  (
    await sql<{ id: string; title: string }>`
    select id, title from orders.v_summary where customer_id = any (customers.ids_of(${customerId}::uuid)) and placed_at >= ${since} and status not in ('cancelled', 'closed')
    order by placed_at desc limit 5`.execute(tx)
  ).rows

/** The products people may talk about, most sold first, at most two thousand. */
export const selectProductNames = async (tx: Tx): Promise<KnownProduct[]> =>
  (
    await sql<KnownProduct>`
    select product_id as id, min(name) as name, min(category) as category from products.v_catalogue where status in ('draft', 'on_sale')
    group by product_id order by max(sold_orders) desc, product_id limit 2000`.execute(tx)
  ).rows

export const selectProducts = async (tx: Tx, ids: readonly string[]): Promise<KnownProduct[]> =>
  ids.length === 0
    ? []
    : (
        await sql<KnownProduct>`
    select product_id as id, min(name) as name, min(category) as category from products.v_catalogue where product_id = any (${ids}::uuid[]) group by product_id`.execute(
          tx,
        )
      ).rows

export const selectClaims = async (
  tx: Tx,
  productIds: readonly string[],
): Promise<(Claim & { productId: string })[]> =>
  productIds.length === 0
    ? []
    : (
        await sql<Claim & { productId: string }>`
    select product_id as "productId", key, value, unit, language from products.v_facts_in_force where product_id = any (${productIds}::uuid[]) order by id limit 200`.execute(
          tx,
        )
      ).rows

/** The carrier of most of the last three hundred orders' parcels; null where none is known. */
export const usualCarrier = async (tx: Tx): Promise<string | null> =>
  (
    await sql<{ carrier: string }>`
    select p.carrier from (select id from orders.v_summary order by placed_at desc, id desc limit 300) o join orders.v_parcels p on p.order_id = o.id
    where p.carrier is not null group by p.carrier order by count(*) desc, p.carrier limit 1`.execute(tx)
  ).rows[0]?.carrier ?? null
