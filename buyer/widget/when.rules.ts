/** Instants in a buyer's words, in the buyer's own time zone (the browser's). */
import type { Language } from '#contract/shapes.ts'

const tag = { zh: 'zh-CN', en: 'en-GB' }
const dayWords = { zh: ['今天', '昨天', '明天'], en: ['Today', 'Yesterday', 'Tomorrow'] } as const

/** 10:24:31. Seconds are shown because seconds are what the shop promises. */
export function clockTime(at: string, language: Language, withSeconds = true): string {
  return new Intl.DateTimeFormat(tag[language], {
    hour: '2-digit',
    minute: '2-digit',
    second: withSeconds ? '2-digit' : undefined,
    hourCycle: 'h23',
  }).format(new Date(at))
}

/** 今天, 昨天, 明天, else the date; the year only when it is another one. `now` in epoch milliseconds. */
export function dayName(at: string, now: number, language: Language): string {
  const days = Math.round((midnight(new Date(at)) - midnight(new Date(now))) / 86_400_000)
  const near = [0, -1, 1].indexOf(days)
  if (near >= 0) return dayWords[language][near]!
  const isThisYear = new Date(at).getFullYear() === new Date(now).getFullYear()
  return new Intl.DateTimeFormat(tag[language], {
    year: isThisYear ? undefined : 'numeric',
    month: language === 'zh' ? 'long' : 'short',
    day: 'numeric',
    weekday: 'short',
  }).format(new Date(at))
}

export const isSameDay = (one: string, other: string) => midnight(new Date(one)) === midnight(new Date(other))

/** 明天 09:00 */
export function dayAndTime(at: string, now: number, language: Language): string {
  return `${dayName(at, now, language)} ${clockTime(at, language, false)}`
}

const midnight = (date: Date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime()
