import { sql } from 'kysely'
import type { Tx } from '#platform/database/database.ts'
import { joinWhole } from '#platform/database/plans.store.ts'

export interface FollowOnRow {
  product_id: string
  next_id: string
  people: number
  of: number
  share: number
  median_days: number
}
/**
 * What people bought after a product within the days: another order, later, of the same person under all ids. Read only. Counted are
 * those whose days have run out since they first bought it, or a share would grow with every new buyer who had no time yet. Someone
 * with very many products (a reseller) says nothing. A follower must come after the product clearly more often than anybody buys
 * it at all; of a product bought again it is enough that one in ten did.
 */
export const computeFollowOns = async (
  tx: Tx,
  shopId: string,
  now: Date,
  how: { withinDays: number; leastPeople: number; reachDays: number; minLift: number; most: number },
): Promise<FollowOnRow[]> => {
  const since = new Date(now.getTime() - how.reachDays * 86_400_000)
  await joinWhole(tx)
  const { rows } = await sql<FollowOnRow>`
    with bought as materialized (
      select coalesce(c.merged_into, c.id) as person, l.product_id, l.order_id, min(l.placed_at) as at
      from products.v_bought_lines l join customers.v_customers c on c.id = l.customer_id
      where l.shop_id = ${shopId} and l.placed_at >= ${since} and l.placed_at <= ${now} and l.status not in ('cancelled', 'closed', 'pending')
      group by 1, 2, 3
    ), sized as materialized (select person from bought group by person having count(*) <= 60),
    everybody as (select count(*)::float8 as n from sized),
    kept as materialized (select b.* from bought b join sized s on s.person = b.person),
    owner as materialized (
      select person, product_id, min(at) as at from kept group by 1, 2
    ), anybody as materialized (select product_id, count(*)::float8 as n from owner group by 1),
    single as materialized (
      select product_id, count(*)::int as n from owner where at <= ${now}::timestamptz - make_interval(days => ${how.withinDays})
      group by 1 having count(*) >= ${how.leastPeople}
    ), followed as (
      select a.person, a.product_id, b.product_id as next_id, min(b.at - a.at) as after
      from owner a join kept b on b.person = a.person and b.at > a.at and b.at <= a.at + make_interval(days => ${how.withinDays})
      where a.at <= ${now}::timestamptz - make_interval(days => ${how.withinDays})
      group by 1, 2, 3
    ), pair as (
      select product_id, next_id, count(*)::int as people,
        greatest(1, round(extract(epoch from percentile_cont(0.5) within group (order by after)) / 86400))::int as median_days
      from followed group by 1, 2 having count(*) >= ${how.leastPeople}
    ), way as (
      select p.product_id, p.next_id, p.people, x.n as of, p.people::float8 / x.n as share, p.median_days,
        (p.people::float8 / x.n) / (y.n / e.n) as lift
      from pair p join single x on x.product_id = p.product_id join anybody y on y.product_id = p.next_id cross join everybody e
    ), ranked as (
      select *, row_number() over (partition by product_id order by share * ln(1 + people) desc, next_id) as place
      from way where case when product_id = next_id then share >= 0.1 else lift >= ${how.minLift} end
    )
    select product_id, next_id, people, of, share, median_days from ranked where place <= ${how.most}`.execute(
    tx,
  )
  return rows
}

export const upsertFollowOns = async (
  tx: Tx,
  now: Date,
  shopId: string,
  rows: readonly FollowOnRow[],
): Promise<void> => {
  const columnOf = <K extends keyof FollowOnRow>(key: K) => rows.map((row) => row[key])
  await sql`insert into care.follow_ons (shop_id, product_id, next_id, people, of, share, median_days, computed_at)
    select ${shopId}, w.*, ${now} from unnest(${columnOf('product_id')}::uuid[], ${columnOf('next_id')}::uuid[], ${columnOf('people')}::int[],
      ${columnOf('of')}::int[], ${columnOf('share')}::float8[], ${columnOf('median_days')}::int[]) as w (a, b, c, d, e, f)
    on conflict (shop_id, product_id, next_id) do update set people = excluded.people, of = excluded.of, share = excluded.share,
      median_days = excluded.median_days, computed_at = excluded.computed_at`.execute(tx)
}
/** Removes those of earlier runs, at most `limit`; how many. */
export const removeOldFollowOns = async (
  tx: Tx,
  shopId: string,
  now: Date,
  limit: number,
): Promise<number> => {
  const { numAffectedRows } =
    await sql`delete from care.follow_ons where shop_id = ${shopId} and (product_id, next_id) in
    (select product_id, next_id from care.follow_ons where shop_id = ${shopId} and computed_at < ${now} limit ${limit})`.execute(
      tx,
    )
  return Number(numAffectedRows ?? 0)
}
export const followOnsOf = async (
  tx: Tx,
  shopId: string,
  productIds: readonly string[],
): Promise<FollowOnRow[]> =>
  (
    await sql<FollowOnRow>`
      select product_id, next_id, people, of, share, median_days from care.follow_ons
      where shop_id = ${shopId} and product_id = any (${[...productIds]}::uuid[])`.execute(tx)
  ).rows
