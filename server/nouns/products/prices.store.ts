import { sql } from 'kysely'
import type { PriceKind } from '#contract/products/kinds.ts'
import type { Tx } from '#platform/database/database.ts'

export interface PriceRecord {
  id: string
  product_id: string
  sku_id: string | null
  kind: PriceKind
  amount: number
  currency: string
  valid_from: Date
  valid_to: Date | null
  source: 'hand' | 'import'
  note: string | null
  recorded_at: Date
  recorded_by: string | null
}
const columns = sql`id, product_id, sku_id, kind, amount, currency, valid_from, valid_to, source, note, recorded_at, recorded_by`
/** Beyond it a page would be all prices; older ones are kept. */
const mostShown = 300

/** Newest first, at most 300. */
export const selectPrices = async (tx: Tx, productId: string): Promise<PriceRecord[]> =>
  (
    await sql<PriceRecord>`select ${columns} from products.prices where product_id = ${productId}
      order by valid_from desc, recorded_at desc, id desc limit ${mostShown}`.execute(tx)
  ).rows

/** Prices without an end. */
export const selectOpenPrices = async (tx: Tx, productIds: readonly string[]): Promise<PriceRecord[]> =>
  (
    await sql<PriceRecord>`select ${columns} from products.prices where product_id = any (${[...productIds]}::uuid[]) and valid_to is null`.execute(
      tx,
    )
  ).rows

/** Ends prices that have no end or a later one. */
export const closePrices = async (tx: Tx, ends: readonly { id: string; at: Date }[]): Promise<void> => {
  if (ends.length === 0) return
  await sql`update products.prices p set valid_to = greatest(w.at, p.valid_from)
    from unnest(${ends.map(({ id }) => id)}::uuid[], ${ends.map(({ at }) => at)}::timestamptz[]) as w (id, at)
    where p.id = w.id and (p.valid_to is null or p.valid_to > w.at)`.execute(tx)
}

export interface NewPrice {
  id: string
  productId: string
  skuId: string | null
  kind: PriceKind
  amount: number
  currency: string
  validFrom: Date
  source: 'hand' | 'import'
  note: string | null
  by: string | null
}
export const insertPrices = async (
  tx: Tx,
  now: Date,
  shopId: string,
  prices: readonly NewPrice[],
): Promise<void> => {
  if (prices.length === 0) return
  await tx
    .insertInto('products.prices')
    .values(
      prices.map((price) => ({
        id: price.id,
        shop_id: shopId,
        product_id: price.productId,
        sku_id: price.skuId,
        kind: price.kind,
        amount: price.amount,
        currency: price.currency,
        valid_from: price.validFrom,
        source: price.source,
        note: price.note,
        recorded_at: now,
        recorded_by: price.by,
      })),
    )
    .execute()
}
