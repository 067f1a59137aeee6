import { useMemo } from 'react'
import { formatFor } from './format.tsx'
import { serverNow } from './server-now.ts'
import { useMembership } from './session.tsx'
import { dayNumber, readingOf, type Reading } from './shop-time.rules.ts'
import { useLanguage, type Language } from './words.tsx'

/** Instants (ISO 8601 or epoch ms) as people of the shop say them: by how near they are, on the shop's wall clock. */
export interface ShopTime {
  zone: string
  /** In a list of the latest: `14:16` today, 昨天, then the day. */
  latest: (at: string | number) => string
  /** 今天 14:16, 昨天 14:16, `11-14 14:16`. */
  since: (at: string | number) => string
  /** When something is due: `17:30` today, 明天 12:00, 周五 18:00, `11-25 18:00`. */
  due: (at: string | number) => string
  /** A day as a heading: 今天, 昨天, 周六 11-14. */
  heading: (at: string | number) => string
}

const relative = {
  zh: new Map([
    [-1, '昨天'],
    [0, '今天'],
    [1, '明天'],
  ]),
  en: new Map([
    [-1, 'yesterday'],
    [0, 'today'],
    [1, 'tomorrow'],
  ]),
}

export function shopTime(zone: string, language: Language, now: () => number): ShopTime {
  const format = formatFor(language, zone)
  const read = (at: string | number) => readingOf(zone, typeof at === 'number' ? at : Date.parse(at))
  const apart = (r: Reading) => dayNumber(r) - dayNumber(readingOf(zone, now()))
  const named = (at: string | number) => relative[language].get(apart(read(at)))
  return {
    zone,
    latest: (at) => {
      const days = apart(read(at))
      if (days === 0) return format.clock(at)
      return days === -1 ? (named(at) ?? '') : format.day(at)
    },
    since: (at) => `${named(at) ?? format.day(at)} ${format.clock(at)}`,
    due: (at) => {
      const days = apart(read(at))
      if (days === 0) return format.clock(at)
      return `${named(at) ?? (days > 1 && days < 7 ? format.weekday(at) : format.day(at))} ${format.clock(at)}`
    },
    heading: (at) => {
      const name = named(at)
      return name ? name.charAt(0).toUpperCase() + name.slice(1) : `${format.weekday(at)} ${format.day(at)}`
    },
  }
}

/** The time of the shop of the address, in the language of the screen. The same object while both stay. */
export function useShopTime(): ShopTime {
  const { timeZone } = useMembership().shop
  const [language] = useLanguage()
  return useMemo(() => shopTime(timeZone, language, serverNow), [timeZone, language])
}
