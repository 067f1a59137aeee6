import { Compile } from 'typebox/compile'
import { describe, expect, test } from 'vitest'
import { Money, currencyCodes, decimalOf, exponentOf, formatMoney } from './money.ts'

const money = (minor: number, currency = 'CNY'): Money => ({ minor, currency })

describe('currencies', () => {
  test.each([
    ['CNY', 2],
    ['USD', 2],
    ['JPY', 0],
    ['KRW', 0],
    ['KWD', 3],
    ['XXX', undefined],
    ['cny', undefined],
  ])('%s has %s digits', (code, digits) => {
    expect(exponentOf(code)).toBe(digits)
  })

  test('every code is three capitals, listed once, and one that Intl can write', () => {
    expect(new Set(currencyCodes).size).toBe(currencyCodes.length)
    expect(currencyCodes.filter((code) => !/^[A-Z]{3}$/.test(code))).toEqual([])
    expect(currencyCodes.length).toBeGreaterThan(150)
    for (const code of currencyCodes) expect(formatMoney(money(12_345, code), 'en')).toMatch(/\d/)
  })
})

test.each([
  [money(123_450), '1234.50'],
  [money(5), '0.05'],
  [money(0), '0.00'],
  [money(-5), '-0.05'],
  [money(-123_450), '-1234.50'],
  [money(500, 'JPY'), '500'],
  [money(-500, 'JPY'), '-500'],
  [money(1, 'KWD'), '0.001'],
  [money(Number.MAX_SAFE_INTEGER), '90071992547409.91'],
])('%j is %s', (amount, text) => {
  expect(decimalOf(amount)).toBe(text)
})

test.each([
  [money(123_450), 'zh-CN', '¥1,234.50'],
  [money(123_450), 'en', 'CN¥1,234.50'],
  [money(-123_450), 'zh-CN', '-¥1,234.50'],
  [money(1_846, 'JPY'), 'en', '¥1,846'],
  [money(1_500, 'KWD'), 'en', 'KWD 1.500'],
  [money(123_450, 'HUF'), 'en', 'HUF 1,234.50'],
  [money(123_450, 'EUR'), 'de', '1.234,50 €'],
  [money(Number.MAX_SAFE_INTEGER), 'zh-CN', '¥90,071,992,547,409.91'],
])('%j in %s reads %s', (amount, locale, text) => {
  expect(formatMoney(amount, locale).replaceAll('\u00a0', ' ')).toBe(text)
})

test('money that cannot be exact does not pass the schema', () => {
  const schema = Compile(Money)
  expect(schema.Check(money(-1))).toBe(true)
  expect(schema.Check(money(0.5))).toBe(false)
  expect(schema.Check(money(2 ** 53))).toBe(false)
  expect(schema.Check(money(1, 'yuan'))).toBe(false)
  expect(schema.Check({ ...money(1), scale: 2 })).toBe(false)
})
