/**
 * 推荐的贡献 [REC-06]: orders after a conversation with a recommendation beside orders after one without. Agents recommend where a
 * buyer seems ready to buy more, so a difference is no proof that recommending made it; the range says how far chance alone
 * could have moved it, and below 30 orders on a side nothing is concluded.
 */
export interface SideSums {
  conversations: number
  orders: number
  /** Of the orders' totals, and of their squares, in minor units. */
  sum: number
  square: number
  attached: number
}
export const thinBelow = 30

export const addSides = (one: SideSums, other: SideSums): SideSums => ({
  conversations: one.conversations + other.conversations,
  orders: one.orders + other.orders,
  sum: one.sum + other.sum,
  square: one.square + other.square,
  attached: one.attached + other.attached,
})
export const noSide: SideSums = { conversations: 0, orders: 0, sum: 0, square: 0, attached: 0 }

/** Rounded to the minor unit; null without an order. */
export const averageOf = ({ orders, sum }: Pick<SideSums, 'orders' | 'sum'>): number | null =>
  orders === 0 ? null : Math.round(sum / orders)

/** Variance of the average; null for fewer than two orders. */
const varianceOfAverage = ({ orders, sum, square }: SideSums): number | null => {
  if (orders < 2) return null
  const mean = sum / orders
  return Math.max(0, (square - orders * mean * mean) / (orders - 1)) / orders
}

/** In which the difference of the averages lies in 19 of 20 cases (normal approximation); null where a side has less than two orders. */
export const differenceOf = (
  recommended: SideSums,
  without: SideSums,
): { low: number; high: number } | null => {
  const [one, other] = [varianceOfAverage(recommended), varianceOfAverage(without)]
  if (one === null || other === null) return null
  const difference = recommended.sum / recommended.orders - without.sum / without.orders
  const reach = 1.96 * Math.sqrt(one + other)
  return { low: Math.round(difference - reach), high: Math.round(difference + reach) }
}

export const isThin = (recommended: SideSums, without: SideSums): boolean =>
  recommended.orders < thinBelow || without.orders < thinBelow
