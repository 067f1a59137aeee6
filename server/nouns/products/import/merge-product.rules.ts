/**
 * A product of a file laid over the one in the catalogue. What the file says otherwise than last time is taken; what it said
 * last time already, and somebody changed by hand since, stays as it is. An empty cell takes nothing away.
 */
import type { PriceKind, ProductStatus } from '#contract/products/kinds.ts'
import { codeKey, nameKey, type Option } from '../sku.rules.ts'
import type { ProductDraft, SkuDraft } from './product-draft.rules.ts'

export interface KnownSku {
  id: string
  code: string | null
  externalIds: readonly string[]
  variant: string
  options: readonly Option[]
  weightGrams: number | null
  unit: string | null
  barcodes: readonly string[]
}
export interface KnownProduct {
  id: string
  name: string
  status: ProductStatus
  category: string | null
  brand: string | null
  origin: 'hand' | 'import' | 'orders'
  skus: readonly KnownSku[]
  pictureUrls: readonly string[]
  /** What the file of this store said last; null: it never did. */
  last: ProductDraft | null
}

export interface SkuPlan {
  /** Null: a new one. */
  known: KnownSku | null
  draft: SkuDraft
  change: {
    code?: string
    variant?: string
    options?: readonly Option[]
    weight_grams?: number
    unit?: string
  }
  addBarcodes: string[]
  removeBarcodes: string[]
  /** To be judged against the prices in force. */
  prices: { kind: PriceKind; minor: number; currency: string }[]
}
export interface ProductPlan {
  change: { name?: string; status?: ProductStatus; category?: string; brand?: string }
  skus: SkuPlan[]
  pictures: { url: string; alt: string }[]
  facts: { key: string; value: string }[]
}

export const planProduct = (known: KnownProduct, draft: ProductDraft): ProductPlan => {
  const { last } = known
  const isOurs = known.origin !== 'hand'
  const facts = new Map(last?.facts.map(({ key, value }) => [nameKey(key), value]))
  return {
    change: {
      ...(said(draft.name, last?.name, known.name, false) ? { name: draft.name } : {}),
      ...(draft.status !== null &&
      said(draft.status, last?.status, isOurs ? null : known.status, isOurs) &&
      draft.status !== known.status
        ? { status: draft.status }
        : {}),
      ...(said(draft.category, last?.category, known.category) ? { category: draft.category as string } : {}),
      ...(said(draft.brand, last?.brand, known.brand) ? { brand: draft.brand as string } : {}),
    },
    skus: planSkus(known, draft),
    pictures: draft.pictures.filter(
      ({ url }) => !known.pictureUrls.includes(url) && !last?.pictures.some((one) => one.url === url),
    ),
    facts: draft.facts.filter(({ key, value }) => facts.get(nameKey(key)) !== value),
  }
}

/** Whether a value of the file is to be taken. With nothing said before it fills what is empty. */
const said = <T>(now: T | null, before: T | null | undefined, held: T | null, fills = true): boolean => {
  if (now === null || now === held) return false
  return before === undefined || before === null ? fills && held === null : now !== before
}

const planSkus = (known: KnownProduct, draft: ProductDraft): SkuPlan[] => {
  const free = new Set(known.skus)
  const take = (fits: (sku: KnownSku) => boolean): KnownSku | null => {
    const found = [...free].find(fits) ?? null
    if (found) free.delete(found)
    return found
  }
  const matched = new Map<SkuDraft, KnownSku>()
  const match = (by: (sku: KnownSku, one: SkuDraft) => boolean) => {
    for (const one of draft.skus) {
      const found = matched.has(one) ? null : take((sku) => by(sku, one))
      if (found) matched.set(one, found)
    }
  }
  match((sku, one) => one.externalId !== null && sku.externalIds.includes(one.externalId))
  match((sku, one) => codeKey(one.code) !== null && codeKey(sku.code) === codeKey(one.code))
  const hasNoOtherCode = (sku: KnownSku, one: SkuDraft) => sku.code === null || one.code === null
  match((sku, one) => sku.variant === one.variant && hasNoOtherCode(sku, one))
  // The only one of both sides is the same, though one side gave it no variant.
  if (draft.skus.length === 1 && known.skus.length === 1) match(hasNoOtherCode)
  return draft.skus.map((one) => planSku(matched.get(one) ?? null, one, lastOf(one, known.last)))
}

/** The store's own id goes before the code, which may be another SKU's by now. */
const lastOf = (one: SkuDraft, last: ProductDraft | null): SkuDraft | null =>
  last?.skus.find((before) => one.externalId !== null && before.externalId === one.externalId) ??
  last?.skus.find((before) => codeKey(one.code) !== null && codeKey(before.code) === codeKey(one.code)) ??
  last?.skus.find((before) => before.variant === one.variant) ??
  (last?.skus.length === 1 ? (last.skus[0] ?? null) : null)

const planSku = (known: KnownSku | null, draft: SkuDraft, last: SkuDraft | null): SkuPlan => {
  const before = known === null ? null : last
  const isSamePrice = (price: SkuDraft['prices'][number]) =>
    before?.prices.some(
      (one) => one.kind === price.kind && one.minor === price.minor && one.currency === price.currency,
    ) === true
  const prices = draft.prices.filter((price) => !isSamePrice(price))
  if (known === null)
    return { known, draft, change: {}, addBarcodes: draft.barcodes, removeBarcodes: [], prices }
  const change: SkuPlan['change'] = {
    ...(said(draft.code, before?.code, known.code) ? { code: draft.code as string } : {}),
    ...(draft.variant !== '' && said(draft.variant, before?.variant || null, known.variant || null)
      ? { variant: draft.variant, options: draft.options }
      : {}),
    ...(said(draft.weightGrams, before?.weightGrams, known.weightGrams)
      ? { weight_grams: draft.weightGrams as number }
      : {}),
    ...(said(draft.unit, before?.unit, known.unit) ? { unit: draft.unit as string } : {}),
  }
  return {
    known,
    draft,
    change,
    addBarcodes: draft.barcodes.filter(
      (code) => !known.barcodes.includes(code) && !before?.barcodes.includes(code),
    ),
    removeBarcodes: (before?.barcodes ?? []).filter(
      (code) => known.barcodes.includes(code) && !draft.barcodes.includes(code) && draft.barcodes.length > 0,
    ),
    prices,
  }
}

/** Whether the plan changes anything but, perhaps, prices. */
export const isPlanEmpty = (plan: ProductPlan): boolean =>
  Object.keys(plan.change).length === 0 &&
  plan.pictures.length === 0 &&
  plan.facts.length === 0 &&
  plan.skus.every(
    ({ known, change, addBarcodes, removeBarcodes }) =>
      known !== null &&
      Object.keys(change).length === 0 &&
      addBarcodes.length === 0 &&
      removeBarcodes.length === 0,
  )
