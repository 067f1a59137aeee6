import type { StoreConnector } from '#contract/orders/import-record.ts'
import type { LinesMapping, OrderMapping } from '#contract/orders/mapping.ts'
import { mappedOrders, type MappedExtras } from './mapped.ts'
import { resolveLines } from './resolve.ts'

/** A column that some years' exports lack. */
const maybe = (...names: string[]) => ({ first: names, optional: true })
const china = {
  times: { zone: 'Asia/Shanghai' },
  money: { currency: 'CNY', mark: '.' },
  blank: ['无', '空'],
} as const satisfies Partial<OrderMapping>

/** 宝贝报表 (ExportOrderDetailList…): the lines of Taobao's order report. */
export const taobaoLines: LinesMapping = {
  order: '订单编号',
  line: {
    title: '标题',
    unitPrice: '价格',
    quantity: '购买数量',
    variant: maybe('商品属性'),
    sku: maybe('商家编码', '外部系统编号'),
  },
}

/** Pinduoduo's order export: one row an order, each of one product. Personal data is not in it. */
const pinduoduo: OrderMapping = {
  version: 1,
  rows: 'order',
  ...china,
  statuses: { '已发货，待收货': 'shipped', 已收货: 'completed', 待发货: 'paid', 已取消: 'cancelled' },
  order: {
    id: '订单号',
    status: { column: ['订单状态', '售后状态'], join: ' / ', optional: true },
    placedAt: maybe('订单成交时间', '支付时间'),
    shippedAt: maybe('发货时间'),
    completedAt: maybe('确认收货时间'),
    goods: maybe('商品总价(元)'),
    freight: maybe('邮费(元)'),
    discount: { sum: ['店铺优惠折扣(元)', '平台优惠折扣(元)', '多多支付立减金额(元)'], optional: true },
    total: '用户实付金额(元)',
    paid: '用户实付金额(元)',
    sellerNote: maybe('商家备注'),
  },
  line: {
    title: '商品',
    variant: maybe('商品规格'),
    sku: maybe('商家编码-规格维度', '商家编码-商品维度', '样式ID', '商品id'),
    quantity: '商品数量(件)',
    total: maybe('商品总价(元)'),
  },
  parcel: { carrier: maybe('快递公司'), trackingNumber: maybe('快递单号') },
}

/**
 * Douyin's order export: one row a sub-order, ids behind a tab, names and phones as ciphertext (##…, $$…), which stay as
 * they are and never say who somebody is.
 */
const douyin: OrderMapping = {
  version: 1,
  rows: 'line',
  ...china,
  statuses: { 已关闭: 'closed' },
  order: {
    id: '主订单编号',
    status: '订单状态',
    closeReason: maybe('取消原因'),
    placedAt: '订单提交时间',
    shippedAt: maybe('发货时间'),
    completedAt: maybe('订单完成时间'),
    total: { column: '订单应付金额', each: 'row' },
    freight: { column: '运费', each: 'row', optional: true },
    discount: {
      sum: ['平台实际承担优惠金额', '商家实际承担优惠金额', '达人实际承担优惠金额'],
      each: 'row',
      optional: true,
    },
    sellerNote: maybe('商家备注'),
  },
  line: {
    id: '子订单编号',
    title: '选购商品',
    variant: maybe('商品规格'),
    sku: maybe('商家编码'),
    quantity: '商品数量',
  },
  recipient: { name: maybe('收件人'), phone: maybe('收件人手机号'), line: maybe('详细地址') },
  parcel: { carrier: maybe('快递公司', '快递信息'), trackingNumber: maybe('快递单号', '运单号') },
}

/** 1688's order export: one row a line; the rows after an order's first may leave out what it said. */
const alibaba1688: OrderMapping = {
  version: 1,
  rows: 'line',
  ...china,
  order: {
    id: '订单编号',
    status: '订单状态',
    placedAt: '订单创建时间',
    paidAt: maybe('订单付款时间'),
    shippedAt: maybe('发货时间'),
    goods: maybe('货品总价(元)'),
    freight: maybe('运费', '运费(元)'),
    total: maybe('实付款', '实付款(元)'),
    paid: maybe('实付款', '实付款(元)'),
    note: maybe('买家留言'),
  },
  line: {
    title: '货品标题',
    unitPrice: { first: ['单价(元)'], beyond: 'round', optional: true },
    quantity: maybe('数量', '采购数量'),
    sku: maybe('单品货号', '货号', 'SKU ID'),
    variant: maybe('规格', '型号'),
  },
  buyer: { account: maybe('买家会员名') },
  recipient: {
    name: maybe('收货人姓名'),
    phone: maybe('联系手机', '联系电话'),
    line: maybe('收货地址'),
    zip: maybe('邮编'),
  },
  parcel: { carrier: maybe('物流公司', '快递公司'), trackingNumber: maybe('运单号', '物流单号') },
}

/** `260308-123456789012345` → 2026-03-08. */
const dayOfPinduoduoId = (id: string): string | null => {
  const [, year, month, day] = /^(\d\d)(\d\d)(\d\d)-\d{10,}$/.exec(id) ?? []
  return year === undefined ? null : `20${year}-${month}-${day}`
}

/** 宝贝报表 by itself: it tells no day and no sum, so it adds lines to orders that are there. */
const taobaoLinesAlone: OrderMapping = {
  version: 1,
  rows: 'line',
  ...china,
  order: { id: taobaoLines.order, status: maybe('订单状态') },
  line: taobaoLines.line,
}

const shipped: [OrderMapping, MappedExtras][] = [
  [
    pinduoduo,
    { format: 'pinduoduo', marks: ['订单号', '商品总价(元)', '用户实付金额(元)'], dayOfId: dayOfPinduoduoId },
  ],
  [douyin, { format: 'douyin', marks: ['主订单编号', '子订单编号', '选购商品'] }],
  [alibaba1688, { format: 'alibaba_1688', marks: ['订单编号', '买家会员名', '卖家会员名', '货品标题'] }],
  [
    taobaoLinesAlone,
    { format: 'taobao_lines', marks: ['订单编号', '标题', '价格', '购买数量'], linesOnly: true },
  ],
]

/** Readers of the platforms' exports that a mapping is enough for. */
export const shippedReaders: readonly StoreConnector[] = shipped.map(([mapping, extras]) =>
  mappedOrders(mapping, extras),
)

/** The mapping of a platform's file of order lines, by its header. */
export const shippedLinesMapping = (headers: readonly string[]): LinesMapping | null =>
  [taobaoLines].find((mapping) => resolveLines(headers, mapping, []).ok) ?? null
