/**
 * 下一件 [REC-08]: after somebody bought shampoo, the conditioner. One item for one order: what other buyers of the shop bought later,
 * in time and not only together; else what the shop itself says belongs to it, else what is bought with it. Never what was marked
 * unsuitable, is not on sale, was said to be out of stock, or was offered or declined before; never what they own, unless the
 * shop's own orders show that it is used up and bought again, and theirs is about to be.
 */
import type { NextItemReason } from '#contract/care/kinds.ts'

/** What could follow one of the products of an order. */
export interface FollowOn {
  productId: string
  nextId: string
  reason: NextItemReason
  /** Of `of` buyers of the first, so many bought the second later, in the middle after `days`. Null: not from orders in time. */
  people: number | null
  of: number | null
  days: number | null
  /** How much more often than chance both are in a basket; of pairs only. */
  lift: number | null
  note: string | null
}
export interface Goods {
  status: string
  price: number | null
}
export interface NextFacts {
  goods: ReadonlyMap<string, Goods>
  /** What they own, with the day they last bought it. */
  owned: ReadonlyMap<string, Date>
  /** Unsuitable, resting, offered or declined before. */
  barred: ReadonlySet<string>
  now: Date
}

const DAY_MS = 86_400_000
/** A reason weighs more than any strength within one. */
const weightOf: Readonly<Record<NextItemReason, number>> = {
  followed: 30,
  again: 20,
  accessory: 20,
  together: 10,
}
/** Used up by so much of the usual time is about to be empty. */
const nearlyEmpty = 0.7

export const chooseNext = (candidates: readonly FollowOn[], facts: NextFacts): FollowOn | null => {
  const fit = candidates.filter((candidate) => isFit(candidate, facts))
  return (
    [...fit].sort(
      (one, other) =>
        strengthOf(other) - strengthOf(one) ||
        (facts.goods.get(other.nextId)?.price ?? 0) - (facts.goods.get(one.nextId)?.price ?? 0) ||
        (one.nextId < other.nextId ? -1 : 1),
    )[0] ?? null
  )
}

const isFit = (candidate: FollowOn, { goods, owned, barred, now }: NextFacts): boolean => {
  if (goods.get(candidate.nextId)?.status !== 'on_sale' || barred.has(candidate.nextId)) return false
  const since = owned.get(candidate.nextId)
  if (since === undefined) return candidate.reason !== 'again'
  // Owned: only what is bought again and again, and only when theirs runs out.
  if (candidate.reason !== 'again' || candidate.days === null) return false
  return now.getTime() - since.getTime() >= candidate.days * nearlyEmpty * DAY_MS
}

/** 0 to 9 within the reason: the share of buyers where it is known, else how far from chance it is. */
const strengthOf = ({ reason, people, of, lift }: FollowOn): number => {
  const share = people !== null && of !== null && of > 0 ? people / of : 0
  return weightOf[reason] + Math.min(9, share * 9 + Math.log2(Math.max(1, lift ?? 1)))
}

/** Whether an order's buyer is one to be asked now; the reason where not. */
export type Standing = 'fit' | 'bought_since' | 'proposed' | 'no_more' | 'trouble' | 'resting'
export const standingOf = (buyer: {
  hasNewerOrder: boolean
  hasOpenProposal: boolean
  isResting: boolean
  gateBy: string | null
}): Standing =>
  buyer.gateBy === 'no_more'
    ? 'no_more'
    : buyer.gateBy === 'trouble' || buyer.gateBy === 'cooling'
      ? 'trouble'
      : buyer.hasNewerOrder
        ? 'bought_since'
        : buyer.hasOpenProposal
          ? 'proposed'
          : buyer.isResting
            ? 'resting'
            : 'fit'

/** When an order's next item may be proposed: days after it arrived, else after it was sent off, as the shop has it. */
export const dueOf = (
  order: { completedAt: Date | null; shippedAt: Date | null; placedAt: Date; status: string },
  rules: { afterArrivalDays: number; afterDispatchDays: number },
): { arrivedAt: Date; isArrivalKnown: boolean; dueAt: Date } | null => {
  const after = (at: Date, days: number) => new Date(at.getTime() + days * DAY_MS)
  if (order.completedAt)
    return {
      arrivedAt: order.completedAt,
      isArrivalKnown: true,
      dueAt: after(order.completedAt, rules.afterArrivalDays),
    }
  // Some exports say that it is done and not when: then it was sent off at some time after it was placed.
  const sent =
    order.shippedAt ?? (order.status === 'completed' || order.status === 'shipped' ? order.placedAt : null)
  return sent && { arrivedAt: sent, isArrivalKnown: false, dueAt: after(sent, rules.afterDispatchDays) }
}
