import type { ImportedStatus } from '#contract/orders/imported-status.ts'

/** Said by a platform of an order with no complaint; holds words that mean the opposite elsewhere. */
const meaningless =
  /无售后或售后取消|无售后|售后关闭|未退款|暂无退款|\b(?:no|not|without)(?: \w+)? (?:refund|return)(?:ed|s)?\b/g

/** By the part of the word that tells; the first that occurs decides. Chinese words, and the English ones as whole words. */
const words: [chinese: string, english: string, ImportedStatus][] = [
  ['退款成功|已退款|退货完成', 'refunded|charged ?back|chargeback|returned', 'closed'],
  [
    '待付款|等待买家付款|等待付款|待支付',
    'awaiting payment|unpaid|pending payment|payment pending|on hold|^pending$',
    'pending',
  ],
  [
    '部分发货|部分出库',
    '(?:partially|partly) (?:shipped|fulfilled|dispatched)|partial (?:shipment|fulfillment)',
    'partially_shipped',
  ],
  [
    '取消(?!失败|申请|中|待)',
    'cancell?ed|^cancel$|cancell?ed by|void|voided|expired|^failed$|(?:payment|order|transaction) failed|failed payment',
    'cancelled',
  ],
  ['交易关闭|已关闭|订单关闭', 'closed', 'closed'],
  [
    '等待买家确认|待确认收货|待收货|已发货|卖家已发货|已出库|运输中|配送中|派送中|等待确认收货',
    'in transit|out for delivery|shipped|dispatched|fulfilled|sent',
    'shipped',
  ],
  [
    '待发货|等待卖家发货|备货|待出库|等待出库|待成团|已付款|已支付|付款成功|支付成功|已成团',
    'processing|paid|awaiting (?:shipment|dispatch|fulfil\\w*)|unshipped|unfulfilled|ready to ship|confirmed',
    'paid',
  ],
  [
    '交易成功|订单成功|交易完成|订单完成|已完成|已收货|已签收|确认收货|妥投|(?:配送|派送|收货|签收|全部)完成|(?<!\\p{sc=Han})(?:完成|成功)(?!\\p{sc=Han})',
    'completed?|delivered|finished|done',
    'completed',
  ],
]
/** Ways to write the same: what stands to be done (which would pass for denying what follows it), words run together. */
const spellings: readonly [RegExp, string][] = [
  [/[未待](付款|支付|发货|出库|成团)/g, '待$1 '],
  [/(?<=\p{Ll})(?=\p{Lu})/gu, ' '],
  [/[\s_-]+/g, ' '],
]
/** 未全部完成, 没有确认收货, 待取消: a word behind these says what is not, or not yet. */
const notInChinese = '(?<!(?:未|没|不|无法|待|申请)\\p{sc=Han}{0,2})'
/** Anywhere before the word, up to the next mark; and right before it what makes another word of it. */
const notInEnglish =
  "(?<!\\b(?:not|never|no|non|nothing|cannot|without|to be|will be|being|\\w+n[’']t)\\b[^,，;；|/()（）]*)" +
  '(?<!\\b(?:partially|partly|partial|almost|nearly|half|un|non|in|pre|re|delivery) )'
const patterns = words.map(([chinese, english, status]): [RegExp, ImportedStatus] => [
  new RegExp(`${notInChinese}(?:${chinese})|${notInEnglish}(?<!\\w)(?:${english})(?!\\w)`, 'u'),
  status,
])
/** Longer than any word for a status; what is longer is a sentence. */
const longest = 200

/**
 * Ours for a platform's word, `unknown` for one that nobody knows or that says what an order is not. `given` are the mapping's
 * own.
 */
export function readStatus(word: string, given: Readonly<Record<string, ImportedStatus>>): ImportedStatus {
  const folded = word.trim().toLowerCase()
  for (const [own, status] of Object.entries(given)) if (own.trim().toLowerCase() === folded) return status
  if (folded.length > longest) return 'unknown'
  const plain = spellings.reduce((text, [sign, instead]) => text.replace(sign, instead), word)
  const telling = plain.trim().toLowerCase().replace(meaningless, '')
  return patterns.find(([pattern]) => pattern.test(telling))?.[1] ?? 'unknown'
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
