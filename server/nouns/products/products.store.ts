import { sql, type RawBuilder } from 'kysely'
import type { QueryOf } from '#contract/endpoint.ts'
import type { ProductGap, ProductStatus } from '#contract/products/kinds.ts'
import type { listProducts } from '#contract/products/products.ts'
import type { Tx } from '#platform/database/database.ts'
import { afterPrefix } from '#platform/search/search-key.rules.ts'
import { uuidOf } from './content-id.ts'
import { nameKey } from './sku.rules.ts'

export type ProductView = NonNullable<QueryOf<typeof listProducts>['view']>

export interface ProductRecord {
  id: string
  name: string
  status: ProductStatus
  category: string | null
  brand: string | null
  origin: 'hand' | 'import' | 'orders'
  sold_orders: number
  sold_quantity: number
  last_sold_at: Date | null
  created_at: Date
  version: number
}
export interface ListedProduct extends ProductRecord {
  sku_count: number
  code: string | null
  price_from: number | null
  price_to: number | null
  currency: string | null
  gaps: ProductGap[]
  picture_url: string | null
  picture_alt: string | null
}

const columns = sql`p.id, p.name, p.status, p.category, p.brand, p.origin, p.sold_orders, p.sold_quantity, p.last_sold_at, p.created_at, p.version`

/** What is missing of a product `p`, each a condition. */
const missing: Readonly<Record<ProductGap, RawBuilder<unknown>>> = {
  facts: sql`not exists (select 1 from products.facts f where f.shop_id = p.shop_id and f.product_id = p.id and f.ended_at is null)`,
  packaging: sql`not exists (select 1 from products.packaging k where k.product_id = p.id and (k.text <> '' or k.checks <> '{}' or k.materials <> '{}' or k.flags <> '{}'))`,
  price: sql`not exists (select 1 from products.prices r where r.shop_id = p.shop_id and r.product_id = p.id and r.kind in ('list', 'special') and r.valid_to is null)`,
  barcode: sql`exists (select 1 from products.skus s where s.shop_id = p.shop_id and s.product_id = p.id and s.archived_at is null
    and not exists (select 1 from products.barcodes b where b.shop_id = s.shop_id and b.sku_id = s.id))`,
}
const gaps = sql`array_remove(array[case when ${missing.facts} then 'facts' end, case when ${missing.packaging} then 'packaging' end,
  case when ${missing.price} then 'price' end, case when ${missing.barcode} then 'barcode' end], null)`

const viewCondition: Readonly<Record<ProductView, RawBuilder<unknown>>> = {
  current: sql`and p.status in ('draft', 'on_sale')`,
  to_fill: sql`and p.status in ('draft', 'on_sale') and p.sold_orders > 0 and (${missing.facts} or ${missing.packaging})`,
  off_sale: sql`and p.status = 'off_sale'`,
  archived: sql`and p.status = 'archived'`,
}

export interface ProductFilter {
  view: ProductView | null
  category?: string | undefined
  /** Those that this import wrote last, or wrote reviews of. */
  importId?: string | undefined
  /** Products with this text in their name, and those of `ids`. */
  found?: { key: string; ids: readonly string[] } | undefined
}

/** Where a page begins: in the list by sales, which move, or by id, which never does. */
export type ProductPlace =
  | { by: 'sold'; after: { sold: number; id: string } | null }
  | { by: 'id'; after: string | null }

/** A page of the list. `now` says which prices are in force. */
export const selectProducts = async (
  tx: Tx,
  shopId: string,
  now: Date,
  filter: ProductFilter,
  place: ProductPlace,
  limit: number,
): Promise<ListedProduct[]> => {
  const { view, category, found, importId } = filter
  const begin =
    place.after === null
      ? sql``
      : place.by === 'id'
        ? sql`and p.id > ${place.after}::uuid`
        : sql`and (p.sold_orders, p.id) < (${place.after.sold}, ${place.after.id}::uuid)`
  const { rows } = await sql<ListedProduct>`
    select ${columns}, k.sku_count, k.code, r.price_from, r.price_to, r.currency, ${gaps} as gaps, c.url as picture_url, c.alt as picture_alt
    from products.products p
    cross join lateral (select count(*)::int as sku_count, case when count(*) = 1 then min(s.code) end as code
      from products.skus s where s.shop_id = p.shop_id and s.product_id = p.id and s.archived_at is null) k
    left join lateral (select min(x.amount) as price_from, max(x.amount) as price_to, x.currency from products.prices x
      where x.shop_id = p.shop_id and x.product_id = p.id and x.kind in ('list', 'special') and x.valid_from <= ${now} and (x.valid_to is null or x.valid_to > ${now})
      group by x.currency order by count(*) desc, x.currency limit 1) r on true
    left join lateral (select i.file ->> 'url' as url, i.alt from products.pictures i
      where i.shop_id = p.shop_id and i.product_id = p.id and i.file is not null order by i.position, i.id limit 1) c on true
    where p.shop_id = ${shopId} ${view === null ? sql`` : viewCondition[view]}
      ${category === undefined ? sql`` : sql`and p.category_key >= ${nameKey(category)} and p.category_key < ${afterPrefix(nameKey(category))}`}
      ${found === undefined ? sql`` : sql`and (position(${found.key} in p.name_key) > 0 or p.id = any (${[...found.ids]}::uuid[]))`}
      ${
        importId === undefined
          ? sql``
          : sql`and p.id in (select x.product_id from products.sources x where x.shop_id = ${shopId} and x.import_id = ${importId}
              union select v.product_id from products.reviews v where v.shop_id = ${shopId} and v.import_id = ${importId} and v.product_id is not null)`
      }
      ${begin}
    order by ${place.by === 'id' ? sql`p.id` : sql`p.sold_orders desc, p.id desc`} limit ${limit}`.execute(tx)
  return rows
}

export interface FoundBy {
  product_id: string
  kind: 'code' | 'barcode' | 'listing'
  shown: string
}
/**
 * Products by SKU code (its beginning), barcode, or a store's own id; all by ranges and equality, so that indexes work. At
 * most `most` in each way, all of them for null.
 */
export const findByCode = async (
  tx: Tx,
  shopId: string,
  sought: { code: string; barcodes: readonly string[]; text: string },
  most: number | null,
): Promise<FoundBy[]> => {
  const { rows } = await sql<FoundBy>`
    (select product_id, 'code' as kind, code as shown from products.skus
      where shop_id = ${shopId} and code_key >= ${sought.code} and code_key < ${afterPrefix(sought.code)} limit ${most})
    union all (select s.product_id, 'barcode', b.code from products.barcodes b join products.skus s on s.id = b.sku_id
      where b.shop_id = ${shopId} and b.code = any (${[...sought.barcodes]}::text[]) limit ${most})
    union all (select product_id, 'listing', coalesce(external_sku_id, external_product_id) from products.listings
      where shop_id = ${shopId} and (external_product_id = ${sought.text} or external_sku_id = ${sought.text}) limit ${most})`.execute(
    tx,
  )
  return rows
}

export const findProduct = async (tx: Tx, id: string): Promise<ProductRecord | null> =>
  (await sql<ProductRecord>`select ${columns} from products.products p where p.id = ${id}`.execute(tx))
    .rows[0] ?? null

export const lockProduct = async (tx: Tx, id: string): Promise<ProductRecord | null> =>
  (
    await sql<ProductRecord>`select ${columns} from products.products p where p.id = ${id} for update`.execute(
      tx,
    )
  ).rows[0] ?? null

export const gapsOf = async (tx: Tx, id: string): Promise<ProductGap[]> =>
  (
    await sql<{
      gaps: ProductGap[]
    }>`select ${gaps} as gaps from products.products p where p.id = ${id}`.execute(tx)
  ).rows[0]?.gaps ?? []

export interface NewProduct {
  id: string
  name: string
  status: ProductStatus
  category: string | null
  brand: string | null
  origin: ProductRecord['origin']
}

export const insertProducts = async (
  tx: Tx,
  now: Date,
  shopId: string,
  products: readonly NewProduct[],
): Promise<void> => {
  if (products.length === 0) return
  await tx
    .insertInto('products.products')
    .values(
      products.map((product) => ({
        ...product,
        shop_id: shopId,
        name_key: nameKey(product.name),
        title_id: uuidOf(product.name),
        category_key: product.category === null ? null : nameKey(product.category),
        created_at: now,
        updated_at: now,
      })),
    )
    .execute()
}

export interface ProductChange {
  name?: string | undefined
  status?: ProductStatus | undefined
  category?: string | null | undefined
  brand?: string | null | undefined
}
/** Changes what is given and counts the version up, also for a change beside the row (a price, a fact). */
export const updateProduct = async (
  tx: Tx,
  now: Date,
  id: string,
  change: ProductChange = {},
): Promise<number> => {
  const { name, status, category, brand } = change
  const row = await tx
    .updateTable('products.products')
    .set({
      ...(name === undefined ? {} : { name, name_key: nameKey(name), title_id: uuidOf(name) }),
      ...(status === undefined ? {} : { status }),
      ...(category === undefined
        ? {}
        : { category, category_key: category === null ? null : nameKey(category) }),
      ...(brand === undefined ? {} : { brand }),
      updated_at: now,
      version: sql`version + 1`,
    })
    .where('id', '=', id)
    .returning('version')
    .executeTakeFirstOrThrow()
  return row.version
}

export interface HistoryRecord {
  id: string
  name: string
  actor: string | null
  facts: Record<string, unknown>
  occurred_at: Date
}
export const selectHistory = async (
  tx: Tx,
  shopId: string,
  id: string,
  cursor: { at: Date; id: string } | null,
  limit: number,
): Promise<HistoryRecord[]> =>
  (
    await sql<HistoryRecord>`select id, name, actor, facts, occurred_at from products.v_history where shop_id = ${shopId} and product_id = ${id}
      ${cursor ? sql`and (occurred_at, id) < (${cursor.at}, ${cursor.id}::uuid)` : sql``} order by occurred_at desc, id desc limit ${limit}`.execute(
      tx,
    )
  ).rows
