import { sql } from 'kysely'
import type { Tx } from '#platform/database/database.ts'
import { uuidOf } from '../content-id.ts'
import { codeKey, nameKey } from '../sku.rules.ts'
import type { Arranged, KnownSku, SoldLine } from './sold.rules.ts'

/** Whoever makes products of many rows waits here, shop by shop, so that nothing is made twice. */
export const lockCatalogue = async (tx: Tx, shopId: string): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtextextended(${shopId}, 4556))`.execute(tx)
}

/** Each way in which orders of an import (or, with null, of the whole shop) name something that the catalogue does not know yet. */
export const selectFreshlySold = async (
  tx: Tx,
  shopId: string,
  importId: string | null,
): Promise<SoldLine[]> => {
  const { rows } = await sql<SoldLine>`
    with sold as materialized (
      select l.store_id, l.title_id, coalesce(l.sku, '') as sku, coalesce(l.variant, '') as variant, max(l.placed_at) as last_at
      from orders.v_sold_lines l where l.shop_id = ${shopId} ${importId === null ? sql`` : sql`and l.import_id = ${importId}`}
      group by 1, 2, 3, 4
    ), fresh as materialized (
      select s.*, t.title from sold s join orders.v_titles t on t.shop_id = ${shopId} and t.id = s.title_id
      where not exists (select 1 from products.sold_as a where a.shop_id = ${shopId} and a.store_id = s.store_id and a.title_id = s.title_id and a.sku = s.sku and a.variant = s.variant)
    )
    select f.store_id as "storeId", f.title_id as "titleId", f.title, f.sku, f.variant, to_char(f.last_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') as "lastAt",
      m.product_id as "productId", m.sku_id as "skuId", m.way as by, coalesce(m.candidates, 0) as candidates
    from fresh f left join lateral (
      select w.product_id, w.sku_id, w.way, w.candidates from (
        (select l.product_id, l.sku_id, 'listing' as way, 1 as rank, 1 as candidates from products.listings l
          where f.sku <> '' and l.shop_id = ${shopId} and l.store_id = f.store_id and l.external_sku_id = f.sku limit 1)
        union all (select l.product_id, l.sku_id, 'listing', 2, 1 from products.listings l
          where f.sku <> '' and l.shop_id = ${shopId} and l.store_id = f.store_id and l.external_product_id = f.sku and l.external_sku_id is null limit 1)
        union all (select (array_agg(distinct l.product_id))[1], null::uuid, 'title', 3, count(distinct l.product_id)::int from products.listings l
          where l.shop_id = ${shopId} and l.title_id = f.title_id and l.store_id = f.store_id having count(*) > 0)
        union all (select (array_agg(distinct p.id))[1], null::uuid, 'title', 4, count(distinct p.id)::int from products.products p
          where p.shop_id = ${shopId} and p.title_id = f.title_id having count(*) > 0)
        union all (select (array_agg(distinct l.product_id))[1], null::uuid, 'title', 5, count(distinct l.product_id)::int from products.listings l
          where l.shop_id = ${shopId} and l.title_id = f.title_id having count(*) > 0)
      ) w order by w.rank limit 1) m on true
    order by f.last_at desc, f.title_id, f.sku, f.variant`.execute(tx)
  return rows
}

/** SKUs of these codes, by the key. */
export const selectCodes = async (
  tx: Tx,
  shopId: string,
  keys: readonly string[],
): Promise<Map<string, { id: string; productId: string }>> => {
  const { rows } = await sql<{ key: string; id: string; productId: string }>`
    select code_key as key, id, product_id as "productId" from products.skus where shop_id = ${shopId} and code_key = any (${[...keys]}::text[])`.execute(
    tx,
  )
  return new Map(rows.map(({ key, ...sku }) => [key, sku]))
}

export const selectKnownSkus = async (tx: Tx, productIds: readonly string[]): Promise<KnownSku[]> =>
  (
    await sql<KnownSku>`select id, product_id as "productId", code, variant from products.skus
      where product_id = any (${[...productIds]}::uuid[]) order by archived_at nulls first, position, id`.execute(
      tx,
    )
  ).rows

/** Writes what was arranged, in one statement a table. */
export const storeArranged = async (tx: Tx, now: Date, shopId: string, arranged: Arranged): Promise<void> => {
  const { products, skus, codes, soldAs } = arranged
  const rows = (values: readonly object[]) => JSON.stringify(values)
  if (products.length > 0)
    await sql`insert into products.products (id, shop_id, name, name_key, title_id, status, origin, created_at, updated_at)
      select w.id, ${shopId}, w.name, w.name_key, w.title_id, 'on_sale', 'orders', ${now}, ${now}
      from jsonb_to_recordset(${rows(products.map(({ id, name }) => ({ id, name, name_key: nameKey(name), title_id: uuidOf(name) })))}::jsonb)
        as w (id uuid, name text, name_key text, title_id uuid)`.execute(tx)
  if (skus.length > 0)
    await sql`insert into products.skus (id, shop_id, product_id, code, code_key, variant, options, position, created_at)
      select w.id, ${shopId}, w.product_id, w.code, w.code_key, w.variant, w.options,
        coalesce((select max(k.position) + 1 from products.skus k where k.product_id = w.product_id), 0) + row_number() over (partition by w.product_id order by w.id) - 1, ${now}
      from jsonb_to_recordset(${rows(skus.map(({ productId, code, ...sku }) => ({ ...sku, product_id: productId, code, code_key: codeKey(code) })))}::jsonb)
        as w (id uuid, product_id uuid, code text, code_key text, variant text, options jsonb)`.execute(tx)
  if (codes.length > 0)
    await sql`update products.skus k set code = w.code, code_key = w.code_key
      from jsonb_to_recordset(${rows(codes.map(({ skuId, code }) => ({ id: skuId, code, code_key: codeKey(code) })))}::jsonb) as w (id uuid, code text, code_key text)
      where k.id = w.id and k.code is null`.execute(tx)
  if (soldAs.length === 0) return
  await sql`
    with w as (select * from jsonb_to_recordset(${rows(soldAs)}::jsonb)
      as w ("storeId" uuid, "titleId" uuid, title text, sku text, variant text, "productId" uuid, "skuId" uuid, by text)),
    listed as (insert into products.listings (id, shop_id, store_id, product_id, title, title_id, first_seen_at)
      select products.new_id(${now}), ${shopId}, w."storeId", (array_agg(w."productId"))[1], min(w.title), w."titleId", ${now} from w
      where w.title <> '' and not exists (select 1 from products.listings l where l.shop_id = ${shopId} and l.store_id = w."storeId" and l.title_id = w."titleId")
      group by w."storeId", w."titleId" on conflict do nothing)
    insert into products.sold_as (shop_id, store_id, title_id, sku, variant, product_id, sku_id, matched_by, at)
    select ${shopId}, w."storeId", w."titleId", w.sku, w.variant, w."productId", w."skuId", w.by, ${now} from w on conflict do nothing`.execute(
    tx,
  )
}

/**
 * Counts anew how often the products of an import (null: all) were sold. Orders that were never paid for are no sales. Many
 * lines meet many names here, right after both were written, when the planner still thinks them few: looked up one by one
 * 60,000 lines took more than half a minute, hashed less than a second.
 */
export const countSold = async (tx: Tx, shopId: string, importId: string | null): Promise<void> => {
  await sql`select set_config('enable_nestloop', 'off', true)`.execute(tx)
  const { rows } = await sql<{ products: string[]; titles: string[] }>`
    with named as materialized (select distinct l.store_id, l.title_id, coalesce(l.sku, '') as sku, coalesce(l.variant, '') as variant from orders.v_sold_lines l
      where l.shop_id = ${shopId} ${importId === null ? sql`` : sql`and l.import_id = ${importId}`}),
    affected as materialized (select distinct a.product_id from products.sold_as a join named n on n.store_id = a.store_id and n.title_id = a.title_id and n.sku = a.sku and n.variant = a.variant
      where a.shop_id = ${shopId})
    select coalesce(array_agg(distinct a.product_id), '{}') as products, coalesce(array_agg(distinct a.title_id), '{}') as titles
    from products.sold_as a join affected f on f.product_id = a.product_id where a.shop_id = ${shopId}`.execute(
    tx,
  )
  const { products, titles } = rows[0] ?? { products: [], titles: [] }
  await sql`
    with counted as (select a.product_id, count(distinct l.order_id)::int as orders, least(sum(l.quantity), 2147483647)::int as quantity, max(l.placed_at) as last_at
      from orders.v_sold_lines l join products.sold_as a on a.shop_id = l.shop_id and a.store_id = l.store_id and a.title_id = l.title_id
        and a.sku = coalesce(l.sku, '') and a.variant = coalesce(l.variant, '')
      where l.shop_id = ${shopId} and l.title_id = any (${titles}::uuid[]) and a.product_id = any (${products}::uuid[])
        and l.status not in ('pending', 'cancelled') group by a.product_id)
    update products.products p set sold_orders = coalesce(c.orders, 0), sold_quantity = coalesce(c.quantity, 0), last_sold_at = c.last_at
    from unnest(${products}::uuid[]) f (id) left join counted c on c.product_id = f.id
    where p.id = f.id and (p.sold_orders, p.sold_quantity, p.last_sold_at) is distinct from (coalesce(c.orders, 0), coalesce(c.quantity, 0), c.last_at)`.execute(
    tx,
  )
  await sql`select set_config('enable_nestloop', 'on', true)`.execute(tx)
}

/** Gives reviews without a product the one that their store sells under their title. */
export const attachReviews = async (tx: Tx, shopId: string): Promise<void> => {
  await sql`update products.reviews r set product_id = l.product_id
    from (select store_id, title_id, (array_agg(distinct product_id))[1] as product_id from products.listings
      where shop_id = ${shopId} and title_id is not null group by store_id, title_id having count(distinct product_id) = 1) l
    where r.shop_id = ${shopId} and r.product_id is null and r.title_id = l.title_id and r.store_id = l.store_id`.execute(
    tx,
  )
}

/** Gives reviews the order that they name, and its buyer, once that order is known. Never by a name. */
export const attachReviewOrders = async (tx: Tx, shopId: string): Promise<void> => {
  await sql`update products.reviews r set order_id = o.id, customer_id = o.customer_id from orders.v_numbers o
    where r.shop_id = ${shopId} and r.order_id is null and r.order_number is not null
      and o.shop_id = ${shopId} and o.store_id = r.store_id and o.external_id = r.order_number`.execute(tx)
}

export const isTaken = async (tx: Tx, importId: string): Promise<boolean> =>
  (await tx
    .selectFrom('products.takings')
    .select('import_id')
    .where('import_id', '=', importId)
    .executeTakeFirst()) !== undefined

export const noteTaking = async (
  tx: Tx,
  now: Date,
  taking: { shopId: string; importId: string; products: number; skus: number },
): Promise<void> => {
  const { shopId, importId, products, skus } = taking
  await tx
    .insertInto('products.takings')
    .values({ import_id: importId, shop_id: shopId, products, skus, at: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Imports that ended and were not taken into the catalogue, across shops (`asSystem`). */
export const selectUntaken = async (tx: Tx, limit: number): Promise<{ shop_id: string; id: string }[]> =>
  (
    await sql<{ shop_id: string; id: string }>`select i.shop_id, i.id from orders.v_ended_imports i
      where not exists (select 1 from products.takings t where t.import_id = i.id) order by i.finished_at limit ${limit}`.execute(
      tx,
    )
  ).rows
