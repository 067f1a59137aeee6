import { sql } from 'kysely'
import type { Tx } from '#platform/database/database.ts'

export interface EffectRow {
  is_during: boolean
  orders: number
  pulled_orders: number
  pulled: number
  regular: number
  new_buyers: number
}
/** Orders of two spans of the same length: with one of the products, and what else was in them. */
export const selectEffect = async (
  tx: Tx,
  shopId: string,
  productIds: readonly string[],
  currency: string,
  [before, from, to]: readonly [Date, Date, Date],
): Promise<EffectRow[]> =>
  (
    await sql<EffectRow>`
      with line as materialized (
        select order_id, customer_id, placed_at, placed_at >= ${from} as is_during, product_id = any (${[...productIds]}::uuid[]) as is_special, coalesce(unit_price, 0) * quantity as amount
        from products.v_bought_lines where shop_id = ${shopId} and currency = ${currency} and placed_at >= ${before} and placed_at < ${to} and status not in ('cancelled', 'closed', 'pending')
      ), bought as (
        select order_id, is_during, customer_id, min(placed_at) as placed_at, bool_or(is_special) as has_special, bool_or(not is_special) as has_regular,
          coalesce(sum(amount) filter (where not is_special), 0) as regular
        from line group by order_id, is_during, customer_id
      )
      select is_during, (count(*) filter (where has_special))::int as orders, (count(*) filter (where has_special and has_regular))::int as pulled_orders,
        coalesce(sum(regular) filter (where has_special), 0)::bigint as pulled, coalesce(sum(regular), 0)::bigint as regular,
        (count(distinct b.customer_id) filter (where has_special and c.first_order_at >= b.placed_at))::int as new_buyers
      from bought b left join customers.v_customers c on c.id = b.customer_id group by is_during`.execute(tx)
  ).rows

/** Conversations opened on a page whose title names one of the products. */
export const countVisits = async (
  tx: Tx,
  shopId: string,
  names: readonly string[],
  from: Date,
  to: Date,
): Promise<number> =>
  (
    await sql<{ count: number }>`select count(*)::int as count from conversations.v_page_seen v
      where shop_id = ${shopId} and opened_at >= ${from} and opened_at < ${to}
        and exists (select from unnest(${[...names]}::text[]) n where position(lower(n) in lower(v.page_title)) > 0)`.execute(
      tx,
    )
  ).rows[0]?.count ?? 0
