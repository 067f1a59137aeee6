/**
 * 首问优先 [RSP-09]: a new buyer's first message goes before ordinary follow-ups. Follow-ups age upward: once
 * one has waited `followUpAgeSeconds` it counts like a first message, and then whoever waits longest comes
 * first. So a buyer can only ever be overtaken by first messages that came within that age: nobody starves.
 *
 * The server sorts a page with it, the console sorts the same rows again as the clocks go on.
 */

/** Of a row what the order depends on. `clock` is null where nobody waits; such rows go last, as they came. */
export interface QueueRow {
  clock: { turnId: string; startedAt: string; isFirst: boolean } | null
}

type QueueClock = NonNullable<QueueRow['clock']>

/** True when this turn ranks among the first messages at `now` (epoch ms). */
export function ranksFirst(clock: QueueClock, now: number, followUpAgeSeconds: number): boolean {
  return clock.isFirst || now - Date.parse(clock.startedAt) >= followUpAgeSeconds * 1000
}

/**
 * The rows in the order in which they should be answered; the given list is left as it is.
 * Turns that started at the same instant (a night's messages, all started by the opening hour) keep the order
 * in which they were written: turn ids are UUIDv7 and sort by time.
 */
export function orderQueue<R extends QueueRow>(
  rows: readonly R[],
  now: number,
  followUpAgeSeconds: number,
): R[] {
  const ranked = rows.map((row, place) => ({ row, place, key: keyOf(row.clock, now, followUpAgeSeconds) }))
  ranked.sort(
    (a, b) =>
      a.key.rank - b.key.rank || a.key.since - b.key.since || byText(a.key.id, b.key.id) || a.place - b.place,
  )
  return ranked.map((entry) => entry.row)
}

/**
 * When the passing of time alone next changes the order: the earliest instant (epoch ms, after `now`) at which
 * a follow-up comes of age, or null. Between two such instants a sorted list stays sorted.
 */
export function nextReorderAt(
  rows: readonly QueueRow[],
  now: number,
  followUpAgeSeconds: number,
): number | null {
  let next: number | null = null
  for (const { clock } of rows) {
    if (!clock || ranksFirst(clock, now, followUpAgeSeconds)) continue
    const at = Date.parse(clock.startedAt) + followUpAgeSeconds * 1000
    if (next === null || at < next) next = at
  }
  return next
}

function keyOf(clock: QueueRow['clock'], now: number, followUpAgeSeconds: number) {
  if (!clock) return { rank: 2, since: 0, id: '' }
  return {
    rank: ranksFirst(clock, now, followUpAgeSeconds) ? 0 : 1,
    since: Date.parse(clock.startedAt),
    id: clock.turnId,
  }
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
