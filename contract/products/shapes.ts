/** Products, their parts and reviews as the desk answers with them. */
import { Type, type Static } from 'typebox'
import { Money } from '../money.ts'
import { Id, Instant, Language, Nullable, OneOf } from '../shapes.ts'
import {
  barcodeKinds,
  packingFlags,
  priceKinds,
  productGaps,
  productStatuses,
  relationKinds,
} from './kinds.ts'

export const ProductRow = Type.Object({
  id: Id,
  name: Type.String(),
  status: OneOf(productStatuses),
  category: Nullable(Type.String()),
  brand: Nullable(Type.String()),
  skuCount: Type.Integer(),
  /** The code of the only SKU, or null where there are several or none has one. */
  code: Nullable(Type.String()),
  /** The least and the greatest list or special price in force, in one currency. */
  price: Nullable(Type.Object({ from: Money, to: Money })),
  soldOrders: Type.Integer(),
  lastSoldAt: Nullable(Instant),
  gaps: Type.Array(OneOf(productGaps)),
  picture: Nullable(Type.Object({ url: Type.String(), alt: Type.String() })),
  /** How it was found, when searched for: the code or barcode. */
  matched: Nullable(Type.Object({ kind: OneOf(['code', 'barcode', 'listing']), shown: Type.String() })),
})
export type ProductRow = Static<typeof ProductRow>

export const Barcode = Type.Object({
  code: Type.String(),
  kind: OneOf(barcodeKinds),
  /** Null: a kind without a check digit. */
  isCheckRight: Nullable(Type.Boolean()),
})
export type Barcode = Static<typeof Barcode>
export const Sku = Type.Object({
  id: Id,
  code: Nullable(Type.String()),
  variant: Type.String(),
  options: Type.Array(Type.Object({ name: Type.String(), value: Type.String() })),
  weightGrams: Nullable(Type.Integer()),
  unit: Nullable(Type.String()),
  isArchived: Type.Boolean(),
  barcodes: Type.Array(Barcode),
})
export type Sku = Static<typeof Sku>
export const Price = Type.Object({
  id: Id,
  skuId: Nullable(Id),
  kind: OneOf(priceKinds),
  amount: Money,
  validFrom: Instant,
  /** Null while it is in force or yet to come. */
  validTo: Nullable(Instant),
  source: OneOf(['hand', 'import']),
  note: Nullable(Type.String()),
  by: Nullable(Type.String()),
  recordedAt: Instant,
})
export type Price = Static<typeof Price>
export const ProductFact = Type.Object({
  id: Id,
  skuId: Nullable(Id),
  key: Type.String(),
  value: Type.String(),
  unit: Nullable(Type.String()),
  language: Language,
  source: Type.String(),
  sourceUrl: Nullable(Type.String()),
  checkedAt: Instant,
  by: Nullable(Type.String()),
})
export type ProductFact = Static<typeof ProductFact>
export const Packaging = Type.Object({
  text: Type.String(),
  checks: Type.Array(Type.String()),
  materials: Type.Array(Type.String()),
  flags: Type.Array(OneOf(packingFlags)),
  updatedAt: Instant,
  by: Nullable(Type.String()),
})
export type Packaging = Static<typeof Packaging>
export const Relation = Type.Object({
  kind: OneOf(relationKinds),
  productId: Id,
  name: Type.String(),
  quantity: Type.Integer(),
  note: Nullable(Type.String()),
})
export type Relation = Static<typeof Relation>
export const Picture = Type.Object({
  id: Id,
  /** Null: an address from an export that nobody has fetched; `sourceUrl` then says which. */
  url: Nullable(Type.String()),
  sourceUrl: Nullable(Type.String()),
  width: Nullable(Type.Integer()),
  height: Nullable(Type.Integer()),
  alt: Type.String(),
})
export type Picture = Static<typeof Picture>
export const Listing = Type.Object({
  storeId: Nullable(Id),
  storeName: Nullable(Type.String()),
  skuId: Nullable(Id),
  externalProductId: Nullable(Type.String()),
  externalSkuId: Nullable(Type.String()),
  title: Nullable(Type.String()),
  since: Instant,
})
export type Listing = Static<typeof Listing>
export const Product = Type.Object({
  id: Id,
  name: Type.String(),
  status: OneOf(productStatuses),
  category: Nullable(Type.String()),
  brand: Nullable(Type.String()),
  origin: OneOf(['hand', 'import', 'orders']),
  soldOrders: Type.Integer(),
  soldQuantity: Type.Integer(),
  lastSoldAt: Nullable(Instant),
  createdAt: Instant,
  version: Type.Integer(),
  gaps: Type.Array(OneOf(productGaps)),
  skus: Type.Array(Sku),
  /** Newest first, the closed ones too; cost prices only for those who may see them. */
  prices: Type.Array(Price),
  facts: Type.Array(ProductFact),
  packaging: Nullable(Packaging),
  relations: Type.Array(Relation),
  /** Products of which this one is a part, accessory, … */
  relatedFrom: Type.Array(Relation),
  pictures: Type.Array(Picture),
  listings: Type.Array(Listing),
  reviews: Type.Object({
    count: Type.Integer(),
    /** Of those with stars; null where none has any. */
    average: Nullable(Type.Number()),
    /** How many have 1, 2, 3, 4, 5 stars. */
    stars: Type.Array(Type.Integer(), { minItems: 5, maxItems: 5 }),
    verdicts: Type.Object({ good: Type.Integer(), neutral: Type.Integer(), bad: Type.Integer() }),
  }),
})
export type Product = Static<typeof Product>

export const reviewVerdicts = ['good', 'neutral', 'bad'] as const
export const Review = Type.Object({
  id: Id,
  storeName: Type.String(),
  stars: Nullable(Type.Integer()),
  verdict: Nullable(OneOf(reviewVerdicts)),
  /** With the order and the person null for a key that may not read customers, or orders. */
  buyerName: Nullable(Type.String()),
  text: Type.String(),
  more: Nullable(Type.String()),
  reply: Nullable(Type.String()),
  pictures: Type.Array(Type.String()),
  orderId: Nullable(Id),
  orderNumber: Nullable(Type.String()),
  customerId: Nullable(Id),
  at: Instant,
})
export type Review = Static<typeof Review>
export const ProductEvent = Type.Object({
  id: Id,
  name: Type.String(),
  at: Instant,
  by: Nullable(Type.String()),
  facts: Type.Record(Type.String(), Type.Unknown()),
})
export type ProductEvent = Static<typeof ProductEvent>
