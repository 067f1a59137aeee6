/**
 * What a number in a spreadsheet means to say, as text. A spreadsheet holds numbers as doubles, shows 15 digits of
 * them, and keeps dates as days since 1900 (or 1904) whose look alone says that they are dates.
 */

/** Digits that a spreadsheet program itself keeps of what is typed into it. */
const keptDigits = 15
const DAY_MS = 86_400_000
/** 1899-12-30, so that day 61 is 1900-03-01: day 60 is a 29th of February that 1900 never had. */
const epoch1900 = Date.UTC(1899, 11, 30)
const epoch1904 = Date.UTC(1904, 0, 1)
/** 9999-12-31. */
const lastDay = 2_958_465

/**
 * The number's digits: `9.8`, `351531`. Of a whole number that is too long for a spreadsheet, what is left is written
 * with an exponent (`3.51531314732900e+17`), as such programs show it: it says itself that it is no id any more.
 * Longer digits that no double could have produced stay: the file's writer never made a number of them.
 */
export function numberText(raw: string): string {
  const number = Number(raw)
  if (raw === '' || !Number.isFinite(number)) return raw
  if (/^-?\d{1,15}$/.test(raw)) return raw
  if (Math.abs(number) < 10 ** keptDigits) return plainText(Number(number.toPrecision(keptDigits)))
  return isWhole(raw) ? raw.replace(/\.0*$/, '') : number.toExponential(keptDigits - 1)
}

/** Whether all digits of a long number are there. */
function isWhole(raw: string): boolean {
  if (!/^-?\d+(?:\.0*)?$/.test(raw)) return false
  const digits = raw.replace(/\.0*$/, '')
  const number = Number(digits)
  if (Math.abs(number) <= Number.MAX_SAFE_INTEGER) return !digits.endsWith('0')
  return BigInt(digits) !== BigInt(number)
}

function plainText(number: number): string {
  const text = String(number)
  return text.includes('e') ? number.toFixed(20).replace(/0+$/, '') : text
}

/**
 * Days since the epoch as the time on the wall: `2026-03-08 00:42:32`, a date alone where there is no time,
 * `09:30:00` for less than a day. Null outside the calendar of spreadsheets.
 */
export function dateText(raw: string, is1904: boolean): string | null {
  const days = Number(raw)
  if (raw === '' || !Number.isFinite(days) || days < 0 || days > lastDay) return null
  if (days < 1) return timeOf(Math.round(days * 86_400) % 86_400)
  const shifted = !is1904 && days < 60 ? days + 1 : days
  const at = new Date((is1904 ? epoch1904 : epoch1900) + Math.round(shifted * 86_400) * 1000)
  const [day = '', time = ''] = at.toISOString().split('T')
  return at.getTime() % DAY_MS === 0 ? day : `${day} ${time.slice(0, 8)}`
}

function timeOf(seconds: number): string {
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0')
  return `${two(seconds / 3600)}:${two((seconds / 60) % 60)}:${two(seconds % 60)}`
}

/** Formats that every spreadsheet program knows by number alone and that mean a date or time. */
const builtInDates: readonly [number, number][] = [
  [14, 22],
  [27, 36],
  [45, 45],
  [47, 47],
  [50, 58],
]

/** No spreadsheet program takes a longer one. */
const longestFormat = 255

/** Whether a number format shows a moment. `code` is null where the file does not spell it out; `[h]:mm` is a duration. */
export function isDateFormat(id: number, code: string | null): boolean {
  if (code === null) return builtInDates.some(([from, to]) => id >= from && id <= to)
  const bare = code
    .slice(0, longestFormat)
    .split(';')[0]!
    .replace(/"[^"]*"|\\.|_.|\*./g, '')
    .replace(/\[[^\]]*\]/g, (bracket) => (/^\[[hms]+\]$/i.test(bracket) ? 'E+' : ''))
  if (/E\+|general/i.test(bare)) return false
  return /[ymdhs]|年|月|日|时|分|秒/i.test(bare) && !/[0#?]/.test(bare.replace(/[.]0+/g, ''))
}
