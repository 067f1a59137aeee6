import type { ImportedStatus } from '#contract/orders/imported-status.ts'

/** Said by a platform of an order with no complaint; holds words that mean the opposite elsewhere. */
const meaningless = /无售后或售后取消|无售后|售后关闭|未退款|暂无退款/g

/** By the part of the word that tells; the first that occurs decides. */
const words: [RegExp, ImportedStatus][] = [
  [/退款成功|已退款|退货完成|(?<!partially[ _-]?)refunded|charged ?back|returned/, 'closed'],
  [
    /待付款|等待买家付款|等待付款|未付款|待支付|未支付|awaiting payment|unpaid|pending payment|on[ -]hold|^pending$|^unpaid/,
    'pending',
  ],
  [/部分发货|部分出库|partially[ _-]?(?:shipped|fulfilled|dispatched)|partial shipment/, 'partially_shipped'],
  [/取消|cancel|void|expired|failed/, 'cancelled'],
  [/交易关闭|已关闭|订单关闭|closed/, 'closed'],
  [
    /等待买家确认|待收货|已发货|卖家已发货|已出库|运输中|配送中|派送中|等待确认收货|in transit|out for delivery|(?<!un)shipped|dispatched|(?<!un)fulfilled|\bsent\b/,
    'shipped',
  ],
  [
    /待发货|等待卖家发货|未发货|备货|待出库|等待出库|待成团|已付款|已支付|付款成功|支付成功|已成团|processing|(?:^|[^n])paid|awaiting (?:shipment|dispatch|fulfil)|unshipped|unfulfilled|ready to ship|confirmed/,
    'paid',
  ],
  [
    /交易成功|交易完成|已完成|已收货|已签收|确认收货|完成|成功|complete|delivered|finished|\bdone\b/,
    'completed',
  ],
]

/** Ours for a platform's word, `unknown` for one that nobody knows. `given` are the mapping's own. */
export function readStatus(word: string, given: Readonly<Record<string, ImportedStatus>>): ImportedStatus {
  const folded = word.trim().toLowerCase()
  for (const [own, status] of Object.entries(given)) if (own.trim().toLowerCase() === folded) return status
  const telling = folded.replace(meaningless, '')
  return words.find(([pattern]) => pattern.test(telling))?.[1] ?? 'unknown'
}

const rank: Readonly<Record<ImportedStatus, number>> = {
  unknown: 0,
  pending: 1,
  paid: 2,
  partially_shipped: 3,
  shipped: 4,
  completed: 5,
  closed: 6,
  cancelled: 6,
}

/** What the dates say where no column tells the status; what is said for all holds unless they say more. */
export function statusByTimes(
  times: {
    paidAt: string | null
    shippedAt: string | null
    completedAt: string | null
    cancelledAt: string | null
  },
  said: ImportedStatus,
): ImportedStatus {
  const byTimes = times.cancelledAt
    ? 'cancelled'
    : times.completedAt
      ? 'completed'
      : times.shippedAt
        ? 'shipped'
        : times.paidAt
          ? 'paid'
          : 'unknown'
  return rank[byTimes] > rank[said] ? byTimes : said
}

/** Of an order whose lines stand differently: sent in part, else the one that has furthest to go among those not ended. */
export function statusOfAll(statuses: readonly ImportedStatus[]): ImportedStatus {
  const different = [...new Set(statuses)]
  const [only = 'unknown'] = different
  if (different.length <= 1) return only
  const alive = different.filter((status) => status !== 'closed' && status !== 'cancelled')
  if (alive.length === 0) return 'closed'
  const isSent = alive.some((status) => rank[status] >= rank.partially_shipped)
  const isWaiting = alive.some((status) => rank[status] < rank.partially_shipped && status !== 'unknown')
  if (isSent && isWaiting) return 'partially_shipped'
  return alive.reduce((lowest, status) => (rank[status] < rank[lowest] ? status : lowest))
}
