/**
 * Reads amounts 金额 as people and shop platforms write them: "1,234.50", "12.00元", "¥1,846", "CNY 5". Exact:
 * digits are moved, nothing is rounded, and what cannot be read for certain is refused with its reason.
 */
import { exponentOf, type Money } from '#contract/money.ts'

export const moneyRefusals = [
  'not_an_amount',
  'too_many_decimals',
  'too_large',
  'negative',
  'other_currency',
  'unknown_currency',
] as const
export type MoneyRefusal = (typeof moneyRefusals)[number]

export type ParsedMoney =
  | { kind: 'money'; money: Money }
  /** An empty cell: no amount was given, which is not zero. */
  | { kind: 'absent' }
  | { kind: 'refused'; reason: MoneyRefusal }

/** Longer than any amount with its currency; what is longer is no amount. */
const MAX_LENGTH = 60

const dollars = ['USD', 'ARS', 'AUD', 'CAD', 'CLP', 'COP', 'HKD', 'MXN', 'NZD', 'SGD', 'TWD', 'UYU']
/** What may stand before or behind the digits, apart from the code itself. Upper case, after NFKC. */
const signs: ReadonlyMap<string, readonly string[]> = new Map([
  ['¥', ['CNY', 'JPY']],
  ['元', ['CNY', 'HKD', 'TWD', 'MOP']],
  ['RMB', ['CNY']],
  ['CN¥', ['CNY']],
  ['人民币', ['CNY']],
  ['JP¥', ['JPY']],
  ['円', ['JPY']],
  ['$', dollars],
  ['US$', ['USD']],
  ['美元', ['USD']],
  ['A$', ['AUD']],
  ['CA$', ['CAD']],
  ['C$', ['CAD']],
  ['HK$', ['HKD']],
  ['港元', ['HKD']],
  ['NT$', ['TWD']],
  ['S$', ['SGD']],
  ['€', ['EUR']],
  ['£', ['GBP']],
  ['₩', ['KRW']],
  ['₫', ['VND']],
  ['₹', ['INR']],
])

/**
 * Reads `text` as an amount of `currency` (ISO 4217). A comma groups three digits, a point begins the
 * decimals; "12,50" is refused, not guessed. Full-width digits and signs count as their plain forms.
 * Decimals beyond the currency's own are taken when they are zeros ("34.8000"), save exactly three: "12.000"
 * may mean twelve thousand. Below zero ("-5", "(5.00)") only where `negative` is `allow`.
 */
export function parseMoney(
  text: string,
  currency: string,
  negative: 'refuse' | 'allow' = 'refuse',
): ParsedMoney {
  const exponent = exponentOf(currency)
  if (exponent === undefined) return refused('unknown_currency')
  if (text.trim() === '') return { kind: 'absent' }
  const amount =
    text.length > MAX_LENGTH ? undefined : readSigned(text.normalize('NFKC').trim().toUpperCase())
  if (!amount) return refused('not_an_amount')
  if (!amount.signs.every((sign) => sign === '' || isSignOf(sign, currency))) {
    return refused(
      amount.signs.every((sign) => sign === '' || isAnySign(sign)) ? 'other_currency' : 'not_an_amount',
    )
  }
  const decimals = fitDecimals(amount.decimals, exponent)
  if (decimals === undefined) return refused('too_many_decimals')
  const size = BigInt(amount.whole + decimals)
  if (size > BigInt(Number.MAX_SAFE_INTEGER)) return refused('too_large')
  const isNegative = amount.isNegative && size > 0n
  if (isNegative && negative === 'refuse') return refused('negative')
  return { kind: 'money', money: { minor: isNegative ? -Number(size) : Number(size), currency } }
}

interface Amount {
  isNegative: boolean
  /** What stands before and behind the digits; empty where nothing does. */
  signs: string[]
  whole: string
  decimals: string
}

/** Minus before or behind the currency sign, or brackets as bookkeepers write them. */
const written =
  /^(\()?([-+−])?\s*([^\d.,()+−-]*?)\s*([-+−])?\s*([\d,]*)(?:\.(\d+))?\s*([^\d.,()+−-]*?)(\))?$/u
/** "0,123" is no group of thousands but a decimal comma. */
const grouped = /^[1-9]\d{0,2}(?:,\d{3})+$/

function readSigned(text: string): Amount | undefined {
  // NFKC can make one character many.
  const found = text.length > MAX_LENGTH ? null : written.exec(text)
  if (!found) return undefined
  const [, opened, first, before = '', second, whole = '', decimals = '', behind = '', closed] = found
  if ((opened === undefined) !== (closed === undefined)) return undefined
  const marks = [opened, first, second].filter((mark) => mark !== undefined)
  if (marks.length > 1) return undefined
  if (whole.includes(',') && !grouped.test(whole)) return undefined
  if (whole === '' && decimals === '') return undefined
  return {
    isNegative: marks.length === 1 && marks[0] !== '+',
    signs: [before, behind],
    whole: whole.replaceAll(',', ''),
    decimals,
  }
}

/** Exactly `exponent` digits, or undefined when that would drop or invent something. */
function fitDecimals(decimals: string, exponent: number): string | undefined {
  if (decimals.length <= exponent) return decimals.padEnd(exponent, '0')
  const isOnlyZeros = /^0+$/.test(decimals.slice(exponent))
  return isOnlyZeros && decimals.length !== 3 ? decimals.slice(0, exponent) : undefined
}

function isSignOf(sign: string, currency: string): boolean {
  return sign === currency || (signs.get(sign)?.includes(currency) ?? false)
}

function isAnySign(sign: string): boolean {
  return signs.has(sign) || exponentOf(sign) !== undefined
}

function refused(reason: MoneyRefusal): ParsedMoney {
  return { kind: 'refused', reason }
}
