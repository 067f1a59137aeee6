import type { DateOrder } from './date-order.rules.ts'
import { parseTime } from './time-cell.ts'

export { dateOrderOf, type DateOrder } from './date-order.rules.ts'

export interface Moment {
  /** ISO 8601 with offset, to the second. */
  at: string
  /** The text said the day alone; `at` is its midnight. */
  isDay: boolean
}

export interface MomentNotation {
  /** Of times without an offset, and of days. */
  zone: string
  /** `ymd` where left out; years of four digits in front are told in any case. */
  order?: DateOrder | undefined
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const clock = /(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(am|pm|[ap][.]m[.])?/i
const offset = /\s*(?:\(?(Z|UTC|GMT)\)?|(?:GMT|UTC)?\s*([+-]\d{2}:?\d{2}))$/i

/**
 * A moment as shops' exports write it: `2026-03-08 00:42:32`, `2026年3月8日 10时5分`, `20260308`, `20260308 004232`,
 * `3/8/2026 9:14 PM` (by `order`), `8 Mar 2026`, `Mar 8, 2026, 9:14 p.m. +0100`, `下午3:05`, and seconds or milliseconds since 1970
 * (10 or 13 digits). Null for what is no time or lies outside 1990–2099.
 */
export function parseMoment(text: string, notation: MomentNotation): Moment | null {
  if (text.length > 60) return null
  const { zone } = notation
  const usual = parseTime(text, zone)
  if (usual !== null) return { at: usual, isDay: !text.includes(':') }
  if (/^\d{10}(?:\d{3})?$/.test(text)) return ofEpoch(Number(text.padEnd(13, '0')), zone)
  const plain = inPlainWords(text.normalize('NFKC').trim())
  const zoned = offset.exec(plain)
  const unzoned = zoned ? plain.slice(0, zoned.index) : plain
  const time = clock.exec(unzoned)
  const day = dayOf((time ? unzoned.replace(time[0], ' ') : unzoned).trim(), notation.order ?? 'ymd')
  if (day === null) return null
  if (!time) return momentOf(day, zone, true)
  const hour = hourOf(Number(time[1]), (time[4] ?? '').toLowerCase().charAt(0))
  if (hour === null) return null
  const said = `${day} ${two(hour)}:${time[2]}:${time[3] ?? '00'} ${(zoned?.[1] ?? zoned?.[2] ?? '').toUpperCase()}`
  return momentOf(said.trim(), zone, false)
}

const momentOf = (said: string, zone: string, isDay: boolean): Moment | null => {
  const at = parseTime(said, zone)
  return at === null ? null : { at, isDay }
}

const ofEpoch = (milliseconds: number, zone: string): Moment | null =>
  momentOf(`${new Date(milliseconds).toISOString().slice(0, 19)}Z`, zone, false)

/** 2026年3月8日 下午3时5分 → 2026-3-8 3:5 PM; 20260308 004232 → 2026-03-08 00:42:32. */
function inPlainWords(text: string): string {
  const compact = /^(\d{4})(\d\d)(\d\d)(?:[ T]?(\d\d)(\d\d)(\d\d)?)?$/.exec(text)
  if (compact) {
    const [, year, month, day, hour, minute, second = '00'] = compact
    return `${year}-${month}-${day}${hour === undefined ? '' : ` ${hour}:${minute}:${second}`}`
  }
  const chinese = text
    .replace(/(\d+)年(\d+)月(\d+)日?/, '$1-$2-$3 ')
    .replace(
      /(\d{1,2})[时点](\d{1,2})分?(?:(\d{1,2})秒)?/,
      (_, h: string, m: string, s = '00') => `${h}:${two(m)}:${two(s)}`,
    )
    .replace(/(\d{1,2})[时点]整?$/, '$1:00')
  const half = /(上午|凌晨|早上|中午|下午|晚上)\s*(\d{1,2})(:\d\d(?::\d\d)?)/.exec(chinese)
  if (!half) return chinese
  const [said, part = '', hour = '', rest = ''] = half
  return chinese.replace(said, `${hourInChinese(part, Number(hour))}${rest}`)
}

/** 凌晨12:30 is half past midnight, 中午11:30 before noon and 中午1:00 after it. 晚上12:30 may be of either day: no hour. */
function hourInChinese(part: string, hour: number): number {
  if (hour > 12) return hour
  if (part === '上午' || part === '凌晨' || part === '早上') return hour % 12
  if (part === '中午' && hour >= 10) return hour
  return part === '晚上' && hour === 12 ? Number.NaN : (hour % 12) + 12
}

/** `2026-3-8` of a day in any order, or null. */
function dayOf(text: string, order: DateOrder): string | null {
  const named = dayWithName(text)
  if (named) return named
  const parts = /^(\d{1,4})[-/.\s](\d{1,2})[-/.\s](\d{1,4})[,\s]*$/.exec(text)?.slice(1) as
    | [string, string, string]
    | undefined
  if (!parts) return null
  const [first, second, third] = parts
  if (first.length === 4 && third.length <= 2) return `${first}-${second}-${third}`
  if (first.length > 2) return null
  const year = third.length === 4 ? third : third.length === 2 ? `20${third}` : null
  if (order === 'ymd')
    return third.length === 2 && first.length === 2 && year !== null ? `20${first}-${second}-${third}` : null
  if (year === null) return null
  return order === 'mdy' ? `${year}-${first}-${second}` : `${year}-${second}-${first}`
}

function dayWithName(text: string): string | null {
  const bare = text.replace(/^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*[.,]?\s+/i, '').replace(/[\s,]+$/, '')
  const before = /^(\d{1,2})(?:st|nd|rd|th)?[\s-]+([a-z]{3})[a-z]*[.,]?[\s-]+(\d{4})$/i.exec(bare)
  const behind = /^([a-z]{3})[a-z]*[.]?[\s-]+(\d{1,2})(?:st|nd|rd|th)?,?[\s-]+(\d{4})$/i.exec(bare)
  const [day, name, year] = before
    ? [before[1], before[2], before[3]]
    : behind
      ? [behind[2], behind[1], behind[3]]
      : []
  const month = months.indexOf((name ?? '').toLowerCase()) + 1
  return month === 0 ? null : `${year}-${month}-${day}`
}

function hourOf(hour: number, half: string): number | null {
  if (half === '') return hour
  if (hour < 1 || hour > 12) return null
  return (hour % 12) + (half === 'p' ? 12 : 0)
}

function two(value: number | string): string {
  return String(value).padStart(2, '0')
}
