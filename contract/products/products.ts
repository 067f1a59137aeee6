import { Type, type Static } from 'typebox'
import { endpoint } from '../endpoint.ts'
import { CurrencyCode, Money } from '../money.ts'
import { Id, Instant, Language, Nullable, OneOf, Page, PageQuery, Strict, Text } from '../shapes.ts'
import { anyRole, leading } from '../staff/roles.ts'
import {
  barcodeKinds,
  packingFlags,
  priceKinds,
  productGaps,
  productStatuses,
  relationKinds,
} from './kinds.ts'

export const productLimits = {
  name: 200,
  code: 64,
  variant: 120,
  text: 2000,
  barcodes: 20,
  skus: 200,
  pictures: 30,
  facts: 200,
  relations: 100,
} as const

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

const read = { by: 'member', roles: anyRole, scope: 'products:read' } as const
const write = { by: 'member', roles: leading, scope: 'products:write' } as const

export const listProducts = endpoint({
  method: 'GET',
  path: '/api/products',
  access: read,
  summary:
    'Products, most sold first; `q` finds name, SKU code, barcode and the ids of stores. `view` to_fill: sold, but without facts or packaging.',
  query: Strict({
    ...PageQuery,
    q: Type.Optional(Type.String({ maxLength: 100 })),
    view: Type.Optional(OneOf(['current', 'to_fill', 'off_sale', 'archived'])),
    category: Type.Optional(Type.String({ maxLength: 200 })),
  }),
  reply: Page(ProductRow),
})
export const readProduct = endpoint({
  method: 'GET',
  path: '/api/products/:id',
  access: read,
  summary: 'One product with everything known of it.',
  reply: Product,
})

const options = Type.Array(Strict({ name: Text(40), value: Text(80) }), { maxItems: 6 })
export const NewSku = Strict({
  code: Type.Optional(Nullable(Text(productLimits.code))),
  variant: Type.Optional(Type.String({ maxLength: productLimits.variant })),
  options: Type.Optional(options),
  // Null first: tried as a number, null would be read as 0.
  weightGrams: Type.Optional(Type.Union([Type.Null(), Type.Integer({ minimum: 0, maximum: 10_000_000 })])),
  unit: Type.Optional(Nullable(Text(40))),
  barcodes: Type.Optional(Type.Array(Text(40), { maxItems: productLimits.barcodes })),
})
export type NewSku = Static<typeof NewSku>
export const createProduct = endpoint({
  method: 'POST',
  path: '/api/products',
  access: write,
  summary: 'A product by hand, with its first SKU and list price where known.',
  body: Strict({
    name: Text(productLimits.name),
    status: Type.Optional(OneOf(productStatuses)),
    category: Type.Optional(Nullable(Text(200))),
    brand: Type.Optional(Nullable(Text(80))),
    code: Type.Optional(Nullable(Text(productLimits.code))),
    barcode: Type.Optional(Nullable(Text(40))),
    price: Type.Optional(Nullable(Strict({ minor: Type.Integer({ minimum: 0 }), currency: CurrencyCode }))),
  }),
  reply: Product,
})
export const changeProduct = endpoint({
  method: 'PATCH',
  path: '/api/products/:id',
  access: write,
  summary: 'Name, status, category, brand. Refused with state.version when a colleague changed it meanwhile.',
  body: Strict({
    name: Type.Optional(Text(productLimits.name)),
    status: Type.Optional(OneOf(productStatuses)),
    category: Type.Optional(Nullable(Text(200))),
    brand: Type.Optional(Nullable(Text(80))),
    version: Type.Integer(),
  }),
  reply: Product,
})
export const addSku = endpoint({
  method: 'POST',
  path: '/api/products/:id/skus',
  access: write,
  summary: 'One more SKU. Its code is one in the shop: name.taken {field: code}.',
  body: NewSku,
  reply: Product,
})
export const changeSku = endpoint({
  method: 'PATCH',
  path: '/api/products/:id/skus/:skuId',
  access: write,
  summary: 'Code, variant, weight, unit, barcodes (the whole list), archived.',
  body: Strict({ ...NewSku.properties, isArchived: Type.Optional(Type.Boolean()), version: Type.Integer() }),
  reply: Product,
})
export const addPrice = endpoint({
  method: 'POST',
  path: '/api/products/:id/prices',
  access: write,
  summary: 'A price from now or later on; the one before of its kind ends there and is kept.',
  body: Strict({
    skuId: Type.Optional(Nullable(Id)),
    kind: OneOf(priceKinds),
    amount: Strict({ minor: Type.Integer({ minimum: 0 }), currency: CurrencyCode }),
    validFrom: Type.Optional(Instant),
    note: Type.Optional(Nullable(Text(200))),
  }),
  reply: Product,
})
export const endPrice = endpoint({
  method: 'DELETE',
  path: '/api/products/:id/prices/:priceId',
  access: write,
  summary: 'Ends a price now. It stays in the history.',
  reply: Product,
})
export const addFact = endpoint({
  method: 'POST',
  path: '/api/products/:id/facts',
  access: write,
  summary: 'A fact with its source; one of the same key, SKU and language ends.',
  body: Strict({
    skuId: Type.Optional(Nullable(Id)),
    key: Text(60),
    value: Text(500),
    unit: Type.Optional(Nullable(Text(20))),
    language: Language,
    source: Text(200),
    sourceUrl: Type.Optional(Nullable(Type.String({ maxLength: 500, pattern: '^https?://\\S+$' }))),
  }),
  reply: Product,
})
export const endFact = endpoint({
  method: 'DELETE',
  path: '/api/products/:id/facts/:factId',
  access: write,
  summary: 'A fact that holds no more.',
  reply: Product,
})
export const setPackaging = endpoint({
  method: 'PUT',
  path: '/api/products/:id/packaging',
  access: write,
  summary: 'The packaging standard: text, checks, materials, what to mind.',
  body: Strict({
    text: Type.String({ maxLength: productLimits.text }),
    checks: Type.Array(Text(120), { maxItems: 30 }),
    materials: Type.Array(Text(80), { maxItems: 30 }),
    flags: Type.Array(OneOf(packingFlags), { maxItems: packingFlags.length, uniqueItems: true }),
    version: Type.Integer(),
  }),
  reply: Product,
})
export const addRelation = endpoint({
  method: 'POST',
  path: '/api/products/:id/relations',
  access: write,
  summary: 'A part, accessory, spare, companion or gift; the same again sets quantity and note.',
  body: Strict({
    productId: Id,
    kind: OneOf(relationKinds),
    quantity: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000 })),
    note: Type.Optional(Nullable(Text(200))),
  }),
  reply: Product,
})
export const removeRelation = endpoint({
  method: 'DELETE',
  path: '/api/products/:id/relations/:kind/:otherId',
  access: write,
  summary: 'Takes a relation away.',
  reply: Product,
})
export const addPicture = endpoint({
  method: 'POST',
  path: '/api/products/:id/pictures',
  access: write,
  summary: 'An uploaded picture (POST /api/files) of this product, last in order.',
  body: Strict({ fileId: Id, alt: Type.String({ maxLength: 200 }) }),
  reply: Product,
})
export const changePicture = endpoint({
  method: 'PATCH',
  path: '/api/products/:id/pictures/:pictureId',
  access: write,
  summary: 'Its alternative text, or its place among the others (0 is first).',
  body: Strict({
    alt: Type.Optional(Type.String({ maxLength: 200 })),
    position: Type.Optional(Type.Integer({ minimum: 0, maximum: productLimits.pictures })),
  }),
  reply: Product,
})
export const removePicture = endpoint({
  method: 'DELETE',
  path: '/api/products/:id/pictures/:pictureId',
  access: write,
  summary: 'Takes a picture off the product.',
  reply: Product,
})

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
export const listReviews = endpoint({
  method: 'GET',
  path: '/api/products/:id/reviews',
  access: read,
  summary: 'What buyers wrote of it, newest first.',
  query: Strict({ ...PageQuery, verdict: Type.Optional(OneOf(reviewVerdicts)) }),
  reply: Page(Review),
})
export const ProductEvent = Type.Object({
  id: Id,
  name: Type.String(),
  at: Instant,
  by: Nullable(Type.String()),
  facts: Type.Record(Type.String(), Type.Unknown()),
})
export type ProductEvent = Static<typeof ProductEvent>
export const readProductHistory = endpoint({
  method: 'GET',
  path: '/api/products/:id/history',
  access: read,
  summary: 'What was changed about it, when and by whom, newest first.',
  query: Strict(PageQuery),
  reply: Page(ProductEvent),
})

export const productEndpoints = [
  listProducts,
  readProduct,
  createProduct,
  changeProduct,
  addSku,
  changeSku,
  addPrice,
  endPrice,
  addFact,
  endFact,
  setPackaging,
  addRelation,
  removeRelation,
  addPicture,
  changePicture,
  removePicture,
  listReviews,
  readProductHistory,
] as const
