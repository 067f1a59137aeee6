import { sql } from 'kysely'
import type { Tx } from '#platform/database/database.ts'
import { uuidOf } from '../content-id.ts'
import { codeKey } from '../sku.rules.ts'
import type { ProductDraft } from './product-draft.rules.ts'

export interface Source {
  productId: string
  contentHash: string
  draft: ProductDraft
}
/** Where the parts of drafts lead in the catalogue. */
export interface Leads {
  bySource: ReadonlyMap<string, Source>
  byExternalProduct: ReadonlyMap<string, string>
  byExternalSku: ReadonlyMap<string, string>
  /** The product of a SKU code, by the code's key. */
  byCode: ReadonlyMap<string, string>
  /** The only product of exactly this name that this store did not give under another key, by the name. */
  byTitle: ReadonlyMap<string, string>
}

export const findLeads = async (
  tx: Tx,
  shopId: string,
  storeId: string | null,
  drafts: readonly ProductDraft[],
): Promise<Leads> => {
  const texts = (values: readonly (string | null)[]) => [
    ...new Set(values.filter((value): value is string => value !== null)),
  ]
  const skus = drafts.flatMap((draft) => draft.skus)
  const sources = await sql<{ key: string; productId: string; contentHash: string; draft: ProductDraft }>`
    select key, product_id as "productId", content_hash as "contentHash", draft from products.sources
    where shop_id = ${shopId} and store_id is not distinct from ${storeId}::uuid and key = any (${drafts.map(({ key }) => key)}::text[])`.execute(
    tx,
  )
  const external = await sql<{ product: string | null; sku: string | null; id: string }>`
    select external_product_id as product, external_sku_id as sku, product_id as id from products.listings
    where shop_id = ${shopId} and store_id is not distinct from ${storeId}::uuid
      and (external_product_id = any (${texts(drafts.map(({ externalId }) => externalId))}::text[]) or external_sku_id = any (${texts(skus.map(({ externalId }) => externalId))}::text[]))`.execute(
    tx,
  )
  const codes = await sql<{ key: string; id: string }>`
    select code_key as key, product_id as id from products.skus where shop_id = ${shopId} and code_key = any (${texts(skus.map(({ code }) => codeKey(code)))}::text[])`.execute(
    tx,
  )
  const titles = await sql<{ title: string; id: string }>`
    select p.title_id as title, (array_agg(p.id))[1] as id from products.products p
    where p.shop_id = ${shopId} and p.title_id = any (${drafts.map(({ name }) => uuidOf(name))}::uuid[])
      and not exists (select 1 from products.sources s where s.shop_id = p.shop_id and s.product_id = p.id and s.store_id is not distinct from ${storeId}::uuid)
    group by p.title_id having count(*) = 1`.execute(tx)
  const named = new Map(titles.rows.map(({ title, id }) => [title, id]))
  return {
    bySource: new Map(sources.rows.map(({ key, ...source }) => [key, source])),
    byExternalProduct: new Map(
      external.rows.flatMap(({ product, id }) => (product === null ? [] : [[product, id]])),
    ),
    byExternalSku: new Map(external.rows.flatMap(({ sku, id }) => (sku === null ? [] : [[sku, id]]))),
    byCode: new Map(codes.rows.map(({ key, id }) => [key, id])),
    byTitle: new Map(
      drafts.flatMap(({ name }) => {
        const id = named.get(uuidOf(name))
        return id === undefined ? [] : [[name, id]]
      }),
    ),
  }
}

export interface StoredProduct {
  id: string
  name: string
  status: 'draft' | 'on_sale' | 'off_sale' | 'archived'
  category: string | null
  brand: string | null
  origin: 'hand' | 'import' | 'orders'
  pictureUrls: string[]
}
export const selectStored = async (tx: Tx, ids: readonly string[]): Promise<Map<string, StoredProduct>> => {
  const { rows } = await sql<StoredProduct>`
    select p.id, p.name, p.status, p.category, p.brand, p.origin,
      array(select i.source_url from products.pictures i where i.product_id = p.id and i.source_url is not null) as "pictureUrls"
    from products.products p where p.id = any (${[...ids]}::uuid[]) order by p.id for update`.execute(tx)
  return new Map(rows.map((row) => [row.id, row]))
}

/** The stores' own ids of SKUs, by the SKU. */
export const selectExternalSkus = async (
  tx: Tx,
  storeId: string | null,
  productIds: readonly string[],
): Promise<Map<string, string[]>> => {
  const { rows } = await sql<{ id: string; external: string }>`
    select sku_id as id, external_sku_id as external from products.listings
    where product_id = any (${[...productIds]}::uuid[]) and store_id is not distinct from ${storeId}::uuid and sku_id is not null and external_sku_id is not null`.execute(
    tx,
  )
  return new Map(
    [...Map.groupBy(rows, ({ id }) => id)].map(([id, found]) => [id, found.map(({ external }) => external)]),
  )
}

export interface NewListing {
  id: string
  productId: string
  skuId: string | null
  externalProductId: string | null
  externalSkuId: string | null
  title: string | null
}
export const insertListings = async (
  tx: Tx,
  now: Date,
  shopId: string,
  storeId: string | null,
  listings: readonly NewListing[],
): Promise<void> => {
  const rows = listings.filter(
    ({ externalProductId, externalSkuId, title }) =>
      externalProductId !== null || externalSkuId !== null || title !== null,
  )
  if (rows.length === 0) return
  await tx
    .insertInto('products.listings')
    .values(
      rows.map((row) => ({
        id: row.id,
        shop_id: shopId,
        store_id: storeId,
        product_id: row.productId,
        sku_id: row.skuId,
        external_product_id: row.externalProductId,
        external_sku_id: row.externalSkuId,
        title: row.title,
        title_id: row.title === null ? null : uuidOf(row.title),
        first_seen_at: now,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export const putSources = async (
  tx: Tx,
  now: Date,
  shopId: string,
  storeId: string | null,
  sources: readonly (Source & { key: string; importId: string | null })[],
): Promise<void> => {
  for (const { key, productId, contentHash, draft, importId } of sources)
    await sql`insert into products.sources (shop_id, product_id, store_id, key, content_hash, draft, read_at, import_id)
      values (${shopId}, ${productId}, ${storeId}, ${key}, ${contentHash}, ${JSON.stringify(draft)}::jsonb, ${now}, ${importId})
      on conflict (shop_id, store_id, key) do update set product_id = excluded.product_id, content_hash = excluded.content_hash, draft = excluded.draft, read_at = excluded.read_at,
        import_id = coalesce(excluded.import_id, products.sources.import_id)`.execute(tx)
}
