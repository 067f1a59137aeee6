import { sql } from 'kysely'
import type { Tx } from '#platform/database/database.ts'
import type { DraftLine, DraftParcel, OrderDraft } from '../order-draft.rules.ts'

/** What decides whether a stored order is the one that comes in, and whether it says anything new. */
export interface Known {
  id: string
  external_id: string
  id_from: 'id' | 'name'
  name: string
  content_hash: string
  version: number
  customer_id: string | null
  import_id: string | null
}

/**
 * Orders of the store with these ids, and, for a file that has names only, with these names. Lateral with a limit: one look
 * into the right index for each, whatever the planner believes of a table that is just being filled.
 */
export const selectKnown = async (
  tx: Tx,
  shopId: string,
  storeId: string,
  externalIds: readonly string[],
  nameKeys: readonly string[],
): Promise<Known[]> => {
  const known = sql`o.id, o.external_id, o.id_from, o.name, o.content_hash, o.version, o.customer_id, o.import_id`
  const byId =
    await sql<Known>`select ${known} from unnest(${[...externalIds]}::text[]) as w (external_id) cross join lateral (
    select * from orders.orders o where o.shop_id = ${shopId} and o.store_id = ${storeId} and o.external_id = w.external_id limit 1) o`.execute(
      tx,
    )
  if (nameKeys.length === 0) return byId.rows
  // Two are enough to know that a name is not one order's.
  const byName =
    await sql<Known>`select ${known} from unnest(${[...nameKeys]}::text[]) as w (name_key) cross join lateral (
    select * from orders.orders o where o.shop_id = ${shopId} and o.name_key = w.name_key and o.store_id = ${storeId} and o.id_from = 'id' limit 2) o`.execute(
      tx,
    )
  return [...byId.rows, ...byName.rows]
}

/** Which of these ids the stores of the shop hold, and when each of those orders was placed. */
export const selectHeld = async (
  tx: Tx,
  shopId: string,
  storeIds: readonly string[],
  externalIds: readonly string[],
): Promise<{ store_id: string; external_id: string; placed_at: Date }[]> => {
  const { rows } = await sql<{
    store_id: string
    external_id: string
    placed_at: Date
  }>`select store_id, external_id, placed_at from orders.orders
    where shop_id = ${shopId} and store_id = any (${[...storeIds]}::uuid[]) and external_id = any (${[...externalIds]}::text[] collate "C")`.execute(
    tx,
  )
  return rows
}

/** Stored orders as drafts, by id, as `insertOrders` and its siblings wrote them. */
export const selectDrafts = async (tx: Tx, ids: readonly string[]): Promise<Map<string, OrderDraft>> => {
  if (ids.length === 0) return new Map()
  const orders = await tx
    .selectFrom('orders.orders')
    .selectAll()
    .where('id', 'in', [...ids])
    .execute()
  const { rows: lines } = await sql<DraftLine & { order_id: string }>`
    select l.order_id, t.title, l.sku, l.variant, l.quantity, l.unit_price as "unitPrice", l.products, l.discount_ppm as "discountPpm"
    from orders.lines l join orders.titles t on t.shop_id = l.shop_id and t.id = l.title_id where l.order_id = any (${[...ids]}::uuid[]) order by l.order_id, l.number`.execute(
    tx,
  )
  const { rows: parcels } = await sql<DraftParcel & { order_id: string }>`
    select order_id, carrier, tracking_number as "trackingNumber" from orders.parcels where order_id = any (${[...ids]}::uuid[]) order by order_id, number`.execute(
    tx,
  )
  const linesOf = Map.groupBy(lines, (line) => line.order_id)
  const parcelsOf = Map.groupBy(parcels, (parcel) => parcel.order_id)
  return new Map(
    orders.map((o): [string, OrderDraft] => [
      o.id,
      {
        externalId: o.external_id,
        idFrom: o.id_from as OrderDraft['idFrom'],
        name: o.name,
        status: o.status as OrderDraft['status'],
        sourceStatus: o.source_status,
        closeReason: o.close_reason,
        cashOnDelivery: o.cash_on_delivery,
        placedAt: o.placed_at.toISOString(),
        paidAt: iso(o.paid_at),
        shippedAt: iso(o.shipped_at),
        dispatchDueAt: iso(o.dispatch_due_at),
        completedAt: iso(o.completed_at),
        cancelledAt: iso(o.cancelled_at),
        currency: o.currency,
        total: o.total,
        goods: o.goods,
        freight: o.freight,
        tax: o.tax,
        discount: o.discount,
        paid: o.paid,
        refunded: o.refunded,
        buyerName: o.buyer_name,
        buyerNote: o.buyer_note,
        sellerNote: o.seller_note,
        tags: o.tags,
        recipientName: o.recipient_name,
        recipientPhone: o.recipient_phone,
        recipientAddress: o.recipient_address,
        recipientCity: o.recipient_city,
        recipientCountry: o.recipient_country,
        title: o.title,
        quantity: o.quantity,
        missingLines: o.missing_lines,
        lines: (linesOf.get(o.id) ?? []).map(({ order_id: _, ...line }) => line),
        parcels: (parcelsOf.get(o.id) ?? []).map(({ order_id: _, ...parcel }) => parcel),
      },
    ]),
  )
}
const iso = (at: Date | null): string | null => at?.toISOString() ?? null
