import { sql, type RawBuilder } from 'kysely'
import type { ImportedStatus } from '#contract/orders/import-record.ts'
import type { dispatchStates, listOrders } from '#contract/orders/orders.ts'
import type { QueryOf } from '#contract/endpoint.ts'
import type { Tx } from '#platform/database/database.ts'
import { afterPrefix } from '#platform/search/search-key.rules.ts'
import type { SoughtOrder } from './order-search.rules.ts'

export type OrderView = NonNullable<QueryOf<typeof listOrders>['view']>

/** What a list shows of an order. */
export interface SummaryRow {
  id: string
  store_id: string
  external_id: string
  name: string
  status: ImportedStatus
  source_status: string
  placed_at: Date
  paid_at: Date | null
  shipped_at: Date | null
  dispatch_due_at: Date | null
  completed_at: Date | null
  currency: string
  total: number
  customer_id: string | null
  buyer_name: string
  title: string
  line_count: number
  quantity: number
  tracking_numbers: string[]
  is_history: boolean
}
export interface OrderRecord extends SummaryRow {
  goods: number | null
  freight: number | null
  discount: number | null
  refunded: number | null
  buyer_note: string | null
  seller_note: string | null
  recipient_name: string | null
  recipient_phone: string | null
  recipient_address: string | null
  recorded_at: Date
  import_id: string | null
  file_name: string | null
}
const summary = sql`o.id, o.store_id, o.external_id, o.name, o.status, o.source_status, o.placed_at, o.paid_at, o.shipped_at, o.dispatch_due_at, o.completed_at, o.currency, o.total,
  o.customer_id, o.buyer_name, o.title, o.line_count, o.quantity, o.tracking_numbers, o.is_history`

export interface OrderFilter {
  view: OrderView
  /** History without a word since counts as over before this. */
  overBefore: Date
  storeId?: string | undefined
  importId?: string | undefined
  /** The orders of these customers only. */
  customerIds?: readonly string[] | undefined
  /** These orders only: what a search found. */
  ids?: readonly string[] | undefined
  /** Orders that hold this text; for searches that find too many to name them. */
  holding?: string | undefined
  dispatched?: (typeof dispatchStates)[number] | undefined
  /** As the source names it. */
  carrier?: string | undefined
}

/** The same as `isJourneyOpen`, `paid` and on the road, in SQL; a test lays them beside each other. */
const viewCondition = (view: OrderView, overBefore: Date): RawBuilder<unknown> => {
  const isOld = sql`(o.is_history and coalesce(o.shipped_at, o.paid_at, o.placed_at) < ${overBefore})`
  if (view === 'to_ship')
    return sql`and (o.status in ('paid', 'partially_shipped') or (o.status = 'pending' and o.cash_on_delivery))`
  if (view === 'on_road')
    return sql`and o.status in ('shipped', 'partially_shipped') and not (o.status = 'shipped' and ${isOld})`
  if (view === 'petals_open')
    return sql`and (o.status in ('paid', 'partially_shipped') or (o.status in ('pending', 'shipped') and not ${isOld})
    or (o.status = 'completed' and not o.is_history)
    or (o.status = 'unknown' and case when o.completed_at is not null then not o.is_history when o.shipped_at is null and o.paid_at is not null then true else not ${isOld} end))`
  return sql``
}

/** Late is strictly after the moment it was due. What ended without being sent is not waited for. */
const dispatchCondition = (dispatched: OrderFilter['dispatched']): RawBuilder<unknown> => {
  if (dispatched === 'late') return sql`and o.shipped_at > o.dispatch_due_at`
  if (dispatched === 'on_time') return sql`and o.shipped_at <= o.dispatch_due_at`
  if (dispatched === 'not_yet')
    return sql`and o.shipped_at is null and o.status in ('pending', 'paid', 'partially_shipped', 'unknown')`
  return sql``
}

const conditions = (shopId: string, filter: OrderFilter): RawBuilder<unknown> => {
  const { storeId, importId, customerIds, ids, holding, carrier } = filter
  return sql`o.shop_id = ${shopId} ${viewCondition(filter.view, filter.overBefore)} ${dispatchCondition(filter.dispatched)}
      ${carrier === undefined ? sql`` : sql`and exists (select 1 from orders.parcels p where p.order_id = o.id and p.carrier = ${carrier})`}
      ${storeId === undefined ? sql`` : sql`and o.store_id = ${storeId}`}
      ${importId === undefined ? sql`` : sql`and o.import_id = ${importId}`}
      ${customerIds === undefined ? sql`` : sql`and o.customer_id = any (${[...customerIds]}::uuid[])`}
      ${ids === undefined ? sql`` : sql`and o.id = any (${[...ids]}::uuid[])`}
      ${
        holding === undefined
          ? sql``
          : sql`and position(${holding} in concat_ws(' ', o.name_key, o.buyer_key, o.recipient_key, lower(o.title),
        lower(array_to_string(o.tracking_numbers, ' ')), o.recipient_phone)) > 0`
      }`
}

/** A page, the newest first. */
export const selectOrders = async (
  tx: Tx,
  shopId: string,
  filter: OrderFilter,
  cursor: { at: Date; id: string } | null,
  limit: number,
): Promise<SummaryRow[]> => {
  const { rows } = await sql<SummaryRow>`
    select ${summary} from orders.orders o where ${conditions(shopId, filter)}
      ${cursor ? sql`and (o.placed_at, o.id) < (${cursor.at}, ${cursor.id}::uuid)` : sql``}
    order by o.placed_at desc, o.id desc limit ${limit}`.execute(tx)
  return rows
}

/** How many orders there are, and how many each carrier has; an order of two carriers counts for both. The most first. */
export const countOrders = async (
  tx: Tx,
  shopId: string,
  filter: OrderFilter,
): Promise<{ total: number; carriers: { carrier: string | null; count: number }[] }> => {
  const { rows } = await sql<{ carrier: string | null; count: number; is_total: boolean }>`
    with found as materialized (select o.id from orders.orders o where ${conditions(shopId, filter)}),
      carried as (select distinct f.id, p.carrier from found f left join orders.parcels p on p.order_id = f.id)
    select null as carrier, count(*)::int as count, true as is_total from found
    union all (select carrier, count(*)::int, false from carried group by carrier order by 2 desc, 1 limit 100)`.execute(
    tx,
  )
  return {
    total: rows.find((row) => row.is_total)?.count ?? 0,
    carriers: rows.filter((row) => !row.is_total).map(({ carrier, count }) => ({ carrier, count })),
  }
}

export interface Candidate {
  id: string
  isExact: boolean
}

/**
 * Orders in which the text is found, at most `most` of each way to find it, in no order; one may come several times. All by
 * ranges of keys, whose operators are leakproof, so that the indexes work under row-level security; titles are few and read through.
 */
export const findCandidates = async (
  tx: Tx,
  shopId: string,
  sought: SoughtOrder,
  customerIds: readonly string[],
  most: number,
): Promise<{ candidates: Candidate[]; isCut: boolean }> => {
  const { key, number, tail } = sought
  const startsWith = (column: string, value: string) =>
    sql`${sql.raw(column)} >= ${value} and ${sql.raw(column)} < ${afterPrefix(value)}`
  const ofOrders = (condition: RawBuilder<unknown>, isExact: RawBuilder<unknown> = sql`false`) =>
    sql`select id, ${isExact} as exact from orders.orders where shop_id = ${shopId} and ${condition}`
  const ways = [
    ofOrders(startsWith('buyer_key', key)),
    ofOrders(startsWith('recipient_key', key)),
    sql`select l.order_id as id, false as exact from orders.titles t join orders.lines l on l.shop_id = t.shop_id and l.title_id = t.id
      where t.shop_id = ${shopId} and position(${key} in t.key) > 0`,
    ...(customerIds.length > 0 ? [ofOrders(sql`customer_id = any (${[...customerIds]}::uuid[])`)] : []),
    ...(tail === null ? [] : [ofOrders(startsWith('recipient_tail', tail))]),
    ...(number === null
      ? []
      : [
          ofOrders(startsWith('name_key', number), sql`name_key = ${number}`),
          sql`select order_id as id, tracking_key = ${number} as exact from orders.parcels where shop_id = ${shopId} and ${startsWith('tracking_key', number)}`,
        ]),
  ]
  const limited = ways.map(
    (way, index) => sql`(select id, exact, ${sql.lit(index)} as way from (${way} limit ${sql.lit(most)}) w)`,
  )
  const { rows } = await sql<{
    id: string
    exact: boolean
    way: number
  }>`${sql.join(limited, sql` union all `)}`.execute(tx)
  const found = new Map<number, number>()
  for (const { way } of rows) found.set(way, (found.get(way) ?? 0) + 1)
  return {
    candidates: rows.map(({ id, exact }) => ({ id, isExact: exact })),
    isCut: [...found.values()].some((count) => count >= most),
  }
}

export const findOrder = async (tx: Tx, id: string): Promise<OrderRecord | null> => {
  const { rows } = await sql<OrderRecord>`
    select ${summary}, o.goods, o.freight, o.discount, o.refunded, o.buyer_note, o.seller_note, o.recipient_name, o.recipient_phone, o.recipient_address,
      o.recorded_at, o.import_id, i.file_name
    from orders.orders o left join orders.imports i on i.id = o.import_id where o.id = ${id}`.execute(tx)
  return rows[0] ?? null
}

export interface LineRow {
  title: string
  variant: string | null
  sku: string | null
  quantity: number
  unit_price: number | null
}

export const selectLines = async (tx: Tx, orderId: string): Promise<LineRow[]> => {
  const { rows } = await sql<LineRow>`
    select t.title, l.variant, l.sku, l.quantity, l.unit_price from orders.lines l join orders.titles t on t.shop_id = l.shop_id and t.id = l.title_id
    where l.order_id = ${orderId} order by l.number`.execute(tx)
  return rows
}

export const selectParcels = async (
  tx: Tx,
  orderIds: readonly string[],
): Promise<{ order_id: string; carrier: string | null; tracking_number: string | null }[]> =>
  orderIds.length === 0
    ? []
    : tx
        .selectFrom('orders.parcels')
        .select(['order_id', 'carrier', 'tracking_number'])
        .where('order_id', 'in', [...orderIds])
        .orderBy('order_id')
        .orderBy('number')
        .execute()

/** Whoever was merged into this customer counts as them. */
export const customerIdsOf = async (tx: Tx, customerId: string): Promise<string[]> => {
  const { rows } = await sql<{ id: string }>`
    with head as (select coalesce(merged_into, id) as id from customers.v_customers where id = ${customerId})
    select c.id from head, customers.v_customers c where c.id = head.id union select c.id from head, customers.v_customers c where c.merged_into = head.id`.execute(
    tx,
  )
  return rows.map(({ id }) => id)
}
