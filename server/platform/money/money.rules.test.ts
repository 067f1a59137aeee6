import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { currencyCodes, decimalOf, exponentOf, formatMoney } from '#contract/money.ts'
import { parseMoney } from './money.rules.ts'

const read = (text: string, currency = 'CNY', negative?: 'allow') => {
  const parsed = parseMoney(text, currency, negative)
  if (parsed.kind === 'money') return parsed.money.minor
  return parsed.kind === 'absent' ? 'absent' : parsed.reason
}

describe('amounts', () => {
  test.each([
    ['1,234.50', 'CNY', 123_450],
    ['12.00元', 'CNY', 1200],
    ['0元', 'CNY', 0],
    ['¥1,846', 'CNY', 184_600],
    ['￥１２．５', 'CNY', 1250],
    ['1，234.50 元', 'CNY', 123_450],
    ['人民币 8', 'CNY', 800],
    ['CNY 5', 'CNY', 500],
    ['5 cny', 'CNY', 500],
    ['RMB5', 'CNY', 500],
    [' 398.00 ', 'USD', 39_800],
    ['$398.00', 'USD', 39_800],
    ['$398.00 USD', 'USD', 39_800],
    ['HK$ 12', 'HKD', 1200],
    ['€0.01', 'EUR', 1],
    ['.5', 'USD', 50],
    ['0012.00', 'CNY', 1200],
    ['12,345,678.9', 'USD', 1_234_567_890],
    ['500', 'JPY', 500],
    ['500.00', 'JPY', 500],
    ['¥500', 'JPY', 500],
    ['500円', 'JPY', 500],
    ['1.234', 'KWD', 1234],
    ['1,234', 'KWD', 1_234_000],
    ['34.8000', 'USD', 3480],
    ['14.0', 'USD', 1400],
    ['+5', 'USD', 500],
    ['90071992547409.91', 'CNY', Number.MAX_SAFE_INTEGER],
    ['19.99', 'USD', 1999],
    ['1.005', 'KWD', 1005],
  ])('%j in %s is %d', (text, currency, minor) => {
    expect(parseMoney(text, currency)).toEqual({ kind: 'money', money: { minor, currency } })
  })

  test.each(['', '   ', '\t', ' '])('%j is absent, not zero', (text) => {
    expect(read(text)).toBe('absent')
  })
})

describe('refusals', () => {
  test.each([
    ['12.345', 'CNY', 'too_many_decimals'],
    ['12.000', 'CNY', 'too_many_decimals'],
    ['0.5', 'JPY', 'too_many_decimals'],
    ['1.234', 'JPY', 'too_many_decimals'],
    ['1.2345', 'KWD', 'too_many_decimals'],
    ['90071992547409.92', 'CNY', 'too_large'],
    ['9'.repeat(40), 'JPY', 'too_large'],
    ['-12.00', 'CNY', 'negative'],
    ['($5.00)', 'USD', 'negative'],
    ['$5', 'CNY', 'other_currency'],
    ['USD 5', 'CNY', 'other_currency'],
    ['5元', 'USD', 'other_currency'],
    ['€5', 'USD', 'other_currency'],
    ['$5 EUR', 'USD', 'other_currency'],
    ['5', 'XXX', 'unknown_currency'],
    ['', 'XXX', 'unknown_currency'],
    ['12,50', 'EUR', 'not_an_amount'],
    ['0,123', 'EUR', 'not_an_amount'],
    ['1.234,50', 'EUR', 'not_an_amount'],
    ['1,23,456', 'INR', 'not_an_amount'],
    [',123', 'USD', 'not_an_amount'],
    ['1 234', 'EUR', 'not_an_amount'],
    ['1e3', 'USD', 'not_an_amount'],
    ['12.', 'USD', 'not_an_amount'],
    ['.', 'USD', 'not_an_amount'],
    ['¥', 'CNY', 'not_an_amount'],
    ['-', 'CNY', 'not_an_amount'],
    ['--5', 'CNY', 'not_an_amount'],
    ['(-5)', 'CNY', 'not_an_amount'],
    ['(5', 'CNY', 'not_an_amount'],
    ['5 or so', 'CNY', 'not_an_amount'],
    ['="12.00"', 'CNY', 'not_an_amount'],
    ['NaN', 'CNY', 'not_an_amount'],
    ['Infinity', 'CNY', 'not_an_amount'],
    ['0x10', 'CNY', 'not_an_amount'],
    ['<b>5</b>', 'CNY', 'not_an_amount'],
    ['1'.repeat(61), 'CNY', 'not_an_amount'],
    ['ﷺ'.repeat(60), 'CNY', 'not_an_amount'],
  ])('%j in %s: %s', (text, currency, reason) => {
    expect(read(text, currency)).toBe(reason)
  })
})

describe('below zero, where it is allowed', () => {
  test.each([
    ['-12.00', -1200],
    ['−12.00', -1200],
    ['-¥12', -1200],
    ['¥-12', -1200],
    ['(12.00)', -1200],
    ['12', 1200],
  ])('%j is %d', (text, minor) => {
    expect(read(text, 'CNY', 'allow')).toBe(minor)
  })

  test('no minus zero, and zero is never negative', () => {
    expect(read('-0.00')).toBe(0)
    expect(Object.is(read('-0.00', 'CNY', 'allow'), 0)).toBe(true)
  })
})

describe('for every amount and currency', () => {
  const currency = fc.constantFrom(...currencyCodes)
  const minor = fc.maxSafeInteger()

  test('what decimalOf writes is read back exactly', () => {
    fc.assert(
      fc.property(minor, currency, (size, code) => {
        expect(read(decimalOf({ minor: size, currency: code }), code, 'allow')).toBe(size)
      }),
    )
  })

  test('what a Chinese or English reader sees in yuan, dollars and yen is read back exactly', () => {
    const shown = fc.constantFrom(
      ['zh-CN', 'CNY'],
      ['en', 'CNY'],
      ['en-US', 'USD'],
      ['zh-CN', 'USD'],
      ['ja-JP', 'JPY'],
    )
    fc.assert(
      fc.property(minor, shown, (size, [locale = '', code = '']) => {
        expect(read(formatMoney({ minor: size, currency: code }, locale), code, 'allow')).toBe(size)
      }),
    )
  })

  test('nothing that people or programs paste makes it fail or lose a digit', () => {
    const text = fc.string({ unit: fc.constantFrom(...'0123456789.,-()¥$元 eE+'), maxLength: 30 })
    fc.assert(
      fc.property(text, currency, (pasted, code) => {
        const size = read(pasted, code, 'allow')
        if (typeof size !== 'number') return
        const digits = pasted.replace(/[^\d.]/g, '')
        const [whole = '', decimals = ''] = digits.split('.')
        const exponent = exponentOf(code) ?? 0
        const moved = BigInt(whole + decimals.padEnd(exponent, '0').slice(0, exponent))
        expect(BigInt(Math.abs(size))).toBe(moved)
        expect(decimals.slice(exponent)).toMatch(/^0*$/)
      }),
      { numRuns: 500 },
    )
  })
})
