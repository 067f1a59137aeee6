import { instantOf, offsetAt } from '../calendar/zone.rules.ts'

const pattern =
  /^(\d{4})[-/.](\d\d?)[-/.](\d\d?)(?:[ T]+(\d\d?):(\d\d)(?::(\d\d)(?:\.\d+)?)?)?\s*(Z|UTC|GMT|[+-]\d\d:?\d\d)?$/
const MINUTE = 60_000
const MAX_OFFSET = 14 * 60
const monthDays = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/**
 * A time as ISO 8601 with offset, to the second. `2017-07-08 00:42:32` and `2017/7/8 0:42` are read in `zone`;
 * `2026-03-12 09:14:02 +0000` keeps its own offset. A date alone is its midnight. Null for what is no time or lies
 * outside 1990–2099.
 */
export function parseTime(text: string, zone: string): string | null {
  const found = pattern.exec(text)
  if (!found) return null
  const [, year = '', month = '', day = '', hour = '0', minute = '00', second = '00', offset] = found
  if (!isDate(+year, +month, +day) || +hour > 23 || +minute > 59 || +second > 59) return null
  if (offset !== undefined) {
    const minutes = minutesOf(offset)
    if (minutes === null) return null
    return `${year}-${two(month)}-${two(day)}T${two(hour)}:${minute}:${second}${offsetText(minutes)}`
  }
  const wall = Date.UTC(+year, +month - 1, +day, +hour, +minute, +second)
  const instant = instantOf(zone, wall)
  const ahead = offsetAt(zone, instant)
  // In the hour that spring skips the clock never showed what the text says.
  if (instant + ahead !== wall)
    return `${new Date(instant + ahead).toISOString().slice(0, 19)}${offsetText(ahead / MINUTE)}`
  return `${year}-${two(month)}-${two(day)}T${two(hour)}:${minute}:${second}${offsetText(ahead / MINUTE)}`
}

function isDate(year: number, month: number, day: number): boolean {
  if (year < 1990 || year > 2099 || month < 1 || month > 12 || day < 1) return false
  // Every fourth year of this span is a leap year, 2000 included.
  return day <= (monthDays[month - 1] as number) && !(month === 2 && day === 29 && year % 4 !== 0)
}

function minutesOf(offset: string): number | null {
  if (offset.length < 5) return 0
  const size = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(-2))
  if (size > MAX_OFFSET || Number(offset.slice(-2)) > 59) return null
  return offset.startsWith('-') ? -size : size
}

function offsetText(minutes: number): string {
  const size = Math.abs(minutes)
  return `${minutes < 0 ? '-' : '+'}${two(String(Math.floor(size / 60)))}:${two(String(size % 60))}`
}

function two(digits: string): string {
  return digits.length === 1 ? `0${digits}` : digits
}
