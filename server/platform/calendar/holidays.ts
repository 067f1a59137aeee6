/**
 * China's public holidays 法定节假日 and make-up workdays 调休上班, and the festivals of the lunar calendar.
 * The State Council announces each year's days late in the year before; until then a year is not known.
 */
import announced from 'chinese-days/dist/chinese-days.json' with { type: 'json' }
import { Lunar, Solar } from 'lunar-typescript'
import { weekdays, type CalendarException } from '#contract/calendar.ts'
import { dayOf, weekdayOf } from './zone.rules.ts'

/**
 * The raw table is read, not the package's functions: those count days in the machine's own zone, and west of
 * Greenwich they are a day off (1.5.7). Values read "National Day,国庆节,3".
 */
const daysOff: Record<string, string> = announced.holidays
const makeupDays: Record<string, string> = announced.workdays

/** The years whose days are announced and known here, ascending. */
export function knownYears(): number[] {
  return [...new Set(Object.keys(daysOff).map((date) => Number(date.slice(0, 4))))].sort((a, b) => a - b)
}

/**
 * Days off and make-up workdays of one year, in order of date; null when the year is not announced (an empty
 * list would read as "no holidays"). A shop that closes gets closed days; one that stays open gets the same
 * dates with their weekday's usual hours, so that a roster can still be asked for. Make-up workdays follow
 * Monday.
 */
export function chinaHolidays(year: number, shop: 'closes' | 'stays open'): CalendarException[] | null {
  if (!knownYears().includes(year)) return null
  const off = inYear(daysOff, year).map(([date, name]): CalendarException =>
    shop === 'closes'
      ? { date, kind: 'holiday', name }
      : { date, kind: 'holiday', name, follows: weekdays[weekdayOf(dayOf(date))] },
  )
  const makeup = inYear(makeupDays, year).map(([date, { zh, en }]): CalendarException => ({
    date,
    kind: 'makeup',
    name: { zh: `${zh}调休上班`, en: `Make-up workday (${en})` },
    follows: 'mon',
  }))
  return [...off, ...makeup].sort(byDate)
}

function inYear(days: Record<string, string>, year: number): [string, CalendarException['name']][] {
  return Object.entries(days)
    .filter(([date]) => date.startsWith(`${year}-`))
    .map(([date, text]) => {
      const [en = '', zh = ''] = text.split(',')
      return [date, { zh, en }]
    })
}

/** Month and day of the lunar year; a leap month repeats no festival. */
const lunarFestivals = [
  [1, 1, '春节', 'Spring Festival'],
  [1, 15, '元宵节', 'Lantern Festival'],
  [5, 5, '端午节', 'Dragon Boat Festival'],
  [7, 7, '七夕节', 'Qixi Festival'],
  [8, 15, '中秋节', 'Mid-Autumn Festival'],
  [9, 9, '重阳节', 'Double Ninth Festival'],
  [12, 8, '腊八节', 'Laba Festival'],
] as const

const solarFestivals = [
  [1, 1, '元旦', "New Year's Day"],
  [2, 14, '情人节', "Valentine's Day"],
  [3, 8, '妇女节', "Women's Day"],
  [5, 1, '劳动节', 'Labour Day'],
  [6, 1, '儿童节', "Children's Day"],
  [9, 10, '教师节', "Teachers' Day"],
  [10, 1, '国庆节', 'National Day'],
] as const

/** Keys of lunar-typescript's table of solar terms, where 冬至 is last December's and DONG_ZHI this one's. */
const termFestivals = [
  ['清明', '清明节', 'Tomb-Sweeping Day'],
  ['DONG_ZHI', '冬至', 'Winter Solstice'],
] as const

/** Festival marks of one year, 1900–2100, in order of date. They change no hours and need no announcement. */
export function chinaFestivals(year: number): CalendarException[] {
  const terms = Lunar.fromYmd(year, 6, 1).getJieQiTable()
  const marks = [
    ...solarFestivals.map(([month, day, zh, en]) => mark(Solar.fromYmd(year, month, day), zh, en)),
    // A lunar year ends in the next solar year: the days before 春节 belong to the lunar year before.
    ...[year - 1, year].flatMap((lunarYear) => [
      ...lunarFestivals.map(([month, day, zh, en]) =>
        mark(Lunar.fromYmd(lunarYear, month, day).getSolar(), zh, en),
      ),
      mark(
        Lunar.fromYmd(lunarYear + 1, 1, 1)
          .getSolar()
          .next(-1),
        '除夕',
        "Lunar New Year's Eve",
      ),
    ]),
    ...termFestivals.flatMap(([term, zh, en]) => {
      const solar = terms[term]
      return solar ? [mark(solar, zh, en)] : []
    }),
  ]
  return marks.filter(({ date }) => date.startsWith(`${year}-`)).sort(byDate)
}

function mark(solar: Solar, zh: string, en: string): CalendarException {
  return { date: solar.toYmd(), kind: 'festival', name: { zh, en } }
}

function byDate(a: CalendarException, b: CalendarException): number {
  return a.date < b.date ? -1 : a.date > b.date ? 1 : 0
}
