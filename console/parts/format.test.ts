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
