import { describe, expect, test } from 'vitest'
import type { Given } from '#contract/offers/terms.ts'
import { offerTerms } from '#contract/offers/said.ts'
import { offerSentence, tellsOf, type SaidOffer } from './offer-words.rules.ts'

const offer = (given: Given, more: Partial<SaidOffer> = {}): SaidOffer => ({
  name: '双旦满减',
  currency: 'CNY',
  given,
  codes: [],
  ...more,
})
const off: Given = {
  kind: 'money_off',
  terms: { tiers: [{ from: 19900, off: 2000 }], isPerEach: false, stacks: false },
}
const tenth: Given = { kind: 'percent_off', terms: { from: 0, percent: 10, most: null, stacks: false } }
const coupon: Given = {
  kind: 'coupon',
  terms: { from: 10000, off: 1500, percent: null, most: null, perCustomer: 1, stacks: false },
}
const gift: Given = {
  kind: 'gift',
  terms: { from: 30000, gifts: [{ productId: null, name: '杯垫', quantity: 1 }] },
}
const free: Given = { kind: 'free_shipping', terms: { from: 9900 } }

describe('[ORD-02] told is read from what was written', () => {
  test.each([
    ['by its name', off, '今天有双旦满减，您可以凑一凑'],
    ['by its numbers', off, '满199减20，下单自动减'],
    ['by its numbers, in English', off, '20 off from ¥199.00 today'],
    ['percent as 折', tenth, '现在打9折'],
    ['percent in characters', tenth, '全场九折哦'],
    ['percent', tenth, '10% off'],
    ['a coupon by its value', coupon, '给您一张 15 元的券'],
    ['a gift by its name', gift, '满 300 送杯垫一只'],
    ['free shipping', free, '满 99 包邮'],
  ] as const)('%s', (_how, given, text) => {
    expect(tellsOf(offer(given), text)).toBe(true)
  })
  test('a coupon by its code', () => {
    expect(tellsOf(offer(coupon, { codes: ['TEA-2026'] }), '下单填 tea-2026')).toBe(true)
  })
  test.each([
    ['other numbers', off, '满299减30'],
    ['a number that only holds it', off, '满 1990 减 200'],
    ['a price', off, '这件 199 元，邮费 20'],
    ['another percent', tenth, '打 8 折'],
    ['another percent that ends alike', tenth, '打 8.9 折'],
    ['another amount', free, '满 199 包邮'],
    ['the word alone', gift, '不送东西的'],
  ] as const)('not by %s', (_how, given, text) => {
    expect(tellsOf(offer(given), text)).toBe(false)
  })
  test('what the desk puts into the draft counts as told, in both languages', () => {
    for (const given of [off, tenth, coupon, gift, free])
      for (const language of ['zh', 'en'] as const) {
        const one = offer(given, { name: '—', codes: [] })
        for (const place of [
          { is: 'applies', saved: 2000 },
          { is: 'near', missing: 100 },
          { is: 'open' },
        ] as const)
          if (given.kind !== 'coupon' || language === 'en')
            expect([
              offerSentence({ ...one, codes: ['ABCD2345'] }, place, language),
              tellsOf(
                { ...one, codes: ['ABCD2345'] },
                offerSentence({ ...one, codes: ['ABCD2345'] }, place, language),
              ),
            ]).toEqual([expect.anything(), true])
      }
  })
})

test('[ORD-02] 再买 20 元: a near offer says how much is missing and what it then gives', () => {
  expect(offerSentence(offer(off), { is: 'near', missing: 2000 }, 'zh')).toBe(
    '再买 ¥20 就够「双旦满减」了：满 ¥199 减 ¥20。',
  )
  expect(offerSentence(offer(off), { is: 'applies', saved: 2000 }, 'zh')).toBe(
    '您这单用得上「双旦满减」：满 ¥199 减 ¥20，这单省 ¥20。',
  )
})
test('[PRC-04] a coupon names its code', () => {
  expect(offerSentence(offer(coupon, { codes: ['TEA9'] }), { is: 'open' }, 'zh')).toContain('券码 TEA9')
})
test('[REC-04] a bundle says its price and why its goods go together', () => {
  expect(
    offerTerms(
      offer({
        kind: 'bundle',
        terms: { items: [{ productId: 'p', quantity: 2 }], price: 29900, reason: '同一窑出的' },
      }),
      'zh',
    ),
  ).toBe('搭配价 ¥299，同一窑出的')
})
