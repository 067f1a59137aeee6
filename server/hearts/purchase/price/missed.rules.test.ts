import { expect, test } from 'vitest'
import { takenOff, wentWithout, type ClosedOrder, type Entitled } from './missed.rules.ts'

const order = (more: Partial<ClosedOrder> = {}): ClosedOrder => ({
  total: 20000,
  goods: 20000,
  freight: 0,
  discount: null,
  productIds: ['pot'],
  used: [],
  isWhole: true,
  ...more,
})
const reduction = (offerId: string, saved: number): Entitled => ({
  offerId,
  saved,
  isFreightFree: false,
  gifts: [],
  isTold: false,
})

test('[ORD-02] an order that took nothing off went without its offer; one that took it off did not', () => {
  expect(wentWithout([reduction('a', 2000)], order())).toEqual([{ offerId: 'a', saved: 2000 }])
  expect(wentWithout([reduction('a', 2000)], order({ discount: 2000 }))).toEqual([])
  expect(wentWithout([reduction('a', 2000)], order({ total: 18000 }))).toEqual([])
})
test('[ORD-02] what was taken off goes to the largest first; the rest was missed', () => {
  expect(wentWithout([reduction('a', 500), reduction('b', 2000)], order({ discount: 2000 }))).toEqual([
    { offerId: 'a', saved: 500 },
  ])
})
test.each([
  ['what was taken off is not known', { goods: null }],
  ['not every line is known', { isWhole: false }],
  ['it was noted as used', { used: ['a'] }],
])('[ORD-02] nothing is claimed where %s', (_why, more) => {
  expect(wentWithout([reduction('a', 2000)], order(more))).toEqual([])
})
test('[ORD-02] carriage that was paid although it was free counts with what it cost', () => {
  const free: Entitled = { ...reduction('f', 0), isFreightFree: true }
  expect(wentWithout([free], order({ freight: 1000, total: 21000 }))).toEqual([{ offerId: 'f', saved: 1000 }])
  expect(wentWithout([free], order())).toEqual([])
  expect(wentWithout([free], order({ freight: null, discount: 0 }))).toEqual([])
})
test('[PRC-12] a gift is missed when it is no line of the order and nobody spoke of it', () => {
  const gift: Entitled = { ...reduction('g', 0), gifts: [{ productId: 'mat' }] }
  expect(wentWithout([gift], order())).toEqual([{ offerId: 'g', saved: 0 }])
  expect(wentWithout([gift], order({ productIds: ['pot', 'mat'] }))).toEqual([])
  expect(wentWithout([{ ...gift, isTold: true }], order())).toEqual([])
})
test('what was taken off is what the source says, or goods and carriage less the total, and never less than nothing', () => {
  expect(takenOff({ total: 100, goods: 100, freight: 20, discount: null })).toBe(20)
  expect(takenOff({ total: 300, goods: 100, freight: 20, discount: null })).toBe(0)
  expect(takenOff({ total: 100, goods: null, freight: 20, discount: null })).toBeNull()
})
