import type { Language } from '#contract/shapes.ts'

/** A moment as a buyer is told it, on the shop's wall clock: `今天 17:00`, `17:00 tomorrow`, `Sat 21 Nov, 17:00`. */
export function untilSaid(
  language: Language,
  timeZone: string,
  at: string,
  now: Date,
  near: { today: string; tomorrow: string },
): string {
  const locale = language === 'zh' ? 'zh-CN' : 'en-GB'
  const when = new Date(at)
  const dayOf = (moment: Date) => new Intl.DateTimeFormat('sv-SE', { timeZone }).format(moment)
  const clock = new Intl.DateTimeFormat(locale, {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(when)
  const apart = (Date.parse(dayOf(when)) - Date.parse(dayOf(now))) / 86_400_000
  const name = apart === 0 ? near.today : apart === 1 ? near.tomorrow : null
  if (name !== null) return language === 'zh' ? `${name} ${clock}` : `${clock} ${name}`
  const day = new Intl.DateTimeFormat(locale, { timeZone, month: 'short', day: 'numeric' }).format(when)
  return language === 'zh' ? `${day} ${clock}` : `${clock} on ${day}`
}
