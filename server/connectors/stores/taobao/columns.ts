import { shortened } from '#platform/tabular/cell.ts'
import { findColumns, type Columns } from '#platform/tabular/row-values.ts'
import type { FileFailure } from '#contract/orders/import-record.ts'

/**
 * Columns of the order report (ExportOrderList…, 46, 56 or 61 of them by year) by their trimmed names; the second
 * spelling is that of reports whose columns the seller chose.
 */
const names = {
  id: ['订单编号'],
  nick: ['买家会员名'],
  goods: ['买家应付货款'],
  freight: ['买家应付邮费'],
  total: ['总金额'],
  paid: ['买家实际支付金额', '买家实付金额'],
  refunded: ['退款金额'],
  status: ['订单状态'],
  closeReason: ['订单关闭原因'],
  buyerNote: ['买家留言'],
  orderNote: ['订单备注'],
  sellerNote: ['商家备注', '商家备忘'],
  recipient: ['收货人姓名'],
  address: ['收货地址'],
  changedAddress: ['修改后的收货地址'],
  shipBy: ['运送方式'],
  landline: ['联系电话'],
  mobile: ['联系手机'],
  placedAt: ['订单创建时间'],
  paidAt: ['订单付款时间'],
  shippedAt: ['发货时间'],
  completedAt: ['确认收货时间'],
  titles: ['宝贝标题', '商品标题'],
  kinds: ['宝贝种类'],
  quantity: ['宝贝总数量'],
  trackingNumbers: ['物流单号'],
  carriers: ['物流公司'],
} as const

export type TaobaoColumn = keyof typeof names
const needed: TaobaoColumn[] = ['id', 'status', 'placedAt', 'total', 'titles', 'quantity']

export type FoundColumns =
  | { ok: true; columns: Columns<TaobaoColumn> }
  | { ok: false; failure: FileFailure; detail: string }

/** Where the columns stand, or why this is not the order report. */
export function findTaobaoColumns(headers: readonly string[]): FoundColumns {
  const { columns, twice } = findColumns(headers, names)
  const missing = needed.filter((key) => columns.at[key] < 0).map((key) => names[key][0])
  if (columns.at.id < 0)
    return {
      ok: false,
      failure: 'header_not_recognised',
      detail: shortened(headers.slice(0, 3).join(' '), 40),
    }
  // The product report (宝贝报表) and the refund list share the order number and little else.
  if (missing.length > 2) return { ok: false, failure: 'wrong_report', detail: missing.join(' ') }
  if (missing.length > 0) return { ok: false, failure: 'missing_column', detail: missing.join(' ') }
  if (twice !== null) return { ok: false, failure: 'duplicate_column', detail: twice }
  return { ok: true, columns }
}

/** How surely a header is Taobao's: 1 the order report, 0.5 perhaps another of its reports. */
export function sniffTaobao(headers: readonly string[]): number {
  const { columns } = findColumns(headers, names)
  if (columns.at.id < 0) return 0
  return needed.every((key) => columns.at[key] >= 0) ? 1 : 0.5
}
