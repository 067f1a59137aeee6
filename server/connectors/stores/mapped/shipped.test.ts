import { describe, expect, test } from 'vitest'
import type { OrderFormat, StoreConnector } from '#contract/orders/import-record.ts'
import { readImport } from '#test/builders/read-import.ts'
import { taobaoHeaders2019 } from '#test/builders/store-exports.ts'
import { shippedLinesMapping, shippedReaders } from './shipped.ts'

const reader = (format: OrderFormat): StoreConnector => {
  const found = shippedReaders.find((one) => one.format === format)
  if (!found) throw new Error(`no reader for ${format}`)
  return found
}

const pinduoduoHeader =
  '订单成交时间,商品,订单号,订单状态,商品总价(元),邮费(元),店铺优惠折扣(元),平台优惠折扣(元),多多支付立减金额(元),用户实付金额(元),商家实收金额(元),商品数量(件),发货时间,确认收货时间,商品id,商品规格,样式ID,商家编码-规格维度,商家编码-商品维度,商家备注,售后状态,快递单号,快递公司'
const douyinHeader =
  '主订单编号,子订单编号,选购商品,商品规格,商品数量,商家编码,订单应付金额,运费,收件人,收件人手机号,详细地址,订单提交时间,商家备注,订单完成时间,订单状态,售后状态,取消原因,发货时间,平台实际承担优惠金额,商家实际承担优惠金额,达人实际承担优惠金额'
const alibabaHeader =
  '订单编号,买家公司名,买家会员名,卖家公司名,卖家会员名,货品总价(元),运费,涨价或折扣(元),实付款,订单状态,订单创建时间,订单付款时间,发货方,收货人姓名,收货地址,邮编,联系电话,联系手机,货品标题,单价(元),数量'
const linesHeader = '订单编号,标题,价格,购买数量,外部系统编号,商品属性,套餐信息,备注,订单状态,商家编码'

test.each<[OrderFormat, string]>([
  ['pinduoduo', pinduoduoHeader],
  ['douyin', douyinHeader],
  ['alibaba_1688', alibabaHeader],
  ['taobao_lines', linesHeader],
])('%s is known by its header, whatever the order of its columns, and by no other', (format, header) => {
  const names = header.split(',')
  const sure = (given: string[]) =>
    shippedReaders.filter((one) => one.sniff(new Uint8Array(), given) > 0).map((one) => one.format)
  expect(sure(names)).toEqual([format])
  expect(sure([...names].reverse().map((name) => ` ${name} `))).toEqual([format])
  expect(sure(taobaoHeaders2019)).toEqual([])
  expect(sure(['订单编号', '买家会员名'])).toEqual([])
})

describe('Pinduoduo', () => {
  const row = (id: string, changes: Readonly<Record<string, string>> = {}) =>
    pinduoduoHeader
      .split(',')
      .map(
        (name) =>
          ({
            订单成交时间: '2026-03-08 00:42:39',
            商品: '梅子青茶壶',
            订单号: `\t${id}`,
            订单状态: '已发货，待收货',
            '商品总价(元)': '198.00',
            '邮费(元)': '0.00',
            '店铺优惠折扣(元)': '10.00',
            '平台优惠折扣(元)': '5.00',
            '多多支付立减金额(元)': '0.00',
            '用户实付金额(元)': '183.00',
            '商品数量(件)': '2',
            商品规格: '大',
            '商家编码-规格维度': 'TP-L',
            售后状态: '无售后或售后取消',
            快递单号: '78120000000001',
            快递公司: '中通快递',
            ...changes,
          })[name] ?? '',
      )
      .join(',')

  test('an order; its number carries the day where the column is blank', async () => {
    const { orders, refused } = await readImport(
      reader('pinduoduo'),
      `\ufeff${pinduoduoHeader}\n${row('260308-123456789012345')}\n${row('260309-123456789012346', { 订单成交时间: '', 订单状态: '待发货' })}\n${row('x', { 订单成交时间: '' })}\n${row('260310-123456789012347', { 售后状态: '退款成功' })}\n`,
      { timeZone: 'UTC', currency: 'USD' },
    )
    expect(orders[0]).toMatchObject({
      externalId: '260308-123456789012345',
      status: 'shipped',
      placedAt: '2026-03-08T00:42:39+08:00',
      currency: 'CNY',
      totals: { goods: 19800, discount: 1500, total: 18300, paid: 18300 },
      buyer: {},
      lines: [{ title: '梅子青茶壶', variant: '大', sku: 'TP-L', quantity: 2, unitPrice: 9900 }],
      parcels: [{ carrier: '中通快递', trackingNumber: '78120000000001' }],
    })
    expect(orders.map(({ status, placedAt }) => [status, placedAt.slice(0, 10)]).slice(1)).toEqual([
      ['paid', '2026-03-09'],
      ['closed', '2026-03-08'],
    ])
    expect(refused).toEqual(['4 订单成交时间 missing_value'])
  })
})

test('Douyin: ids behind a tab, sub-orders as lines, ciphertext stays text and nobody is bought for', async () => {
  const row = (sub: string, what: string, sum: string, status: string) =>
    `"\t5012345678901234567","\t${sub}","${what}",-,1,\tSKU-${sub.slice(-1)},${sum},0.00,"##pLm3kQ9xTTf8Hn2v","$$Zx81kQ==$$","#示例#",2026-03-08 00:42:32,-,-,${status},-,-,2026-03-08 12:00:00,1.00,0,0`
  const { orders, refused } = await readImport(
    reader('douyin'),
    `\ufeff${douyinHeader}\r\n${row('5012345678901234568', '茶壶', '98.00', '已发货')}\r\n${row('5012345678901234569', '茶杯', '18.00', '待发货')}\r\n`,
  )
  expect(refused).toEqual([])
  expect(orders).toMatchObject([
    {
      externalId: '5012345678901234567',
      status: 'partially_shipped',
      sourceStatus: '已发货 / 待发货',
      totals: { total: 11600, discount: 200 },
      buyer: {},
      recipient: { name: '##pLm3kQ9xTTf8Hn2v', phone: '$$Zx81kQ==$$' },
      completedAt: null,
      lines: [
        { title: '茶壶', sku: 'SKU-8' },
        { title: '茶杯', sku: 'SKU-9' },
      ],
    },
  ])
})

test('1688: the rows behind an order’s first leave out what it said', async () => {
  const first =
    '1234567890123456789,示例公司,shi_li,卖家公司,mai_jia,30.00,8.00,0,38.00,等待买家确认收货,2026-03-08 00:42:32,2026-03-08 00:43:00,,李四,浙江省 杭州市 示例路1号,310000,,13800000001,茶杯,1.25,16'
  const second = ',,,,,,,,,,,,,,,,,,茶托,0.625,16'
  const { orders, refused } = await readImport(
    reader('alibaba_1688'),
    `${alibabaHeader}\n${first}\n${second}\n`,
  )
  expect(refused).toEqual([])
  expect(orders).toMatchObject([
    {
      externalId: '1234567890123456789',
      status: 'shipped',
      totals: { goods: 3000, freight: 800, total: 3800 },
      buyer: { platformAccount: 'shi_li' },
      recipient: { name: '李四', phone: '13800000001', zip: '310000' },
      lines: [
        { title: '茶杯', quantity: 16, unitPrice: 125 },
        { title: '茶托', quantity: 16, unitPrice: 63 },
      ],
    },
  ])
})

test('宝贝报表 by itself tells lines and nothing else of their orders', async () => {
  const { orders } = await readImport(
    reader('taobao_lines'),
    `${linesHeader}\n="351531314732",茶壶,165.12,1,,大,,,,TP\n`,
  )
  expect(orders).toMatchObject([
    { externalId: '351531314732', linesOnly: true, lines: [{ title: '茶壶', unitPrice: 16512, sku: 'TP' }] },
  ])
  expect(shippedLinesMapping(linesHeader.split(','))).not.toBeNull()
  expect(shippedLinesMapping(['订单编号', '价格'])).toBeNull()
})
