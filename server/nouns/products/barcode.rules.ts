/**
 * Barcodes 条码 as they are printed. The check digit of EAN, UPC and ITF-14 is worked out and a wrong one is a hint: labels
 * with a wrong digit are on shelves, and a packing table must find what is scanned.
 */
import type { BarcodeKind } from '#contract/products/kinds.ts'

export interface ReadBarcode {
  code: string
  kind: BarcodeKind
  /** Null: a kind without a check digit. */
  isCheckRight: boolean | null
}

const kinds: Readonly<Record<number, BarcodeKind>> = { 8: 'ean8', 12: 'upca', 13: 'ean13', 14: 'itf14' }
const longest = 40

/** Spaces and hyphens that people put between groups go; null where nothing, or nothing that a scanner gives, is left. */
export const readBarcode = (text: string): ReadBarcode | null => {
  const code = text.normalize('NFKC').replace(/[\s-]/g, '')
  if (code === '' || code.length > longest || !/^[\x21-\x7e]+$/.test(code)) return null
  const kind = /^\d+$/.test(code) ? kinds[code.length] : undefined
  if (!kind) return { code, kind: 'other', isCheckRight: null }
  return { code, kind, isCheckRight: checkDigit(code.slice(0, -1)) === Number(code.at(-1)) }
}

/** Modulo 10: from the right, weights 3 and 1 in turn. */
export const checkDigit = (digits: string): number => {
  const sum = [...digits].reverse().reduce((total, digit, at) => total + Number(digit) * (at % 2 ? 1 : 3), 0)
  return (10 - (sum % 10)) % 10
}

/** How one code may come from a scanner: a UPC is an EAN with a zero in front, and some scanners give it. */
export const barcodeForms = (text: string): string[] => {
  const read = readBarcode(text)
  if (!read) return []
  const { code } = read
  const bare = /^\d{12,13}$/.test(code) ? code.replace(/^0(?=\d{12}$)/, '') : code
  return [...new Set([code, bare, ...(/^\d{12}$/.test(bare) ? [`0${bare}`] : [])])]
}
