import type { QueryOf, ReplyOf } from '#contract/endpoint.ts'
import type { Panel } from '#contract/conversations/conversations.ts'
import type { search } from '#contract/customers/customers.ts'
import type { listOrders, Order, OrderRow } from '#contract/orders/orders.ts'
import { findPeople } from '#nouns/customers/index.ts'
import type { ShopDirectory, ShopFacts } from '#nouns/staff/index.ts'
import type { Clock } from '#platform/clock/clock.ts'
import { contextOf, type Database, type Tx } from '#platform/database/database.ts'
import { notFound } from '#platform/http/app-error.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import { decodeCursor, encodeCursor } from '#platform/http/cursor.ts'
import { historyIsOverBefore, petalsOf } from './journey.rules.ts'
import { readSoughtOrder } from './order-search.rules.ts'
import {
  countOrders,
  customerIdsOf,
  findCandidates,
  findOrder,
  selectLines,
  selectOrders,
  selectParcels,
  type OrderFilter,
  type SummaryRow,
} from './orders.store.ts'

const pageSize = 50
/** Of each way to be found; a text that finds more is sought while walking through the newest orders instead. */
const mostCandidates = 1000

/** What people see of orders at the desk. */
export const createOrderDesk = ({
  db,
  clock,
  directory,
}: {
  db: Database
  clock: Clock
  directory: ShopDirectory
}) => ({
  list: async (
    caller: MemberCaller,
    query: QueryOf<typeof listOrders>,
  ): Promise<ReplyOf<typeof listOrders>> => {
    const facts = await directory.facts(caller.shopId)
    const now = clock.now()
    const limit = query.limit ?? pageSize
    return db.inShop(caller.shopId, async (tx) => {
      const found = query.q?.trim() ? await seek(tx, caller.shopId, query.q) : null
      const filter: OrderFilter = {
        view: query.view ?? 'all',
        overBefore: historyIsOverBefore(now),
        storeId: query.storeId,
        importId: query.importId,
        dispatched: query.dispatched,
        carrier: query.carrier,
        ...(query.customerId === undefined ? {} : { customerIds: await customerIdsOf(tx, query.customerId) }),
        ...found?.filter,
      }
      const rows = await selectOrders(tx, caller.shopId, filter, decodeCursor(query.cursor), limit + 1)
      // Counted once for the list, not again for each of its pages.
      const isCounted =
        query.cursor === undefined && (query.dispatched !== undefined || query.carrier !== undefined)
      const counts = isCounted ? await countOrders(tx, caller.shopId, filter) : {}
      const last = rows.length > limit ? rows[limit - 1] : undefined
      return {
        rows: rows.slice(0, limit).map((row) => toOrderRow(row, facts, now)),
        next: last ? encodeCursor(last.placed_at, last.id) : null,
        ...counts,
      }
    })
  },

  read: async (caller: MemberCaller, id: string): Promise<Order> => {
    const facts = await directory.facts(caller.shopId)
    return db.inShop(caller.shopId, async (tx) => {
      const row = await findOrder(tx, id)
      if (!row) throw notFound()
      const amount = (minor: number | null) => (minor === null ? null : { minor, currency: row.currency })
      const lines = await selectLines(tx, id)
      const parcels = await selectParcels(tx, [id])
      const hasRecipient =
        row.recipient_name !== null || row.recipient_phone !== null || row.recipient_address !== null
      return {
        row: toOrderRow(row, facts, clock.now()),
        goods: amount(row.goods),
        freight: amount(row.freight),
        discount: amount(row.discount),
        refunded: amount(row.refunded),
        completedAt: row.completed_at?.toISOString() ?? null,
        buyerNote: row.buyer_note,
        sellerNote: row.seller_note,
        lines: lines.map(({ unit_price: price, ...line }) => ({ ...line, unitPrice: amount(price) })),
        parcels: parcels.map((parcel) => ({
          carrier: parcel.carrier,
          trackingNumber: parcel.tracking_number,
        })),
        recipient: hasRecipient
          ? { name: row.recipient_name, phone: row.recipient_phone, address: row.recipient_address }
          : null,
        importedAt: row.is_history ? row.recorded_at.toISOString() : null,
        importFile: row.file_name,
      }
    })
  },
})
export type OrderDesk = ReturnType<typeof createOrderDesk>

/** Orders for one text: those of exactly this number first, then the newest. */
export const searchOrders = async (
  tx: Tx,
  shopId: string,
  text: string,
  limit: number,
): Promise<ReplyOf<typeof search>['orders']> => {
  const found = await seek(tx, shopId, text)
  const page = (filter: Partial<OrderFilter>, most: number) =>
    selectOrders(tx, shopId, { view: 'all', overBefore: new Date(0), ...filter }, null, most)
  const exact = found.exact.length > 0 ? await page({ ids: found.exact }, limit) : []
  const others = exact.length < limit ? await page(found.filter, limit) : []
  const rows = [...new Map([...exact, ...others].map((row) => [row.id, row])).values()].slice(0, limit)
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    buyerName: row.buyer_name,
    title: row.title,
    placedAt: row.placed_at.toISOString(),
    total: { minor: row.total, currency: row.currency },
    status: row.status,
  }))
}

/** How to find a text's orders: by name, or, where it finds too many, while walking. */
const seek = async (
  tx: Tx,
  shopId: string,
  text: string,
): Promise<{ filter: Pick<OrderFilter, 'ids' | 'holding'>; exact: string[] }> => {
  const sought = readSoughtOrder(text)
  if (sought.key === '') return { filter: { ids: [] }, exact: [] }
  const people = await findPeople(tx, shopId, text, mostCandidates)
  const { candidates, isCut } = await findCandidates(tx, shopId, sought, people, mostCandidates)
  const exact = [...new Set(candidates.filter(({ isExact }) => isExact).map(({ id }) => id))]
  return {
    exact,
    filter: isCut ? { holding: sought.key } : { ids: [...new Set(candidates.map(({ id }) => id))] },
  }
}

const toOrderRow = (row: SummaryRow, facts: ShopFacts, now: Date): OrderRow => ({
  id: row.id,
  name: row.name,
  externalId: row.external_id,
  storeId: row.store_id,
  storeName: facts.stores.get(row.store_id)?.name ?? '',
  status: row.status,
  sourceStatus: row.source_status,
  placedAt: row.placed_at.toISOString(),
  paidAt: row.paid_at?.toISOString() ?? null,
  shippedAt: row.shipped_at?.toISOString() ?? null,
  dispatchDueAt: row.dispatch_due_at?.toISOString() ?? null,
  total: { minor: row.total, currency: row.currency },
  customerId: row.customer_id,
  buyerName: row.buyer_name,
  title: row.title,
  lineCount: row.line_count,
  quantity: row.quantity,
  trackingNumbers: row.tracking_numbers,
  petals: petalsOfRow(row, now),
  isHistory: row.is_history,
})

const petalsOfRow = (row: SummaryRow, now: Date) =>
  petalsOf(
    {
      status: row.status,
      placedAt: row.placed_at,
      paidAt: row.paid_at,
      shippedAt: row.shipped_at,
      dispatchDueAt: row.dispatch_due_at,
      completedAt: row.completed_at,
      isHistory: row.is_history,
    },
    now,
  )

/** The newest orders of a customer, for the panel beside a conversation. In a shop's transaction. */
export const panelOrders = async (
  tx: Tx,
  now: Date,
  customerId: string,
  limit: number,
): Promise<Panel['orders']> => {
  const { shop } = contextOf(tx)
  if (shop === null) throw new Error("not a shop's transaction")
  const customerIds = await customerIdsOf(tx, customerId)
  const rows = await selectOrders(tx, shop, { view: 'all', overBefore: now, customerIds }, null, limit)
  const parcels = Map.groupBy(
    await selectParcels(
      tx,
      rows.map(({ id }) => id),
    ),
    (parcel) => parcel.order_id,
  )
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    status: row.status,
    placedAt: row.placed_at.toISOString(),
    total: { minor: row.total, currency: row.currency },
    title: row.title,
    lineCount: row.line_count,
    petals: petalsOfRow(row, now),
    parcels: (parcels.get(row.id) ?? []).map((parcel) => ({
      carrier: parcel.carrier,
      trackingNumber: parcel.tracking_number,
    })),
  }))
}
