import { describe, expect, test } from 'vitest'
import { markOf } from './amount-mark.rules.ts'
import { currencyNamedBy, namesOtherCurrency } from './amount-currency.rules.ts'
import { parseAmount, parseShare, type AmountNotation } from './amount-cell.ts'
import { dateOrderOf, parseMoment, type DateOrder } from './moment-cell.ts'

describe('amounts in any notation', () => {
  test.each<[string, number | null, Partial<AmountNotation>?]>([
    ['201.12', 20112],
    ['¥1,234.50', 123450],
    ['￥1，234.50', 123450],
    ['1.234,50 €', 123450],
    ['12.00元', 1200],
    ['人民币 12 元', 1200],
    ['CNY 5', 500],
    ['US$ 5.10', 510],
    ['5 kr.', 500],
    ['1 234,50', 123450],
    ['1\u00a0234,50', 123450],
    ["1'234.50", 123450],
    ['1,234', 123400],
    ['1,234,567', 123456700],
    ['1.234.567', 123456700],
    ['12,5', 1250],
    ['0,123', null],
    ['.5', 50],
    ['(5.00)', -500],
    ['-¥5.00', -500],
    ['¥-5.00', -500],
    ['5.00-', -500],
    ['−5', -500],
    ['+5', 500],
    ['(-5)', null],
    ['--5', null],
    ['9.80000019', 980],
    ['34.7999992', 3480],
    ['1007.64001', 100764],
    ['32.3800011', 3238],
    ['1.235', null],
    ['1.000', null],
    ['1.250', null],
    ['12.000', null, { decimals: 0 }],
    ['€ 999.990', null],
    ['1.250', 125, { mark: '.' }],
    ['1.250', 125000, { mark: ',' }],
    ['12.000', 12000, { mark: ',', decimals: 0 }],
    ['0.500', 50],
    ['1250.500', 125050],
    ['0.1234', null],
    ['1.235', 124, { beyond: 'round' }],
    ['0.1234', 12, { beyond: 'round' }],
    ['1234', 1234, { unit: 'minor' }],
    ['1234.00', 1234, { unit: 'minor' }],
    ['12.5', null, { unit: 'minor' }],
    ['1.234', 123400, { mark: ',' }],
    ['1,234', null, { mark: ',' }],
    ['1000', 1000, { decimals: 0 }],
    ['1,000.00', 1000, { decimals: 0 }],
    ['1.234', 1234, { decimals: 3 }],
    ['90071992547409.91', Number.MAX_SAFE_INTEGER],
    ['90071992547409.92', null],
    ['1e3', null],
    ['3.51E+16', null],
    ['12.00.00', null],
    ['1,2,3', null],
    ['1 2 3', null],
    ['', null],
    ['免费', null],
    ['=A1*2', null],
    ['2026-03-08', null],
    ['9'.repeat(61), null],
  ])('%j is %s', (text, minor, notation = {}) => {
    expect(parseAmount(text, { decimals: 2, ...notation })).toBe(minor)
  })

  test.each<[string[], '.' | ',' | null]>([
    [['1.250', '12.50'], '.'],
    [['1.250', '12,50 €'], ','],
    [['1.250', '1.250.000'], ','],
    [['1.250', '1,250.00'], '.'],
    [['1.250', '0.125'], '.'],
    [['1.250', "1'234.5"], '.'],
    [['1.250', '2.000', '7'], null],
    [['12.50', '12,50'], null],
    [[], null],
  ])('%j are written with %s', (texts, mark) => {
    expect(markOf(texts)).toBe(mark)
  })

  test.each<[string, string, boolean]>([
    ['12', 'CNY', false],
    ['¥12', 'CNY', false],
    ['￥12', 'JPY', false],
    ['12.00元', 'CNY', false],
    ['CNY ¥12', 'CNY', false],
    ['约 12', 'CNY', false],
    ['$12', 'CAD', false],
    ['5 kr.', 'SEK', false],
    ['€12', 'CNY', true],
    ['USD 12', 'CNY', true],
    ['US$ 12', 'CAD', true],
    ['12 eur', 'GBP', true],
    ['12 CHF', 'EUR', true],
    ['12美元', 'CNY', true],
    ['¥12', 'GBP', true],
  ])('that %j is no amount in %s: %s', (text, currency, isOther) => {
    expect(namesOtherCurrency(text, currency)).toBe(isOther)
  })

  test('what most amounts name is their currency; a sign that leaves it open means the one at home', () => {
    expect(currencyNamedBy(['€5', '€6', '¥7', '8'], null)).toBe('EUR')
    expect(currencyNamedBy(['¥5'], null)).toBe('CNY')
    expect(currencyNamedBy(['¥5'], 'JPY')).toBe('JPY')
    expect(currencyNamedBy(['£5'], 'JPY')).toBe('GBP')
    expect(currencyNamedBy(['5', ''], 'CNY')).toBeNull()
  })

  test.each<[string, number | null, ('share' | 'percent')?]>([
    ['0', 0],
    ['0.15', 0.15],
    ['0.150000006', 0.15],
    ['0,2', 0.2],
    ['15%', 0.15],
    ['15', null],
    ['15', 0.15, 'percent'],
    ['100%', 1],
    ['-0.1', null],
    ['', null],
  ])('the share %j is %s', (text, share, unit) => {
    expect(parseShare(text, unit)).toBe(share)
  })
})

describe('moments in any notation', () => {
  test.each<[string, string | null, DateOrder?]>([
    ['2026-03-08 00:42:32', '2026-03-08T00:42:32+08:00'],
    ['2026-03-08 00:42:32.000', '2026-03-08T00:42:32+08:00'],
    ['2026-03-08T00:42:32Z', '2026-03-08T00:42:32+00:00'],
    ['2026-03-08', '2026-03-08T00:00:00+08:00 day'],
    ['2026/3/8', '2026-03-08T00:00:00+08:00 day'],
    ['20260308', '2026-03-08T00:00:00+08:00 day'],
    ['19970101', '1997-01-01T00:00:00+08:00 day'],
    ['20260308004232', '2026-03-08T00:42:32+08:00'],
    ['20260308 0042', '2026-03-08T00:42:00+08:00'],
    ['2026年3月8日', '2026-03-08T00:00:00+08:00 day'],
    ['2026年3月8日 10时5分', '2026-03-08T10:05:00+08:00'],
    ['2026年3月8日 下午3:05', '2026-03-08T15:05:00+08:00'],
    ['2026/3/8 上午9:05:01', '2026-03-08T09:05:01+08:00'],
    ['2026年3月8日 上午12:30', '2026-03-08T00:30:00+08:00'],
    ['2026/3/8 凌晨12:30', '2026-03-08T00:30:00+08:00'],
    ['2026/3/8 中午12:30', '2026-03-08T12:30:00+08:00'],
    ['2026/3/8 中午11:30', '2026-03-08T11:30:00+08:00'],
    ['2026/3/8 中午1:00', '2026-03-08T13:00:00+08:00'],
    ['2026/3/8 下午12:30', '2026-03-08T12:30:00+08:00'],
    ['2026/3/8 晚上11:30', '2026-03-08T23:30:00+08:00'],
    ['2026/3/8 晚上12:30', null],
    ['3/8/2026', '2026-03-08T00:00:00+08:00 day', 'mdy'],
    ['3/8/2026', '2026-08-03T00:00:00+08:00 day', 'dmy'],
    ['3/8/2026', null],
    ['3/8/26 9:14 PM', '2026-03-08T21:14:00+08:00', 'mdy'],
    ['12/31/2025 12:00 am', '2025-12-31T00:00:00+08:00', 'mdy'],
    ['31.12.2025 23:59', '2025-12-31T23:59:00+08:00', 'dmy'],
    ['8 Mar 2026', '2026-03-08T00:00:00+08:00 day'],
    ['08-Mar-2026 21:14:00', '2026-03-08T21:14:00+08:00'],
    ['Mar 8, 2026, 9:14 p.m. +0100', '2026-03-08T21:14:00+01:00'],
    ['Sun, 8 Mar 2026 09:14:02 GMT', '2026-03-08T09:14:02+00:00'],
    ['March 8th, 2026', '2026-03-08T00:00:00+08:00 day'],
    ['1772930552', '2026-03-08T00:42:32+00:00'],
    ['1772930552000', '2026-03-08T00:42:32+00:00'],
    ['2026-02-29', null],
    ['2026-02-30 10:00', null],
    ['31/4/2026', null, 'dmy'],
    ['13/13/2026', null, 'mdy'],
    ['2026-03-08 25:00', null],
    ['1970-01-01', null],
    ['0000-00-00', null],
    ['46093.385', null],
    ['-', null],
    ['', null],
    ['soon', null],
    ['9:14', null],
  ])('%j is %s', (text, said, order) => {
    const moment = parseMoment(text, { zone: 'Asia/Shanghai', order })
    expect(moment && `${moment.at}${moment.isDay ? ' day' : ''}`).toBe(said)
  })

  test.each<[string[], DateOrder | null]>([
    [['2026-03-08'], 'ymd'],
    [['3/8/2026', '3/13/2026'], 'mdy'],
    [['3/8/2026', '13/3/2026'], 'dmy'],
    [['3/8/2026'], null],
    [['13/3/2026', '3/13/2026'], null],
    [['', 'x'], null],
  ])('%j write %s', (texts, order) => {
    expect(dateOrderOf(texts)).toBe(order)
  })
})
