/** An amount as people type it into a field: `129`, `129.5`, `￥1,299.00`, `１２９`. */

/** Minor units, or null for what is no amount of a currency with so many decimals. */
export function readMinor(text: string, decimals: number): number | null {
  const plain = text
    .normalize('NFKC')
    .trim()
    .replace(/^[¥$€£]\s*|\s*元$/g, '')
  const found = /^(\d{1,3}(?:,\d{3})+|\d{1,12})(?:\.(\d+))?$/.exec(plain)
  if (!found) return null
  const [, whole = '', fraction = ''] = found
  if (/[1-9]/.test(fraction.slice(decimals))) return null
  return Number(whole.replaceAll(',', '') + fraction.slice(0, decimals).padEnd(decimals, '0'))
}

/** Digits behind the point: 2 for CNY, 0 for JPY. */
export const decimalsOf = (currency: string): number =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
