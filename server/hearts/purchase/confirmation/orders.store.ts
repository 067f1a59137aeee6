import { sql } from 'kysely'
import type { Tx } from '#platform/database/database.ts'

/** What a confirmation needs of an order. */
export interface OrderToConfirm {
  id: string
  store_id: string
  name: string
  status: string
  cash_on_delivery: boolean
  placed_at: Date
  paid_at: Date | null
  shipped_at: Date | null
  dispatch_due_at: Date | null
  currency: string
  total: number
  customer_id: string | null
  buyer_name: string
  buyer_note: string | null
  recipient_name: string | null
  recipient_phone: string | null
  recipient_address: string | null
  title: string
  line_count: number
  is_history: boolean
}
export interface LineToConfirm {
  order_id: string
  title: string
  variant: string | null
  quantity: number
}
const columns = sql`o.id, o.store_id, o.name, o.status, o.cash_on_delivery, o.placed_at, o.paid_at, o.shipped_at, o.dispatch_due_at, o.currency, o.total, o.customer_id,
  o.buyer_name, o.buyer_note, o.recipient_name, o.recipient_phone, o.recipient_address, o.title, o.line_count, o.is_history`
/** Paid, or paid on delivery, and nothing sent: `isAwaitingDispatch` in SQL. Each branch has the index of states. */
const awaiting = sql`o.shipped_at is null and (o.status = 'paid' or (o.status = 'pending' and o.cash_on_delivery))`

export interface Candidate extends OrderToConfirm {
  is_watched: boolean
  since: Date
}
/**
 * Unsent orders of the last days that nobody asked about, the oldest first, each with its store's watch: what the rule is asked
 * about. Those before the watch are left out here already, or a first import would fill every page.
 */
export const candidates = async (
  tx: Tx,
  ask: { shopId: string; paidFrom: Date; placedFrom: Date; limit: number },
): Promise<Candidate[]> => {
  const { rows } = await sql<Candidate>`
    select ${columns}, coalesce(w.is_watched, true) as is_watched, coalesce(w.since, s.opened_at) as since
    from orders.v_to_confirm o join staff.v_store_openings s on s.id = o.store_id left join confirmations.watches w on w.store_id = o.store_id
    where o.shop_id = ${ask.shopId} and ${awaiting} and o.placed_at >= ${ask.placedFrom} and coalesce(o.paid_at, o.placed_at) >= ${ask.paidFrom}
      and coalesce(w.is_watched, true) and (not o.is_history or o.placed_at >= coalesce(w.since, s.opened_at))
      and not exists (select 1 from confirmations.confirmations c where c.shop_id = o.shop_id and c.order_id = o.id)
    order by o.placed_at, o.id limit ${ask.limit}`.execute(tx)
  return rows
}

/** Shops with something to open or to end. Across shops. */
export const shopsToLookAt = async (tx: Tx, ask: { paidFrom: Date; placedFrom: Date }): Promise<string[]> => {
  const { rows } = await sql<{ shop_id: string }>`
    select distinct s.shop_id from staff.v_store_openings s left join confirmations.watches w on w.store_id = s.id
    where coalesce(w.is_watched, true) and exists (
      select 1 from orders.v_to_confirm o where o.shop_id = s.shop_id and o.store_id = s.id and ${awaiting}
        and o.placed_at >= ${ask.placedFrom} and coalesce(o.paid_at, o.placed_at) >= ${ask.paidFrom}
        and (not o.is_history or o.placed_at >= coalesce(w.since, s.opened_at))
        and not exists (select 1 from confirmations.confirmations c where c.shop_id = o.shop_id and c.order_id = o.id))
    union
    select c.shop_id from confirmations.confirmations c join orders.v_to_confirm o on o.id = c.order_id
    where (c.state in ('to_send', 'sent') or c.hold in ('buyer', 'lead')) and not (${awaiting})`.execute(tx)
  return rows.map((row) => row.shop_id)
}

export const findOrderToConfirm = async (tx: Tx, id: string): Promise<OrderToConfirm | null> =>
  (await sql<OrderToConfirm>`select ${columns} from orders.v_to_confirm o where o.id = ${id}`.execute(tx))
    .rows[0] ?? null

export const ordersToConfirm = async (
  tx: Tx,
  ids: readonly string[],
): Promise<Map<string, OrderToConfirm>> => {
  const { rows } = await sql<OrderToConfirm>`
    select ${columns} from orders.v_to_confirm o where o.id = any (${[...ids]}::uuid[])`.execute(tx)
  return new Map(rows.map((row) => [row.id, row]))
}

export const linesToConfirm = async (tx: Tx, orderIds: readonly string[]): Promise<LineToConfirm[]> => {
  const { rows } = await sql<LineToConfirm>`
    select l.order_id, l.title, l.variant, l.quantity from orders.v_lines_to_confirm l
    where l.order_id = any (${[...orderIds]}::uuid[]) order by l.order_id, l.number`.execute(tx)
  return rows
}

/** What the newest orders of this store cost, in one currency. */
export const usualTotal = async (
  tx: Tx,
  shopId: string,
  storeId: string,
  currency: string,
): Promise<{ medianMinor: number | null; count: number }> => {
  const { rows } = await sql<{ median: number | null; count: number }>`
    select percentile_disc(0.5) within group (order by total)::bigint as median, count(*)::int as count from (
      select o.total from orders.v_to_confirm o where o.shop_id = ${shopId} and o.store_id = ${storeId} and o.currency = ${currency}
        and o.status <> 'cancelled' order by o.placed_at desc, o.id desc limit 300) newest`.execute(tx)
  return { medianMinor: rows[0]?.median ?? null, count: rows[0]?.count ?? 0 }
}

/** All ids one person was ever stored under. */
export const idsOfCustomer = async (tx: Tx, customerId: string): Promise<string[]> => {
  const { rows } = await sql<{ ids: string[] }>`select customers.ids_of(${customerId}::uuid) as ids`.execute(
    tx,
  )
  return rows[0]?.ids ?? []
}
export const customerStyleOf = async (tx: Tx, customerId: string): Promise<string | null> =>
  (
    await sql<{ address_style: string | null }>`
      select h.address_style from customers.v_customers c join customers.v_customers h on h.id = coalesce(c.merged_into, c.id) where c.id = ${customerId}`.execute(
      tx,
    )
  ).rows[0]?.address_style ?? null

export interface ChatOfBuyer {
  id: string
  store_id: string
  customer_id: string | null
  state: string
}
/** The conversation a buyer talked in last. */
export const latestChat = async (
  tx: Tx,
  shopId: string,
  customerIds: readonly string[],
): Promise<ChatOfBuyer | null> =>
  (
    await sql<ChatOfBuyer>`
      select c.id, c.store_id, c.customer_id, c.state from conversations.v_conversations c
      where c.shop_id = ${shopId} and c.customer_id = any (${[...customerIds]}::uuid[]) and c.state <> 'visiting'
      order by c.listed_at desc limit 1`.execute(tx)
  ).rows[0] ?? null
export const findChat = async (tx: Tx, id: string): Promise<ChatOfBuyer | null> =>
  (
    await sql<ChatOfBuyer>`select c.id, c.store_id, c.customer_id, c.state from conversations.v_conversations c where c.id = ${id}`.execute(
      tx,
    )
  ).rows[0] ?? null

/** Whether the buyer asked anything within the month before paying. */
export const hasTalked = async (
  tx: Tx,
  shopId: string,
  customerIds: readonly string[],
  paidAt: Date,
): Promise<boolean> => {
  const { rows } = await sql<{ has: boolean }>`
    select exists (
      select 1 from conversations.v_conversations c where c.shop_id = ${shopId} and c.customer_id = any (${[...customerIds]}::uuid[]) and c.state <> 'visiting'
        and ((c.state = 'open' and c.opened_at <= ${paidAt} and c.opened_at > ${paidAt}::timestamptz - interval '30 days') or exists (
          select 1 from promises.v_turns t where t.shop_id = ${shopId} and t.conversation_id = c.id
            and t.started_at <= ${paidAt} and t.started_at > ${paidAt}::timestamptz - interval '30 days'))) as has`.execute(
    tx,
  )
  return rows[0]?.has ?? false
}

export interface BuyerLine {
  id: string
  text: string
}
/** What the buyer wrote in this one message. */
export const buyerLine = async (tx: Tx, conversationId: string, number: number): Promise<BuyerLine | null> =>
  (
    await sql<BuyerLine>`select l.id, l.text from conversations.v_buyer_lines l where l.conversation_id = ${conversationId} and l.number = ${number}`.execute(
      tx,
    )
  ).rows[0] ?? null
/** What one person wrote since, the earliest first; the newest hundred lines. */
export const linesSince = async (
  tx: Tx,
  shopId: string,
  customerIds: readonly string[],
  since: Date,
): Promise<BuyerLine[]> =>
  (
    await sql<BuyerLine>`
      select l.id, l.text from conversations.v_conversations c join conversations.v_buyer_lines l on l.conversation_id = c.id
      where c.shop_id = ${shopId} and c.customer_id = any (${[...customerIds]}::uuid[]) and l.id >= platform.uuid_floor(${since}::timestamptz) and l.at >= ${since}
      order by l.id desc limit 100`.execute(tx)
  ).rows.reverse()
export interface UnheardLine extends BuyerLine {
  shop_id: string
  confirmation_id: string
}
/**
 * Lines of buyers whose unsent orders are being confirmed, written since and kept with none of their steps, in the order in which they
 * came: what a process that was killed may not have heard. Across shops.
 */
export const unheardLines = async (
  tx: Tx,
  ask: {
    since: Date
    openedFrom: Date
    after: UnheardLine | null
    limit: number
  },
): Promise<UnheardLine[]> =>
  (
    await sql<UnheardLine>`
      select l.id, l.text, c.shop_id, c.id as confirmation_id
      from confirmations.confirmations c join orders.v_to_confirm o on o.id = c.order_id and ${awaiting}
        join conversations.v_conversations k on k.shop_id = c.shop_id and k.customer_id = any (customers.ids_of(c.customer_id))
        join conversations.v_buyer_lines l on l.conversation_id = k.id and l.id >= platform.uuid_floor(${ask.since}::timestamptz) and l.at >= c.opened_at
      where c.customer_id is not null and c.state <> 'ended' and c.opened_at >= ${ask.openedFrom}
        and not exists (select 1 from confirmations.steps s where s.shop_id = c.shop_id and s.confirmation_id = c.id and s.message_id = l.id)
        ${ask.after ? sql`and (l.id, c.id) > (${ask.after.id}::uuid, ${ask.after.confirmation_id}::uuid)` : sql``}
      order by l.id, c.id limit ${ask.limit}`.execute(tx)
  ).rows
