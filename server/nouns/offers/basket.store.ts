import { sql } from 'kysely'
import type { Tx } from '#platform/database/database.ts'

export interface NamedProduct {
  product_id: string
  name: string
  status: string
}
/** Names of products, whatever their state. */
export const selectNames = async (tx: Tx, ids: readonly string[]): Promise<NamedProduct[]> =>
  ids.length === 0
    ? []
    : (
        await sql<NamedProduct>`select distinct product_id, name, status from products.v_catalogue where product_id = any (${[...ids]}::uuid[])`.execute(
          tx,
        )
      ).rows

export interface MarkedPrice {
  product_id: string
  sku_id: string | null
  amount: number
}
/** What each is marked with at `at` in a currency, by the catalogue alone: the lower of list and special price. */
export const selectMarked = async (
  tx: Tx,
  shopId: string,
  ids: readonly string[],
  currency: string,
  at: Date,
): Promise<MarkedPrice[]> =>
  ids.length === 0
    ? []
    : (
        await sql<MarkedPrice>`select product_id, sku_id, min(amount) as amount from products.v_price_history
          where shop_id = ${shopId} and product_id = any (${[...ids]}::uuid[]) and kind in ('list', 'special') and currency = ${currency}
            and valid_from <= ${at} and (valid_to is null or valid_to > ${at})
          group by product_id, sku_id`.execute(tx)
      ).rows

export interface TalkedAbout {
  product_id: string
  sku_id: string | null
  quantity: number
}
export const selectBasket = (tx: Tx, shopId: string, conversationId: string): Promise<TalkedAbout[]> =>
  tx
    .selectFrom('offers.baskets')
    .select(['product_id', 'sku_id', 'quantity'])
    .where('shop_id', '=', shopId)
    .where('conversation_id', '=', conversationId)
    .orderBy('at')
    .orderBy('product_id')
    .execute()
export const replaceBasket = async (
  tx: Tx,
  now: Date,
  shopId: string,
  conversationId: string,
  lines: readonly { productId: string; skuId: string | null; quantity: number }[],
  by: string | null,
): Promise<void> => {
  await tx
    .deleteFrom('offers.baskets')
    .where('shop_id', '=', shopId)
    .where('conversation_id', '=', conversationId)
    .execute()
  if (lines.length === 0) return
  await tx
    .insertInto('offers.baskets')
    .values(
      lines.map((line) => ({
        shop_id: shopId,
        conversation_id: conversationId,
        product_id: line.productId,
        sku_id: line.skuId,
        quantity: line.quantity,
        at: now,
        by,
      })),
    )
    .execute()
}

export interface ConversationRecord {
  id: string
  store_id: string
  customer_id: string | null
  assignee_id: string | null
  state: string
  page_url: string | null
  page_title: string | null
  buyer_name: string
}
export const findConversation = async (tx: Tx, id: string): Promise<ConversationRecord | null> =>
  (
    await sql<ConversationRecord>`select p.id, p.store_id, p.customer_id, p.assignee_id, p.state, p.page_url, p.page_title, c.buyer_name
      from conversations.v_page_seen p join conversations.v_conversations c on c.id = p.id where p.id = ${id}`.execute(
      tx,
    )
  ).rows[0] ?? null

export interface Line {
  id: string
  number: number
  author: 'buyer' | 'agent' | 'automatic'
  member_id: string | null
  text: string
  at: Date
}
/** The newest lines of a conversation, oldest first. */
export const selectSaid = async (tx: Tx, conversationId: string, most: number): Promise<Line[]> =>
  (
    await sql<Line>`select id, number, author, member_id, text, at from conversations.v_said
      where conversation_id = ${conversationId} order by number desc limit ${most}`.execute(tx)
  ).rows.reverse()

/** Products on sale, the most sold first: those whose name may have been said. */
export const selectSellable = async (
  tx: Tx,
  shopId: string,
  most: number,
): Promise<{ product_id: string; name: string }[]> =>
  (
    await sql<{ product_id: string; name: string }>`
      select product_id, name from (select product_id, name, max(sold_orders) as sold from products.v_catalogue
        where shop_id = ${shopId} and status = 'on_sale' group by product_id, name) p order by sold desc, product_id limit ${most}`.execute(
      tx,
    )
  ).rows

export interface BuyerRecord {
  order_count: number
  spent_half_year: number
}
/** What a person bought, under every name they were merged from. Nothing counts that was cancelled, closed or never paid. */
export const selectBuyer = async (
  tx: Tx,
  shopId: string,
  customerId: string,
  currency: string,
  since: Date,
  before: Date,
): Promise<BuyerRecord> =>
  (
    await sql<BuyerRecord>`
      select count(*)::int as order_count,
        coalesce(sum(greatest(s.total - coalesce(s.refunded, 0), 0)) filter (where s.placed_at >= ${since} and s.currency = ${currency}), 0)::bigint as spent_half_year
      from orders.v_summary s where s.shop_id = ${shopId} and s.customer_id = any (customers.ids_of(${customerId}::uuid)) and s.placed_at < ${before}
        and s.status not in ('cancelled', 'closed', 'pending')`.execute(tx)
  ).rows[0] ?? { order_count: 0, spent_half_year: 0 }
