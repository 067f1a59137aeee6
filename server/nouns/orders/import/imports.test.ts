import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  createOrderDeskForTests,
  holdings,
  orderEvents,
  taobaoRows,
  tally,
  type OrderDeskForTests,
} from '#test/builders/order-desk.ts'
import { buildShop } from '#test/builders/staff.ts'
import { shopifyFile, shopifyFurtherRow, shopifyRow, taobaoFile } from '#test/builders/store-exports.ts'

let desk: OrderDeskForTests
beforeAll(async () => {
  desk = await createOrderDeskForTests()
})
afterAll(() => desk.closeSound())

describe('what comes in', () => {
  test('a report is taken in, and a second run changes nothing and says so', async () => {
    const shop = await buildShop(desk)
    const file = taobaoFile(taobaoRows(20))
    const first = await desk.take(shop.shopId, file)
    expect(first).toMatchObject({
      state: 'finished',
      format: 'taobao',
      storeName: '淘宝',
      read: 20,
      orders: 20,
      lines: 20,
      customers: 7,
      doneBytes: file.length,
      sample: [],
      error: null,
    })
    expect(tally(first)).toEqual({ created: 20, updated: 0, unchanged: 0, refusedCount: 0 })
    expect(await holdings(desk, shop.shopId)).toEqual({
      orders: 20,
      lines: 20,
      parcels: 0,
      customers: 7,
      identities: 7,
    })
    const events = await orderEvents(desk, shop.shopId)
    const second = await desk.take(shop.shopId, file)
    expect(tally(second)).toEqual({ created: 0, updated: 0, unchanged: 20, refusedCount: 0 })
    expect(await holdings(desk, shop.shopId)).toEqual({
      orders: 20,
      lines: 20,
      parcels: 0,
      customers: 7,
      identities: 7,
    })
    expect(await orderEvents(desk, shop.shopId)).toHaveLength(events.length)
    const facts = await desk.directory.facts(shop.shopId)
    const store = await desk.db.inShop(shop.shopId, (tx) =>
      tx
        .selectFrom('staff.stores')
        .select(['order_count', 'last_import_at'])
        .where('id', '=', first.storeId)
        .executeTakeFirstOrThrow(),
    )
    expect(facts.stores.get(first.storeId ?? '')?.platform).toBe('taobao')
    expect(store).toEqual({ order_count: 20, last_import_at: desk.clock.now() })
  })

  test('what is said anew changes the order; its lines and parcels are replaced', async () => {
    const shop = await buildShop(desk)
    await desk.take(shop.shopId, taobaoFile(taobaoRows(3)))
    const later = taobaoRows(3, (index) =>
      index === 1
        ? {
            订单状态: '"卖家已发货，等待买家确认"',
            物流单号: '"No:77316000000001"',
            物流公司: '"申通快递"',
            宝贝标题: '"示例铸铁锅"',
          }
        : {},
    )
    const result = await desk.take(shop.shopId, taobaoFile(later))
    expect(tally(result)).toEqual({ created: 0, updated: 1, unchanged: 2, refusedCount: 0 })
    const { rows } = await desk.orders.list(shop.lead.caller, { q: '铸铁' })
    expect(rows).toMatchObject([
      {
        status: 'shipped',
        title: '示例铸铁锅',
        trackingNumbers: ['77316000000001'],
        petals: ['done', 'done', 'under_way', 'ahead', 'ahead'],
      },
    ])
    expect(await holdings(desk, shop.shopId)).toMatchObject({ orders: 3, lines: 3, parcels: 1, customers: 3 })
    expect((await desk.customers.find(shop.lead.caller, { q: 'tb_1' })).rows).toMatchObject([
      { orderCount: 1 },
    ])
  })

  test('history is on the timeline at its own time, and nobody is told, nothing opens, nothing is sent', async () => {
    const shop = await buildShop(desk)
    await desk.take(shop.shopId, taobaoFile(taobaoRows(1)))
    const [event] = await orderEvents(desk, shop.shopId)
    expect(event).toMatchObject({
      version: 1,
      audience: [],
      occurred_at: new Date('2026-03-07T16:42:32Z'),
      recorded_at: desk.clock.now(),
      facts: {
        order: '3515313147329000000',
        store: '淘宝',
        status: 'paid',
        total: 21112,
        currency: 'CNY',
        how: 'created',
      },
    })
    const begun = await desk.db.asSystem(async (tx) => [
      ...(await tx.selectFrom('promises.words').select('id').where('shop_id', '=', shop.shopId).execute()),
      ...(await tx.selectFrom('platform.outbox').select('id').where('shop_id', '=', shop.shopId).execute()),
    ])
    expect(begun).toEqual([])
  })

  test('refused lines are named with line, field and reason, and the rest goes in', async () => {
    const shop = await buildShop(desk)
    const result = await desk.take(
      shop.shopId,
      taobaoFile(
        taobaoRows(4, (index) =>
          index === 1 ? { 总金额: '"abc"' } : index === 2 ? { 订单创建时间: '""' } : {},
        ),
      ),
    )
    expect(tally(result)).toEqual({ created: 2, updated: 0, unchanged: 0, refusedCount: 2 })
    expect(result.refused).toEqual([
      { line: 3, field: '总金额', reason: 'bad_money', detail: 'abc' },
      { line: 4, field: '订单创建时间', reason: 'missing_value', detail: '' },
    ])
    expect(result).toMatchObject({ state: 'finished', read: 4, orders: 2 })
  })

  test('strict: one refused line, and nothing is taken in', async () => {
    const shop = await buildShop(desk)
    const rows = taobaoRows(4, (index) => (index === 3 ? { 总金额: '"abc"' } : {}))
    const result = await desk.take(shop.shopId, taobaoFile(rows), { isStrict: true })
    expect(result).toMatchObject({
      state: 'failed',
      error: 'strict_refused',
      refusedCount: 1,
      created: 0,
      refused: [{ line: 5, reason: 'bad_money' }],
    })
    expect(await holdings(desk, shop.shopId)).toMatchObject({ orders: 0, customers: 0 })
    const clean = await desk.take(shop.shopId, taobaoFile(rows.slice(0, 3)), { isStrict: true })
    expect(tally(clean)).toEqual({ created: 3, updated: 0, unchanged: 0, refusedCount: 0 })
  })

  test('a dry run counts and writes no order, no customer, no store', async () => {
    const shop = await buildShop(desk)
    const file = taobaoFile(taobaoRows(12))
    const dry = await desk.take(shop.shopId, file, { isDryRun: true })
    expect(dry).toMatchObject({ state: 'finished', dryRun: true, created: 12, customers: 7, storeName: null })
    expect(dry.sample).toHaveLength(10)
    expect(dry.sample[0]).toEqual({
      name: '3515313147329000000',
      buyer: 'tb_0',
      placedAt: '2026-03-07T16:42:32.000Z',
      status: 'paid',
      total: { minor: 21112, currency: 'CNY' },
      title: '示例雪平锅',
      quantity: 1,
    })
    expect(await holdings(desk, shop.shopId)).toEqual({
      orders: 0,
      lines: 0,
      parcels: 0,
      customers: 0,
      identities: 0,
    })
    expect((await desk.directory.facts(shop.shopId)).stores.size).toBe(1)
    await desk.take(shop.shopId, taobaoFile(taobaoRows(5)))
    expect(tally(await desk.take(shop.shopId, file, { isDryRun: true }))).toEqual({
      created: 7,
      updated: 0,
      unchanged: 5,
      refusedCount: 0,
    })
  })

  test.each<[string, Uint8Array, string]>([
    ['no file of ours', Buffer.from('a,b\n1,2\n'), 'header_not_recognised'],
    ['nothing', Buffer.alloc(0), 'empty_file'],
    ['a picture', Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), 'image_file'],
  ])('%s is told apart', async (_, bytes, error) => {
    const shop = await buildShop(desk)
    expect(await desk.take(shop.shopId, bytes)).toMatchObject({ state: 'failed', error, orders: 0 })
  })
})

describe('two files of one store', () => {
  const withId = shopifyFile([
    shopifyRow({ Id: '8001', 'Shipping City': 'Leeds' }),
    shopifyFurtherRow(),
    shopifyRow({ Id: '8002', Name: '#SL1002', Email: 'tom@example.com', 'Billing Name': 'Tom Reed' }),
  ])
  const cutDown = shopifyFile([
    shopifyRow(),
    shopifyFurtherRow(),
    shopifyRow({ Name: '#SL1002', Email: 'tom@example.com', 'Billing Name': 'Tom Reed' }),
  ])

  test('a cut-down export neither doubles nor empties what the full one brought', async () => {
    const shop = await buildShop(desk)
    await desk.take(shop.shopId, withId, { storeName: 'Lamps' })
    expect(tally(await desk.take(shop.shopId, cutDown, { storeName: 'Lamps' }))).toEqual({
      created: 0,
      updated: 0,
      unchanged: 2,
      refusedCount: 0,
    })
    expect(tally(await desk.take(shop.shopId, withId, { storeName: 'Lamps' }))).toEqual({
      created: 0,
      updated: 0,
      unchanged: 2,
      refusedCount: 0,
    })
  })

  test('the full export after the cut-down one brings the ids', async () => {
    const shop = await buildShop(desk)
    await desk.take(shop.shopId, cutDown, { storeName: 'Lamps' })
    expect(tally(await desk.take(shop.shopId, withId, { storeName: 'Lamps' }))).toEqual({
      created: 0,
      updated: 2,
      unchanged: 0,
      refusedCount: 0,
    })
    const { rows } = await desk.orders.list(shop.lead.caller, { q: '#SL1001' })
    expect(rows).toMatchObject([{ externalId: '8001', lineCount: 2 }])
  })

  test('a name that several orders bear is refused where the file has no ids', async () => {
    const shop = await buildShop(desk)
    await desk.take(shop.shopId, shopifyFile([shopifyRow({ Id: '8001' }), shopifyRow({ Id: '8002' })]), {
      storeName: 'Lamps',
    })
    const result = await desk.take(shop.shopId, shopifyFile([shopifyRow()]), { storeName: 'Lamps' })
    expect(tally(result)).toEqual({ created: 0, updated: 0, unchanged: 0, refusedCount: 1 })
    expect(result.refused).toEqual([{ line: 2, field: null, reason: 'conflict', detail: '2' }])
  })

  test('orders find their way back into the store that knows them', async () => {
    const shop = await buildShop(desk)
    await desk.take(shop.shopId, withId, { storeName: 'Lamps' })
    await desk.take(shop.shopId, shopifyFile([shopifyRow({ Id: '9001' })]), { storeName: 'Chairs' })
    expect(await desk.take(shop.shopId, withId)).toMatchObject({ storeName: 'Lamps', unchanged: 2 })
    await expect(desk.take(shop.shopId, shopifyFile([shopifyRow({ Id: '9009' })]))).rejects.toMatchObject({
      code: 'request.invalid',
      details: { stores: ['Lamps', 'Chairs'] },
    })
  })
})
