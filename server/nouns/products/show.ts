import type { Price, Product, Relation } from '#contract/products/products.ts'
import type { ShopFacts } from '#nouns/staff/index.ts'
import type { Tx } from '#platform/database/database.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import {
  findPackaging,
  selectFacts,
  selectListings,
  selectRelations,
  type RelationRecord,
} from './details.store.ts'
import { selectPictures } from './pictures.store.ts'
import { maySeeCost } from './price.rules.ts'
import { selectPrices, type PriceRecord } from './prices.store.ts'
import { gapsOf, type ProductRecord } from './products.store.ts'
import { sumReviews } from './reviews.store.ts'
import { selectSkus, type SkuRecord } from './skus.store.ts'

/** Everything known of a product, as `caller` may see it. */
export const showProduct = async (
  tx: Tx,
  facts: ShopFacts,
  caller: MemberCaller,
  row: ProductRecord,
): Promise<Product> => {
  const nameOf = (memberId: string | null) =>
    memberId === null ? null : (facts.members.get(memberId)?.displayName ?? null)
  const prices = await selectPrices(tx, row.id)
  const packaging = await findPackaging(tx, row.id)
  const reviews = await sumReviews(tx, facts.id, row.id)
  return {
    ...headOf(row),
    gaps: await gapsOf(tx, row.id),
    skus: (await selectSkus(tx, [row.id])).map(toSku),
    prices: prices
      .filter(({ kind }) => kind !== 'cost' || maySeeCost(caller))
      .map((price) => toPrice(price, nameOf(price.recorded_by))),
    facts: (await selectFacts(tx, row.id)).map((fact) => ({
      id: fact.id,
      skuId: fact.sku_id,
      key: fact.key,
      value: fact.value,
      unit: fact.unit,
      language: fact.language,
      source: fact.source,
      sourceUrl: fact.source_url,
      checkedAt: fact.checked_at.toISOString(),
      by: nameOf(fact.checked_by),
    })),
    packaging: packaging && {
      text: packaging.text,
      checks: packaging.checks,
      materials: packaging.materials,
      flags: packaging.flags,
      updatedAt: packaging.updated_at.toISOString(),
      by: nameOf(packaging.updated_by),
    },
    relations: (await selectRelations(tx, row.id, 'from')).map(toRelation),
    relatedFrom: (await selectRelations(tx, row.id, 'to')).map(toRelation),
    pictures: (await selectPictures(tx, row.id)).map(({ id, file, source_url: sourceUrl, alt }) => ({
      id,
      url: file?.url ?? null,
      sourceUrl,
      width: file?.width ?? null,
      height: file?.height ?? null,
      alt,
    })),
    listings: (await selectListings(tx, row.id)).map((one) => ({
      storeId: one.store_id,
      storeName: one.store_id === null ? null : (facts.stores.get(one.store_id)?.name ?? null),
      skuId: one.sku_id,
      externalProductId: one.external_product_id,
      externalSkuId: one.external_sku_id,
      title: one.title,
      since: one.first_seen_at.toISOString(),
    })),
    reviews: {
      count: reviews.count,
      average: reviews.average,
      stars: reviews.stars,
      verdicts: { good: reviews.good, neutral: reviews.neutral, bad: reviews.bad },
    },
  }
}

const headOf = (row: ProductRecord) => ({
  id: row.id,
  name: row.name,
  status: row.status,
  category: row.category,
  brand: row.brand,
  origin: row.origin,
  soldOrders: row.sold_orders,
  soldQuantity: row.sold_quantity,
  lastSoldAt: row.last_sold_at?.toISOString() ?? null,
  createdAt: row.created_at.toISOString(),
  version: row.version,
})

const toSku = (sku: SkuRecord): Product['skus'][number] => ({
  id: sku.id,
  code: sku.code,
  variant: sku.variant,
  options: sku.options,
  weightGrams: sku.weight_grams,
  unit: sku.unit,
  isArchived: sku.archived_at !== null,
  barcodes: sku.barcodes,
})

const toPrice = (price: PriceRecord, by: string | null): Price => ({
  id: price.id,
  skuId: price.sku_id,
  kind: price.kind,
  amount: { minor: price.amount, currency: price.currency },
  validFrom: price.valid_from.toISOString(),
  validTo: price.valid_to?.toISOString() ?? null,
  source: price.source,
  note: price.note,
  by,
  recordedAt: price.recorded_at.toISOString(),
})

const toRelation = (relation: RelationRecord): Relation => ({
  kind: relation.kind,
  productId: relation.product_id,
  name: relation.name,
  quantity: relation.quantity,
  note: relation.note,
})
