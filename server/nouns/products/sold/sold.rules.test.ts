import { describe, expect, test } from 'vitest'
import { arrangeSold, matchCodes, type KnownSku, type SoldLine } from './sold.rules.ts'

const line = (title: string, sku = '', variant = '', more: Partial<SoldLine> = {}): SoldLine => ({
  storeId: 'taobao',
  titleId: `id of ${title}`,
  title,
  sku,
  variant,
  lastAt: '2026-03-01',
  productId: null,
  skuId: null,
  by: null,
  candidates: 0,
  ...more,
})
const arrange = (lines: SoldLine[], skus: KnownSku[] = []) => {
  let made = 0
  const done = arrangeSold(lines, skus, () => `new ${++made}`)
  return {
    ...done,
    /** What each line became: product and SKU. */
    became: Object.fromEntries(
      done.soldAs.map((one) => [
        [one.storeId, one.title, one.sku, one.variant].join('|'),
        [one.productId, one.skuId, one.by],
      ]),
    ),
  }
}

describe('what was sold becomes the catalogue', () => {
  test('[REC-02] one product a title, one SKU a variant, whatever the store', () => {
    const { products, skus } = arrange([
      line('雪平锅', '', '18cm'),
      line('雪平锅', '', '20cm'),
      line('雪平锅', '', '18cm', { storeId: 'tmall' }),
      line('竹柄铲'),
    ])
    expect(products.map(({ name }) => name)).toEqual(['雪平锅', '竹柄铲'])
    expect(skus.map(({ variant }) => variant)).toEqual(['18cm', '20cm', ''])
  })

  test('a title that was changed keeps its product by the code, and the newest title names it', () => {
    const { products, skus, soldAs } = arrange([
      line('雪平锅', 'XP-18', '', { lastAt: '2025-11-11' }),
      line('雪平锅 2026新款', 'XP-18', '', { lastAt: '2026-02-01' }),
      line('雪平锅', 'XP-20', '', { lastAt: '2025-11-11' }),
    ])
    expect(products.map(({ name }) => name)).toEqual(['雪平锅 2026新款'])
    expect(new Set(skus.map(({ code }) => code))).toEqual(new Set(['XP-18', 'XP-20']))
    expect(new Set(soldAs.map(({ productId }) => productId)).size).toBe(1)
  })

  test('a code that stands under many titles is none', () => {
    const titles = Array.from({ length: 7 }, (_, at) => line(`Lamp ${at}`, '001'))
    const { products, skus } = arrange(titles)
    expect(products).toHaveLength(7)
    expect(skus.every(({ code }) => code === null)).toBe(true)
    expect(arrange(titles.slice(0, 6)).products).toHaveLength(1)
  })

  test('what is known is found by its code before its title', () => {
    const { products, became } = arrange(
      [
        line('Pan', 'P1', '', { productId: 'pan', skuId: 'pan 1', by: 'code' }),
        line('Pan', 'P9', '', { productId: 'other', by: 'title' }),
      ],
      [
        { id: 'pan 1', productId: 'pan', code: 'P1', variant: '' },
        { id: 'other 1', productId: 'other', code: 'O', variant: '' },
      ],
    )
    expect(products).toEqual([])
    expect(became['taobao|Pan|P1|']).toEqual(['pan', 'pan 1', 'code'])
    expect(became['taobao|Pan|P9|']).toEqual(['other', 'new 1', 'title'])
  })

  test('another title with a known code belongs to the known product, and so do its lines without a code', () => {
    const { products, became } = arrange(
      [line('Pan, new', 'P1', '', { productId: 'pan', skuId: 'pan 1', by: 'code' }), line('Pan, new')],
      [{ id: 'pan 1', productId: 'pan', code: 'P1', variant: '' }],
    )
    expect(products).toEqual([])
    expect(became['taobao|Pan, new||']).toEqual(['pan', 'pan 1', 'title'])
  })

  test('two known products are never joined', () => {
    const { soldAs } = arrange(
      [
        line('A', 'X1', '', { productId: 'a', by: 'title', lastAt: '2026-03-02' }),
        line('B', 'X1', '', { productId: 'b', by: 'title' }),
        line('B', '', '', { productId: 'b', by: 'title' }),
      ],
      [
        { id: 'a1', productId: 'a', code: null, variant: '' },
        { id: 'b1', productId: 'b', code: null, variant: '' },
      ],
    )
    // The code is one in the shop: it goes where it was sold last. What has no code stays where its title is.
    expect(soldAs.map(({ productId, skuId }) => [productId, skuId])).toEqual([
      ['a', 'a1'],
      ['a', 'a1'],
      ['b', 'b1'],
    ])
  })

  test('a SKU without a code learns it from the orders of its variant', () => {
    const { codes, skus } = arrange(
      [line('Pan', 'P1', '红', { productId: 'pan', by: 'title' })],
      [{ id: 'pan 1', productId: 'pan', code: null, variant: '红' }],
    )
    expect(codes).toEqual([{ skuId: 'pan 1', code: 'P1' }])
    expect(skus).toEqual([])
  })

  test('the store’s own id comes before the code, the code before the title; a title of several products is none', () => {
    const codes = new Map([['p1', { id: 'sku', productId: 'by code' }]])
    const titled = { productId: 'by title', by: 'title' as const }
    const found = matchCodes(
      [
        line('A', 'P1', '', { productId: 'by listing', by: 'listing', candidates: 1 }),
        line('B', 'p1 ', '', { ...titled, candidates: 1 }),
        line('C', 'other', '', { ...titled, candidates: 1 }),
        line('D', '', '', { ...titled, candidates: 2 }),
        line('E', 'P1', '', { ...titled, candidates: 2 }),
      ],
      codes,
    )
    expect(found.map(({ title, productId, by }) => [title, productId, by])).toEqual([
      ['A', 'by listing', 'listing'],
      ['B', 'by code', 'code'],
      ['C', 'by title', 'title'],
      ['E', 'by code', 'code'],
    ])
  })

  test('a line that says neither title nor anything known is left out', () => {
    expect(arrange([line('')])).toMatchObject({ products: [], soldAs: [] })
    expect(arrange([line('', 'P1', '', { productId: 'pan', skuId: 's', by: 'code' })]).soldAs).toHaveLength(1)
  })

  test('the same lines in another order become the same', () => {
    const lines = [
      line('A', '1', 'x', { lastAt: '2026-01-03' }),
      line('B', '1', 'x', { lastAt: '2026-01-02' }),
      line('B', '2', 'y', { lastAt: '2026-01-01' }),
    ]
    expect(arrange(lines.toReversed()).products).toEqual(arrange(lines).products)
    expect(arrange(lines).products).toHaveLength(1)
  })
})
