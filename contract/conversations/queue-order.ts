/**
 * 首问优先 [RSP-09]: a new buyer's first message goes before ordinary follow-ups. Follow-ups age upward: once
 * one has waited `followUpAgeSeconds` it counts like a first message, and then whoever waits longest comes
 * first. So a buyer can only ever be overtaken by first messages that came within that age: nobody starves.
 *
 * 贵宾队 [MEM-11]: buyers of the VIP lane go before the ordinary lane, but only while no ordinary buyer has waited for the
 * ceiling; then both lanes are one, whoever waits longest first, until the ordinary wait is below it again.
 *
 * The server sorts with it whom it gives out, the console sorts the same rows again as the clocks go on.
 */

/** Of a row what the order depends on. `clock` is null where nobody waits; such rows go last, as they came. */
export interface QueueRow {
  clock: { turnId: string; startedAt: string; isFirst: boolean } | null
  lane?: 'ordinary' | 'vip'
}

export interface QueueSettings {
  followUpAgeSeconds: number
  /** Longest an ordinary buyer waits behind VIPs. */
  ordinaryCeilingSeconds: number
}

type QueueClock = NonNullable<QueueRow['clock']>

/** True when this turn ranks among the first messages at `now` (epoch ms). */
export function ranksFirst(clock: QueueClock, now: number, followUpAgeSeconds: number): boolean {
  return clock.isFirst || now - Date.parse(clock.startedAt) >= followUpAgeSeconds * 1000
}

/** True while the VIP lane goes first: no ordinary buyer among these has waited for the ceiling. */
export function vipGoesFirst(
  rows: readonly QueueRow[],
  now: number,
  { ordinaryCeilingSeconds }: Pick<QueueSettings, 'ordinaryCeilingSeconds'>,
): boolean {
  return !rows.some(
    ({ clock, lane }) =>
      clock && lane !== 'vip' && now - Date.parse(clock.startedAt) >= ordinaryCeilingSeconds * 1000,
  )
}

/**
 * The rows in the order in which they should be answered; the given list is left as it is.
 * Turns that started at the same instant (a night's messages, all started by the opening hour) keep the order
 * in which they were written: turn ids are UUIDv7 and sort by time.
 */
export function orderQueue<R extends QueueRow>(
  rows: readonly R[],
  now: number,
  settings: QueueSettings,
): R[] {
  const isVipFirst = vipGoesFirst(rows, now, settings)
  const ranked = rows.map((row, place) => ({ row, place, key: keyOf(row, now, settings, isVipFirst) }))
  ranked.sort(
    (a, b) =>
      a.key.rank - b.key.rank || a.key.since - b.key.since || byText(a.key.id, b.key.id) || a.place - b.place,
  )
  return ranked.map((entry) => entry.row)
}

/**
 * When the passing of time alone next changes the order: the earliest instant (epoch ms, after `now`) at which
 * a follow-up comes of age or an ordinary buyer reaches the ceiling, or null. Between two such instants a sorted list
 * stays sorted.
 */
export function nextReorderAt(
  rows: readonly QueueRow[],
  now: number,
  settings: QueueSettings,
): number | null {
  const hasVip = rows.some(({ lane, clock }) => clock && lane === 'vip')
  let next: number | null = null
  const consider = (at: number) => {
    if (at > now && (next === null || at < next)) next = at
  }
  for (const { clock, lane } of rows) {
    if (!clock) continue
    const since = Date.parse(clock.startedAt)
    if (!clock.isFirst) consider(since + settings.followUpAgeSeconds * 1000)
    if (hasVip && lane !== 'vip') consider(since + settings.ordinaryCeilingSeconds * 1000)
  }
  return next
}

function keyOf({ clock, lane }: QueueRow, now: number, settings: QueueSettings, isVipFirst: boolean) {
  if (!clock) return { rank: 3, since: 0, id: '' }
  return {
    rank: isVipFirst && lane === 'vip' ? 0 : ranksFirst(clock, now, settings.followUpAgeSeconds) ? 1 : 2,
    since: Date.parse(clock.startedAt),
    id: clock.turnId,
  }
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
