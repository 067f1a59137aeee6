/** A moment as a buyer is told it, on the shop's wall clock 截单时刻: `今天 17:00`, `明天 17:00`, `11月24日 17:00`. */
import { DAY_MS, dateOf, localOf } from '#platform/calendar/zone.rules.ts'

export const untilSaid = (language: 'zh' | 'en', zone: string, at: Date, now: Date): string => {
  const local = localOf(zone, at.getTime())
  const day = Math.floor(local / DAY_MS)
  const minutes = Math.floor((local % DAY_MS) / 60_000)
  const clock = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
  const apart = day - Math.floor(localOf(zone, now.getTime()) / DAY_MS)
  const [, month = 1, date = 1] = dateOf(day).split('-').map(Number)
  if (language === 'zh')
    return `${apart === 0 ? '今天' : apart === 1 ? '明天' : `${month}月${date}日`} ${clock}`
  return `${clock} ${apart === 0 ? 'today' : apart === 1 ? 'tomorrow' : `on ${date}/${month}`}`
}
