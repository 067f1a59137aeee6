import { expect, test } from 'vitest'
import { recommendationText, type SaidRecommendation } from './recommendation-words.rules.ts'

const yuan = (minor: number) => ({ minor, currency: 'CNY' })
const one = (more: Partial<SaidRecommendation>): SaidRecommendation => ({
  name: '茶海',
  price: yuan(19800),
  reason: 'together',
  withName: '梅子青茶壶',
  note: null,
  bundle: null,
  share: 0.34,
  orders: 120,
  points: ['容量 180 ml', '柴烧'],
  ...more,
})
test.each([
  [one({}), '可以看看「茶海」（¥198）：买「梅子青茶壶」的顾客，十位里有 3 位也买了它；容量 180 ml，柴烧。'],
  [one({ share: 0.04, points: [] }), '可以看看「茶海」（¥198）：买过「梅子青茶壶」的顾客也买它。'],
  [
    one({
      reason: 'bundle',
      note: '同一窑出的',
      bundle: { price: yuan(42000), saved: yuan(4600) },
      points: [],
    }),
    '可以看看「茶海」：同一窑出的；一起买 ¥420，省 ¥46。',
  ],
  [
    one({ reason: 'popular', withName: null, points: [] }),
    '可以看看「茶海」（¥198）：店里卖得多，卖过 120 单。',
  ],
])('[REC-04] [REC-05] a reason for each, and its merits: %#', (said, text) => {
  expect(recommendationText(said, 'zh')).toBe(text)
})
test('[REC-05] the same in English', () => {
  expect(recommendationText(one({}), 'en')).toBe(
    'You may like 茶海 (CN¥198): 3 in 10 buyers of 梅子青茶壶 bought it too; 容量 180 ml, 柴烧.',
  )
})
