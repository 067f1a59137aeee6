/**
 * 照平台的算法 (RSP-03): what Taobao and Pinduoduo would say of our answers, reckoned by us. Their days are China's.
 * 淘宝: a round 轮次 runs from a buyer's first question to the first answer of a person; of rounds asked between 08:00 and
 * 24:00 in 30 days, the share answered within 3 minutes. 拼多多: of buyers who wrote between 08:00 and 23:00 of a day, the
 * share none of whose messages waited more than 3 minutes for a person. Automatic messages answer nothing in either.
 * docs/decisions/0014 says what is known of the rules and what we settled.
 */
import { isRealDate } from '#contract/calendar.ts'
import type { PlatformRule } from '#contract/insight/platforms.ts'
import { DAY_MS, dateOf, localOf } from '#platform/calendar/zone.rules.ts'

export const platformZone = 'Asia/Shanghai'
export const platformLimitMs = 180_000
export const platformDays = 30
/** Hours of China's clock in which a question counts: `[from, to)`. */
export const platformHours = { taobao: { from: 8, to: 24 }, pinduoduo: { from: 8, to: 23 } } as const

/** The last 30 days of China's calendar, today included: what a seller sees grow during the day. */
export const platformPeriod = (now: Date): { from: string; to: string } => {
  const today = Math.floor(localOf(platformZone, now.getTime()) / DAY_MS)
  return { from: dateOf(today - platformDays + 1), to: dateOf(today) }
}

export const countsFor = (rule: PlatformRule, askedAt: Date): boolean => {
  const hour = (localOf(platformZone, askedAt.getTime()) % DAY_MS) / 3_600_000
  return hour >= platformHours[rule].from && hour < platformHours[rule].to
}

/** Hundredths of a percent. A single failure never shows as 100, a single success never as 0. */
export const shareOf = (inTime: number, of: number): number | null => {
  if (of === 0) return null
  const share = Math.round((inTime * 10_000) / of)
  return Math.min(inTime < of ? 9999 : 10_000, Math.max(inTime > 0 ? 1 : 0, share))
}

export interface ScoreLine {
  day: string
  score: number
}
type Refused = { line: number; reason: 'no_date' | 'no_percentage' | 'future' | 'too_many' }
const mostLines = 400

/**
 * Reads days and percentages out of whatever was copied from a platform's page: the first date and the first percentage of
 * each line. `0.965` without a sign is a share, `96.5` a percentage. A line without any digit is a heading and is passed over.
 */
export const readScores = (text: string, now: Date): { lines: ScoreLine[]; refused: Refused[] } => {
  const lines: ScoreLine[] = []
  const refused: Refused[] = []
  const today = platformPeriod(now).to
  for (const [i, raw] of text.split(/\r\n|\r|\n/).entries()) {
    if (!/\d/.test(raw)) continue
    const line = i + 1
    const read = readLine(raw)
    if (lines.length >= mostLines) {
      refused.push({ line, reason: 'too_many' })
      break
    }
    if (typeof read === 'string') refused.push({ line, reason: read })
    else if (read.day > today) refused.push({ line, reason: 'future' })
    else lines.push(read)
  }
  return { lines, refused }
}

const readLine = (raw: string): ScoreLine | 'no_date' | 'no_percentage' => {
  const date = /(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?/.exec(raw) ?? /\b(20\d\d)(\d\d)(\d\d)\b/.exec(raw)
  if (!date) return 'no_date'
  const [whole, year = '', month = '', dayOfMonth = ''] = date
  const day = `${year}-${month.padStart(2, '0')}-${dayOfMonth.padStart(2, '0')}`
  if (!isRealDate(day)) return 'no_date'
  const rest = raw.slice(date.index + whole.length).replace(/^[\sT]*\d{1,2}:\d{2}(?::\d{2})?/, '')
  const signed = /(\d{1,3}(?:\.\d+)?)\s*[%％]/.exec(rest)
  const bare = /(?<![\d.])(\d{1,3}(?:\.\d+)?)(?![\d.])/.exec(rest)
  const found = signed ?? bare
  if (!found?.[1]) return 'no_percentage'
  const value = Number(found[1])
  const percent = !signed && value <= 1 && found[1].includes('.') ? value * 100 : value
  return percent <= 100 ? { day, score: Math.round(percent * 100) } : 'no_percentage'
}
