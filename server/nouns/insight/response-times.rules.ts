/**
 * 应答报告 (RSP-03): the share of buyer turns answered within the target, within the limit, and later, per agent, per
 * hour and per channel; automatic replies apart. The period has an end, because a report over all time is nobody's question.
 */
import { DAY_MS } from '#platform/calendar/zone.rules.ts'

const usualDays = 30
const mostDays = 400

export type ReportPeriod =
  | { ok: true; from: Date; to: Date }
  | { ok: false; path: '/query/from' | '/query/to'; rule: 'after_to' | 'period_too_long' }

/** The last 30 days unless said; `from` alone reaches until now, `to` alone begins 30 days before it. */
export const reportPeriod = (asked: { from?: Date; to?: Date }, now: Date): ReportPeriod => {
  const to = asked.to ?? now
  const from = asked.from ?? new Date(to.getTime() - usualDays * DAY_MS)
  if (from > to) return { ok: false, path: '/query/from', rule: 'after_to' }
  if (to.getTime() - from.getTime() > mostDays * DAY_MS)
    return { ok: false, path: '/query/from', rule: 'period_too_long' }
  return { ok: true, from, to }
}

export type GroupedBy = 'agent' | 'hour' | 'channel'
export interface GroupFacts {
  names: ReadonlyMap<string, string>
  language: 'zh' | 'en'
}

const nobody = { zh: '没有人接', en: 'nobody' } as const
const channels: Readonly<Record<string, { zh: string; en: string }>> = {
  webchat: { zh: '网页', en: 'Web chat' },
}

/** `key` as stored; null: the turn ended in nobody's hands. Hours are those of the shop's wall clock. */
export const labelOf = (by: GroupedBy, key: string | null, { names, language }: GroupFacts): string => {
  if (by === 'agent') return key === null ? nobody[language] : (names.get(key) ?? key)
  if (by === 'hour') return `${(key ?? '').padStart(2, '0')}:00`
  return channels[key ?? '']?.[language] ?? key ?? ''
}

/** Hours in their order; others with the most turns first, then by name. */
export const orderRows = <R extends { key: string; label: string; turns: number }>(
  by: GroupedBy,
  rows: readonly R[],
): R[] =>
  rows.toSorted((a, b) =>
    by === 'hour' ? Number(a.key) - Number(b.key) : b.turns - a.turns || (a.label < b.label ? -1 : 1),
  )
