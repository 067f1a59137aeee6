/**
 * What was sold, as products of the catalogue 从订单建商品 (REC-02). An order's line is matched by the store's own id, then by
 * the SKU code, then by the exact title, and never guessed further; what matches nothing becomes a product.
 */
import { codeKey, readOptions, type Option } from '../sku.rules.ts'

/** One way in which a store's orders name something. */
export interface SoldLine {
  storeId: string
  titleId: string
  title: string
  /** Empty where the order said none. */
  sku: string
  variant: string
  /** When it was last sold, ISO 8601. */
  lastAt: string
  /** What it was found to be, and by what; null: nothing yet. */
  productId: string | null
  skuId: string | null
  by: 'listing' | 'code' | 'title' | null
  /** How many products it might be: a title that several bear names none of them, and to choose would be to guess. */
  candidates: number
}
export interface KnownSku {
  id: string
  productId: string
  code: string | null
  variant: string
}

export interface Arranged {
  products: { id: string; name: string }[]
  skus: { id: string; productId: string; code: string | null; variant: string; options: Option[] }[]
  /** SKUs that had no code and of which orders now say one. */
  codes: { skuId: string; code: string }[]
  soldAs: {
    storeId: string
    titleId: string
    title: string
    sku: string
    variant: string
    productId: string
    skuId: string
    by: 'listing' | 'code' | 'title' | 'new'
  }[]
}

/** A title is changed now and then and keeps its code; a code under more titles than this is no code but a habit (001, 默认). */
const mostTitlesOfACode = 6

/** Lines by their SKU codes where the store's own id did not say already; those whose title is not certain go. */
export const matchCodes = (
  lines: readonly SoldLine[],
  byCode: ReadonlyMap<string, { id: string; productId: string }>,
): SoldLine[] =>
  lines.flatMap((line): SoldLine[] => {
    const sku = line.by === 'listing' ? undefined : byCode.get(codeKey(line.sku) ?? '')
    if (sku) return [{ ...line, productId: sku.productId, skuId: sku.id, by: 'code', candidates: 1 }]
    return line.candidates > 1 ? [] : [line]
  })

/** `skus`: those of all products that lines were found to be. `newId` makes ids. */
export const arrangeSold = (
  given: readonly SoldLine[],
  skus: readonly KnownSku[],
  newId: () => string,
): Arranged => {
  const lines = given
    .filter(({ title, productId }) => title !== '' || productId !== null)
    .sort((one, other) => (one.lastAt < other.lastAt ? 1 : one.lastAt > other.lastAt ? -1 : 0))
  const codeOf = trustedCodes(lines)
  const { homeOf, products } = findHomes(lines, codeOf, newId)
  const shelf = new Shelf(skus, newId)
  const made = new Set(products.map(({ id }) => id))
  const soldAs = lines.map((line) => {
    const productId = homeOf(line)
    const known = line.skuId !== null && line.productId === productId ? line.skuId : null
    const by = made.has(productId) ? 'new' : line.productId === productId ? (line.by ?? 'title') : 'title'
    const { storeId, titleId, title, sku, variant } = line
    const skuId = known ?? shelf.take(productId, codeOf(line) === null ? null : line.sku, variant)
    return { storeId, titleId, title, sku, variant, productId, skuId, by } as const
  })
  return { products, skus: shelf.made, codes: shelf.learned, soldAs }
}

/** The key of a line's code, or null where it has none that tells products apart. */
const trustedCodes = (lines: readonly SoldLine[]): ((line: SoldLine) => string | null) => {
  const titles = new Map<string, Set<string>>()
  for (const { sku, titleId } of lines) {
    const key = codeKey(sku)
    if (key !== null) titles.set(key, (titles.get(key) ?? new Set()).add(titleId))
  }
  return (line) => {
    const key = codeKey(line.sku)
    if (key === null) return null
    return line.by === 'code' || (titles.get(key)?.size ?? 0) <= mostTitlesOfACode ? key : null
  }
}

/** Gives every title and every code a product: a known one as far as lines lead to it, else a new one. */
const findHomes = (
  lines: readonly SoldLine[],
  codeOf: (line: SoldLine) => string | null,
  newId: () => string,
) => {
  const byTitle = Map.groupBy(lines, ({ titleId }) => titleId)
  const byCode = Map.groupBy(
    lines.filter((line) => codeOf(line) !== null),
    (line) => codeOf(line) as string,
  )
  const titleHome = new Map<string, string>()
  const codeHome = new Map<string, string>()
  const products: Arranged['products'] = []

  /** Settles what shares a code or, where no code says otherwise, a title with what is settled already. */
  const spread = (first: SoldLine, product: string) => {
    const waiting = [first]
    for (let line = waiting.pop(); line; line = waiting.pop()) {
      const code = codeOf(line)
      if (code !== null && !codeHome.has(code)) {
        codeHome.set(code, product)
        waiting.push(...(byCode.get(code) ?? []))
      }
      if (!titleHome.has(line.titleId)) {
        titleHome.set(line.titleId, product)
        waiting.push(...(byTitle.get(line.titleId) ?? []).filter((one) => one.productId === null))
      }
    }
  }
  for (const line of lines)
    if (line.productId !== null && line.by === 'title') titleHome.set(line.titleId, line.productId)
  for (const line of lines) if (line.productId !== null) spread(line, line.productId)
  for (const line of lines) {
    const code = codeOf(line)
    const home = (code === null ? undefined : codeHome.get(code)) ?? titleHome.get(line.titleId)
    const product = home ?? newId()
    if (home === undefined) products.push({ id: product, name: line.title })
    spread(line, product)
  }
  const homeOf = (line: SoldLine): string => {
    if (line.productId !== null && line.by !== 'title') return line.productId
    const code = codeOf(line)
    const home = (code === null ? undefined : codeHome.get(code)) ?? titleHome.get(line.titleId)
    if (home === undefined) throw new Error('every line has a product')
    return home
  }
  return { homeOf, products }
}

/** The SKUs of products, those that are there and those that are made on the way. */
class Shelf {
  readonly made: Arranged['skus'] = []
  readonly learned: Arranged['codes'] = []
  private readonly skus: Map<string, { id: string; key: string | null; variant: string }[]>
  private readonly newId: () => string

  constructor(known: readonly KnownSku[], newId: () => string) {
    this.newId = newId
    this.skus = new Map(
      [...Map.groupBy(known, ({ productId }) => productId)].map(([productId, skus]) => [
        productId,
        skus.map(({ id, code, variant }) => ({ id, key: codeKey(code), variant })),
      ]),
    )
  }

  /** By code; else by variant. One without a code takes the code that its variant is sold under. */
  take(productId: string, code: string | null, variant: string): string {
    const skus = this.skus.get(productId) ?? []
    const key = codeKey(code)
    if (key === null) {
      const same = skus.find((sku) => sku.variant === variant) ?? (variant === '' ? skus[0] : undefined)
      return same?.id ?? this.make(productId, null, variant)
    }
    const found = skus.find((sku) => sku.key === key)
    if (found) return found.id
    const nameless = skus.find((sku) => sku.key === null && sku.variant === variant)
    if (!nameless) return this.make(productId, code, variant)
    nameless.key = key
    const made = this.made.find(({ id }) => id === nameless.id)
    if (made) made.code = code
    else this.learned.push({ skuId: nameless.id, code: code as string })
    return nameless.id
  }

  private make(productId: string, code: string | null, variant: string): string {
    const id = this.newId()
    this.made.push({ id, productId, code, variant, options: variant === '' ? [] : readOptions(variant) })
    this.skus.set(productId, [...(this.skus.get(productId) ?? []), { id, key: codeKey(code), variant }])
    return id
  }
}
