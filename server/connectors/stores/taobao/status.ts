import type { ImportedStatus } from '#contract/orders/import-record.ts'

/** Words of the report's 订单状态, by the part that tells; the first that occurs decides. */
const words: [string, ImportedStatus][] = [
  ['等待买家付款', 'pending'],
  ['部分发货', 'partially_shipped'],
  ['等待卖家发货', 'paid'],
  ['等待买家确认', 'shipped'],
  ['卖家已发货', 'shipped'],
  ['买家已签收', 'shipped'],
  ['交易成功', 'completed'],
  ['交易关闭', 'closed'],
  ['自动关闭', 'closed'],
  ['主动关闭', 'closed'],
]

/** `wasPaid`: a payment or a refund is on record, so a closed order ended after payment. */
export function taobaoStatus(word: string, wasPaid: boolean): ImportedStatus {
  const found = words.find(([part]) => word.includes(part))
  if (!found) return 'unknown'
  return found[1] === 'closed' && !wasPaid ? 'cancelled' : found[1]
}
