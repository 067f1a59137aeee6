import { sql } from 'kysely'
import type { PackingFlag, RelationKind } from '#contract/products/kinds.ts'
import type { Tx } from '#platform/database/database.ts'
import { nameKey } from './sku.rules.ts'

export interface FactRecord {
  id: string
  sku_id: string | null
  key: string
  value: string
  unit: string | null
  language: 'zh' | 'en'
  source: string
  source_url: string | null
  checked_at: Date
  checked_by: string | null
}
/** Facts that hold, in the order in which they were first written. */
export const selectFacts = async (tx: Tx, productId: string): Promise<FactRecord[]> =>
  (
    await tx
      .selectFrom('products.facts')
      .select([
        'id',
        'sku_id',
        'key',
        'value',
        'unit',
        'language',
        'source',
        'source_url',
        'checked_at',
        'checked_by',
      ])
      .where('product_id', '=', productId)
      .where('ended_at', 'is', null)
      .orderBy('key_folded')
      .orderBy('id')
      .limit(500)
      .execute()
  ).map((row) => row as FactRecord)

export interface NewFact {
  id: string
  productId: string
  skuId: string | null
  key: string
  value: string
  unit: string | null
  language: 'zh' | 'en'
  source: string
  sourceUrl: string | null
  by: string | null
}
/** Writes facts; those of the same product, SKU, key and language end. The same value from the same source is left as it is. */
export const putFacts = async (
  tx: Tx,
  now: Date,
  shopId: string,
  facts: readonly NewFact[],
): Promise<void> => {
  for (const fact of facts) {
    await sql`update products.facts set ended_at = ${now} where shop_id = ${shopId} and product_id = ${fact.productId}
      and sku_id is not distinct from ${fact.skuId}::uuid and key_folded = ${nameKey(fact.key)} and language = ${fact.language} and ended_at is null`.execute(
      tx,
    )
    await tx
      .insertInto('products.facts')
      .values({
        id: fact.id,
        shop_id: shopId,
        product_id: fact.productId,
        sku_id: fact.skuId,
        key: fact.key,
        key_folded: nameKey(fact.key),
        value: fact.value,
        unit: fact.unit,
        language: fact.language,
        source: fact.source,
        source_url: fact.sourceUrl,
        checked_at: now,
        checked_by: fact.by,
      })
      .execute()
  }
}
/** True when there was one to end. */
export const endFactRow = async (tx: Tx, now: Date, productId: string, id: string): Promise<boolean> => {
  const ended = await tx
    .updateTable('products.facts')
    .set({ ended_at: now })
    .where('id', '=', id)
    .where('product_id', '=', productId)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return ended.numUpdatedRows > 0n
}

export interface PackagingRecord {
  text: string
  checks: string[]
  materials: string[]
  flags: PackingFlag[]
  updated_at: Date
  updated_by: string | null
}
export const findPackaging = async (tx: Tx, productId: string): Promise<PackagingRecord | null> => {
  const row = await tx
    .selectFrom('products.packaging')
    .select(['text', 'checks', 'materials', 'flags', 'updated_at', 'updated_by'])
    .where('product_id', '=', productId)
    .executeTakeFirst()
  return row ? (row as PackagingRecord) : null
}
export const putPackaging = async (
  tx: Tx,
  now: Date,
  shopId: string,
  productId: string,
  standard: { text: string; checks: string[]; materials: string[]; flags: string[]; by: string | null },
): Promise<void> => {
  const { by, ...rest } = standard
  const row = { ...rest, updated_at: now, updated_by: by }
  await tx
    .insertInto('products.packaging')
    .values({ product_id: productId, shop_id: shopId, ...row })
    .onConflict((conflict) => conflict.column('product_id').doUpdateSet(row))
    .execute()
}

export interface RelationRecord {
  kind: RelationKind
  product_id: string
  name: string
  quantity: number
  note: string | null
}
/** `from`: what belongs to this product; `to`: what this product belongs to. */
export const selectRelations = async (
  tx: Tx,
  productId: string,
  way: 'from' | 'to',
): Promise<RelationRecord[]> => {
  const [mine, other] =
    way === 'from' ? [sql`r.product_id`, sql`r.other_id`] : [sql`r.other_id`, sql`r.product_id`]
  return (
    await sql<RelationRecord>`select r.kind, p.id as product_id, p.name, r.quantity, r.note from products.relations r join products.products p on p.id = ${other}
      where ${mine} = ${productId} order by r.kind, r.created_at, p.id limit 500`.execute(tx)
  ).rows
}
export const putRelation = async (
  tx: Tx,
  now: Date,
  shopId: string,
  relation: {
    productId: string
    otherId: string
    kind: RelationKind
    quantity: number
    note: string | null
    by: string | null
  },
): Promise<void> => {
  const { quantity, note } = relation
  await tx
    .insertInto('products.relations')
    .values({
      shop_id: shopId,
      product_id: relation.productId,
      other_id: relation.otherId,
      kind: relation.kind,
      quantity,
      note,
      created_at: now,
      created_by: relation.by,
    })
    .onConflict((conflict) =>
      conflict.columns(['product_id', 'other_id', 'kind']).doUpdateSet({ quantity, note }),
    )
    .execute()
}
export const deleteRelation = async (
  tx: Tx,
  productId: string,
  otherId: string,
  kind: string,
): Promise<boolean> => {
  const gone = await tx
    .deleteFrom('products.relations')
    .where('product_id', '=', productId)
    .where('other_id', '=', otherId)
    .where('kind', '=', kind)
    .executeTakeFirst()
  return gone.numDeletedRows > 0n
}

export interface ListingRecord {
  store_id: string | null
  sku_id: string | null
  external_product_id: string | null
  external_sku_id: string | null
  title: string | null
  first_seen_at: Date
}
export const selectListings = async (tx: Tx, productId: string): Promise<ListingRecord[]> =>
  tx
    .selectFrom('products.listings')
    .select(['store_id', 'sku_id', 'external_product_id', 'external_sku_id', 'title', 'first_seen_at'])
    .where('product_id', '=', productId)
    .orderBy('first_seen_at', 'desc')
    .orderBy('id')
    .limit(300)
    .execute()
