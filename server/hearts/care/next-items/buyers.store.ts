import { sql } from 'kysely'
import type { Tx } from '#platform/database/database.ts'

export interface DueOrder {
  id: string
  store_id: string
  customer_id: string
  name: string
  status: string
  placed_at: Date
  shipped_at: Date | null
  completed_at: Date | null
}
/**
 * Orders whose time came within the days and that nobody looked at, the newest first. `arrived`: for those whose arrival is known,
 * `sent`: for the others.
 */
export const ordersToLookAt = async (
  tx: Tx,
  ask: {
    shopId: string
    now: Date
    arrivedBefore: Date
    sentBefore: Date
    keepDays: number
    limit: number
  },
): Promise<DueOrder[]> => {
  const earliest = (at: Date) => new Date(at.getTime() - ask.keepDays * 86_400_000)
  // Orders are old before they are due; how old at most bounds the index scan.
  const placedFrom = new Date(earliest(ask.sentBefore).getTime() - 60 * 86_400_000)
  const { rows } = await sql<DueOrder>`
    select o.id, o.store_id, o.customer_id, o.name, o.status, o.placed_at, o.shipped_at, o.completed_at
    from orders.v_summary o
    where o.shop_id = ${ask.shopId} and o.status in ('completed', 'shipped') and o.placed_at >= ${placedFrom} and o.customer_id is not null and coalesce(o.refunded, 0) = 0
      and case when o.completed_at is not null then o.completed_at <= ${ask.arrivedBefore} and o.completed_at > ${earliest(ask.arrivedBefore)}
        else coalesce(o.shipped_at, o.placed_at) <= ${ask.sentBefore} and coalesce(o.shipped_at, o.placed_at) > ${earliest(ask.sentBefore)} end
      and not exists (select from care.looked_orders k where k.shop_id = o.shop_id and k.order_id = o.id)
    order by o.placed_at desc, o.id desc limit ${ask.limit}`.execute(tx)
  return rows
}
/** Shops whose orders may have come due. Across shops. */
export const shopsWithOrders = async (tx: Tx, since: Date): Promise<string[]> =>
  (
    await sql<{ shop_id: string }>`select s.shop_id from (select distinct shop_id from staff.v_stores) s
      where exists (select from orders.v_summary o where o.shop_id = s.shop_id and o.placed_at >= ${since})`.execute(
      tx,
    )
  ).rows.map((row) => row.shop_id)

/** Those of the orders that nobody looked at before; they are this transaction's to judge. */
export const claimOrders = async (
  tx: Tx,
  now: Date,
  shopId: string,
  ids: readonly string[],
): Promise<ReadonlySet<string>> =>
  new Set(
    (
      await sql<{ order_id: string }>`
      insert into care.looked_orders (order_id, shop_id, at) select i.id, ${shopId}, ${now} from unnest(${[...ids]}::uuid[]) as i (id) order by 1
      on conflict (order_id) do nothing returning order_id`.execute(tx)
    ).rows.map((row) => row.order_id),
  )

export interface BoughtLine {
  order_id: string
  product_id: string
  placed_at: Date
}
/** Everything that this person ever bought, as the catalogue knows it. */
export const boughtBy = async (tx: Tx, shopId: string, customerId: string): Promise<BoughtLine[]> =>
  (
    await sql<BoughtLine>`
      select order_id, product_id, placed_at from products.v_bought_lines
      where shop_id = ${shopId} and customer_id = any (customers.ids_of(${customerId}::uuid)) and status not in ('cancelled', 'closed')
      order by placed_at desc limit 2000`.execute(tx)
  ).rows

export interface BuyerBefore {
  has_newer_order: boolean
  has_open: boolean
  /** Said to be nobody to offer things to, or left alone a little while ago. */
  is_resting: boolean
  offered: string[]
}
export const buyerBefore = async (
  tx: Tx,
  shopId: string,
  order: Pick<DueOrder, 'id' | 'customer_id' | 'placed_at'>,
  restsFrom: Date,
): Promise<BuyerBefore> =>
  (
    await sql<BuyerBefore>`
      with who as materialized (select unnest(customers.ids_of(${order.customer_id}::uuid)) as id),
        before as materialized (select n.* from care.next_items n where n.shop_id = ${shopId} and n.customer_id in (select id from who))
      select exists (select from orders.v_summary o where o.shop_id = ${shopId} and o.customer_id in (select id from who) and o.id <> ${order.id}
          and o.placed_at > ${order.placed_at} and o.status not in ('cancelled', 'closed')) as has_newer_order,
        exists (select from before where state = 'open') as has_open,
        exists (select from before where declined = 'not_this_buyer' or (declined = 'not_now' and ended_at > ${restsFrom})) as is_resting,
        array(select distinct next_id from before where state in ('sent', 'bought') or (state = 'declined' and declined not in ('not_now', 'no_stock'))) as offered`.execute(
      tx,
    )
  ).rows[0] ?? { has_newer_order: false, has_open: false, is_resting: false, offered: [] }

/** Products that somebody said are out of stock, since. */
export const outOfStock = async (tx: Tx, shopId: string, since: Date): Promise<string[]> =>
  (
    await sql<{ next_id: string }>`
      select distinct next_id from care.next_items where shop_id = ${shopId} and state = 'declined' and declined = 'no_stock' and ended_at > ${since}`.execute(
      tx,
    )
  ).rows.map((row) => row.next_id)

export interface BuyerFacts {
  order_id: string
  buyer_name: string
  address_style: string | null
  address: string | null
  conversation_id: string | null
  chat_store_id: string | null
  is_closed: boolean
}
/** How each of these buyers is addressed, and where they last talked with us. */
export const factsOfBuyers = async (
  tx: Tx,
  shopId: string,
  orderIds: readonly string[],
): Promise<BuyerFacts[]> =>
  (
    await sql<BuyerFacts>`
      select o.id as order_id, coalesce(h.name, o.buyer_name) as buyer_name, h.address_style, o.recipient_address as address,
        t.id as conversation_id, t.store_id as chat_store_id, coalesce(t.state = 'closed', false) as is_closed
      from orders.v_summary o left join customers.v_customers c on c.id = o.customer_id left join customers.v_customers h on h.id = coalesce(c.merged_into, c.id)
        left join lateral (select k.id, k.store_id, k.state from conversations.v_conversations k where k.shop_id = ${shopId}
          and k.customer_id = any (customers.ids_of(o.customer_id)) and k.state <> 'visiting' order by k.listed_at desc limit 1) t on true
      where o.shop_id = ${shopId} and o.id = any (${[...orderIds]}::uuid[])`.execute(tx)
  ).rows
