/** What stands before the decimals of amounts, where a single one of them does not tell. */

/** One point and exactly three digits: a thousand in Berlin, one and some thousandths in London. */
const uncertain = /^[1-9]\d{0,2}\.\d{3}$/

/** Whether this amount's point may stand before decimals as well as between thousands. */
export const isPointUncertain = (digits: string): boolean => uncertain.test(digits)

/**
 * The mark that these amounts of one column are written with, by those among them that tell: `12.5`, `0.125` and `1,234.50`
 * know the point, `12,50` and `1.234.000` the comma. Null where none tells, or they contradict each other.
 */
export function markOf(texts: readonly string[]): '.' | ',' | null {
  const seen = new Set<'.' | ','>()
  for (const text of texts) {
    const found = /\d[\d.,]*/.exec(text.slice(0, 64).replace(/(?<=\d)[\s'’](?=\d{3}(?!\d))/g, ''))
    const mark = found && markIn(found[0].replace(/[.,]$/, ''))
    if (mark) seen.add(mark)
  }
  const [only] = seen
  return seen.size === 1 ? (only ?? null) : null
}

function markIn(digits: string): '.' | ',' | null {
  const [point, comma] = [digits.lastIndexOf('.'), digits.lastIndexOf(',')]
  if (point < 0 && comma < 0) return null
  if (point >= 0 && comma >= 0) return point > comma ? '.' : ','
  const [own, other] = point >= 0 ? (['.', ','] as const) : ([',', '.'] as const)
  // Decimals come once; what comes twice stands between thousands.
  if (digits.indexOf(own) !== Math.max(point, comma)) return other
  return /^[1-9]\d{0,2}[.,]\d{3}$/.test(digits) ? null : own
}
