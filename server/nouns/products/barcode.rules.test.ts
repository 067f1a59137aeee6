import { describe, expect, test } from 'vitest'
import { barcodeForms, checkDigit, readBarcode } from './barcode.rules.ts'

describe('barcodes', () => {
  test.each([
    ['6901234567892', 'ean13', true],
    ['6901234567893', 'ean13', false],
    ['690 1234 567892', 'ean13', true],
    ['036000291452', 'upca', true],
    ['036000291453', 'upca', false],
    ['96385074', 'ean8', true],
    ['16901234567899', 'itf14', true],
    ['6901234', 'other', null],
    ['ABC-123', 'other', null],
    ['６９０１２３４５６７８９２', 'ean13', true],
  ])('%s is %s, its check digit %s', (text, kind, isCheckRight) => {
    expect(readBarcode(text)).toMatchObject({ kind, isCheckRight })
  })
  test.each(['', '   ', '灯', '1'.repeat(41)])('%j is none', (text) => {
    expect(readBarcode(text)).toBeNull()
  })
  test('the check digit is that of the standard', () => {
    expect(checkDigit('629104150021')).toBe(3)
    expect(checkDigit('7351353')).toBe(7)
  })
  test.each([
    ['036000291452', ['036000291452', '0036000291452']],
    ['0036000291452', ['0036000291452', '036000291452']],
    ['6901234567892', ['6901234567892']],
    ['x', ['x']],
    ['', []],
  ])('%s may be scanned as %j', (text, forms) => {
    expect(barcodeForms(text).sort()).toEqual([...forms].sort())
  })
})
