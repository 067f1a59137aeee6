import { expect, test } from 'vitest'
import { priceSentences, targetMerits, type PriceFacts, type PriceStand } from './worries.rules.ts'

const yuan = (minor: number) => ({ minor, currency: 'CNY' })
const pot: PriceFacts = {
  productId: 'pot',
  name: '梅子青茶壶',
  ours: yuan(26800),
  physical: { amount: yuan(29900), day: '2026-10-08', source: '南山路门店' },
  changes: 0,
  merits: ['容量 220 ml', '釉 梅子青'],
}
const stand: PriceStand = {
  guaranteeDays: 15,
  refundDays: 3,
  othersStatement: '',
  freightLeft: yuan(800),
  isBargaining: false,
}
const say = (
  product: Partial<PriceFacts> = {},
  more: Partial<PriceStand> = {},
  language: 'zh' | 'en' = 'zh',
) => priceSentences([{ ...pot, ...product }], { ...stand, ...more }, language)
const textOf = (sentences: ReturnType<typeof say>, kind: string) =>
  sentences.find((one) => one.kind === kind)?.text

test('[PRC-02] the price in a physical shop is said with its date and source, beside ours', () => {
  expect(textOf(say(), 'physical')).toBe(
    '「梅子青茶壶」在南山路门店是 ¥299（2026-10-08 看的价），我们这里 ¥268。',
  )
})
test.each([
  ['dearer than there', { ours: yuan(30000) }],
  ['the same', { ours: yuan(29900) }],
  ['in another currency', { ours: { minor: 100, currency: 'USD' } }],
  ['unknown there', { physical: null }],
])('[PRC-02] nothing is said of it when ours is %s', (_how, product) => {
  expect(textOf(say(product), 'physical')).toBeUndefined()
})
test('[PRC-01] other sellers: what the shop itself says, else a sentence that claims nothing about them', () => {
  expect(textOf(say(), 'others')).not.toMatch(/\d|最|假/)
  expect(textOf(say({}, { othersStatement: '我们只卖自己窑里的。' }), 'others')).toBe('我们只卖自己窑里的。')
})
test('[PRC-01] "will it be cut?" is answered by the guarantee, and by nothing where there is none', () => {
  expect(textOf(say(), 'guarantee')).toContain('15 天内要是降价')
  expect(textOf(say({}, { guaranteeDays: 0 }), 'guarantee')).toBeUndefined()
})
test('[PRC-08] [PRC-09] a buyer who bargains hears that the price stands, the merits, where the carriage goes, and what may be given', () => {
  expect(say({}, { isBargaining: true }).map(({ kind }) => kind)).toEqual([
    'physical',
    'merits',
    'others',
    'guarantee',
    'held',
    'freight',
    'benefit',
  ])
  expect(textOf(say({}, { isBargaining: true }), 'freight')).toMatch(/付给快递.*大件/)
  expect(textOf(say({}, { isBargaining: true }), 'benefit')).toContain('¥8')
  expect(say().some(({ kind }) => kind === 'held')).toBe(false)
})
test('[PRC-07] a benefit that this agent may not give is not offered', () => {
  expect(textOf(say({}, { isBargaining: true, freightLeft: yuan(0) }), 'benefit')).toBeUndefined()
})
test('[PRC-08] merits that the buyer asked about come first', () => {
  const facts = [
    { key: '釉', value: '梅子青', unit: null },
    { key: '重量', value: '410', unit: 'g' },
    { key: '容量', value: '220', unit: 'ml' },
    { key: '产地', value: '龙泉', unit: null },
  ]
  expect(targetMerits(facts, '容量多大？是龙泉的吗')).toEqual(['容量 220 ml', '产地 龙泉', '釉 梅子青'])
  expect(targetMerits(facts, '便宜点')).toEqual(['釉 梅子青', '重量 410 g', '容量 220 ml'])
})
