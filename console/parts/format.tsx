import { useMemo } from 'react'
import type { Language } from './words.tsx'
import { useLanguage } from './words.tsx'
import { useMembership } from './session.tsx'

export interface Amount {
  /** Integer minor units (fen, cents). */
  minor: number
  currency: string
}

/** Texts of times and money. Instants are ISO 8601 or epoch milliseconds; all in the shop's time zone. */
export interface Format {
  /** 14:25 */
  clock: (at: string | number) => string
  /** 14:25:08 */
  seconds: (at: string | number) => string
  /** 11-14, 14 Nov; with the year when it is another one than now's. */
  day: (at: string | number) => string
  /** Today only the time; else the day, and the time with it. */
  when: (at: string | number, now?: number) => string
  /** 周五, Fri */
  weekday: (at: string | number) => string
  /** 2026-11-14 in the shop's zone. */
  isoDay: (at: string | number) => string
  /** ¥1,846, US$12.50 */
  money: (amount: Amount) => string
  /** 1,204 */
  count: (n: number) => string
  /** 40 秒, 12 分钟, 3 小时: of milliseconds, to the nearest of the largest unit that still says something. */
  span: (ms: number) => string
}

const units = { zh: { s: '秒', min: '分钟', h: '小时' }, en: { s: 's', min: 'min', h: 'h' } } as const

const made = new Map<string, Format>()

/** Formats for a language and zone; kept, since `Intl` objects are slow to make. */
export function formatFor(language: Language, zone: string): Format {
  const key = `${language} ${zone}`
  const known = made.get(key) ?? makeFormat(language, zone)
  made.set(key, known)
  return known
}

function makeFormat(language: Language, zone: string): Format {
  const locale = language === 'zh' ? 'zh-CN' : 'en-GB'
  const part = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(locale, { timeZone: zone, hourCycle: 'h23', ...options })
    return (at: string | number) => format.format(new Date(at))
  }
  const clock = part({ hour: '2-digit', minute: '2-digit' })
  const seconds = part({ hour: '2-digit', minute: '2-digit', second: '2-digit' })
  const isoFormat = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  })
  const isoDay = (at: string | number) => isoFormat.format(new Date(at))
  const dayNear = part({ day: 'numeric', month: 'short' })
  const dayFar = part({ day: 'numeric', month: 'short', year: 'numeric' })
  const day = (at: string | number) => {
    const iso = isoDay(at)
    const isThisYear = iso.slice(0, 4) === isoDay(Date.now()).slice(0, 4)
    if (language === 'zh') return isThisYear ? iso.slice(5) : iso
    return isThisYear ? dayNear(at) : dayFar(at)
  }
  return {
    clock,
    seconds,
    day,
    isoDay,
    weekday: part({ weekday: 'short' }),
    when: (at, now = Date.now()) => (isoDay(at) === isoDay(now) ? clock(at) : `${day(at)} ${clock(at)}`),
    money: moneyFormat(locale),
    count: (n) => n.toLocaleString(locale),
    span: (ms) => {
      const seconds = Math.max(0, Math.round(ms / 1000))
      if (seconds < 100) return `${seconds} ${units[language].s}`
      if (seconds < 6000) return `${Math.round(seconds / 60)} ${units[language].min}`
      return `${Math.round(seconds / 3600)} ${units[language].h}`
    },
  }
}

function moneyFormat(locale: string): (amount: Amount) => string {
  return ({ minor, currency }) => {
    const whole = new Intl.NumberFormat(locale, {
      style: 'currency',
      currency,
      currencyDisplay: 'narrowSymbol',
    })
    const digits = whole.resolvedOptions().maximumFractionDigits ?? 2
    const value = minor / 10 ** digits
    if (!Number.isInteger(value)) return whole.format(value)
    return new Intl.NumberFormat(locale, {
      style: 'currency',
      currency,
      currencyDisplay: 'narrowSymbol',
      maximumFractionDigits: 0,
    }).format(value)
  }
}

/** Formats in the language of the screen and the zone of the shop. */
export function useFormat(): Format {
  const [language] = useLanguage()
  const zone = useMembership().shop.timeZone
  return useMemo(() => formatFor(language, zone), [language, zone])
}
