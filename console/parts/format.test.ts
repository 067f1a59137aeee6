import { describe, expect, test } from 'vitest'
import { formatFor } from './format.tsx'

const zh = formatFor('zh', 'Asia/Shanghai')
const en = formatFor('en', 'Europe/London')

describe('money in minor units', () => {
  test.each([
    [{ minor: 184_600, currency: 'CNY' }, '¥1,846'],
    [{ minor: 26_850, currency: 'CNY' }, '¥268.50'],
    [{ minor: 500, currency: 'JPY' }, '¥500'],
    [{ minor: -1_250, currency: 'USD' }, '-$12.50'],
    [{ minor: 0, currency: 'EUR' }, '€0'],
  ])('%j', (amount, text) => expect(zh.money(amount)).toBe(text))
})

test('a span is told in its largest unit', () => {
  expect([0, -5, 40_400, 99_499, 100_000, 200_000, 5_999_000, 6_000_000, 10_799_000].map(zh.span)).toEqual([
    '0 秒',
    '0 秒',
    '40 秒',
    '99 秒',
    '2 分钟',
    '3 分钟',
    '100 分钟',
    '2 小时',
    '3 小时',
  ])
  expect([40_000, 120_000, 7_200_000].map(en.span)).toEqual(['40 s', '2 min', '2 h'])
})

test('times are those of the shop', () => {
  const at = '2025-11-20T23:30:00Z'
  expect([zh.clock(at), zh.day(at), zh.isoDay(at), zh.weekday(at)]).toEqual([
    '07:30',
    '2025-11-21',
    '2025-11-21',
    '周五',
  ])
  expect([en.clock(at), en.day(at), en.isoDay(at), en.weekday(at)]).toEqual([
    '23:30',
    '20 Nov 2025',
    '2025-11-20',
    'Thu',
  ])
})
