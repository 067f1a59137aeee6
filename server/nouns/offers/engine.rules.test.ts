import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Given } from '#contract/offers/terms.ts'
import { judgeOffers, type Basket, type BuyerFacts, type Offer } from './engine.rules.ts'

const now = new Date('2026-11-11T04:00:00Z')
const day = 86_400_000
const at = (days: number) => new Date(now.getTime() + days * day)

let count = 0
const offer = (given: Given, more: Partial<Omit<Offer, 'kind' | 'terms'>> = {}): Offer =>
  ({
    id: `offer-${String(++count).padStart(4, '0')}`,
    state: 'running',
    currency: 'CNY',
    audience: 'all',
    productIds: [],
    storeIds: [],
    startsAt: at(-1),
    endsAt: at(1),
    ...given,
    ...more,
  }) as Offer
const off = (from: number, minus: number, more: object = {}): Given => ({
  kind: 'money_off',
  terms: { tiers: [{ from, off: minus }], isPerEach: false, stacks: false, ...more },
})
const percent = (percentOff: number, more: object = {}): Given => ({
  kind: 'percent_off',
  terms: { from: 0, percent: percentOff, most: null, stacks: false, ...more },
})
const coupon = (minus: number, more: object = {}): Given => ({
  kind: 'coupon',
  terms: { from: 0, off: minus, percent: null, most: null, perCustomer: 1, stacks: false, ...more },
})
const nobody: BuyerFacts = { orderCount: 0, spentHalfYear: 0, uses: {}, coupons: [] }
const basket = (...lines: [string | null, number, number][]): Basket => ({
  currency: 'CNY',
  storeId: 'store',
  lines: lines.map(([productId, quantity, unit]) => ({ productId, quantity, unit })),
  freight: 800,
})
const judge = (offers: Offer[], of: Basket, buyer: Partial<BuyerFacts> = {}, when = now) =>
  judgeOffers(offers, of, { ...nobody, ...buyer }, when)
const whyOf = (verdict: ReturnType<typeof judge>, { id }: Offer) =>
  verdict.refused.find(({ offerId }) => offerId === id)?.why

describe('off the goods', () => {
  test('[ORD-02] 满199减20 applies from 199.00, is near below it, and says how much is missing', () => {
    const one = offer(off(19900, 2000))
    expect(judge([one], basket(['a', 1, 19900]))).toMatchObject({
      goods: 19900,
      saved: 2000,
      pay: 17900,
      applied: [{ offerId: one.id, saved: 2000 }],
    })
    expect(judge([one], basket(['a', 1, 17900])).near).toEqual([{ offerId: one.id, missing: 2000 }])
    expect(judge([one], basket(['a', 1, 5000]))).toMatchObject({
      near: [],
      refused: [{ why: 'below', missing: 14900 }],
    })
  })

  test('the highest step that is reached counts, and the next one is named when it is near', () => {
    const steps = offer(
      off(0, 0, {
        tiers: [
          { from: 10000, off: 500 },
          { from: 20000, off: 1500 },
        ],
      }),
    )
    expect(judge([steps], basket(['a', 1, 15000]))).toMatchObject({
      saved: 500,
      near: [{ offerId: steps.id, missing: 5000 }],
    })
    expect(judge([steps], basket(['a', 2, 10000]))).toMatchObject({ saved: 1500, near: [] })
  })

  test('每满 gives again for each whole amount', () => {
    expect(judge([offer(off(10000, 1000, { isPerEach: true }))], basket(['a', 1, 35000])).saved).toBe(3000)
  })

  test('percent is rounded half up to the smallest unit and held below its most', () => {
    expect(judge([offer(percent(10))], basket(['a', 1, 19995])).saved).toBe(2000)
    expect(judge([offer(percent(10, { most: 1500 }))], basket(['a', 1, 19995])).saved).toBe(1500)
  })

  test('of two that do not stack the better one applies and the other says by which it is beaten; one that stacks is on top', () => {
    const [small, large, top] = [
      offer(off(10000, 500)),
      offer(percent(10)),
      offer(off(10000, 300, { stacks: true })),
    ]
    const verdict = judge([small, large, top], basket(['a', 1, 10000]))
    expect(verdict.saved).toBe(1300)
    expect(verdict.refused).toMatchObject([{ offerId: small.id, why: 'beaten', beatenBy: large.id }])
  })

  test('only goods of its products count for an offer of particular products', () => {
    const one = offer(off(10000, 1000), { productIds: ['a'] })
    expect(judge([one], basket(['a', 1, 6000], ['b', 1, 9000]))).toMatchObject({
      saved: 0,
      near: [{ missing: 4000 }],
    })
    expect(whyOf(judge([one], basket(['b', 1, 90000])), one)).toBe('other_products')
  })
})

describe('[PRC-04] a coupon', () => {
  const held = (offerId: string, more: object = {}) => ({
    couponId: `${offerId}-c`,
    offerId,
    expiresAt: null,
    isUsedUp: false,
    ...more,
  })
  const goods = basket(['a', 1, 10000])

  test('needs a code that is not used up and has not expired, and remembers what its buyer has used', () => {
    const one = offer(coupon(1000))
    expect(whyOf(judge([one], goods), one)).toBe('no_code')
    expect(judge([one], goods, { coupons: [held(one.id)] }).applied).toMatchObject([
      { saved: 1000, couponId: `${one.id}-c` },
    ])
    expect(whyOf(judge([one], goods, { coupons: [held(one.id, { expiresAt: now })] }), one)).toBe('over')
    expect(whyOf(judge([one], goods, { coupons: [held(one.id, { isUsedUp: true })] }), one)).toBe('used_up')
    expect(whyOf(judge([one], goods, { coupons: [held(one.id)], uses: { [one.id]: 1 } }), one)).toBe(
      'used_up',
    )
  })

  test('one an order; one that stacks goes with the best reduction, one that does not stands against both', () => {
    const [reduction, stacking, alone] = [
      offer(off(5000, 800)),
      offer(coupon(500, { stacks: true })),
      offer(coupon(1200)),
    ]
    const coupons = [held(stacking.id), held(alone.id)]
    expect(judge([reduction, stacking, alone], goods, { coupons }).applied.map((a) => a.offerId)).toEqual([
      reduction.id,
      stacking.id,
    ])
    const dear = offer(coupon(1400))
    expect(
      judge([reduction, stacking, dear], goods, {
        coupons: [held(stacking.id), held(dear.id)],
      }).applied.map((a) => a.offerId),
    ).toEqual([dear.id])
  })
})

describe('special prices and bundles', () => {
  test('[PRC-03] each piece has the lowest special price, and amounts "from" count what is left', () => {
    const special = offer({ kind: 'special', terms: { prices: [{ productId: 'a', minor: 8000 }] } })
    const reduction = offer(off(10000, 1000))
    expect(judge([special, reduction], basket(['a', 1, 10000]))).toMatchObject({
      saved: 2000,
      near: [{ offerId: reduction.id, missing: 2000 }],
    })
    expect(whyOf(judge([special], basket(['a', 1, 7000])), special)).toBe('no_lower')
  })

  test('[REC-04] a bundle is taken as often as its pieces are there, dearest pieces first', () => {
    const bundle = offer({
      kind: 'bundle',
      terms: {
        items: [
          { productId: 'pot', quantity: 1 },
          { productId: 'cup', quantity: 2 },
        ],
        price: 30000,
        reason: '同一窑',
      },
    })
    const verdict = judge([bundle], basket(['pot', 2, 26800], ['cup', 5, 3000]))
    expect(verdict).toMatchObject({ goods: 68600, saved: 5600, pay: 63000 })
    expect(whyOf(judge([bundle], basket(['pot', 1, 26800])), bundle)).toBe('other_products')
    expect(judge([bundle], basket(['pot', 1, 20000], ['pot', 1, 28000], ['cup', 2, 3000])).saved).toBe(4000)
  })
})

describe('beside the others', () => {
  test('[PRC-12] 满就送 gives its gifts and takes nothing off; free shipping saves the carriage', () => {
    const gift = offer({
      kind: 'gift',
      terms: { from: 10000, gifts: [{ productId: 'mat', name: '杯垫', quantity: 2 }] },
    })
    const free = offer({ kind: 'free_shipping', terms: { from: 9900 } })
    const verdict = judge([gift, free], basket(['a', 1, 10000]))
    expect(verdict).toMatchObject({ saved: 0, pay: 10000 })
    expect(verdict.applied).toMatchObject([
      { offerId: gift.id, saved: 0, gifts: [{ name: '杯垫', quantity: 2 }] },
      { offerId: free.id, saved: 800, isFreightFree: true },
    ])
    expect(judge([gift], basket(['a', 1, 9000])).near).toEqual([{ offerId: gift.id, missing: 1000 }])
  })

  test('the half-year gift counts what was spent before, and comes once', () => {
    const one = offer({
      kind: 'half_year_gift',
      terms: { from: 50000, gift: { productId: null, name: '茶巾', quantity: 1 } },
    })
    expect(judge([one], basket(['a', 1, 10000]), { spentHalfYear: 40000 }).applied).toHaveLength(1)
    expect(judge([one], basket(['a', 1, 10000]), { spentHalfYear: 30000 }).near).toEqual([
      { offerId: one.id, missing: 10000 },
    ])
    expect(
      whyOf(judge([one], basket(['a', 1, 10000]), { spentHalfYear: 90000, uses: { [one.id]: 1 } }), one),
    ).toBe('used_up')
  })
})

test.each([
  ['draft', { state: 'draft' }, 'draft'],
  ['ended by hand', { state: 'ended' }, 'over'],
  ['over since this very moment', { endsAt: now }, 'over'],
  ['not begun', { startsAt: at(1), endsAt: at(2) }, 'not_yet'],
  ['another currency', { currency: 'USD' }, 'other_currency'],
  ['another store', { storeIds: ['elsewhere'] }, 'other_store'],
  ['for who bought before', { audience: 'returning' }, 'only_returning'],
] as const)('an offer says why it does not apply: %s', (_name, more, why) => {
  const one = offer(off(100, 10), more as Partial<Offer>)
  expect(whyOf(judge([one], basket(['a', 1, 10000])), one)).toBe(why)
  expect(judge([one], basket(['a', 1, 10000])).saved).toBe(0)
})
test('an offer for new buyers is none for who bought before', () => {
  const one = offer(off(100, 10), { audience: 'new' })
  expect(whyOf(judge([one], basket(['a', 1, 10000]), { orderCount: 1 }), one)).toBe('only_new')
})

describe('[PRC-06] whatever the offers and the basket', () => {
  const product = fc.constantFrom('a', 'b', 'c')
  const amount = fc.integer({ min: 1, max: 60_000 })
  const given: fc.Arbitrary<Given> = fc.oneof(
    fc
      .tuple(amount, amount, fc.boolean(), fc.boolean())
      .map(([from, minus, isPerEach, stacks]) => off(from, minus, { isPerEach, stacks })),
    fc
      .tuple(fc.integer({ min: 1, max: 95 }), amount, fc.boolean())
      .map(([share, from, stacks]) => percent(share, { from, stacks })),
    fc.tuple(amount, fc.boolean()).map(([minus, stacks]) => coupon(minus, { stacks })),
    fc
      .tuple(product, amount)
      .map(([productId, minor]): Given => ({ kind: 'special', terms: { prices: [{ productId, minor }] } })),
    fc.tuple(product, product, amount).map(([one, other, price]): Given => ({
      kind: 'bundle',
      terms: {
        items: [
          { productId: one, quantity: 1 },
          { productId: other, quantity: 2 },
        ],
        price,
        reason: 'r',
      },
    })),
    fc.constant<Given>({
      kind: 'gift',
      terms: { from: 100, gifts: [{ productId: null, name: 'g', quantity: 1 }] },
    }),
    fc.constant<Given>({ kind: 'free_shipping', terms: { from: 100 } }),
  )
  const offers = fc
    .array(fc.tuple(given, fc.constantFrom('CNY', 'USD'), fc.subarray(['a', 'b', 'c'])), { maxLength: 7 })
    .map((all) => all.map(([one, currency, productIds]) => offer(one, { currency, productIds })))
  const lines = fc.array(fc.tuple(product, fc.integer({ min: 1, max: 4 }), amount), {
    minLength: 1,
    maxLength: 6,
  })
  const holding = (all: Offer[]): Partial<BuyerFacts> => ({
    coupons: all.map(({ id }) => ({ couponId: id, offerId: id, expiresAt: null, isUsedUp: false })),
  })

  test('nobody pays less than nothing, each saving is a whole positive number, and the sum is the sum', () => {
    fc.assert(
      fc.property(offers, lines, (all, some) => {
        const verdict = judge(all, basket(...some), holding(all))
        expect(verdict.pay).toBeGreaterThanOrEqual(0)
        expect(verdict.pay).toBe(verdict.goods - verdict.saved)
        for (const { saved } of verdict.applied) expect(saved >= 0 && Number.isSafeInteger(saved)).toBe(true)
        for (const { missing } of verdict.near) expect(missing).toBeGreaterThan(0)
      }),
      { numRuns: 400 },
    )
  })

  test('it is the same in whatever order offers and goods stand', () => {
    fc.assert(
      fc.property(offers, lines, (all, some) => {
        const one = judge(all, basket(...some), holding(all))
        const other = judge([...all].reverse(), basket(...[...some].reverse()), holding(all))
        expect([other.goods, other.saved, other.applied]).toEqual([one.goods, one.saved, one.applied])
      }),
      { numRuns: 400 },
    )
  })

  test('an offer in another currency gives nothing, and every offer is answered once', () => {
    fc.assert(
      fc.property(offers, lines, (all, some) => {
        const verdict = judge(all, basket(...some), holding(all))
        const foreign = new Set(all.filter(({ currency }) => currency === 'USD').map(({ id }) => id))
        expect(verdict.applied.filter(({ offerId }) => foreign.has(offerId))).toEqual([])
        const answered = new Set(
          [...verdict.applied, ...verdict.near, ...verdict.refused].map(({ offerId }) => offerId),
        )
        expect(answered.size).toBe(all.length)
        const twice = [...verdict.applied, ...verdict.refused].map(({ offerId }) => offerId)
        expect(new Set(twice).size).toBe(twice.length)
      }),
      { numRuns: 400 },
    )
  })
})
