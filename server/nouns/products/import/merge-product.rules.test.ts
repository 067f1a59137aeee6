import { describe, expect, test } from 'vitest'
import { isPlanEmpty, planProduct, type KnownProduct, type KnownSku } from './merge-product.rules.ts'
import type { ProductDraft, SkuDraft } from './product-draft.rules.ts'

const skuDraft = (more: Partial<SkuDraft> = {}): SkuDraft => ({
  externalId: null,
  code: 'L1',
  variant: '',
  options: [],
  barcodes: [],
  weightGrams: null,
  unit: null,
  prices: [],
  ...more,
})
const draft = (more: Partial<ProductDraft> = {}): ProductDraft => ({
  key: 'name lamp',
  externalId: null,
  name: 'Lamp',
  status: null,
  category: null,
  brand: null,
  skus: [skuDraft()],
  pictures: [],
  facts: [],
  ...more,
})
const sku = (more: Partial<KnownSku> = {}): KnownSku => ({
  id: 's1',
  code: 'L1',
  externalIds: [],
  variant: '',
  options: [],
  weightGrams: null,
  unit: null,
  barcodes: [],
  ...more,
})
const known = (more: Partial<KnownProduct> = {}): KnownProduct => ({
  id: 'p1',
  name: 'Lamp',
  status: 'on_sale',
  category: null,
  brand: null,
  origin: 'import',
  skus: [sku()],
  pictureUrls: [],
  last: null,
  ...more,
})

describe('a product of a file over the one there is', () => {
  test.each<[string, KnownProduct, ProductDraft, object]>([
    ['the same', known(), draft(), {}],
    ['an empty value is filled', known(), draft({ brand: 'Loom' }), { brand: 'Loom' }],
    ['a value by hand stays', known({ brand: 'Mine' }), draft({ brand: 'Loom' }), {}],
    [
      'a value by hand stays when the file says what it said before',
      known({ brand: 'Mine', last: draft({ brand: 'Loom' }) }),
      draft({ brand: 'Loom' }),
      {},
    ],
    [
      'what the file says otherwise than before is taken',
      known({ brand: 'Mine', last: draft({ brand: 'Loom' }) }),
      draft({ brand: 'New Loom' }),
      { brand: 'New Loom' },
    ],
    [
      'an empty cell takes nothing away',
      known({ brand: 'Loom', last: draft({ brand: 'Loom' }) }),
      draft(),
      {},
    ],
    ['a name is not overwritten the first time', known({ name: 'Reading lamp' }), draft(), {}],
    [
      'a name that changed in the file is taken',
      known({ last: draft() }),
      draft({ name: 'Desk lamp' }),
      { name: 'Desk lamp' },
    ],
    [
      'a status of what orders made',
      known({ origin: 'orders' }),
      draft({ status: 'off_sale' }),
      { status: 'off_sale' },
    ],
    ['a status by hand', known({ origin: 'hand' }), draft({ status: 'off_sale' }), {}],
  ])('%s', (_, before, file, change) => {
    const plan = planProduct(before, file)
    expect(plan.change).toEqual(change)
    expect(isPlanEmpty(plan)).toBe(Object.keys(change).length === 0)
  })
})

describe('its SKUs', () => {
  const found = (skus: KnownSku[], drafts: SkuDraft[]) =>
    planProduct(known({ skus }), draft({ skus: drafts })).skus.map((plan) => plan.known?.id ?? null)
  test.each<[string, KnownSku[], SkuDraft[], (string | null)[]]>([
    ['by code, however typed', [sku({ code: 'l1 ' })], [skuDraft()], ['s1']],
    [
      'the store’s own id comes first',
      [sku(), sku({ id: 's2', code: 'X', externalIds: ['77'] })],
      [skuDraft({ externalId: '77' })],
      ['s2'],
    ],
    [
      'by variant where one has no code',
      [sku({ code: null, variant: '红' })],
      [skuDraft({ variant: '红' })],
      ['s1'],
    ],
    ['another code is another SKU', [sku()], [skuDraft({ code: 'L2' })], [null]],
    ['the only one of both sides', [sku({ code: null })], [skuDraft({ variant: '红' })], ['s1']],
    [
      'each is taken once',
      [sku({ code: null })],
      [skuDraft({ code: 'A' }), skuDraft({ code: 'B' })],
      ['s1', null],
    ],
  ])('%s', (_, skus, drafts, ids) => {
    expect(found(skus, drafts)).toEqual(ids)
  })

  test('barcodes are added; those that the file gave and gives no more go, those by hand stay', () => {
    const [plan] = planProduct(
      known({
        skus: [sku({ barcodes: ['hand', 'old'] })],
        last: draft({ skus: [skuDraft({ barcodes: ['old'] })] }),
      }),
      draft({ skus: [skuDraft({ barcodes: ['new'] })] }),
    ).skus
    expect([plan?.addBarcodes, plan?.removeBarcodes]).toEqual([['new'], ['old']])
  })

  test('a price is taken when the file says another than before', () => {
    const price = (minor: number) => [{ kind: 'list' as const, minor, currency: 'CNY' }]
    const before = known({ last: draft({ skus: [skuDraft({ prices: price(100) })] }) })
    const prices = (minor: number) =>
      planProduct(before, draft({ skus: [skuDraft({ prices: price(minor) })] })).skus[0]?.prices
    expect(prices(100)).toEqual([])
    expect(prices(120)).toEqual(price(120))
  })
})
