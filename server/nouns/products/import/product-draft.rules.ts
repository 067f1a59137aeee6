import type { PriceKind, ProductStatus } from '#contract/products/kinds.ts'
import type { Option } from '../sku.rules.ts'

/** A SKU as a file says it; null: it does not say. */
export interface SkuDraft {
  /** The store's own id of it. */
  externalId: string | null
  code: string | null
  variant: string
  options: Option[]
  barcodes: string[]
  weightGrams: number | null
  unit: string | null
  prices: { kind: PriceKind; minor: number; currency: string }[]
}
/** A product as a file says it, from however many rows. Kept as `products.sources.draft`. */
export interface ProductDraft {
  /** By which the same product is found in the next file of the store. */
  key: string
  externalId: string | null
  name: string
  status: ProductStatus | null
  category: string | null
  brand: string | null
  skus: SkuDraft[]
  pictures: { url: string; alt: string }[]
  facts: { key: string; value: string }[]
}
/** A draft with the lines of the file that its SKUs stand on. */
export interface ReadProduct {
  draft: ProductDraft
  line: number
  skuLines: number[]
}
export interface RefusedRow {
  line: number
  field: string | null
  reason: string
  detail: string
}
