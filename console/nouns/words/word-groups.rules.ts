import { dayNumber, readingOf } from '../../parts/shop-time.rules.ts'

export type WordGroup = 'overdue' | 'today' | 'tomorrow' | 'later'

/** Open words by when they are due, on the shop's own days: what is past, today, tomorrow, later. `now` epoch ms. */
export function wordGroup(dueAt: string, zone: string, now: number): WordGroup {
  const due = Date.parse(dueAt)
  if (due <= now) return 'overdue'
  const days = dayNumber(readingOf(zone, due)) - dayNumber(readingOf(zone, now))
  return days <= 0 ? 'today' : days === 1 ? 'tomorrow' : 'later'
}

export interface QuickDue {
  kind: 'evening' | 'noon' | 'nextEvening' | 'later'
  /** Days from today and the wall-clock time of the shop. */
  days: number
  hour: number
}

/** Times that people give: this evening while it is ahead, tomorrow noon and evening, in three days. */
export function quickDues(hourNow: number): QuickDue[] {
  const all: QuickDue[] = [
    { kind: 'evening', days: 0, hour: 18 },
    { kind: 'noon', days: 1, hour: 12 },
    { kind: 'nextEvening', days: 1, hour: 18 },
    { kind: 'later', days: 3, hour: 18 },
  ]
  return hourNow >= 17 ? all.slice(1) : all
}
