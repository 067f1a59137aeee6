import { describe, expect, test } from 'vitest'
import { defaultConfirmationRules } from '#contract/purchase/confirmation-setup.ts'
import { asksForOtherAddress, doubtsOf, withDoubt, type Usual } from './doubt.rules.ts'

const usual: Usual = { medianMinor: 10_000, count: 100 }
const kinds = (
  change: Partial<{ note: string | null; totalMinor: number; mostPieces: number }>,
  rules = defaultConfirmationRules,
  of = usual,
) => doubtsOf({ note: null, totalMinor: 10_000, mostPieces: 1, ...change }, of, rules).map((one) => one.kind)

describe('[ORD-11] what makes an order doubtful', () => {
  test.each([
    '地址填错了，麻烦改成 3 单元 1202',
    '帮我改一下收货地址',
    '麻烦寄到公司：南山路 8 号',
    '收件人写错了',
    '门牌号有误，应该是 12 号',
    'Please change the address to 14 Mill Lane',
    'wrong flat number, should be 12',
    'Could you ship to my office instead',
    'The postcode is wrong',
  ])('another address is asked for: %s', (note) => {
    expect(asksForOtherAddress(note)).toBe(true)
    expect(kinds({ note })).toEqual(['address_change'])
  })
  test.each([
    '白色没有就发灰色或者米色',
    '能不能送个灯泡？',
    '缺货的话就退款',
    '颜色随机',
    '先别发，等我通知',
    '换成大号',
    'If the white one is sold out, please wait',
    'Surprise me with the colour',
    'Can you gift-wrap it?',
    'hold the order until Friday',
  ])('a packer could read it in two ways: %s', (note) => {
    expect(kinds({ note })).toEqual(['unclear_note'])
  })
  test.each([
    null,
    '',
    '  ',
    '谢谢老板',
    '请尽快发货，谢谢',
    '请包严实一点，送人的',
    '放门卫处',
    '到了打电话',
    'Happy birthday card please, to Ida',
    'Leave with the neighbour',
    'Thank you!',
  ])('nothing to doubt: %s', (note) => {
    expect(kinds({ note })).toEqual([])
  })
  test('an amount far from the usual, where enough orders say what is usual', () => {
    expect(kinds({ totalMinor: 50_000 })).toEqual(['unusual_amount'])
    expect(kinds({ totalMinor: 49_999 })).toEqual([])
    expect(kinds({ totalMinor: 50_000 }, undefined, { medianMinor: 10_000, count: 19 })).toEqual([])
    expect(kinds({ totalMinor: 50_000 }, undefined, { medianMinor: null, count: 0 })).toEqual([])
    expect(kinds({ totalMinor: 50_000 }, { ...defaultConfirmationRules, unusualTimes: 0 })).toEqual([])
  })
  test('many pieces of one thing', () => {
    expect(kinds({ mostPieces: 10 })).toEqual(['unusual_pieces'])
    expect(kinds({ mostPieces: 9 })).toEqual([])
    expect(kinds({ mostPieces: 500 }, { ...defaultConfirmationRules, unusualPieces: 0 })).toEqual([])
  })
  test('the shop adds words of its own', () => {
    const rules = { ...defaultConfirmationRules, doubtWords: ['刻字', ' '] }
    expect(kinds({ note: '刻字：平安' }, rules)).toEqual(['unclear_note'])
    expect(kinds({ note: '谢谢' }, rules)).toEqual([])
  })
  test('a doubt stands once, in its newest words', () => {
    const first = withDoubt([{ kind: 'unusual_pieces', detail: '12' }], {
      kind: 'address_change',
      detail: 'a',
    })
    expect(withDoubt(first, { kind: 'address_change', detail: 'b' })).toEqual([
      { kind: 'unusual_pieces', detail: '12' },
      { kind: 'address_change', detail: 'b' },
    ])
  })
})
