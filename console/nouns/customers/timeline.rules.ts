/** The timeline by days, as it is shown: newest day first, newest row first within it. */
import type { TimelineRow } from '#contract/customers/customers.ts'

export interface Day {
  key: string
  /** An instant of that day. */
  at: string
  rows: TimelineRow[]
}

/** @param dayOf names the shop's local day of an instant (ISO 8601) */
export function byDay(rows: readonly TimelineRow[], dayOf: (at: string) => string): Day[] {
  const days: Day[] = []
  const seen = new Set<string>()
  for (const row of rows) {
    // Pages are cut while new events come: a row at the seam may arrive twice.
    if (seen.has(row.id)) continue
    seen.add(row.id)
    const key = dayOf(row.at)
    const last = days.at(-1)
    if (last?.key === key) last.rows.push(row)
    else days.push({ key, at: row.at, rows: [row] })
  }
  return days
}
