import { sql } from 'kysely'
import type { Tx } from '#platform/database/database.ts'

export interface FallenLine {
  order_id: string
  number: number
  customer_id: string | null
  product_id: string
  product_name: string
  order_name: string
  buyer_name: string
  quantity: number
  unit_price: number
  currency: string
  placed_at: Date
  goods: number | null
  discount: number | null
  amount: number
  fell_at: Date
  refunded_to: number | null
}

/**
 * Lines of orders for which a lower price was asked later on, within the days: the lowest of each. A price that is the first we
 * know of a product is no fall, nor is the product's where the variant bought has one of its own, nor an offer's in a store for
 * which it is not. Lines that were refunded down to it are left out.
 */
export const selectFallen = async (
  tx: Tx,
  shopId: string,
  now: Date,
  days: number,
  after: { orderId: string; number: number } | null,
  limit: number,
): Promise<FallenLine[]> => {
  const since = new Date(now.getTime() - 2 * days * 86_400_000)
  const place = after ? sql`and (l.order_id, l.number) > (${after.orderId}::uuid, ${after.number})` : sql``
  return (
    await sql<FallenLine>`
    with fall as materialized (
      select product_id, sku_id, currency, amount, valid_from, offer_id,
        (select o.store_ids from offers.v_offers o where o.id = p.offer_id and o.store_ids <> '{}') as store_ids
      from offers.v_marked_prices p
      where shop_id = ${shopId} and kind in ('list', 'special') and valid_from > ${since} and valid_from <= ${now}
        and (offer_id is not null or exists (select from products.v_price_history e where e.shop_id = ${shopId} and e.product_id = p.product_id
          and e.kind in ('list', 'special') and e.valid_from < p.valid_from and (e.sku_id is null or p.sku_id is null or e.sku_id = p.sku_id)))
    ), line as (
      select distinct on (l.order_id, l.number) l.order_id, l.number, l.customer_id, l.product_id, l.quantity, l.unit_price, l.currency, l.placed_at,
        f.amount, f.valid_from as fell_at, r.refunded_to
      from fall f join products.v_bought_lines l on l.shop_id = ${shopId} and l.product_id = f.product_id and l.currency = f.currency
        left join lateral (select min(to_minor) as refunded_to from offers.refunds r where r.order_id = l.order_id and r.number = l.number) r on true
      where (f.sku_id is null or f.sku_id = l.sku_id) and (f.store_ids is null or l.store_id = any (f.store_ids)) and l.status not in ('cancelled', 'closed', 'pending') and l.placed_at > ${since}
        and f.valid_from > l.placed_at and f.valid_from <= l.placed_at + make_interval(days => ${days}) and f.amount < l.unit_price
        and (r.refunded_to is null or f.amount < r.refunded_to) ${place}
        and (f.sku_id is not null or f.offer_id is not null or not exists (select from products.v_price_history own
          where own.shop_id = ${shopId} and own.product_id = l.product_id and own.sku_id = l.sku_id and own.kind in ('list', 'special')
            and own.currency = f.currency and own.valid_from <= f.valid_from and (own.valid_to is null or own.valid_to > f.valid_from)))
      order by l.order_id, l.number, f.amount, f.valid_from
    )
    select line.*, n.name as product_name, o.name as order_name, o.buyer_name, o.goods, o.discount
    from line join orders.v_charged o on o.id = line.order_id
      join lateral (select name from products.v_catalogue c where c.product_id = line.product_id limit 1) n on true
    order by line.order_id, line.number limit ${limit}`.execute(tx)
  ).rows
}

/** Holds back other runs of the shop's guarantee until this transaction ends; two of them would both open the word. */
export const lockGuarantee = async (tx: Tx, shopId: string): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtextextended('offers.guarantee ' || ${shopId}, 0))`.execute(tx)
}
export const selectRefundedTo = async (tx: Tx, orderId: string, number: number): Promise<number | null> =>
  (
    await sql<{
      to: number | null
    }>`select min(to_minor) as to from offers.refunds where order_id = ${orderId} and number = ${number}`.execute(
      tx,
    )
  ).rows[0]?.to ?? null
export const insertRefund = async (
  tx: Tx,
  now: Date,
  shopId: string,
  refund: {
    orderId: string
    number: number
    customerId: string | null
    productId: string
    paid: number
    to: number
    quantity: number
    refund: number
    currency: string
    fellAt: Date
    wordId: string
  },
): Promise<void> => {
  await tx
    .insertInto('offers.refunds')
    .values({
      shop_id: shopId,
      order_id: refund.orderId,
      number: refund.number,
      to_minor: refund.to,
      customer_id: refund.customerId,
      product_id: refund.productId,
      paid_minor: refund.paid,
      quantity: refund.quantity,
      refund_minor: refund.refund,
      currency: refund.currency,
      fell_at: refund.fellAt,
      word_id: refund.wordId,
      opened_at: now,
    })
    .execute()
}

/** The conversation in which a buyer was last talked to. */
export const selectLatestConversation = async (
  tx: Tx,
  shopId: string,
  customerId: string,
): Promise<string | null> =>
  (
    await sql<{
      id: string
    }>`select id from conversations.v_conversations where shop_id = ${shopId} and customer_id = any (customers.ids_of(${customerId}::uuid))
      and state <> 'visiting' order by listed_at desc limit 1`.execute(tx)
  ).rows[0]?.id ?? null

export interface RefundRecord {
  order_id: string
  number: number
  order_name: string
  buyer_name: string
  product_name: string
  paid_minor: number
  to_minor: number
  quantity: number
  refund_minor: number
  currency: string
  opened_at: Date
  word_id: string
  word_state: string
  word_due_at: Date
}
export const selectRefunds = async (
  tx: Tx,
  shopId: string,
  filter: { orderId?: string; before?: { at: Date; id: string } | null },
  limit: number,
): Promise<RefundRecord[]> =>
  (
    await sql<RefundRecord>`
      select r.order_id, r.number, o.name as order_name, o.buyer_name, n.name as product_name, r.paid_minor, r.to_minor, r.quantity, r.refund_minor, r.currency,
        r.opened_at, r.word_id, w.state as word_state, w.due_at as word_due_at
      from offers.refunds r join orders.v_charged o on o.id = r.order_id join promises.v_words w on w.id = r.word_id
        join lateral (select name from products.v_catalogue c where c.product_id = r.product_id limit 1) n on true
      where r.shop_id = ${shopId} ${filter.orderId ? sql`and r.order_id = ${filter.orderId}` : sql``}
        ${filter.before ? sql`and (r.opened_at, r.word_id) < (${filter.before.at}, ${filter.before.id}::uuid)` : sql``}
      order by r.opened_at desc, r.word_id desc limit ${limit}`.execute(tx)
  ).rows

/** Shops whose prices changed since, for whoever looks across shops. */
export const selectShopsWithFalls = async (tx: Tx, since: Date, now: Date): Promise<{ shop_id: string }[]> =>
  (
    await sql<{
      shop_id: string
    }>`select distinct shop_id from offers.v_marked_prices where kind in ('list', 'special') and valid_from > ${since} and valid_from <= ${now}`.execute(
      tx,
    )
  ).rows
