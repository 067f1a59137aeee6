import { encodeGbk } from './gbk.ts'

/** Column names of Taobao's order report as it stood in 2017; six of them end in a space. */
export const taobaoHeaders2017 = (
  '订单编号,买家会员名,买家支付宝账号,买家应付货款,买家应付邮费,买家支付积分,总金额,返点积分,买家实际支付金额,' +
  '买家实际支付积分,订单状态,买家留言,收货人姓名,收货地址 ,运送方式,联系电话 ,联系手机,订单创建时间,订单付款时间 ,' +
  '宝贝标题 ,宝贝种类 ,物流单号 ,物流公司,订单备注,宝贝总数量,店铺Id,店铺名称,订单关闭原因,卖家服务费,买家服务费,' +
  '发票抬头,是否手机订单,分阶段订单信息,特权订金订单id,是否上传合同照片,是否上传小票,是否代付,定金排名,修改后的sku,' +
  '修改后的收货地址,异常信息,天猫卡券抵扣,集分宝抵扣,是否是O2O交易,退款金额,预约门店'
).split(',')

const added2018 = [
  '新零售交易类型',
  '新零售导购门店名称',
  '新零售导购门店id',
  '新零售发货门店名称',
  '新零售发货门店id',
]
const paid2018 = ['确认收货时间', '打款商家金额', '含应开票给个人的个人红包']

/** 56 columns: two payment columns in third place, five store columns before the refund, three at the end. */
export const taobaoHeaders2018 = [
  ...taobaoHeaders2017.slice(0, 3),
  '支付单号',
  '支付详情',
  ...taobaoHeaders2017.slice(3, -2),
  ...added2018,
  ...taobaoHeaders2017.slice(-2),
  ...paid2018,
]

/** 61 columns, from 2019 on. */
export const taobaoHeaders2019 = [
  ...taobaoHeaders2018,
  '是否信用购',
  '体验期结束时间',
  '前N有礼',
  '配送类型',
  '主订单编号',
]

/** Values by trimmed column name; a value is written as it is, quotes and all tricks included. */
export type TaobaoRow = Record<string, string>

const plainTaobaoRow: TaobaoRow = {
  订单编号: '="3515313147329000101"',
  买家会员名: '"山茶花_86"',
  买家支付宝账号: '"shan@example.com"',
  买家应付货款: '"201.12"',
  买家应付邮费: '"10.00"',
  总金额: '"211.12"',
  买家实际支付金额: '"211.12"',
  订单状态: '"买家已付款，等待卖家发货"',
  收货人姓名: '"张三"',
  收货地址: '"广东省 广州市 越秀区 黄花岗街道示例路1号(510180)"',
  运送方式: '"快递"',
  联系手机: `"'13912345670"`,
  订单创建时间: '"2026-03-08 00:42:32"',
  订单付款时间: '"2026-03-08 00:42:39"',
  宝贝标题: '"示例雪平锅"',
  宝贝种类: '"1"',
  宝贝总数量: '"1"',
  店铺名称: '"示例店铺"',
  订单关闭原因: '"订单未关闭"',
  买家服务费: '"0元"',
  订单备注: `"'null"`,
  特权订金订单id: '=""',
  退款金额: '"0.00"',
}

/** One line of the report, without its line break. */
export function taobaoLine(changes: TaobaoRow = {}, headers = taobaoHeaders2017): string {
  const values = { ...plainTaobaoRow, ...changes }
  return headers.map((header) => values[header.trim()] ?? '""').join(',')
}

/** The text of a report: header and lines, each ended by CRLF. */
export function taobaoText(lines: string[], headers = taobaoHeaders2017): string {
  return [headers.map((header) => `"${header}"`).join(','), ...lines, ''].join('\r\n')
}

/** A report as Taobao delivers it. */
export function taobaoFile(rows: TaobaoRow[], headers = taobaoHeaders2017): Buffer {
  return encodeGbk(
    taobaoText(
      rows.map((row) => taobaoLine(row, headers)),
      headers,
    ),
  )
}

/** Columns of a cut-down Shopify export; `shopifyFile` adds whatever else its rows name. */
const shopifyHeaders = [
  'Name',
  'Email',
  'Financial Status',
  'Paid at',
  'Fulfillment Status',
  'Currency',
  'Subtotal',
  'Total',
  'Created at',
  'Lineitem quantity',
  'Lineitem name',
  'Lineitem price',
  'Lineitem sku',
  'Billing Name',
  'Shipping Name',
  'Shipping Country',
  'Tags',
]

export type ShopifyRow = Record<string, string>

/** The first row of an order. */
export function shopifyRow(changes: ShopifyRow = {}): ShopifyRow {
  return {
    Name: '#SL1001',
    Email: 'ida.brook@example.com',
    'Financial Status': 'paid',
    'Paid at': '2026-03-12 09:14:02 +0000',
    'Fulfillment Status': 'unfulfilled',
    Currency: 'GBP',
    Subtotal: '54.00',
    Total: '54.00',
    'Created at': '2026-03-12 09:14:02 +0000',
    'Lineitem quantity': '1',
    'Lineitem name': 'Linen Cushion - Sand',
    'Lineitem price': '54.00',
    'Lineitem sku': 'LC-S',
    'Billing Name': 'Ida Brook',
    'Shipping Name': 'Ida Brook',
    'Shipping Country': 'United Kingdom',
    ...changes,
  }
}

/** A further row of the order above it, or of the one that it names. */
export function shopifyFurtherRow(changes: ShopifyRow = {}): ShopifyRow {
  return {
    'Lineitem quantity': '1',
    'Lineitem name': 'Linen Tote',
    'Lineitem price': '12.50',
    'Lineitem sku': 'LT',
    ...changes,
  }
}

/** An orders export with properly quoted cells, UTF-8, lines ended by LF. */
export function shopifyFile(rows: ShopifyRow[]): Buffer {
  const headers = [...new Set([...shopifyHeaders, ...rows.flatMap((row) => Object.keys(row))])]
  const lines = rows.map((row) => headers.map((header) => quoted(row[header] ?? '')).join(','))
  return Buffer.from([headers.join(','), ...lines, ''].join('\n'))
}

function quoted(value: string): string {
  return /[",\n\r]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value
}
