import { sql } from 'kysely'
import type { Tx } from '#platform/database/database.ts'

export interface PhysicalPrice {
  product_id: string
  amount: number
  currency: string
  valid_from: Date
  note: string | null
  changes: number
  lowest: number | null
  since: Date | null
}
/** What each costs in a physical shop now, and how its marked price moved since a moment. */
export const selectPriceStories = async (
  tx: Tx,
  shopId: string,
  ids: readonly string[],
  currency: string,
  since: Date,
  now: Date,
): Promise<(Omit<PhysicalPrice, 'amount'> & { amount: number | null })[]> =>
  ids.length === 0
    ? []
    : (
        await sql<Omit<PhysicalPrice, 'amount'> & { amount: number | null }>`
          select w.product_id, s.amount, coalesce(s.currency, ${currency}) as currency, s.valid_from, s.note, h.changes, h.lowest, h.since
          from unnest(${[...ids]}::uuid[]) as w (product_id)
            left join lateral (select amount, currency, valid_from, note from products.v_price_history p
              where p.shop_id = ${shopId} and p.product_id = w.product_id and kind = 'physical_shop' and valid_from <= ${now} and (valid_to is null or valid_to > ${now})
              order by valid_from desc limit 1) s on true
            cross join lateral (select greatest(count(*) - 1, 0)::int as changes, min(amount) as lowest, max(valid_from) as since from offers.v_marked_prices p
              where p.shop_id = ${shopId} and p.product_id = w.product_id and kind in ('list', 'special') and p.currency = ${currency}
                and valid_from <= ${now} and (valid_to is null or valid_to > ${since})) h`.execute(tx)
      ).rows

export interface FactRecord {
  product_id: string
  key: string
  value: string
  unit: string | null
}
/** Approved facts in a language, at most 12 of each product. */
export const selectMerits = async (
  tx: Tx,
  shopId: string,
  ids: readonly string[],
  language: string,
): Promise<FactRecord[]> =>
  ids.length === 0
    ? []
    : (
        await sql<FactRecord>`select f.product_id, f.key, f.value, f.unit from unnest(${[...ids]}::uuid[]) as w (product_id)
          cross join lateral (select product_id, key, value, unit from products.v_facts_in_force f
            where f.shop_id = ${shopId} and f.product_id = w.product_id and f.sku_id is null and f.language = ${language} order by id limit 12) f`.execute(
          tx,
        )
      ).rows
