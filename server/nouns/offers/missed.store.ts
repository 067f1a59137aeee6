import { sql } from 'kysely'
import type { Tx } from '#platform/database/database.ts'

export interface OrderRecord {
  id: string
  store_id: string
  customer_id: string | null
  name: string
  status: string
  placed_at: Date
  currency: string
  total: number
  goods: number | null
  freight: number | null
  discount: number | null
  missing_lines: number
}
const columns = sql`id, store_id, customer_id, name, status, placed_at, currency, total, goods, freight, discount, missing_lines`

/** Orders placed within a span, of one import or of any, in order of their ids. */
export const selectPlaced = async (
  tx: Tx,
  shopId: string,
  filter: { from: Date; to: Date; importId: string | null; after: string | null },
  limit: number,
): Promise<OrderRecord[]> =>
  (
    await sql<OrderRecord>`select ${columns} from orders.v_charged
      where shop_id = ${shopId} and placed_at >= ${filter.from} and placed_at <= ${filter.to} and status not in ('cancelled', 'closed', 'pending')
        ${filter.importId ? sql`and import_id = ${filter.importId}` : sql``} ${filter.after ? sql`and id > ${filter.after}::uuid` : sql``}
      order by id limit ${limit}`.execute(tx)
  ).rows
export const findOrder = async (tx: Tx, id: string): Promise<OrderRecord | null> =>
  (await sql<OrderRecord>`select ${columns} from orders.v_charged where id = ${id}`.execute(tx)).rows[0] ??
  null

export interface OrderLine {
  order_id: string
  product_id: string
  quantity: number
  unit_price: number | null
}
export const selectOrderLines = async (tx: Tx, orderIds: readonly string[]): Promise<OrderLine[]> =>
  (
    await sql<OrderLine>`select order_id, product_id, quantity, unit_price from products.v_bought_lines where order_id = any (${[...orderIds]}::uuid[]) order by order_id, number`.execute(
      tx,
    )
  ).rows

export interface TalkBefore {
  id: string
  assignee_id: string | null
}
/** The conversation with this person that was last opened or spoken in before an order, within so many days. */
export const selectTalkBefore = async (
  tx: Tx,
  shopId: string,
  customerId: string,
  placedAt: Date,
  days: number,
): Promise<TalkBefore | null> =>
  (
    await sql<TalkBefore>`select id, assignee_id from conversations.v_page_seen where shop_id = ${shopId} and customer_id = any (customers.ids_of(${customerId}::uuid)) and state <> 'visiting'
      and opened_at <= ${placedAt} and last_at >= ${new Date(placedAt.getTime() - days * 86_400_000)} order by last_at desc limit 1`.execute(
      tx,
    )
  ).rows[0] ?? null

/** Offers that a buyer was noted to have used for this order. */
export const selectUsedFor = async (tx: Tx, shopId: string, orderId: string): Promise<string[]> =>
  (
    await sql<{
      offer_id: string
    }>`select offer_id from offers.uses where shop_id = ${shopId} and order_id = ${orderId}`.execute(tx)
  ).rows.map(({ offer_id: id }) => id)

export interface NewMissed {
  orderId: string
  offerId: string
  customerId: string | null
  conversationId: string | null
  memberId: string | null
  saved: number
  currency: string
  wasTold: boolean | null
  placedAt: Date
}
/** Writes what an order went without, as it is judged now; what was settled stays. True: something is new. */
export const replaceMissed = async (
  tx: Tx,
  now: Date,
  shopId: string,
  orderId: string,
  missed: readonly NewMissed[],
): Promise<boolean> => {
  const ids = missed.map(({ offerId }) => offerId)
  await sql`delete from offers.missed where shop_id = ${shopId} and order_id = ${orderId} and settled_at is null and not offer_id = any (${ids}::uuid[])`.execute(
    tx,
  )
  let isNew = false
  for (const one of missed) {
    const { rows } = await sql<{ is_new: boolean }>`
      insert into offers.missed as m (order_id, offer_id, shop_id, customer_id, conversation_id, member_id, saved_minor, currency, was_told, placed_at, found_at)
      values (${orderId}, ${one.offerId}, ${shopId}, ${one.customerId}, ${one.conversationId}, ${one.memberId}, ${one.saved}, ${one.currency}, ${one.wasTold}, ${one.placedAt}, ${now})
      on conflict (order_id, offer_id) do update set saved_minor = excluded.saved_minor where m.settled_at is null and m.saved_minor <> excluded.saved_minor
      returning xmax = 0 as is_new`.execute(tx)
    isNew ||= rows[0]?.is_new === true
  }
  return isNew
}

export interface MissedRecord {
  order_id: string
  offer_id: string
  order_name: string
  buyer_name: string
  customer_id: string | null
  conversation_id: string | null
  member_id: string | null
  offer_name: string
  saved_minor: number
  currency: string
  was_told: boolean | null
  placed_at: Date
  settled_at: Date | null
  note: string | null
}
const shown = sql`m.order_id, m.offer_id, o.name as order_name, o.buyer_name, m.customer_id, m.conversation_id, m.member_id, f.name as offer_name, m.saved_minor, m.currency,
  m.was_told, m.placed_at, m.settled_at, m.note`
export const selectMissed = async (
  tx: Tx,
  shopId: string,
  filter: { isSettled?: boolean; orderId?: string; offerId?: string },
  cursor: { at: Date; id: string } | null,
  limit: number,
): Promise<MissedRecord[]> =>
  (
    await sql<MissedRecord>`select ${shown} from offers.missed m join orders.v_charged o on o.id = m.order_id join offers.offers f on f.id = m.offer_id
      where m.shop_id = ${shopId} ${filter.isSettled === undefined ? sql`` : sql`and (m.settled_at is not null) = ${filter.isSettled}`}
        ${filter.orderId ? sql`and m.order_id = ${filter.orderId}` : sql``} ${filter.offerId ? sql`and m.offer_id = ${filter.offerId}` : sql``}
        ${cursor ? sql`and (m.placed_at, m.order_id) < (${cursor.at}, ${cursor.id}::uuid)` : sql``}
      order by m.placed_at desc, m.order_id desc, m.offer_id limit ${limit}`.execute(tx)
  ).rows
export const settleMissedRow = async (
  tx: Tx,
  now: Date,
  orderId: string,
  offerId: string,
  note: string,
  by: string | null,
): Promise<boolean> => {
  const done = await tx
    .updateTable('offers.missed')
    .set({ settled_at: now, settled_by: by, note })
    .where('order_id', '=', orderId)
    .where('offer_id', '=', offerId)
    .where('settled_at', 'is', null)
    .executeTakeFirst()
  return done.numUpdatedRows > 0n
}
/** Shops with an offer that runs, for whoever looks across shops. */
export const selectOfferingShops = async (tx: Tx): Promise<{ shop_id: string }[]> =>
  (
    await sql<{
      shop_id: string
    }>`select distinct shop_id from offers.offers where state = 'running'`.execute(tx)
  ).rows
