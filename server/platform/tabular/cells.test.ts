import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cleanCell, shortened, unmarkedCell } from './cell.ts'
import { decimalsOf, parseCount, parseMinor } from './number-cell.ts'
import { fingerprint, SeenRows } from './seen-rows.ts'
import { parseTime } from './time-cell.ts'

describe('cells without their tricks', () => {
  test.each([
    ['="35153131473290001"', '35153131473290001'],
    ['=""', ''],
    ['="', '="'],
    ['  x ', 'x'],
    ['\tAB12', 'AB12'],
    ['\ufeffName', 'Name'],
    ["'t Hart", "'t Hart"],
    ['=SUM(A1)', '=SUM(A1)'],
  ])('%j means %j', (cell, text) => {
    expect(cleanCell(cell)).toBe(text)
  })

  test.each([
    ["'13900000001", '13900000001'],
    [`"'13900000001`, '13900000001'],
    [`"'13900000001"`, '13900000001'],
    ["'null", 'null'],
    [`="'139"`, '139'],
    ["'", ''],
    ['139', '139'],
  ])('%j without its mark is %j', (cell, text) => {
    expect(unmarkedCell(cell)).toBe(text)
  })

  test('long values are shortened by characters, not halves of them', () => {
    expect(shortened('12.5元')).toBe('12.5元')
    expect(shortened('💩'.repeat(30), 5)).toBe('💩💩💩💩…')
  })
})

describe('amounts', () => {
  test.each<[string, number, number | null]>([
    ['201.12', 2, 20112],
    ['0', 2, 0],
    ['0元', 2, 0],
    ['12.00元', 2, 1200],
    ['12.5', 2, 1250],
    ['¥1,234.50', 2, 123450],
    ['540,00', 2, 54000],
    ['1.234,50', 2, 123450],
    ['1,234', 2, 123400],
    ['-3.20', 2, -320],
    ['-0.00', 2, 0],
    ['1000', 0, 1000],
    ['1000.00', 0, 1000],
    ['1.234', 3, 1234],
    ['.5', 2, null],
    ['1.234', 2, null],
    ['1000.50', 0, null],
    ['', 2, null],
    ['abc', 2, null],
    ['1e3', 2, null],
    ['3.51E+16', 2, null],
    ['12.00.00', 2, null],
    ['1,23', 2, 123],
    ['1,2,3', 2, null],
    ['٣', 2, null],
    ['90071992547409.91', 2, Number.MAX_SAFE_INTEGER],
    ['90071992547409.92', 2, null],
    ['9'.repeat(400), 2, null],
  ])('%s with %i decimals is %s', (text, decimals, minor) => {
    expect(parseMinor(text, decimals)).toBe(minor)
  })

  test('what is written with its decimals reads back exactly', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }), (minor) => {
        const digits = String(minor).padStart(3, '0')
        expect(parseMinor(`${digits.slice(0, -2)}.${digits.slice(-2)}`, 2)).toBe(minor)
      }),
    )
  })

  test('currencies have the decimals of ISO 4217', () => {
    expect(['CNY', 'GBP', 'JPY', 'KWD', 'XXY', 'gbp', ''].map(decimalsOf)).toEqual([
      2,
      2,
      0,
      3,
      null,
      null,
      null,
    ])
  })

  test.each<[string, number | null]>([
    ['1', 1],
    ['12', 12],
    ['2.0', 2],
    ['0', null],
    ['-1', null],
    ['1.5', null],
    ['', null],
    ['二', null],
    ['9999999', null],
  ])('%j pieces are %s', (text, count) => {
    expect(parseCount(text)).toBe(count)
  })
})

describe('times', () => {
  test.each<[string, string, string | null]>([
    ['2017-07-08 00:42:32', 'Asia/Shanghai', '2017-07-08T00:42:32+08:00'],
    ['2017/7/8 0:42', 'Asia/Shanghai', '2017-07-08T00:42:00+08:00'],
    ['2017-07-08', 'Asia/Shanghai', '2017-07-08T00:00:00+08:00'],
    ['2026-03-12 09:14:02 +0000', 'Asia/Shanghai', '2026-03-12T09:14:02+00:00'],
    ['2026-08-20 09:12:00 +0100', 'UTC', '2026-08-20T09:12:00+01:00'],
    ['2026-08-20 09:12:00 -0330', 'UTC', '2026-08-20T09:12:00-03:30'],
    ['2026-08-20T09:12:00.250Z', 'UTC', '2026-08-20T09:12:00+00:00'],
    ['2026-08-20 09:12:00 UTC', 'Asia/Shanghai', '2026-08-20T09:12:00+00:00'],
    ['2026-08-20 09:12:00', 'Europe/London', '2026-08-20T09:12:00+01:00'],
    ['2026-01-20 09:12:00', 'Europe/London', '2026-01-20T09:12:00+00:00'],
    // Skipped in spring, twice in autumn.
    ['2026-03-29 01:30:00', 'Europe/London', '2026-03-29T02:00:00+01:00'],
    ['2026-10-25 01:30:00', 'Europe/London', '2026-10-25T01:30:00+01:00'],
    ['2024-02-29 00:00:00', 'UTC', '2024-02-29T00:00:00+00:00'],
    ['2026-02-29 00:00:00', 'UTC', null],
    ['2026-13-01 00:00:00', 'UTC', null],
    ['2026-04-31', 'UTC', null],
    ['2026-03-12 24:00:00', 'UTC', null],
    ['2026-03-12 09:60', 'UTC', null],
    ['0000-00-00 00:00:00', 'UTC', null],
    ['1970-01-01 00:00:00', 'UTC', null],
    ['3/12/2026 9:14', 'UTC', null],
    ['46093.385', 'UTC', null],
    ['2026-03-12 09:14:02 +1500', 'UTC', null],
    ['2026-03-12 09:14:02 +0170', 'UTC', null],
    ['yesterday', 'UTC', null],
  ])('%s in %s is %s', (text, zone, iso) => {
    expect(parseTime(text, zone)).toBe(iso)
  })
})

describe('rows seen before', () => {
  test('tells new from same from different, with the first line', () => {
    const seen = new SeenRows()
    expect(seen.note('A', fingerprint('x'), 2)).toEqual({ is: 'new' })
    expect(seen.note('A', fingerprint('x'), 3)).toEqual({ is: 'same', line: 2 })
    expect(seen.note('A', fingerprint('y'), 4)).toEqual({ is: 'different', line: 2 })
    expect(seen.find('A')).toEqual({ content: fingerprint('x'), line: 2 })
    expect(seen.find('B')).toBeNull()
  })

  test('remembers everything as it grows', () => {
    const seen = new SeenRows()
    for (let order = 1; order <= 50_000; order += 1) seen.note(`35153131473${order}`, order, order)
    for (let order = 1; order <= 50_000; order += 997) {
      expect(seen.find(`35153131473${order}`)).toEqual({ content: order, line: order })
    }
    expect(seen.find('3515313147350001')).toBeNull()
  })

  test('fingerprints of neighbouring texts differ', () => {
    const prints = new Set(Array.from({ length: 100_000 }, (_, index) => fingerprint(`#AA${index}`)))
    expect(prints.size).toBe(100_000)
    expect(fingerprint('ab')).not.toBe(fingerprint('ba'))
    expect(fingerprint('a')).not.toBe(fingerprint('a\0'))
  })
})
