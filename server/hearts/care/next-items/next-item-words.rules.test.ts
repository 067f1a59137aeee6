import { expect, test } from 'vitest'
import { nextItemReasons } from '#contract/care/kinds.ts'
import { languageOf, nextItemText, type SaidNextItem } from './next-item-words.rules.ts'

const said: SaidNextItem = {
  hail: '您好',
  boughtName: '青茶壶',
  name: '茶巾',
  price: { minor: 3000, currency: 'CNY' },
  reason: 'followed',
  people: 8,
  of: 20,
  note: null,
}

test('[REC-08] what they bought, what could follow and why, and how to hear no more', () => {
  const text = nextItemText('zh', said)
  expect(text).toContain('您上次买的「青茶壶」')
  expect(text).toContain('十位里有 4 位后来')
  expect(text).toContain('「茶巾」（¥30）')
  expect(text).toContain('回「不用再发」')
  expect(nextItemText('en', { ...said, hail: 'Hello' })).toContain('4 in 10')
})
test.each([
  { people: 3, of: 50 },
  { people: 15, of: 19 },
])('[REC-08] of other buyers only what the orders bear: of $people in $of no figure', (few) => {
  const text = nextItemText('zh', { ...said, ...few })
  expect(text).not.toMatch(/\d+ 位/)
  expect(text).toContain('有顾客')
})
test('what belongs to it is said in the shop’s own words; what is used up as that', () => {
  expect(nextItemText('zh', { ...said, reason: 'accessory', note: '养壶用' })).toContain('养壶用')
  expect(nextItemText('zh', { ...said, reason: 'again', name: '青茶壶' })).toContain('快用完')
})
test('without a price none is said', () => {
  for (const reason of nextItemReasons)
    for (const language of ['zh', 'en'] as const)
      expect(nextItemText(language, { ...said, reason, price: null })).not.toMatch(/[¥(（]/)
})
test('the language is that of the address; where nothing is known, the shop’s', () => {
  expect([
    languageOf('杭州市西湖区', 'en'),
    languageOf('14 Mill Lane', 'zh'),
    languageOf(null, 'zh'),
  ]).toEqual(['zh', 'en', 'zh'])
})
