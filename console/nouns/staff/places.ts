import type { Language } from '../../parts/words.tsx'

const often = ['CNY', 'HKD', 'TWD', 'USD', 'EUR', 'GBP', 'JPY', 'KRW', 'SGD', 'AUD', 'CAD', 'CHF']

/** Currencies to choose from, the current one always among them. */
export const currencies = (current: string): string[] =>
  often.includes(current) ? often : [current, ...often]

/** IANA zones this browser knows, the current one always among them. */
export function zones(current: string): string[] {
  const known = Intl.supportedValuesOf('timeZone')
  return known.includes(current) ? known : [current, ...known]
}

const currencyByZone: readonly [RegExp, string][] = [
  [/^Asia\/(Shanghai|Urumqi|Chongqing)$/, 'CNY'],
  [/^Asia\/Hong_Kong$/, 'HKD'],
  [/^Asia\/Taipei$/, 'TWD'],
  [/^Asia\/Tokyo$/, 'JPY'],
  [/^Asia\/Seoul$/, 'KRW'],
  [/^Asia\/Singapore$/, 'SGD'],
  [/^Europe\/London$/, 'GBP'],
  [/^Europe\/Zurich$/, 'CHF'],
  [/^Europe\//, 'EUR'],
  [/^Australia\//, 'AUD'],
  [/^America\/(Toronto|Vancouver|Halifax|Winnipeg|Edmonton)$/, 'CAD'],
  [/^America\//, 'USD'],
]

/** Zone and currency of the machine; a shop that sets up in Chinese is most likely in China. */
export function guessedPlace(language: Language): { timeZone: string; currency: string } {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone
  const isUnset = !own || own === 'UTC' || own.startsWith('Etc/')
  const timeZone = isUnset ? (language === 'zh' ? 'Asia/Shanghai' : 'UTC') : own
  return {
    timeZone,
    currency:
      currencyByZone.find(([zone]) => zone.test(timeZone))?.[1] ?? (language === 'zh' ? 'CNY' : 'USD'),
  }
}
