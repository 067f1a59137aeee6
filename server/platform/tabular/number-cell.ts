/** Signs and words that exporters put beside an amount. */
const decoration = /^[¥￥$€£]\s*|\s*[元]$/g
const plain = /^(-?)(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d*))?$/
/** `1.234,50`: the comma stands before exactly two digits, or groups of three make it certain. */
const commaed = /^(-?)(\d+|\d{1,3}(?:\.\d{3})+),(\d{2})$/

/**
 * An amount as integer minor units: `1,234.50`, `540,00`, `12.00元`, `¥0`. Null when it is no amount, has more
 * decimals than the currency (zeros aside), or does not fit.
 */
export function parseMinor(text: string, decimals: number): number | null {
  const found = plain.exec(text) ?? findDecorated(text.replace(decoration, ''))
  if (!found) return null
  const [, sign = '', whole = '', fraction = ''] = found
  if (/[1-9]/.test(fraction.slice(decimals))) return null
  const digits =
    (whole.length > 3 ? whole.replace(/[,.]/g, '') : whole) +
    fraction.slice(0, decimals).padEnd(decimals, '0')
  const minor = Number(digits)
  if (minor > Number.MAX_SAFE_INTEGER) return null
  return sign === '-' && minor > 0 ? -minor : minor
}

function findDecorated(bare: string): RegExpExecArray | null {
  return plain.exec(bare) ?? commaed.exec(bare)
}

/** A whole number of pieces from 1 to a million; `2.0` is 2. Null for anything else. */
export function parseCount(text: string): number | null {
  const found = /^(\d{1,7})(?:\.0+)?$/.exec(text)
  const count = found ? Number(found[1]) : 0
  return count >= 1 && count <= 1_000_000 ? count : null
}

const decimalsByCurrency = new Map<string, number>()
const currencies = new Set(Intl.supportedValuesOf('currency'))

/** Decimals of an ISO 4217 currency: 2 for CNY, 0 for JPY. Null when there is no such currency. */
export function decimalsOf(currency: string): number | null {
  if (!currencies.has(currency)) return null
  const known = decimalsByCurrency.get(currency)
  if (known !== undefined) return known
  const format = new Intl.NumberFormat('en', { style: 'currency', currency })
  const decimals = format.resolvedOptions().maximumFractionDigits ?? 2
  decimalsByCurrency.set(currency, decimals)
  return decimals
}
