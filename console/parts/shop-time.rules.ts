/**
 * Instants in the words of a shop: always on the shop's own wall clock, wherever the screen stands. `Intl` alone
 * knows the zones; a local reading is looked up once per instant and cut apart here.
 */
export interface Reading {
  year: number
  month: number
  day: number
  hour: number
  minute: number
  second: number
  /** 0 is Sunday. */
  weekday: number
}

const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      calendar: 'gregory',
      numberingSystem: 'latn',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    })
    formats.set(zone, format)
  }
  return format
}

/** What the wall clock of `zone` reads at `instant` (epoch ms). */
export function readingOf(zone: string, instant: number): Reading {
  const found: Record<string, number> = {}
  for (const part of formatOf(zone).formatToParts(instant)) found[part.type] = Number(part.value)
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = found
  return {
    year,
    month,
    day,
    hour,
    minute,
    second,
    weekday: new Date(Date.UTC(year, month - 1, day)).getUTCDay(),
  }
}

/** The instant (epoch ms) at which the wall clock reads this; a time skipped in spring is taken an hour later. */
export function instantAt(
  zone: string,
  local: Pick<Reading, 'year' | 'month' | 'day' | 'hour' | 'minute'>,
): number {
  const asUtc = Date.UTC(local.year, local.month - 1, local.day, local.hour, local.minute)
  const first = asUtc - offsetAt(zone, asUtc)
  // The offset before and after a change differ: the second look is taken where the first one landed.
  return asUtc - offsetAt(zone, first)
}

function offsetAt(zone: string, instant: number): number {
  const r = readingOf(zone, instant)
  return Date.UTC(r.year, r.month - 1, r.day, r.hour, r.minute, r.second) - Math.floor(instant / 1000) * 1000
}

/** Days since 1970-01-01 on the wall clock: equal on one local day, one more on the next. */
export function dayNumber({ year, month, day }: Pick<Reading, 'year' | 'month' | 'day'>): number {
  return Math.round(Date.UTC(year, month - 1, day) / 86_400_000)
}

export const twoDigits = (n: number): string => String(n).padStart(2, '0')

/** `2026-11-17T17:30`, as `<input type="datetime-local">` wants it. */
export function inputText(zone: string, instant: number): string {
  const r = readingOf(zone, instant)
  return `${r.year}-${twoDigits(r.month)}-${twoDigits(r.day)}T${twoDigits(r.hour)}:${twoDigits(r.minute)}`
}

/** Back from the field; null while it is empty or half filled. */
export function instantOfInput(zone: string, text: string): number | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})/.exec(text)
  if (!match) return null
  const [year, month, day, hour, minute] = match.slice(1).map(Number) as [
    number,
    number,
    number,
    number,
    number,
  ]
  return instantAt(zone, { year, month, day, hour, minute })
}
