/**
 * 有期限保价 [PRC-05]: when a price falls within the shop's days after a purchase, the buyer gets the difference without
 * having to ask. What was paid is the line's price less its share of what was taken off the order, so that nobody is refunded
 * what they never paid. A price that falls further later is refunded further, and the same fall never twice.
 */
export interface BoughtLine {
  quantity: number
  /** Of one piece, as the order says; minor units. */
  unit: number
  currency: string
  placedAt: Date
  /** Of the whole order; null where the source does not say. */
  goods: number | null
  discount: number | null
}
export interface PriceFall {
  to: number
  currency: string
  at: Date
}
export type FallVerdict =
  | { is: 'refund'; paid: number; to: number; refund: number }
  | {
      is: 'nothing'
      why: 'no_guarantee' | 'other_currency' | 'before' | 'too_late' | 'not_lower' | 'refunded'
    }

const dayMs = 86_400_000

/** What was paid for one piece, rounded half up. */
export const paidEach = ({
  unit,
  goods,
  discount,
}: Pick<BoughtLine, 'unit' | 'goods' | 'discount'>): number => {
  if (goods === null || discount === null || goods <= 0 || discount <= 0) return unit
  return Math.round(unit - (unit * Math.min(discount, goods)) / goods)
}

/** `refundedTo`: the price down to which this line was refunded before. */
export const judgeFall = (
  line: BoughtLine,
  fall: PriceFall,
  days: number,
  refundedTo: number | null,
): FallVerdict => {
  if (days <= 0) return { is: 'nothing', why: 'no_guarantee' }
  if (fall.currency !== line.currency) return { is: 'nothing', why: 'other_currency' }
  if (fall.at <= line.placedAt) return { is: 'nothing', why: 'before' }
  if (fall.at.getTime() > line.placedAt.getTime() + days * dayMs) return { is: 'nothing', why: 'too_late' }
  const paid = paidEach(line)
  if (fall.to >= paid) return { is: 'nothing', why: 'not_lower' }
  const held = refundedTo === null ? paid : Math.min(paid, refundedTo)
  if (fall.to >= held) return { is: 'nothing', why: 'refunded' }
  return { is: 'refund', paid, to: fall.to, refund: (held - fall.to) * line.quantity }
}
