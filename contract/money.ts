/**
 * Money 金额: a whole number of the currency's smallest unit (fen, cents) and an ISO 4217 code. Never a
 * fraction: 0.1 + 0.2 is not 0.3 in a computer, and a buyer is owed the cent.
 */
import { Type, type Static } from 'typebox'
import { Strict } from './shapes.ts'

/** Two digits behind the point, unless the lists below say otherwise. ISO 4217, active codes for payment. */
const twoDigits =
  'AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY ' +
  'COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF ' +
  'IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR ' +
  'MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG ' +
  'SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VES WST ' +
  'XCD XCG YER ZAR ZMW ZWG'
const noDigits = 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF'
const threeDigits = 'BHD IQD JOD KWD LYD OMR TND'

const exponents: ReadonlyMap<string, number> = new Map([
  ...twoDigits.split(' ').map((code) => [code, 2] as const),
  ...noDigits.split(' ').map((code) => [code, 0] as const),
  ...threeDigits.split(' ').map((code) => [code, 3] as const),
])

/** Digits behind the point: 2 for CNY, 0 for JPY, 3 for KWD; undefined for a code that we do not know. */
export function exponentOf(currency: string): number | undefined {
  return exponents.get(currency)
}

/** Every code we know, in order of the alphabet, for a choice in a form. */
export const currencyCodes: readonly string[] = [...exponents.keys()].sort()

export const CurrencyCode = Type.String({ pattern: '^[A-Z]{3}$' })

export const Money = Strict({
  minor: Type.Integer({ minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER }),
  currency: CurrencyCode,
})
export type Money = Static<typeof Money>

/**
 * `-1234.50`, as other programs read it: a point, no grouping, no sign of the currency. An unknown code has
 * 2 digits.
 */
export function decimalOf({ minor, currency }: Money): string {
  const exponent = exponentOf(currency) ?? 2
  const digits = String(Math.abs(minor)).padStart(exponent + 1, '0')
  const sign = minor < 0 ? '-' : ''
  if (exponent === 0) return sign + digits
  return `${sign}${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`
}

const formats = new Map<string, Intl.NumberFormat>()

/**
 * For people, in their locale: `¥1,234.50`, `CN¥1,234.50` to an English reader, for whom a bare ¥ could be
 * yen. Exact to the last digit: the decimal is handed on as text. Throws RangeError on a malformed locale or
 * code.
 */
export function formatMoney(money: Money, locale: string): string {
  return formatFor(money.currency, locale).format(decimalOf(money) as Intl.StringNumericLiteral)
}

function formatFor(currency: string, locale: string): Intl.NumberFormat {
  const key = `${locale} ${currency}`
  const known = formats.get(key)
  if (known) return known
  const digits = exponentOf(currency) ?? 2
  // Digits are given, because Intl shows some currencies (HUF, IDR, IQD) without those of ISO 4217.
  const format = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  })
  if (formats.size >= 200) formats.clear()
  formats.set(key, format)
  return format
}
