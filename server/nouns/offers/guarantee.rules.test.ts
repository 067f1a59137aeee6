import fc from 'fast-check'
import { expect, test } from 'vitest'
import { judgeFall, paidEach, type BoughtLine } from './guarantee.rules.ts'

const day = 86_400_000
const placedAt = new Date('2026-03-01T00:00:00Z')
const after = (days: number) => new Date(placedAt.getTime() + days * day)
const line = (more: Partial<BoughtLine> = {}): BoughtLine => ({
  quantity: 2,
  unit: 10000,
  currency: 'CNY',
  placedAt,
  goods: null,
  discount: null,
  ...more,
})
const to = (amount: number, days = 3) => ({ to: amount, currency: 'CNY', at: after(days) })

test('[PRC-05] a fall within the days is refunded for every piece, on the last moment still, a moment later no more', () => {
  expect(judgeFall(line(), to(9000), 15, null)).toEqual({
    is: 'refund',
    paid: 10000,
    to: 9000,
    refund: 2000,
  })
  expect(judgeFall(line(), to(9000, 15), 15, null)).toMatchObject({ is: 'refund' })
  expect(judgeFall(line(), { ...to(9000), at: new Date(after(15).getTime() + 1) }, 15, null)).toMatchObject({
    why: 'too_late',
  })
})

test.each([
  ['without a guarantee', line(), to(9000), 0, 'no_guarantee'],
  ['in another currency', line({ currency: 'USD' }), to(9000), 15, 'other_currency'],
  ['a price that stood when it was bought', line(), to(9000, 0), 15, 'before'],
  ['a price that is no lower than what was paid', line(), to(10000), 15, 'not_lower'],
  [
    'a price that is no lower than what was paid after the reduction',
    line({ goods: 20000, discount: 4000 }),
    to(8000),
    15,
    'not_lower',
  ],
] as const)('[PRC-05] nothing is refunded: %s', (_name, of, fall, days, why) => {
  expect(judgeFall(of, fall, days, null)).toEqual({ is: 'nothing', why })
})

test('[PRC-05] a further fall is refunded from where the first one was, and the same one not again', () => {
  expect(judgeFall(line(), to(8000), 15, 9000)).toMatchObject({ refund: 2000 })
  expect(judgeFall(line(), to(9000), 15, 9000)).toMatchObject({ why: 'refunded' })
})

test('each line bears its share of the reduction, and never more than it cost', () => {
  expect(paidEach({ unit: 10000, goods: 30000, discount: 3000 })).toBe(9000)
  fc.assert(
    fc.property(fc.nat(1e7), fc.nat(1e8), fc.nat(1e8), (unit, goods, discount) => {
      const paid = paidEach({ unit, goods, discount })
      expect(paid >= 0 && paid <= unit && Number.isSafeInteger(paid)).toBe(true)
    }),
  )
})

test('[PRC-05] refunds of one line never add up to more than was paid for it, however often the price falls', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 12000 }), { maxLength: 6 }), (prices) => {
      let refundedTo: number | null = null
      let sum = 0
      for (const price of prices) {
        const verdict = judgeFall(line(), to(price), 15, refundedTo)
        if (verdict.is !== 'refund') continue
        expect(verdict.refund).toBeGreaterThan(0)
        sum += verdict.refund
        refundedTo = verdict.to
      }
      expect(sum).toBe(Math.max(0, 10000 - Math.min(10000, ...prices)) * 2)
    }),
  )
})
