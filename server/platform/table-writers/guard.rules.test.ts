import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { guardText, unguardText } from './guard.rules.ts'

describe('[RPT-08] formulas', () => {
  test.each([
    ['=1+2', "'=1+2"],
    ['=HYPERLINK("http://x.example","好")', `'=HYPERLINK("http://x.example","好")`],
    ['+86 138', "'+86 138"],
    ['-2', "'-2"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t=1"],
    ['\r=1', "'\r=1"],
    ['＝1', "'＝1"],
    ['＋1', "'＋1"],
    ['－1', "'－1"],
    ['＠a', "'＠a"],
    ["'=1", "''=1"],
    ["'t Hart", "'t Hart"],
    ['a=1', 'a=1'],
    ['', ''],
  ])('%j is written %j', (text, cell) => {
    expect(guardText(text)).toBe(cell)
    expect(unguardText(cell)).toBe(text)
  })

  test('every text comes back, and none is left that would run', () => {
    const text = fc
      .array(fc.constantFrom(...`'=+-@\t\r＝＋－＠a1"; ,`), { maxLength: 8 })
      .map((all) => all.join(''))
    fc.assert(
      fc.property(text, (given) => {
        const cell = guardText(given)
        expect(unguardText(cell)).toBe(given)
        expect(/^[=+\-@\t\r＝＋－＠]/.test(cell)).toBe(false)
      }),
    )
  })
})
