import { sql } from 'kysely'
import type { ProductStatus } from '#contract/products/kinds.ts'
import type { Tx } from '#platform/database/database.ts'
import { afterPrefix } from '#platform/search/search-key.rules.ts'

export interface FoundProduct {
  id: string
  name: string
  status: ProductStatus
  /** The code of its only SKU. */
  code: string | null
}

/** Of names that merely hold the text, the most sold so many are looked at: what a person means is among them. */
const mostLookedAt = 5000

/**
 * Products of these ids, else whose name begins with `key` (by its index), else those among the most sold whose name holds
 * it; the best first, at most `limit`. Looking into names is not leakproof and has no index, so it is bounded.
 */
export const searchByName = async (
  tx: Tx,
  shopId: string,
  sought: { key: string; ids: readonly string[] },
  limit: number,
): Promise<FoundProduct[]> => {
  const ids = [...sought.ids]
  const { rows } = await sql<FoundProduct>`
    with found as (
      select x.id, 0 as rank from unnest(${ids}::uuid[]) as x (id)
      union all (select p.id, 1 from products.products p where p.shop_id = ${shopId}
        and p.name_key >= ${sought.key} and p.name_key < ${afterPrefix(sought.key)} order by p.name_key limit ${limit})
      union all (select m.id, 2 from (select p.id, p.name_key from products.products p where p.shop_id = ${shopId}
        order by p.sold_orders desc, p.id desc limit ${mostLookedAt}) m where position(${sought.key} in m.name_key) > 0 limit ${limit}))
    select p.id, p.name, p.status, k.code from (select id, min(rank) as rank from found group by id) f
    join products.products p on p.id = f.id and p.shop_id = ${shopId}
    cross join lateral (select case when count(*) = 1 then min(s.code) end as code from products.skus s
      where s.shop_id = p.shop_id and s.product_id = p.id and s.archived_at is null) k
    order by f.rank, p.sold_orders desc, p.id desc limit ${limit}`.execute(tx)
  return rows
}
