import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '#platform/database/database.ts'
import { digitsFromEnd, searchKey } from '#platform/search/search-key.rules.ts'
import type { OrderDraft } from '../order-draft.rules.ts'
import { numberKey } from '../order-search.rules.ts'
import { uuidOf } from './content-hash.ts'

/**
 * For the rest of the transaction every join looks its rows up one by one. A chunk touches hundreds of rows among
 * hundreds of thousands; left to itself the planner, whose numbers of a table that is just being filled are old, reads
 * whole tables for it (200 ms instead of 5 for 500 buyers).
 */
export const readByPoints = async (tx: Tx): Promise<void> => {
  await sql`select set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true), set_config('enable_seqscan', 'off', true)`.execute(
    tx,
  )
}

/** Lets the planner know what an import has made of the tables. */
export const refreshStatistics = async (tx: Tx, added: number): Promise<void> => {
  await sql`select orders.refresh_statistics(${added})`.execute(tx)
}

type Column = [name: string, type: string, value: (draft: OrderDraft) => string | number | boolean | null]
/** Every column that a source decides, and how a draft fills it. */
const columns: readonly Column[] = [
  ['external_id', 'text', (d) => d.externalId],
  ['id_from', 'text', (d) => d.idFrom],
  ['name', 'text', (d) => d.name],
  ['name_key', 'text', (d) => numberKey(d.name)],
  ['status', 'text', (d) => d.status],
  ['source_status', 'text', (d) => d.sourceStatus],
  ['close_reason', 'text', (d) => d.closeReason],
  ['cash_on_delivery', 'bool', (d) => d.cashOnDelivery],
  ['placed_at', 'timestamptz', (d) => d.placedAt],
  ['paid_at', 'timestamptz', (d) => d.paidAt],
  ['shipped_at', 'timestamptz', (d) => d.shippedAt],
  ['completed_at', 'timestamptz', (d) => d.completedAt],
  ['cancelled_at', 'timestamptz', (d) => d.cancelledAt],
  ['currency', 'text', (d) => d.currency],
  ['total', 'bigint', (d) => d.total],
  ['goods', 'bigint', (d) => d.goods],
  ['freight', 'bigint', (d) => d.freight],
  ['tax', 'bigint', (d) => d.tax],
  ['discount', 'bigint', (d) => d.discount],
  ['paid', 'bigint', (d) => d.paid],
  ['refunded', 'bigint', (d) => d.refunded],
  ['buyer_name', 'text', (d) => d.buyerName],
  ['buyer_key', 'text', (d) => searchKey(d.buyerName)],
  ['buyer_note', 'text', (d) => d.buyerNote],
  ['seller_note', 'text', (d) => d.sellerNote],
  ['tags', 'text[]', (d) => arrayOf(d.tags.map(elementOf))],
  ['recipient_name', 'text', (d) => d.recipientName],
  ['recipient_key', 'text', (d) => (d.recipientName === null ? null : searchKey(d.recipientName))],
  ['recipient_phone', 'text', (d) => d.recipientPhone],
  [
    'recipient_tail',
    'text',
    (d) => (d.recipientPhone === null ? null : digitsFromEnd(withoutExtension(d.recipientPhone), 4)),
  ],
  ['recipient_address', 'text', (d) => d.recipientAddress],
  ['recipient_city', 'text', (d) => d.recipientCity],
  ['recipient_country', 'text', (d) => d.recipientCountry],
  ['title', 'text', (d) => d.title],
  ['line_count', 'int', (d) => d.lines.length],
  ['quantity', 'int', (d) => d.quantity],
  ['missing_lines', 'int', (d) => d.missingLines],
  [
    'tracking_numbers',
    'text[]',
    (d) =>
      arrayOf(
        d.parcels.flatMap(({ trackingNumber }) => (trackingNumber === null ? [] : elementOf(trackingNumber))),
      ),
  ],
]

/** A platform's lent number comes as `18877771111-123`; the last four that people know stand before it. */
const withoutExtension = (phone: string): string => phone.replace(/(\d{7,})\s*[-,，转x].*$/i, '$1')

/**
 * PostgreSQL's own writing of arrays. The driver has one too; ours is made while the database is at work on the chunk
 * before, which is a third of what node has to do.
 */
const elementOf = (value: string | number | boolean | null): string =>
  value === null
    ? 'NULL'
    : typeof value === 'string'
      ? `"${/[\\"]/.test(value) ? value.replace(/[\\"]/g, '\\$&') : value}"`
      : String(value)
const arrayOf = (elements: readonly string[]): string => `{${elements.join(',')}}`

/** An order's columns, each as an element of such an array. */
export const cellsOf = (draft: OrderDraft): string[] => columns.map(([, , value]) => elementOf(value(draft)))

const names = sql.raw(columns.map(([name]) => name).join(', '))
/** An array inside an array travels as text. */
const typeOf = (type: string) => (type.endsWith('[]') ? 'text' : type)
const valueOf = ([name, type]: Column) => (type.endsWith('[]') ? `w.${name}::${type}` : `w.${name}`)
const arrays = (rows: readonly OrderRow[]): RawBuilder<unknown> =>
  sql.join(
    columns.map(
      ([, type], index) =>
        sql`${arrayOf(rows.map(({ cells }) => cells[index] ?? 'NULL'))}::${sql.raw(typeOf(type))}[]`,
    ),
  )

/** What the importer adds to a draft. */
export interface OrderRow {
  id: string
  draft: OrderDraft
  cells: readonly string[]
  hash: string
  customerId: string | null
}

export const insertOrders = async (
  tx: Tx,
  now: Date,
  where: { shopId: string; storeId: string; importId: string | null },
  rows: readonly OrderRow[],
): Promise<void> => {
  if (rows.length === 0) return
  await sql`
    insert into orders.orders (id, shop_id, store_id, content_hash, customer_id, import_id, is_history, recorded_at, updated_at, ${names})
    select w.id, ${where.shopId}, ${where.storeId}, w.content_hash, w.customer_id, ${where.importId}::uuid, true, ${now}, ${now}, ${sql.raw(columns.map(valueOf).join(', '))}
    from unnest(${rows.map(({ id }) => id)}::uuid[], ${rows.map(({ hash }) => hash)}::uuid[], ${rows.map(({ customerId }) => customerId)}::uuid[],
      ${arrays(rows)}) as w (id, content_hash, customer_id, ${names})`.execute(tx)
}

export const updateOrders = async (
  tx: Tx,
  now: Date,
  importId: string | null,
  rows: readonly OrderRow[],
): Promise<void> => {
  if (rows.length === 0) return
  await sql`
    update orders.orders o set content_hash = w.content_hash, customer_id = w.customer_id, import_id = ${importId}::uuid, updated_at = ${now}, version = o.version + 1,
      ${sql.raw(columns.map((column) => `${column[0]} = ${valueOf(column)}`).join(', '))}
    from unnest(${rows.map(({ id }) => id)}::uuid[], ${rows.map(({ hash }) => hash)}::uuid[], ${rows.map(({ customerId }) => customerId)}::uuid[],
      ${arrays(rows)}) as w (id, content_hash, customer_id, ${names})
    where o.id = w.id`.execute(tx)
  const ids = rows.map(({ id }) => id)
  await sql`delete from orders.lines where order_id = any (${ids}::uuid[])`.execute(tx)
  await sql`delete from orders.parcels where order_id = any (${ids}::uuid[])`.execute(tx)
}

export const insertLines = async (tx: Tx, shopId: string, rows: readonly OrderRow[]): Promise<void> => {
  const lines = rows.flatMap(({ id, draft }) =>
    draft.lines.map((line, index) => ({
      ...line,
      orderId: id,
      number: index + 1,
      titleId: uuidOf(line.title),
    })),
  )
  if (lines.length === 0) return
  const titles = [...new Map(lines.map(({ titleId, title }) => [titleId, title]))]
  await sql`
    insert into orders.titles (shop_id, id, title, key) select ${shopId}, w.id, w.title, w.key
    from unnest(${titles.map(([id]) => id)}::uuid[], ${titles.map(([, title]) => title)}::text[], ${titles.map(([, title]) => titleKey(title))}::text[]) as w (id, title, key)
    on conflict do nothing`.execute(tx)
  await sql`
    insert into orders.lines (shop_id, order_id, number, title_id, sku, variant, quantity, unit_price, products)
    select ${shopId}, w.* from unnest(${lines.map(({ orderId }) => orderId)}::uuid[], ${lines.map(({ number }) => number)}::int[], ${lines.map(({ titleId }) => titleId)}::uuid[],
      ${lines.map(({ sku }) => sku)}::text[], ${lines.map(({ variant }) => variant)}::text[], ${lines.map(({ quantity }) => quantity)}::int[],
      ${lines.map(({ unitPrice }) => unitPrice)}::bigint[], ${lines.map(({ products }) => products)}::int[]) as w`.execute(
    tx,
  )
}

/** The whole title, folded: a search looks anywhere in it. */
const titleKey = (title: string): string => title.normalize('NFKC').toLowerCase()

export const insertParcels = async (tx: Tx, shopId: string, rows: readonly OrderRow[]): Promise<void> => {
  const parcels = rows.flatMap(({ id, draft }) =>
    draft.parcels.map((parcel, index) => ({ ...parcel, orderId: id, number: index + 1 })),
  )
  if (parcels.length === 0) return
  await sql`
    insert into orders.parcels (shop_id, order_id, number, carrier, tracking_number, tracking_key)
    select ${shopId}, w.* from unnest(${parcels.map(({ orderId }) => orderId)}::uuid[], ${parcels.map(({ number }) => number)}::int[], ${parcels.map(({ carrier }) => carrier)}::text[],
      ${parcels.map(({ trackingNumber }) => trackingNumber)}::text[],
      ${parcels.map(({ trackingNumber }) => (trackingNumber === null ? null : numberKey(trackingNumber)))}::text[]) as w`.execute(
    tx,
  )
}
