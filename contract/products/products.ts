import { Type, type Static } from 'typebox'
import { endpoint } from '../endpoint.ts'
import { CurrencyCode } from '../money.ts'
import { Id, Instant, Language, Nullable, OneOf, Page, PageQuery, Strict, Text } from '../shapes.ts'
import { anyRole, leading } from '../staff/roles.ts'
import { packingFlags, priceKinds, productStatuses, relationKinds } from './kinds.ts'

import { Product, ProductEvent, ProductRow, Review, reviewVerdicts } from './shapes.ts'

export {
  Picture,
  Price,
  Product,
  ProductEvent,
  ProductFact,
  ProductRow,
  Relation,
  Review,
  Sku,
} from './shapes.ts'

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
    /** Those that a table import wrote, or wrote reviews of. */
    importId: Type.Optional(Id),
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

export const listReviews = endpoint({
  method: 'GET',
  path: '/api/products/:id/reviews',
  access: read,
  summary: 'What buyers wrote of it, newest first.',
  query: Strict({ ...PageQuery, verdict: Type.Optional(OneOf(reviewVerdicts)) }),
  reply: Page(Review),
})
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
