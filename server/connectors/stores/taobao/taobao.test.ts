import { describe, expect, test } from 'vitest'
import { encodeGbk } from '#test/builders/gbk.ts'
import { readImport } from '#test/builders/read-import.ts'
import {
  taobaoFile,
  taobaoHeaders2017,
  taobaoHeaders2018,
  taobaoHeaders2019,
  taobaoLine,
  taobaoText,
  type TaobaoRow,
} from '#test/builders/store-exports.ts'
import type { ImportedOrder } from '#contract/orders/import-record.ts'
import { parseTaobaoAddress } from './address.ts'
import { linesOf } from './lines.ts'
import { parseParcels } from './parcels.ts'
import { taobaoOrders } from './taobao.ts'

async function only(row: TaobaoRow): Promise<ImportedOrder> {
  const { orders, refused } = await readImport(taobaoOrders, taobaoFile([row]))
  expect(refused).toEqual([])
  return orders[0] as ImportedOrder
}

describe('[RPT-08] a row of the order report', () => {
  test("becomes an order without its cells' tricks", async () => {
    expect(
      await only({ 物流单号: '"No:821234567890"', 物流公司: '"顺丰速运"', 买家留言: '"请轻放"' }),
    ).toEqual({
      externalId: '3515313147329000101',
      externalIdFrom: 'id',
      name: '3515313147329000101',
      status: 'paid',
      sourceStatus: '买家已付款，等待卖家发货',
      closeReason: null,
      cashOnDelivery: false,
      placedAt: '2026-03-08T00:42:32+08:00',
      paidAt: '2026-03-08T00:42:39+08:00',
      shippedAt: null,
      completedAt: null,
      cancelledAt: null,
      currency: 'CNY',
      totals: {
        goods: 20112,
        freight: 1000,
        tax: null,
        discount: null,
        total: 21112,
        paid: 21112,
        refunded: 0,
      },
      buyer: { platformAccount: '山茶花_86' },
      recipient: {
        name: '张三',
        phone: '13912345670',
        province: '广东省',
        city: '广州市',
        district: '越秀区',
        line: '黄花岗街道示例路1号',
        zip: '510180',
      },
      note: '请轻放',
      sellerNote: null,
      tags: [],
      lines: [{ title: '示例雪平锅', quantity: 1, unitPrice: 20112 }],
      missingLines: 0,
      parcels: [{ trackingNumber: '821234567890', carrier: '顺丰速运' }],
      sourceLines: [2],
    })
  })

  test("neither the payer's account nor the recipient's phone is the buyer's", async () => {
    const { buyer } = await only({})
    expect(buyer).toEqual({ platformAccount: '山茶花_86' })
  })

  test('a landline is taken where there is no mobile, a changed address before the first', async () => {
    const { recipient } = await only({
      联系手机: '""',
      联系电话: '"020-62345679"',
      修改后的收货地址: '"浙江省 杭州市 西湖区 示例弄2号(310012)"',
    })
    expect(recipient).toMatchObject({ phone: '020-62345679', province: '浙江省', line: '示例弄2号' })
  })

  test('later columns are read where they are', async () => {
    const row = { 确认收货时间: '"2026-03-12 08:00:00"', 发货时间: '"2026/3/9 17:05"', 商家备忘: '"老顾客"' }
    const headers = [...taobaoHeaders2019, '发货时间', '商家备忘']
    const { orders } = await readImport(taobaoOrders, taobaoFile([row], headers))
    expect(orders[0]).toMatchObject({
      shippedAt: '2026-03-09T17:05:00+08:00',
      completedAt: '2026-03-12T08:00:00+08:00',
      sellerNote: '老顾客',
    })
  })
})

describe('columns by name', () => {
  test.each([
    ['46', taobaoHeaders2017],
    ['56', taobaoHeaders2018],
    ['61', taobaoHeaders2019],
  ])('%s of them', async (count, headers) => {
    expect(headers).toHaveLength(Number(count))
    const { orders } = await readImport(taobaoOrders, taobaoFile([{ 退款金额: '"3.00"' }], headers))
    expect(orders[0]).toMatchObject({ name: '3515313147329000101', totals: { total: 21112, refunded: 300 } })
  })

  test('in any order', async () => {
    const headers = [...taobaoHeaders2017].reverse()
    const { orders } = await readImport(taobaoOrders, taobaoFile([{}], headers))
    expect(orders[0]).toMatchObject({ name: '3515313147329000101', lines: [{ title: '示例雪平锅' }] })
  })

  test('sniffing', () => {
    const head = new Uint8Array()
    expect(taobaoOrders.sniff(head, taobaoHeaders2018)).toBe(1)
    expect(taobaoOrders.sniff(head, ['订单编号', '标题', '价格'])).toBe(0.5)
    expect(taobaoOrders.sniff(head, ['Name', 'Email'])).toBe(0)
    expect(taobaoOrders.sniff(head, [])).toBe(0)
  })

  test.each([
    ['订单编号,标题,价格,购买数量,外部系统编号,商品属性,套餐信息,备注,订单状态,商家编码', 'wrong_report'],
    ['订单编号,买家会员名,订单状态,订单创建时间,总金额,宝贝标题', 'missing_column 宝贝总数量'],
    ['订单号,商品', 'header_not_recognised 订单号 商品'],
    ['Name,Email', 'header_not_recognised Name Email'],
    ['订单编号,订单状态,订单创建时间,总金额,宝贝标题,宝贝总数量,订单状态', 'duplicate_column 订单状态'],
    ['', 'empty_file'],
    ['%PDF-1.7', 'pdf_file'],
  ])('header %s: %s', async (header, failure) => {
    expect((await readImport(taobaoOrders, header)).end).toContain(failure)
  })
})

describe('encodings of the report', () => {
  const lines = [taobaoLine(), taobaoLine({ 订单编号: '="3515313147329000102"', 宝贝标题: '"示例茶杯"' })]
  test('UTF-8 with and without byte order mark, saved anew without the tricks', async () => {
    for (const mark of ['', '\ufeff']) {
      const text = mark + taobaoText(lines).replaceAll('="', '"').replaceAll('"', '')
      const { orders, refused } = await readImport(taobaoOrders, text)
      expect(refused).toEqual([])
      expect(orders.map((order) => [order.name, order.lines[0]?.title])).toEqual([
        ['3515313147329000101', '示例雪平锅'],
        ['3515313147329000102', '示例茶杯'],
      ])
    }
  })

  test('a row of broken bytes stays out, the rest goes in', async () => {
    const broken = taobaoLine({ 订单编号: '="3515313147329000103"', 买家留言: '"坏@@字"' })
    const bytes = encodeGbk(taobaoText([lines[0] as string, broken, lines[1] as string]))
    bytes.fill(0xff, bytes.indexOf('@@'), bytes.indexOf('@@') + 2)
    const { orders, refused, end } = await readImport(taobaoOrders, bytes)
    expect(orders.map((order) => order.sourceLines)).toEqual([[2], [4]])
    expect(refused).toEqual(['3 - bad_encoding'])
    expect(end).toBe(3)
  })
})

describe('refused rows', () => {
  test.each<[TaobaoRow, string]>([
    [{ 订单编号: '=""' }, '2 订单编号 missing_value'],
    [{ 订单编号: '"3.51531E+18"' }, '2 订单编号 bad_id 3.51531E+18'],
    [{ 订单编号: '"订单"' }, '2 订单编号 bad_id 订单'],
    [{ 订单状态: '""' }, '2 订单状态 missing_value'],
    [{ 订单创建时间: '""' }, '2 订单创建时间 missing_value'],
    [{ 订单创建时间: '"2026-02-30 10:00:00"' }, '2 订单创建时间 bad_time 2026-02-30 10:00:00'],
    [{ 订单付款时间: '"昨天"' }, '2 订单付款时间 bad_time 昨天'],
    [{ 总金额: '"二百"' }, '2 总金额 bad_money 二百'],
    [{ 总金额: '""', 买家应付货款: '""' }, '2 总金额 missing_value'],
    [{ 总金额: '"-1.00"' }, '2 总金额 bad_money -1.00'],
    [{ 买家应付邮费: '"1.005"' }, '2 买家应付邮费 bad_money 1.005'],
    [{ 宝贝总数量: '"0"' }, '2 宝贝总数量 bad_quantity 0'],
    [{ 宝贝总数量: '""' }, '2 宝贝总数量 missing_value'],
    [{ 宝贝种类: '"x"' }, '2 宝贝种类 bad_quantity x'],
  ])('%j: %s', async (row, refused) => {
    const good = { 订单编号: '="3515313147329000102"' }
    const read = await readImport(taobaoOrders, taobaoFile([row, good]))
    expect(read.refused).toEqual([refused])
    expect(read.orders.map((order) => order.name)).toEqual(['3515313147329000102'])
  })

  test('a wrong number of cells, with both counts', async () => {
    const text = taobaoText([`${taobaoLine()},"x"`, taobaoLine().replace(/,[^,]*$/, ''), taobaoLine()])
    const { orders, refused } = await readImport(taobaoOrders, encodeGbk(text))
    expect(refused).toEqual(['2 - wrong_cell_count 47/46', '3 - wrong_cell_count 45/46'])
    expect(orders).toHaveLength(1)
  })

  test('the same row again is ignored, the same order with other content refused', async () => {
    const other = { 订单编号: '="3515313147329000102"' }
    const { orders, refused, duplicates, end } = await readImport(
      taobaoOrders,
      taobaoFile([{}, other, {}, { 订单状态: '"交易成功"' }, other]),
    )
    expect(orders.map((order) => order.sourceLines[0])).toEqual([2, 3])
    expect(duplicates).toEqual(['4 = 2', '6 = 3'])
    expect(refused).toEqual(['5 订单编号 conflict 2'])
    expect(end).toBe(5)
  })

  test('ids beyond 2^53 that differ in the last digit are different orders', async () => {
    const rows = ['9007199254740993', '9007199254740992'].map((id) => ({ 订单编号: `="${id}"` }))
    const { orders } = await readImport(taobaoOrders, taobaoFile(rows))
    expect(orders.map((order) => order.externalId)).toEqual(['9007199254740993', '9007199254740992'])
  })
})

describe('statuses', () => {
  const refund = { 订单状态: '"交易关闭"', 订单付款时间: '""', 订单关闭原因: '"退款"' }
  test.each<[TaobaoRow, string, string | null]>([
    [{ 订单状态: '"等待买家付款"', 订单付款时间: '""' }, 'pending', null],
    [{ 订单状态: '"买家已付款,等待卖家发货"' }, 'paid', null],
    [{ 订单状态: '"卖家部分发货"' }, 'partially_shipped', null],
    [{ 订单状态: '"卖家已发货，等待买家确认"' }, 'shipped', null],
    [{ 订单状态: '"交易成功"' }, 'completed', null],
    [refund, 'closed', '退款'],
    [{ ...refund, 订单关闭原因: '"买家不想买了"' }, 'cancelled', '买家不想买了'],
    [{ ...refund, 订单关闭原因: '"买家不想买了"', 退款金额: '"9.00"' }, 'closed', '买家不想买了'],
    [{ 订单状态: '"新词"' }, 'unknown', null],
  ])('%j is %s', async (row, status, closeReason) => {
    expect(await only(row)).toMatchObject({ status, closeReason })
  })

  test('cash on delivery', async () => {
    expect((await only({ 运送方式: '"货到付款"' })).cashOnDelivery).toBe(true)
  })
})

describe('products of an order', () => {
  const line = (titles: string, kinds: number | null, quantity: number) =>
    linesOf({ titles, kinds, quantity, goods: 900 })

  test('one product keeps its title, commas and all; a price is known for one piece', () => {
    expect(line('示例保温杯, 带“中文引号”，大号', 1, 1)).toEqual([
      { title: '示例保温杯, 带“中文引号”，大号', quantity: 1, unitPrice: 900 },
    ])
    expect(line('杯', 1, 3)).toEqual([{ title: '杯', quantity: 3, unitPrice: null }])
    expect(line('杯，盖', null, 2)).toEqual([{ title: '杯，盖', quantity: 2, unitPrice: null }])
  })

  test('one line per title where each has one piece', () => {
    expect(line('杯，盖', 2, 2)).toEqual([
      { title: '杯', quantity: 1, unitPrice: null },
      { title: '盖', quantity: 1, unitPrice: null },
    ])
    expect(line('杯,盖', 2, 2)).toHaveLength(2)
  })

  test('one line for all where pieces or titles cannot be told apart', () => {
    expect(line('杯，盖', 2, 5)).toEqual([{ title: '杯，盖', quantity: 5, unitPrice: null, products: 2 }])
    expect(line('杯，大，盖', 2, 2)).toEqual([
      { title: '杯，大，盖', quantity: 2, unitPrice: null, products: 2 },
    ])
    expect(line('', 1, 1)).toEqual([])
  })
})

describe('addresses and parcels', () => {
  test.each([
    [
      '广东省 广州市 越秀区 黄花岗 示例路1号(510180)',
      { province: '广东省', city: '广州市', district: '越秀区', line: '黄花岗 示例路1号', zip: '510180' },
    ],
    [
      '上海 上海市 浦东新区 示例路2号（000000）',
      { province: '上海', city: '上海市', district: '浦东新区', line: '示例路2号' },
    ],
    ['海南省 文昌市 示例镇3号()', { province: '海南省', city: '文昌市', line: '示例镇3号' }],
    [
      '广东省 广州市 越秀区 示例街****(510180)',
      { province: '广东省', city: '广州市', district: '越秀区', line: '示例街****', zip: '510180' },
    ],
    ['示例楼(东侧)', { line: '示例楼(东侧)' }],
    ['somewhere else entirely 12345', { line: 'somewhere else entirely 12345' }],
  ])('%s', (text, address) => {
    expect(parseTaobaoAddress(text)).toEqual(address)
  })

  test.each([
    ['No:21026', '中通快递', [{ trackingNumber: '21026', carrier: '中通快递' }]],
    [
      'No:1,No:2',
      '中通快递',
      [
        { trackingNumber: '1', carrier: '中通快递' },
        { trackingNumber: '2', carrier: '中通快递' },
      ],
    ],
    [
      'No:1；2',
      '中通快递;顺丰速运',
      [
        { trackingNumber: '1', carrier: '中通快递' },
        { trackingNumber: '2', carrier: '顺丰速运' },
      ],
    ],
    [
      '1 2 3',
      '中通快递、顺丰速运',
      [{ trackingNumber: '1' }, { trackingNumber: '2' }, { trackingNumber: '3' }],
    ],
    ['No:1,No:1', '中通快递,中通快递', [{ trackingNumber: '1', carrier: '中通快递' }]],
    ['No:', '', []],
    ['', '中通快递', []],
  ])('%s by %s', (numbers, carriers, parcels) => {
    expect(parseParcels(numbers, carriers)).toEqual(parcels)
  })
})
