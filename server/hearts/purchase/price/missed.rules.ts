/**
 * 漏掉的优惠 [ORD-02]: which offers an order was entitled to when it was placed and closed without. What an order says it took
 * off counts towards what it was entitled to, the largest first. Where the source does not say what was taken off, or which
 * goods it was, nothing is claimed: a flag that may be false teaches people to overlook it.
 */
export interface Entitled {
  offerId: string
  saved: number
  isFreightFree: boolean
  gifts: readonly { productId: string | null }[]
  isTold: boolean
}
export interface ClosedOrder {
  total: number
  goods: number | null
  freight: number | null
  discount: number | null
  productIds: readonly string[]
  /** Offers that were noted as used for it. */
  used: readonly string[]
  /** Every line is known, and known to be a product of the catalogue. */
  isWhole: boolean
}
export interface Went {
  offerId: string
  saved: number
}

/** What was taken off in all, in minor units; null: the source does not say. */
export const takenOff = ({
  total,
  goods,
  freight,
  discount,
}: Pick<ClosedOrder, 'total' | 'goods' | 'freight' | 'discount'>): number | null => {
  if (discount !== null) return Math.max(0, discount)
  return goods === null || freight === null ? null : Math.max(0, goods + freight - total)
}

/** Amounts that a platform rounds differently are no miss. */
const roundingSlack = 1

export const wentWithout = (entitled: readonly Entitled[], order: ClosedOrder): Went[] => {
  if (!order.isWhole) return []
  const open = entitled.filter(({ offerId }) => !order.used.includes(offerId))
  return [...reductionsMissed(open, order), ...besideMissed(open, order)]
}

const reductionsMissed = (entitled: readonly Entitled[], order: ClosedOrder): Went[] => {
  let left = takenOff(order)
  if (left === null) return []
  const reductions = entitled
    .filter(({ saved, isFreightFree }) => saved > 0 && !isFreightFree)
    .sort((one, other) => other.saved - one.saved || (one.offerId < other.offerId ? -1 : 1))
  const missed: Went[] = []
  for (const { offerId, saved } of reductions)
    if (left + roundingSlack >= saved) left -= Math.min(left, saved)
    else missed.push({ offerId, saved })
  return missed
}

/** A gift may lie in the box without being a line of the order, so it is missed only where nobody spoke of it either. */
const besideMissed = (entitled: readonly Entitled[], order: ClosedOrder): Went[] =>
  entitled.flatMap(({ offerId, isFreightFree, gifts, isTold }) => {
    if (isFreightFree)
      return order.freight !== null && order.freight > 0 ? [{ offerId, saved: order.freight }] : []
    if (gifts.length === 0 || isTold) return []
    const isThere = gifts.some(({ productId }) => productId !== null && order.productIds.includes(productId))
    return isThere ? [] : [{ offerId, saved: 0 }]
  })
