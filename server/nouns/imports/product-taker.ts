import { decimalOf } from '#contract/money.ts'
import { productFields, type createProductImports, type ProductMap } from '#nouns/products/index.ts'
import { goalOf, type Taker } from './takers.ts'

/** Tables of products: Shopify's, a Chinese platform's, or one with a name and perhaps SKU, barcode and price. */
export const productTaker = (imports: ReturnType<typeof createProductImports>): Taker => {
  const platform = (headers: readonly string[]) =>
    headers.some((header) => /^(?:url )?handle$/i.test(header.trim())) ? 'shopify' : 'other'
  return {
    fields: productFields,
    needsStore: false,
    platform,
    goal: (facts, headers) => {
      const goal = goalOf(facts, platform(headers), null)
      return platform(headers) === 'shopify' ? goal : { storeId: null, newStore: null }
    },
    take: async ({ map, newStore, storeId, sheet, ...taking }) => {
      const { products, first, error, errorDetail, refused, refusedCount, columns, ...counts } =
        await imports.importFile({
          ...taking,
          storeId: storeId ?? undefined,
          storeName: newStore ?? undefined,
          sheet: sheet ?? undefined,
          map: { columns: map } as ProductMap,
        })
      const { read, created, updated, unchanged } = counts
      return {
        counts: { read, things: products, created, updated, unchanged },
        refused,
        refusedCount,
        columns,
        sample: {
          fields: ['name', 'code', 'variant', 'barcode', 'price', 'category'],
          rows: first.map(({ name, category, skus }) => {
            const of = (texts: readonly string[]) => [...new Set(texts.filter((text) => text !== ''))]
            return [
              name,
              of(skus.map(({ code }) => code ?? '')).join(' '),
              of(skus.map(({ variant }) => variant)).join('；'),
              of(skus.flatMap(({ barcodes }) => barcodes)).join(' '),
              of(
                skus.flatMap(({ prices }) =>
                  prices
                    .filter(({ kind }) => kind === 'list')
                    .map((price) => `${price.currency} ${decimalOf(price)}`),
                ),
              ).join(' '),
              category ?? '',
            ].map((text) => text.slice(0, 200))
          }),
        },
        error,
        errorDetail,
      }
    },
  }
}
