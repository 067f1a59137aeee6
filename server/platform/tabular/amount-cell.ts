import { isPointUncertain } from './amount-mark.rules.ts'

/** How a file writes amounts. What is left out is found out cell by cell, where that is certain. */
export interface AmountNotation {
  /** Decimals of the currency: 2 for cents. */
  decimals: number
  /** What stands before the decimals; `auto` tells by the groups of three. */
  mark?: 'auto' | '.' | ',' | undefined
  /** `minor`: the column counts cents. */
  unit?: 'major' | 'minor' | undefined
  /** Decimals beyond the currency's own: `noise` takes them when a computer made them (9.80000019), `round` always. */
  beyond?: 'noise' | 'round' | undefined
}

/** Longer than any amount with its currency; what is longer is no amount. */
const MAX_LENGTH = 60
/** Signs and words beside an amount. Letters are codes and abbreviations: CNY, US$, RMB, kr, zł. */
const beside = /^(?:\p{Sc}|\p{L}|\s|\.(?=\p{L}))*/u
const behind = /(?:\p{Sc}|\p{L}|\s|(?<=\p{L})\.)*$/u
/** What computers add in the last place of a single is below a thousandth of a cent for a cent's worth of amounts. */
const NOISE = 0.1

/**
 * An amount as integer minor units, in any notation: `¥1,234.50`, `1.234,50 €`, `12.00元`, `1 234,50`, `1'234.50`,
 * `(5.00)`, `5.00-`, `−5`. Null when it is no amount, does not fit, or cannot be read for certain: `1.235` is no cents, and
 * `1.250` may be a thousand and more unless the mark is given, the currency has three decimals, or more are expected.
 */
export function parseAmount(text: string, notation: AmountNotation): number | null {
  if (text.length > MAX_LENGTH) return null
  const signed = readSign(
    text
      .normalize('NFKC')
      .replace(/[−–﹣]/g, '-')
      .trim(),
  )
  if (!signed) return null
  const bare = signed.bare.replace(beside, '').replace(behind, '')
  const plain = plainDigits(bare, notation)
  if (plain === null) return null
  const minor = toMinor(plain, notation)
  if (minor === null || minor > Number.MAX_SAFE_INTEGER) return null
  return signed.isNegative && minor > 0 ? -minor : minor
}

/** A minus before or behind the currency or the digits, or brackets as bookkeepers write them; never two of them. */
function readSign(text: string): { isNegative: boolean; bare: string } | null {
  const brackets = /^\((.+)\)$/.exec(text)
  const inner = brackets?.[1] ?? text
  const found = /^([^\d+-]*)(-|\+)?([^-+]*)(-)?([^\d+-]*)$/.exec(inner)
  if (!found) return null
  const [, before = '', first, middle = '', last, after = ''] = found
  const marks = [brackets, first === '-' ? first : null, last].filter((mark) => mark != null)
  if (marks.length > 1) return null
  return { isNegative: marks.length === 1, bare: before + middle + after }
}

/** Digits with at most one point; null where the groups say nothing for certain. */
function plainDigits(text: string, notation: AmountNotation): string | null {
  if (!/^(?:\d|[.,]\d)[\d.,'’\s]*$/.test(text)) return null
  const compact = text.replace(/(?<=\d)[\s'’](?=\d{3}(?!\d))/g, '')
  if (/[\s'’]/.test(compact)) return null
  const { mark = 'auto' } = notation
  const mayHaveThree = notation.beyond === 'round' || (notation.decimals === 3 && notation.unit !== 'minor')
  if (mark === 'auto' && !mayHaveThree && isPointUncertain(compact)) return null
  const decimal = mark === 'auto' ? decimalMarkOf(compact) : mark
  const group = decimal === ',' ? '.' : ','
  const [whole = '', ...decimals] = compact.split(decimal)
  if (decimals.length > 1 || decimals[0]?.includes(group)) return null
  if (whole.includes(group) && !new RegExp(`^\\d{1,3}(?:[${group}]\\d{3})+$`).test(whole)) return null
  return `${whole.replaceAll(group, '') || '0'}.${decimals[0] ?? ''}`
}

/** Where both stand there, the last begins the decimals. A comma alone does so unless a group of three follows it. */
function decimalMarkOf(text: string): '.' | ',' {
  const [point, comma] = [text.lastIndexOf('.'), text.lastIndexOf(',')]
  if (point >= 0 && comma >= 0) return point > comma ? '.' : ','
  if (comma >= 0) return /^[1-9]\d{0,2}(?:,\d{3})+$/.test(text) ? '.' : ','
  return text.indexOf('.') === point ? '.' : ','
}

function toMinor(plain: string, notation: AmountNotation): number | null {
  const decimals = notation.unit === 'minor' ? 0 : notation.decimals
  const [whole = '', fraction = ''] = plain.split('.')
  const kept = Number(whole + fraction.slice(0, decimals).padEnd(decimals, '0'))
  const rest = Number(`0.${fraction.slice(decimals) || '0'}`)
  const isUp = rest >= 0.5
  const isNoise = Math.min(rest, 1 - rest) < NOISE && (rest === 0 || fraction.length >= decimals + 3)
  if (notation.beyond !== 'round' && !isNoise) return null
  return kept + (isUp ? 1 : 0)
}

/**
 * A share of one: `0.15`, `15%`, and with `percent` also a bare `15`. Float noise goes (`0.150000006`). Null outside 0 to 1.
 */
export function parseShare(text: string, unit: 'share' | 'percent' = 'share'): number | null {
  const found = /^(\d+(?:[.,]\d+)?)\s*(%?)$/.exec(text.normalize('NFKC').trim())
  if (!found) return null
  const number = Number((found[1] ?? '').replace(',', '.'))
  const share = Number((found[2] === '%' || unit === 'percent' ? number / 100 : number).toFixed(6))
  return share >= 0 && share <= 1 ? share : null
}
