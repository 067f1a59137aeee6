import { sql } from 'kysely'
import type { Tx } from '#platform/database/database.ts'
import { joinWhole } from '#platform/database/plans.store.ts'

export interface PairRow {
  product_id: string
  other_id: string
  support: number
  lift: number
  share: number
}
/**
 * What is bought together, from all orders of the shop; read only, so that a long read holds back no writer. A basket is what
 * one person bought within `apartDays`, or one order where nobody is known: shampoo today and conditioner next week belong
 * together. Each weighs less the older it is. Baskets of very many products (resellers) say nothing and would cost the square.
 * `most` partners for each product, the strongest first.
 */
export const computePairs = async (
  tx: Tx,
  shopId: string,
  now: Date,
  how: {
    halfLifeDays: number
    apartDays: number
    minSupport: number
    minLift: number
    most: number
    reachDays: number
  },
): Promise<{ baskets: number; pairs: PairRow[] }> => {
  const since = new Date(now.getTime() - how.reachDays * 86_400_000)
  await joinWhole(tx)
  const { rows } = await sql<(PairRow | Record<keyof PairRow, null>) & { baskets: number }>`
    with held as materialized (
      select coalesce(customer_id, order_id) as basket, product_id, max(placed_at) as at,
        power(0.5, extract(epoch from (${now}::timestamptz - max(placed_at))) / 86400 / ${how.halfLifeDays}::float8) as weight
      from products.v_bought_lines
      where shop_id = ${shopId} and placed_at >= ${since} and placed_at <= ${now} and status not in ('cancelled', 'closed')
      group by 1, 2
    ), sized as materialized (
      select basket, max(weight) as weight from held group by basket having count(*) <= 40
    ), kept as materialized (
      select h.* from held h join sized s on s.basket = h.basket
    ), total as materialized (select count(*)::int as baskets, sum(weight) as weight from sized),
    single as materialized (
      select product_id, sum(weight) as weight, count(*)::int as n from kept group by product_id having count(*) >= ${how.minSupport}
    ), pair as (
      select a.product_id as one, b.product_id as other, count(*)::int as support, sum(least(a.weight, b.weight)) as weight
      from kept a join kept b on b.basket = a.basket and b.product_id > a.product_id and b.at between a.at - make_interval(days => ${how.apartDays}) and a.at + make_interval(days => ${how.apartDays})
      group by 1, 2 having count(*) >= ${how.minSupport}
    ), way as (
      select p.one as product_id, p.other as other_id, p.support, p.weight * t.weight / (x.weight * y.weight) as lift, least(1, p.weight / x.weight) as share
        from pair p join single x on x.product_id = p.one join single y on y.product_id = p.other cross join total t
      union all
      select p.other, p.one, p.support, p.weight * t.weight / (x.weight * y.weight), least(1, p.weight / y.weight)
        from pair p join single x on x.product_id = p.one join single y on y.product_id = p.other cross join total t
    ), ranked as (
      select *, row_number() over (partition by product_id order by lift * ln(1 + support) desc, other_id) as place from way where lift >= ${how.minLift}
    )
    select r.product_id, r.other_id, r.support, r.lift, r.share, t.baskets from total t left join ranked r on r.place <= ${how.most}`.execute(
    tx,
  )
  return {
    baskets: rows[0]?.baskets ?? 0,
    // A shop in which nothing goes together yet has baskets all the same.
    pairs: rows.flatMap(({ product_id, other_id, support, lift, share }) =>
      product_id === null ? [] : [{ product_id, other_id, support, lift, share }],
    ),
  }
}

export const upsertPairs = async (
  tx: Tx,
  now: Date,
  shopId: string,
  pairs: readonly PairRow[],
): Promise<void> => {
  const columnOf = <K extends keyof PairRow>(key: K) => pairs.map((pair) => pair[key])
  await sql`insert into offers.pairs (shop_id, product_id, other_id, support, lift, share, computed_at)
    select ${shopId}, p, o, s, l, h, ${now} from unnest(${columnOf('product_id')}::uuid[], ${columnOf('other_id')}::uuid[], ${columnOf('support')}::int[],
      ${columnOf('lift')}::float8[], ${columnOf('share')}::float8[]) as w (p, o, s, l, h)
    on conflict (shop_id, product_id, other_id) do update set support = excluded.support, lift = excluded.lift, share = excluded.share, computed_at = excluded.computed_at`.execute(
    tx,
  )
}
/** Removes pairs of earlier runs, at most `limit`; how many. */
export const removeOldPairs = async (tx: Tx, shopId: string, now: Date, limit: number): Promise<number> => {
  const { numAffectedRows } =
    await sql`delete from offers.pairs where shop_id = ${shopId} and (product_id, other_id) in
    (select product_id, other_id from offers.pairs where shop_id = ${shopId} and computed_at < ${now} limit ${limit})`.execute(
      tx,
    )
  return Number(numAffectedRows ?? 0)
}
export const noteRun = async (
  tx: Tx,
  now: Date,
  shopId: string,
  run: { baskets: number; pairs: number },
): Promise<void> => {
  await sql`insert into offers.pair_runs (shop_id, baskets, pairs, computed_at) values (${shopId}, ${run.baskets}, ${run.pairs}, ${now})
    on conflict (shop_id) do update set baskets = excluded.baskets, pairs = excluded.pairs, computed_at = excluded.computed_at`.execute(
    tx,
  )
}
export const findRun = async (
  tx: Tx,
  shopId: string,
): Promise<{ computed_at: Date; baskets: number } | null> =>
  (await tx
    .selectFrom('offers.pair_runs')
    .select(['computed_at', 'baskets'])
    .where('shop_id', '=', shopId)
    .executeTakeFirst()) ?? null
/** Shops with orders whose pairs are older than `before`, or were never computed. */
export const selectStalePairs = async (tx: Tx, before: Date): Promise<{ shop_id: string }[]> =>
  (
    await sql<{
      shop_id: string
    }>`select s.shop_id from (select distinct shop_id from staff.v_stores) s left join offers.pair_runs r on r.shop_id = s.shop_id
      where coalesce(r.computed_at < ${before}, true) and exists (select from products.v_catalogue c where c.shop_id = s.shop_id and c.sold_orders > 0)`.execute(
      tx,
    )
  ).rows

export interface CandidateRow {
  product_id: string
  with_id: string | null
  way: 'pair' | 'accessory' | 'goes_with' | 'gift' | 'spare' | 'popular'
  support: number | null
  lift: number | null
  share: number | null
  note: string | null
}
/** What could be recommended to whoever talks about these products: bought with them, belonging to them, and what sells most. */
export const selectCandidates = async (
  tx: Tx,
  shopId: string,
  ids: readonly string[],
): Promise<CandidateRow[]> =>
  (
    await sql<CandidateRow>`
      select other_id as product_id, product_id as with_id, 'pair' as way, support, lift, share, null as note
        from offers.pairs where shop_id = ${shopId} and product_id = any (${[...ids]}::uuid[])
      union all
      select other_id, product_id, kind, null, null, null, note from products.v_related
        where shop_id = ${shopId} and product_id = any (${[...ids]}::uuid[]) and kind in ('accessory', 'goes_with', 'spare')
      union all
      (select product_id, null, 'popular', null, null, null, null from (select product_id, max(sold_orders) as sold from products.v_catalogue
        where shop_id = ${shopId} and status = 'on_sale' and sold_orders > 0 group by product_id order by 2 desc, 1 limit 12) p)`.execute(
      tx,
    )
  ).rows

export interface ProductFacts {
  product_id: string
  name: string
  status: string
  sold_orders: number
  cost: number | null
}
/** Names, sales and what the shop itself pays, for the ranking; cost never leaves the server. */
export const selectProductFacts = async (
  tx: Tx,
  shopId: string,
  ids: readonly string[],
  currency: string,
  now: Date,
): Promise<ProductFacts[]> =>
  (
    await sql<ProductFacts>`
      select c.product_id, c.name, c.status, max(c.sold_orders) as sold_orders,
        (select min(p.amount) from products.v_price_history p where p.shop_id = ${shopId} and p.product_id = c.product_id and p.kind = 'cost' and p.currency = ${currency}
          and p.valid_from <= ${now} and (p.valid_to is null or p.valid_to > ${now})) as cost
      from products.v_catalogue c where c.shop_id = ${shopId} and c.product_id = any (${[...ids]}::uuid[]) group by c.product_id, c.name, c.status`.execute(
      tx,
    )
  ).rows
