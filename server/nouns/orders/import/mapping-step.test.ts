import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { OrderMapping } from '#contract/orders/mapping.ts'
import {
  createOrderDeskForTests,
  holdings,
  tally,
  type OrderDeskForTests,
} from '#test/builders/order-desk.ts'
import { buildShop, type TestShop } from '#test/builders/staff.ts'
import { taobaoFile } from '#test/builders/store-exports.ts'
import { rowOf, sheetOf, xlsxOf } from '#test/builders/xlsx.ts'
import type { UploadPart } from './uploads.ts'

let desk: OrderDeskForTests
beforeAll(async () => {
  desk = await createOrderDeskForTests()
})
afterAll(() => desk.close())

const caller = (shop: TestShop) => shop.lead.caller
async function* parts(bytes: Uint8Array | string, filename = 'own.csv'): AsyncGenerator<UploadPart> {
  async function* content(): AsyncGenerator<Uint8Array> {
    yield Buffer.from(bytes)
  }
  yield { type: 'file', fieldname: 'file', filename, file: Object.assign(content(), { truncated: false }) }
}
const table =
  'Order No,Order Date,Product,Qty,Price,Customer ID\nA1,2026-03-08,Pot,1,5.00,c7\nA1,2026-03-08,Lid,2,1.00,c7\nA2,2026-02-30,Pot,1,5.00,c8\n'

describe('a table of the shop’s own', () => {
  test('words for a status are shown from far below; columns of names and numbers are not', async () => {
    const shop = await buildShop(desk)
    const rows = Array.from(
      { length: 120 },
      (_, index) => `A${index},2026-03-08,${index === 100 ? 'on the van' : 'Paid'},5.00`,
    )
    const uploaded = await desk.imports.upload(
      caller(shop),
      parts(['Order No,Order Date,Status,Total', ...rows, ''].join('\n')),
    )
    const { words } = await desk.imports.columns(caller(shop), uploaded.id)
    expect(words).toEqual([[], ['2026-03-08'], ['Paid', 'on the van'], ['5.00']])
  })

  test('waits for its columns, is tried, taken in, and known the next time', async () => {
    const shop = await buildShop(desk)
    const uploaded = await desk.imports.upload(caller(shop), parts(table))
    expect(uploaded).toMatchObject({ state: 'mapping', format: null })
    const columns = await desk.imports.columns(caller(shop), uploaded.id)
    expect(columns).toMatchObject({
      headers: ['Order No', 'Order Date', 'Product', 'Qty', 'Price', 'Customer ID'],
      missing: [],
      mapping: {
        rows: 'line',
        order: { id: 'Order No', placedAt: 'Order Date' },
        buyer: { account: 'Customer ID' },
      },
    })
    expect(columns.rows[1]).toEqual(['A1', '2026-03-08', 'Lid', '2', '1.00', 'c7'])
    expect(columns.words[2]).toEqual(['Pot', 'Lid'])

    const trial = await desk.imports.tryMapping(caller(shop), uploaded.id, { mapping: columns.mapping })
    expect(trial).toMatchObject({
      read: 3,
      problems: [],
      orders: [{ name: 'A1', total: { minor: 700 }, quantity: 3 }],
      refused: [{ line: 4, field: 'Order Date', reason: 'bad_time' }],
    })
    const wrong = { ...columns.mapping, order: { ...columns.mapping.order, status: 'State' } }
    expect((await desk.imports.tryMapping(caller(shop), uploaded.id, { mapping: wrong })).problems).toEqual([
      { path: '', rule: 'column_missing', detail: 'State' },
    ])
    expect((await holdings(desk, shop.shopId))['orders']).toBe(0)

    await desk.imports.giveMapping(caller(shop), uploaded.id, { mapping: columns.mapping })
    await desk.imports.settle()
    expect(await desk.imports.read(caller(shop), uploaded.id)).toMatchObject({
      state: 'previewed',
      format: 'mapped',
      orders: 1,
      products: 2,
      refusedCount: 1,
    })
    await desk.imports.run(caller(shop), uploaded.id, { storeName: 'Till' })
    await desk.imports.settle()
    expect((await desk.imports.mappings(caller(shop))).rows).toMatchObject([
      { name: 'own.csv', storeName: 'Till' },
    ])

    const again = await desk.imports.upload(caller(shop), parts(table.replace('Order No', ' order no ')))
    expect(again).toMatchObject({ state: 'previewing', format: 'mapped' })
    await desk.imports.settle()
    expect(await desk.imports.read(caller(shop), again.id)).toMatchObject({
      storeName: 'Till',
      created: 0,
      unchanged: 1,
    })
    await desk.imports.run(caller(shop), again.id, {})
    await desk.imports.settle()
    expect(await holdings(desk, shop.shopId)).toMatchObject({ orders: 1, lines: 2 })

    const other = await buildShop(desk)
    expect(await desk.imports.upload(caller(other), parts(table))).toMatchObject({ state: 'mapping' })
    expect((await desk.imports.mappings(caller(other))).rows).toEqual([])
    const [mine] = (await desk.imports.mappings(caller(shop))).rows
    await expect(desk.imports.forgetMapping(caller(other), mine?.id ?? '')).rejects.toMatchObject({
      code: 'not_found',
    })
    await desk.imports.forgetMapping(caller(shop), mine?.id ?? '')
    expect((await desk.imports.mappings(caller(shop))).rows).toEqual([])
  })

  test('may be named otherwise after its preview, not once it runs; a mapping that says nothing is refused', async () => {
    const shop = await buildShop(desk)
    const { id } = await desk.imports.upload(caller(shop), parts(table))
    const { mapping } = await desk.imports.columns(caller(shop), id)
    const bad = { version: 1, rows: 'line', order: { id: 'Order No' } } as OrderMapping
    await expect(desk.imports.giveMapping(caller(shop), id, { mapping: bad })).rejects.toMatchObject({
      code: 'request.invalid',
      details: {
        problems: [{ path: '/body/mapping/order/placedAt', rule: 'missing' }, { rule: 'no_amount' }],
      },
    })
    await desk.imports.giveMapping(caller(shop), id, { mapping })
    await desk.imports.settle()
    await desk.imports.giveMapping(caller(shop), id, { mapping: { ...mapping, money: { currency: 'EUR' } } })
    await desk.imports.settle()
    expect((await desk.imports.read(caller(shop), id)).sample[0]?.total).toEqual({
      minor: 700,
      currency: 'EUR',
    })
    await desk.imports.run(caller(shop), id, { storeName: 'Till' })
    await desk.imports.settle()
    await expect(desk.imports.columns(caller(shop), id)).rejects.toMatchObject({ code: 'state.conflict' })
    await expect(desk.imports.giveMapping(caller(shop), id, { mapping })).rejects.toMatchObject({
      code: 'state.conflict',
    })
    const other = await buildShop(desk)
    await expect(desk.imports.columns(caller(other), id)).rejects.toMatchObject({ code: 'not_found' })
  })

  test('is its own though a column or two are called as a platform’s', async () => {
    const shop = await buildShop(desk)
    const own = '订单编号,下单时间,商品名称,数量,实付金额,买家昵称\nA1,2026-03-08,茶壶,1,5.00,山茶花\n'
    expect(await desk.imports.upload(caller(shop), parts(own))).toMatchObject({ state: 'mapping' })
    // The refund list shares the order number and is no table of orders.
    const refunds = '订单编号,退款编号,退款状态\nA1,R1,完成\n'
    const { id } = await desk.imports.upload(caller(shop), parts(refunds))
    await desk.imports.settle()
    expect(await desk.imports.read(caller(shop), id)).toMatchObject({
      state: 'failed',
      error: 'wrong_report',
    })
  })

  test('a spreadsheet goes the same way, and a platform’s export saved as one is known', async () => {
    const shop = await buildShop(desk)
    const own = await xlsxOf(
      sheetOf(
        rowOf(1, 'Order No', 'Order Date', 'Total'),
        `<row r="2"><c t="inlineStr"><is><t>A1</t></is></c><c s="1"><v>46089</v></c><c><v>12.5</v></c></row>`,
      ),
    )
    const { id } = await desk.imports.upload(caller(shop), parts(own, 'own.xlsx'))
    const { mapping } = await desk.imports.columns(caller(shop), id)
    expect((await desk.imports.tryMapping(caller(shop), id, { mapping })).orders).toMatchObject([
      { name: 'A1', total: { minor: 1250 }, placedAt: '2026-03-07T16:00:00.000Z' },
    ])
    const lines = new TextDecoder('gb18030')
      .decode(taobaoFile([{}]))
      .trim()
      .split('\r\n')
    const cells = lines.map((line) =>
      [...line.matchAll(/="?([^",]*)"?|"([^"]*)"/g)].map((found) => found[1] ?? found[2] ?? ''),
    )
    const saved = await xlsxOf(sheetOf(...cells.map((row, index) => rowOf(index + 1, ...row))))
    expect(await desk.take(shop.shopId, saved)).toMatchObject({
      format: 'taobao',
      created: 1,
      refusedCount: 0,
    })
  })
})

describe('orders of goods announced as presale', () => {
  const mapping: OrderMapping = {
    version: 1,
    rows: 'line',
    order: { id: 'No', placedAt: 'Day', dispatchDueAt: 'Due', shippedAt: 'Sent' },
    buyer: { account: 'Who' },
    line: { title: 'What', quantity: 'Qty', unitPrice: 'Price' },
  }
  const file = [
    'No,Day,Due,Sent,Who,What,Qty,Price',
    'P1,2026-11-01,2026-11-03,2026-11-20,a,预售 11月20日前发货 灰色毯子,1,5.00',
    'P2,2026-11-01,2026-11-03,2026-11-21,a,预售 11月20日前发货 灰色毯子,1,5.00',
    'P3,2026-11-01,2026-11-03,2026-11-04,b,灰色毯子,1,5.00',
    'P4,2026-11-01,2026-11-03,,b,预售 11月20日前发货 灰色毯子,1,5.00',
    '',
  ].join('\n')
  test('are late after what was announced, and not before: the list, its figures and the petals', async () => {
    const shop = await buildShop(desk)
    await desk.take(shop.shopId, Buffer.from(file), { mapping, storeName: 'Own' })
    const rows = (await desk.orders.list(caller(shop), {})).rows
    const seen = new Map(rows.map((row) => [row.name, [row.petals[1], row.dispatchDueAt]]))
    expect(seen.get('P1')).toEqual(['done', '2026-11-20T15:59:59.000Z'])
    expect(seen.get('P2')).toEqual(['broken', '2026-11-20T15:59:59.000Z'])
    expect(seen.get('P3')).toEqual(['broken', '2026-11-03T15:59:59.000Z'])
    expect(seen.get('P4')?.[1]).toBe('2026-11-20T15:59:59.000Z')
    const late = await desk.orders.list(caller(shop), { dispatched: 'late' })
    expect(late.rows.map(({ name }) => name).sort()).toEqual(['P2', 'P3'])
    expect((await desk.orders.list(caller(shop), { dispatched: 'on_time' })).total).toBe(1)
    // Taken in again nothing changes.
    expect(await desk.take(shop.shopId, Buffer.from(file), { mapping, storeName: 'Own' })).toMatchObject({
      created: 0,
    })
  })
})

describe('orders with a second file', () => {
  const orders: OrderMapping = {
    version: 1,
    rows: 'order',
    order: { id: 'No', placedAt: 'Day', dispatchDueAt: 'Due', shippedAt: 'Sent' },
    buyer: { account: 'Who' },
    parcel: { carrier: 'By' },
    lines: {
      order: 'No',
      line: { sku: 'Product', quantity: 'Qty', unitPrice: 'Price', discount: { column: 'Off', as: 'share' } },
    },
  }
  const orderFile = [
    'No,Day,Due,Sent,Who,By',
    '1,2026-03-01,2026-03-05,2026-03-05,a,1',
    '2,2026-03-01,2026-03-05,2026-03-06,a,1',
    '3,2026-03-01,2026-03-05,2026-03-07,b,2',
    '4,2026-03-01,2026-03-05,,b,2',
    '5,2026-03-01,,2026-03-09,b,3',
  ].join('\n')
  const lineFile =
    'No,Product,Qty,Price,Off\n1,11,2,1.00,0\n1,12,1,5.00,0.5\n2,11,1,1.00,0\n3,12,1,5.00,0\n4,11,1,1.00,0\n5,13,1,2.00,0\n'

  test('[RPT-08] are joined, counted, found late by carrier, and change nothing the second time', async () => {
    const shop = await buildShop(desk)
    const linesPath = join(desk.folder, 'lines.csv')
    await writeFile(linesPath, lineFile)
    const wanted = { mapping: orders, linesPath, storeName: 'Own' }
    const first = await desk.take(shop.shopId, Buffer.from(orderFile), wanted)
    expect(first).toMatchObject({
      orders: 5,
      lines: 6,
      customers: 2,
      products: 3,
      created: 5,
      refusedCount: 0,
    })
    expect(tally(await desk.take(shop.shopId, Buffer.from(orderFile), wanted))).toEqual({
      created: 0,
      updated: 0,
      unchanged: 5,
      refusedCount: 0,
    })
    const list = (query: object) => desk.orders.list(caller(shop), query)
    const late = await list({ dispatched: 'late' })
    expect(late).toMatchObject({
      total: 2,
      carriers: [
        { carrier: '1', count: 1 },
        { carrier: '2', count: 1 },
      ],
    })
    expect(late.rows.map(({ name }) => name).sort()).toEqual(['2', '3'])
    expect((await list({ dispatched: 'late', carrier: '2' })).total).toBe(1)
    expect((await list({ dispatched: 'on_time' })).rows.map(({ name }) => name)).toEqual(['1'])
    expect((await list({ dispatched: 'not_yet' })).rows.map(({ name }) => name)).toEqual(['4'])
    expect((await list({ carrier: '1' })).total).toBe(2)
    expect(await list({})).not.toHaveProperty('total')
    const [first1] = (await list({ q: '1', dispatched: 'on_time' })).rows
    expect(first1).toMatchObject({ total: { minor: 450 }, dispatchDueAt: '2026-03-05T15:59:59.000Z' })
    const page = await list({ dispatched: 'late', limit: 1 })
    const next = await list({ dispatched: 'late', limit: 1, cursor: page.next ?? '' })
    expect([page.total, next.total, next.rows.length]).toEqual([2, undefined, 1])
    const other = await buildShop(desk)
    expect(await desk.orders.list(caller(other), { dispatched: 'late' })).toMatchObject({
      total: 0,
      rows: [],
    })
  })

  test('Taobao’s 宝贝报表 tells what the order report joins: beside it, or by itself afterwards', async () => {
    const shop = await buildShop(desk)
    const report = taobaoFile([
      { 订单编号: '="3515313147329000101"', 宝贝标题: '"茶壶，茶杯"', 宝贝种类: '"2"', 宝贝总数量: '"3"' },
    ])
    const detail = Buffer.from(
      '订单编号,标题,价格,购买数量,外部系统编号,商品属性,套餐信息,备注,订单状态,商家编码\n="3515313147329000101",茶壶,165.12,1,,大,,,,TP\n="3515313147329000101",茶杯,18.00,2,,,,,,TC\n="3515313147329000999",碗,18.00,1,,,,,,W\n',
    )
    const linesPath = join(desk.folder, 'detail.csv')
    await writeFile(linesPath, detail)
    const beside = await desk.take(shop.shopId, report, { linesPath, storeName: '淘' })
    expect(beside).toMatchObject({
      orders: 1,
      lines: 2,
      refused: [{ file: 'lines', line: 4, reason: 'line_without_order' }],
    })

    expect(await desk.take(shop.shopId, report, { storeName: '又一家' })).toMatchObject({ lines: 1 })
    const alone = await desk.take(shop.shopId, detail, { storeName: '又一家' })
    expect(alone).toMatchObject({
      format: 'taobao_lines',
      updated: 1,
      refused: [{ reason: 'order_unknown', detail: '3515313147329000999' }],
    })
    // The report says the same pieces in less detail and takes nothing away.
    expect(await desk.take(shop.shopId, report, { storeName: '又一家' })).toMatchObject({ unchanged: 1 })
    expect((await holdings(desk, shop.shopId))['lines']).toBe(4)
  })
})
