import { sql } from 'kysely'
import { arrayText, copyCell, copyIn } from '#platform/database/copy-in.ts'
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

/** Whether a buyer of the shop began to wait for an answer after some moment. */
export const didBuyersTurnTo = async (tx: Tx, shopId: string, since: Date): Promise<boolean> => {
  const { rows } = await sql<{ at: Date }>`
    select listed_at as at from conversations.v_conversations where shop_id = ${shopId} and state <> 'visiting'
    order by listed_at desc limit 1`.execute(tx)
  return rows[0] !== undefined && rows[0].at > since
}

type Column = [name: string, value: (draft: OrderDraft) => string | number | boolean | null]
/** Every column that a source decides, and how a draft fills it. */
const columns: readonly Column[] = [
  ['external_id', (d) => d.externalId],
  ['id_from', (d) => d.idFrom],
  ['name', (d) => d.name],
  ['name_key', (d) => numberKey(d.name)],
  ['status', (d) => d.status],
  ['source_status', (d) => d.sourceStatus],
  ['close_reason', (d) => d.closeReason],
  ['cash_on_delivery', (d) => d.cashOnDelivery],
  ['placed_at', (d) => d.placedAt],
  ['paid_at', (d) => d.paidAt],
  ['shipped_at', (d) => d.shippedAt],
  ['dispatch_due_at', (d) => d.dispatchDueAt],
  ['completed_at', (d) => d.completedAt],
  ['cancelled_at', (d) => d.cancelledAt],
  ['currency', (d) => d.currency],
  ['total', (d) => d.total],
  ['goods', (d) => d.goods],
  ['freight', (d) => d.freight],
  ['tax', (d) => d.tax],
  ['discount', (d) => d.discount],
  ['paid', (d) => d.paid],
  ['refunded', (d) => d.refunded],
  ['buyer_name', (d) => d.buyerName],
  ['buyer_key', (d) => searchKey(d.buyerName)],
  ['buyer_note', (d) => d.buyerNote],
  ['seller_note', (d) => d.sellerNote],
  ['tags', (d) => arrayText(d.tags)],
  ['recipient_name', (d) => d.recipientName],
  ['recipient_key', (d) => (d.recipientName === null ? null : searchKey(d.recipientName))],
  ['recipient_phone', (d) => d.recipientPhone],
  [
    'recipient_tail',
    (d) => (d.recipientPhone === null ? null : digitsFromEnd(withoutExtension(d.recipientPhone), 4)),
  ],
  ['recipient_address', (d) => d.recipientAddress],
  ['recipient_city', (d) => d.recipientCity],
  ['recipient_country', (d) => d.recipientCountry],
  ['title', (d) => d.title],
  ['line_count', (d) => d.lines.length],
  ['quantity', (d) => d.quantity],
  ['missing_lines', (d) => d.missingLines],
  [
    'tracking_numbers',
    (d) =>
      arrayText(d.parcels.flatMap(({ trackingNumber }) => (trackingNumber === null ? [] : [trackingNumber]))),
  ],
]

/** A platform's lent number comes as `18877771111-123`; the last four that people know stand before it. */
const withoutExtension = (phone: string): string => phone.replace(/(\d{7,})\s*[-,，转x].*$/i, '$1')

/** An order as the lines of its tables; made while the database is at work on the chunk before. */
export interface OrderText {
  /** What the source decides of the order, tabs between. */
  order: string
  lines: string
  parcels: string
  /** Its titles and their ids. */
  titles: readonly (readonly [id: string, title: string])[]
}

export const textOf = (id: string, draft: OrderDraft): OrderText => {
  const titles = draft.lines.map(({ title }) => [idOfTitle(title), title] as const)
  return {
    order: columns.map(([, value]) => copyCell(value(draft))).join('\t'),
    lines: draft.lines
      .map(
        (line, index) =>
          `${id}\t${index + 1}\t${titles[index]?.[0]}\t${copyCell(line.sku)}\t${copyCell(line.variant)}\t${line.quantity}\t${copyCell(line.unitPrice)}\t${copyCell(line.products)}\t${copyCell(line.discountPpm)}\n`,
      )
      .join(''),
    parcels: draft.parcels
      .map(({ carrier, trackingNumber }, index) => {
        const key = trackingNumber === null ? null : numberKey(trackingNumber)
        return `${id}\t${index + 1}\t${copyCell(carrier)}\t${copyCell(trackingNumber)}\t${copyCell(key)}\n`
      })
      .join(''),
    titles,
  }
}

/** Made of the title: the same in every shop. Remembered, for few titles sell again and again. */
const idOfTitle = (title: string): string => {
  const known = idsOfTitles.get(title)
  if (known !== undefined) return known
  const id = uuidOf(title)
  if (idsOfTitles.size >= mostTitles) idsOfTitles.clear()
  // A copy: a piece of the file's text would keep its whole block in memory.
  idsOfTitles.set(Buffer.from(title).toString(), id)
  return id
}
const mostTitles = 5_000
const idsOfTitles = new Map<string, string>()

const names = columns.map(([name]) => name).join(', ')
const lineColumns = 'order_id, number, title_id, sku, variant, quantity, unit_price, products, discount_ppm'
const parcelColumns = 'order_id, number, carrier, tracking_number, tracking_key'

/**
 * Where a chunk is staged before it goes into tables under row-level security, which refuse COPY. Of the session, made of
 * the tables themselves; what is in them ends with the transaction.
 */
export const prepareStage = async (tx: Tx): Promise<void> => {
  const { rows } = await sql<{
    is_missing: boolean
  }>`select to_regclass('pg_temp.incoming_parcels') is null as is_missing`.execute(tx)
  if (!rows[0]?.is_missing) return
  await sql
    .raw(
      `create temp table incoming_orders on commit delete rows as select id, true as is_new, content_hash, customer_id, ${names} from orders.orders with no data;
      create temp table incoming_lines on commit delete rows as select ${lineColumns} from orders.lines with no data;
      create temp table incoming_parcels on commit delete rows as select ${parcelColumns} from orders.parcels with no data`,
    )
    .execute(tx)
}

/** An order that is written, with what the importer adds to it. */
export interface OrderRow {
  id: string
  isNew: boolean
  draft: OrderDraft
  text: OrderText
  hash: string
  customerId: string | null
}

/** Orders as lines for `stageOrders`. */
export const orderLines = (rows: readonly OrderRow[]): string =>
  rows
    .map((row) => `${row.id}\t${row.isNew}\t${row.hash}\t${row.customerId ?? '\\N'}\t${row.text.order}\n`)
    .join('')

export const stageOrders = (tx: Tx, lines: string): Promise<void> =>
  copyIn(tx, 'pg_temp.incoming_orders', `id, is_new, content_hash, customer_id, ${names}`, lines)

export const insertOrders = async (
  tx: Tx,
  now: Date,
  where: { shopId: string; storeId: string; importId: string | null },
): Promise<void> => {
  await sql`
    insert into orders.orders (id, shop_id, store_id, content_hash, customer_id, import_id, is_history, recorded_at, updated_at, ${sql.raw(names)})
    select w.id, ${where.shopId}, ${where.storeId}, w.content_hash, w.customer_id, ${where.importId}::uuid, true, ${now}, ${now}, ${sql.raw(names)}
    from pg_temp.incoming_orders w where w.is_new`.execute(tx)
}

/** `ids`: those of the staged orders that were here before. */
export const updateOrders = async (
  tx: Tx,
  now: Date,
  importId: string | null,
  ids: readonly string[],
): Promise<void> => {
  if (ids.length === 0) return
  await sql`
    update orders.orders o set content_hash = w.content_hash, customer_id = w.customer_id, import_id = ${importId}::uuid, updated_at = ${now}, version = o.version + 1,
      ${sql.raw(columns.map(([name]) => `${name} = w.${name}`).join(', '))}
    from pg_temp.incoming_orders w where o.id = w.id and not w.is_new`.execute(tx)
  await sql`delete from orders.lines where order_id = any (${[...ids]}::uuid[])`.execute(tx)
  await sql`delete from orders.parcels where order_id = any (${[...ids]}::uuid[])`.execute(tx)
}

/** Adds titles, by their ids, that are not there yet. */
export const insertTitles = async (
  tx: Tx,
  shopId: string,
  titles: ReadonlyMap<string, string>,
): Promise<void> => {
  if (titles.size === 0) return
  // In one order, so that two imports of a shop never wait for each other crosswise.
  const rows = [...titles].sort(([one], [other]) => (one < other ? -1 : 1))
  await sql`
    insert into orders.titles (shop_id, id, title, key) select ${shopId}, w.id, w.title, w.key
    from unnest(${rows.map(([id]) => id)}::uuid[], ${rows.map(([, title]) => title)}::text[], ${rows.map(([, title]) => titleKey(title))}::text[]) as w (id, title, key)
    on conflict do nothing`.execute(tx)
}

/** Lines of the staged orders, each with its order's id. */
export const insertLines = async (tx: Tx, shopId: string, lines: string): Promise<void> => {
  if (lines === '') return
  await copyIn(tx, 'pg_temp.incoming_lines', lineColumns, lines)
  await sql`
    insert into orders.lines (shop_id, ${sql.raw(lineColumns)}) select ${shopId}, ${sql.raw(lineColumns)} from pg_temp.incoming_lines`.execute(
    tx,
  )
}

export const insertParcels = async (tx: Tx, shopId: string, lines: string): Promise<void> => {
  if (lines === '') return
  await copyIn(tx, 'pg_temp.incoming_parcels', parcelColumns, lines)
  await sql`
    insert into orders.parcels (shop_id, ${sql.raw(parcelColumns)}) select ${shopId}, ${sql.raw(parcelColumns)} from pg_temp.incoming_parcels`.execute(
    tx,
  )
}

/** The whole title, folded: a search looks anywhere in it. */
const titleKey = (title: string): string => title.normalize('NFKC').toLowerCase()
