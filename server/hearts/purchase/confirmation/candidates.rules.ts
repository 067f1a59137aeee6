/**
 * Which orders are confirmed with their buyers 付款后确认 [ORD-07, ORD-08]: those that are paid (or are paid on delivery), not sent,
 * placed since the desk watches their store, and paid within the last days. Imported orders are history by default; a report that
 * is dropped in every morning is how such a shop's new orders arrive, so what is in it and still unsent is asked about. The first
 * import of three years of orders asks nobody: they were placed before the desk knew the store. See docs/decisions/0013.
 */
export interface PlacedOrder {
  status: string
  cashOnDelivery: boolean
  placedAt: Date
  paidAt: Date | null
  shippedAt: Date | null
  isHistory: boolean
}
export interface Watch {
  isWatched: boolean
  /** Orders placed before are history. */
  since: Date
}
export type CandidateVerdict =
  | { is: 'asked'; paidAt: Date }
  | { is: 'left'; why: 'not_watched' | 'not_paid' | 'sent_or_over' | 'before_watch' | 'too_old' }

const DAY_MS = 86_400_000
/** A presale is placed long before the rest of it is paid; older ones are looked at by hand. */
export const oldestPlacedDays = 90

export const judgeCandidate = (
  order: PlacedOrder,
  watch: Watch,
  withinDays: number,
  now: Date,
): CandidateVerdict => {
  if (!watch.isWatched) return { is: 'left', why: 'not_watched' }
  const isWaiting = isAwaitingDispatch(order)
  if (!isWaiting)
    return {
      is: 'left',
      why: order.status === 'pending' && order.shippedAt === null ? 'not_paid' : 'sent_or_over',
    }
  const paidAt = order.paidAt ?? order.placedAt
  // What a connector brings live is news whenever it was placed; what an import brings is history before the watch.
  if (order.isHistory && order.placedAt < watch.since) return { is: 'left', why: 'before_watch' }
  const oldest = now.getTime() - withinDays * DAY_MS
  const isTooOld =
    paidAt.getTime() < oldest || order.placedAt.getTime() < now.getTime() - oldestPlacedDays * DAY_MS
  return isTooOld ? { is: 'left', why: 'too_old' } : { is: 'asked', paidAt }
}

/** Paid, or paid on delivery, and nothing of it sent. */
export const isAwaitingDispatch = (
  order: Pick<PlacedOrder, 'status' | 'cashOnDelivery' | 'shippedAt'>,
): boolean =>
  order.shippedAt === null &&
  (order.status === 'paid' || (order.status === 'pending' && order.cashOnDelivery))
