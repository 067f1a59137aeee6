import { expect, test } from 'vitest'
import { isHoldingText } from '#contract/conversations/holding.ts'

test.each([
  '在的亲，请稍等',
  '稍等，我帮您查一下',
  '您好',
  '在的',
  '好的，等我一下',
  '我让我们的售后人员来联系您哦，请您稍等。',
  'One moment, please',
  'Let me check that for you',
  'Hello',
  '亲，在的哦',
])('[PHR-05] "%s" only holds the buyer', (text) => expect(isHoldingText(text)).toBe(true))

test.each([
  '',
  '能换，60 厘米的现货',
  '今天 17:30 前发出，单号一出来告诉您',
  '不起球的，这款是精梳棉，洗过几十次也还平整',
  'Yes, it fits a queen size bed',
  'We ship within 24 hours',
  '请稍等，您的单号是 7732 1652',
])('"%s" answers', (text) => expect(isHoldingText(text)).toBe(false))
