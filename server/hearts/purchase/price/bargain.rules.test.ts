import { expect, test } from 'vitest'
import { bargainingIn } from './bargain.rules.ts'

test.each([
  ['便宜点吧', ['lower']],
  ['亲，能再便宜一点吗？', ['lower']],
  ['老板优惠点', ['lower']],
  ['可以少10块吗', ['lower']],
  ['最低多少能卖', ['lower']],
  ['200卖不卖', ['lower']],
  ['能不能打个折', ['discount']],
  ['打九折吧', ['discount']],
  ['给打8折我就拍', ['discount']],
  ['包邮吧', ['freight']],
  ['能 不 能 包 邮 呀', ['freight']],
  ['邮费免了吧', ['freight']],
  ['送个小礼物呗', ['gift']],
  ['抹个零吧', ['round']],
  ['别家才卖150', ['elsewhere']],
  ['拼多多上便宜多了', ['elsewhere']],
  ['便宜点再包个邮吧', ['lower', 'freight']],
  ['Can you do better on the price?', ['lower']],
  ["What's your best price?", ['lower']],
  ['could you give me a small discount', ['discount']],
  ['Could you waive the shipping', ['freight']],
  ['will you throw in a gift', ['gift']],
  ['I saw it cheaper on another site', ['elsewhere']],
])('[PRC-10] %s', (text, kinds) => {
  expect(bargainingIn(text)).toEqual(kinds)
})

test.each([
  '这个包邮吗',
  '有什么优惠吗',
  '这么便宜，质量好吗',
  '便宜没好货吧',
  '过几天会降价吗',
  '双11会不会便宜',
  '什么时候打折',
  '多少钱',
  '送到成都要几天',
  '可以少放点辣吗',
  '少了一个螺丝',
  'Is shipping free?',
  'Are there any offers now?',
  'How much is it?',
  'It was the best purchase',
])('[PRC-10] no bargaining: %s', (text) => {
  expect(bargainingIn(text)).toEqual([])
})
