/**
 * 下一件有没有用 [REC-08]: of those it was sent to, who bought the item within 30 days; beside them those it was proposed for and not
 * sent to. People are left out for reasons, so the difference is no proof; the range says how far chance alone could have moved it,
 * and below 30 on a side nothing is concluded.
 */
export const countedDays = 30
export const thinBelow = 30

export interface Counted {
  proposals: number
  boughtItem: number
}
export const shareOf = ({ proposals, boughtItem }: Counted): number | null =>
  proposals === 0 ? null : boughtItem / proposals

/** In which the difference of the shares lies in 19 of 20 cases; null where a side is empty. Agresti and Caffo: one more of each. */
export const differenceOf = (sent: Counted, without: Counted): { low: number; high: number } | null => {
  if (sent.proposals === 0 || without.proposals === 0) return null
  const of = ({ proposals, boughtItem }: Counted) => {
    const n = proposals + 2
    const p = (boughtItem + 1) / n
    return { p, variance: (p * (1 - p)) / n }
  }
  const [one, other] = [of(sent), of(without)]
  const reach = 1.96 * Math.sqrt(one.variance + other.variance)
  const difference = one.p - other.p
  return { low: Math.max(-1, difference - reach), high: Math.min(1, difference + reach) }
}
export const isThin = (sent: Counted, without: Counted): boolean =>
  sent.proposals < thinBelow || without.proposals < thinBelow
