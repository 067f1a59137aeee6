import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { importedStatuses } from '#contract/orders/import-record.ts'
import { newId } from '#platform/ids/ids.ts'
import { createOrderDeskForTests, type OrderDeskForTests } from '#test/builders/order-desk.ts'
import { buildShop, type TestShop } from '#test/builders/staff.ts'
import { shopifyFile, shopifyFurtherRow, shopifyRow, taobaoFile } from '#test/builders/store-exports.ts'
import { historyIsOverBefore, isJourneyOpen, type Journey } from './journey.rules.ts'
import { panelOrders } from './index.ts'
import { selectOrders } from './orders.store.ts'

let desk: OrderDeskForTests
let shop: TestShop
beforeAll(async () => {
  desk = await createOrderDeskForTests()
  shop = await buildShop(desk)
  await desk.take(
    shop.shopId,
    taobaoFile([
      {
        物流单号: '"No:77316000000001"',
        物流公司: '"申通快递"',
        订单状态: '"卖家已发货，等待买家确认"',
        订单创建时间: '"2026-03-01 10:00:00"',
      },
      {
        订单编号: '="3515313147329000102"',
        宝贝标题: '"棉麻桌旗 米白"',
        收货人姓名: '"李四"',
        订单创建时间: '"2026-03-02 10:00:00"',
      },
      {
        订单编号: '="3515313147329000103"',
        买家会员名: '"南山种豆"',
        订单状态: '"交易成功"',
        订单创建时间: '"2026-03-03 10:00:00"',
        买家留言: '"<b>轻放</b>"',
      },
    ]),
  )
  await desk.take(
    shop.shopId,
    shopifyFile([
      shopifyRow({
        Id: '1',
        'Created at': '2026-03-04 09:14:02 +0000',
        Shipping: '3.00',
        Total: '69.50',
        Subtotal: '66.50',
      }),
      shopifyFurtherRow(),
      shopifyRow({
        Id: '2',
        Name: '#SL1002',
        'Financial Status': 'pending',
        'Paid at': '',
        'Payment Method': 'Cash on Delivery (COD)',
        'Created at': '2026-03-05 09:14:02 +0000',
      }),
    ]),
  )
})
afterAll(() => desk.close())

const list = async (query: Parameters<typeof desk.orders.list>[1]) =>
  (await desk.orders.list(shop.lead.caller, query)).rows.map(({ name }) =>
    name.replace('3515313147329000', '…'),
  )

describe('the list', () => {
  test('is newest first, and pages lose and repeat nothing', async () => {
    const all = await list({})
    expect(all).toEqual(['#SL1002', '#SL1001', '…103', '…102', '…101'])
    const paged: string[] = []
    for (let cursor: string | null = '', pages = 0; cursor !== null && pages < 9; pages++) {
      const page: Awaited<ReturnType<typeof desk.orders.list>> = await desk.orders.list(shop.lead.caller, {
        limit: 2,
        ...(cursor ? { cursor } : {}),
      })
      paged.push(...page.rows.map(({ name }) => name.replace('3515313147329000', '…')))
      cursor = page.next
    }
    expect(paged).toEqual(all)
  })

  test.each([
    ['to_ship', ['#SL1002', '#SL1001', '…102']],
    ['on_road', ['…101']],
    ['petals_open', ['#SL1002', '#SL1001', '…102', '…101']],
    ['all', ['#SL1002', '#SL1001', '…103', '…102', '…101']],
  ] as const)('view %s', async (view, names) => expect(await list({ view })).toEqual(names))

  test.each([
    ['3515313147329000102', ['…102']],
    ['35153131473290001', ['…103', '…102', '…101']],
    ['#SL1002', ['#SL1002']],
    ['sl100', ['#SL1002', '#SL1001']],
    ['山茶花', ['…102', '…101']],
    ['茶花', ['…102', '…101']],
    ['南山种豆', ['…103']],
    ['ida', ['#SL1002', '#SL1001']],
    ['ida.brook@example.com', ['#SL1002', '#SL1001']],
    ['77316000000001', ['…101']],
    ['7731600', ['…101']],
    ['李四', ['…102']],
    ['桌旗', ['…102']],
    ['TOTE', ['#SL1001']],
    ['5670', ['…103', '…102', '…101']],
    ['没有这个', []],
    [' ', ['#SL1002', '#SL1001', '…103', '…102', '…101']],
  ])('%j finds %j', async (q, names) => expect(await list({ q })).toEqual(names))

  test('a text and a view together', async () =>
    expect(await list({ q: '山茶花', view: 'to_ship' })).toEqual(['…102']))

  test('a text that is found everywhere is found while walking', async () => {
    const crowd = await buildShop(desk)
    await desk.take(
      crowd.shopId,
      taobaoFile(
        Array.from({ length: 1100 }, (_, index) => ({
          订单编号: `="${3515313147329000000n + BigInt(index)}"`,
          买家会员名: `"大客户_${index}"`,
        })),
      ),
    )
    const page = await desk.orders.list(crowd.lead.caller, { q: '大客户', limit: 200 })
    expect(page.rows).toHaveLength(200)
    expect(page.next).not.toBeNull()
    expect((await desk.orders.list(crowd.lead.caller, { q: '大客户_1099' })).rows).toHaveLength(1)
  })

  test('of one customer, store or import', async () => {
    const {
      rows: [customer],
    } = await desk.customers.find(shop.lead.caller, { q: '山茶花_86' })
    const {
      rows: [latest],
    } = await desk.imports.list(shop.owner.caller, {})
    const { rows } = await desk.orders.list(shop.lead.caller, {})
    expect(await list({ customerId: customer?.id ?? '' })).toEqual(['…102', '…101'])
    expect(await list({ customerId: newId() })).toEqual([])
    expect(await list({ importId: latest?.id ?? '' })).toEqual(['#SL1002', '#SL1001'])
    expect(await list({ storeId: rows[0]?.storeId ?? '' })).toEqual(['#SL1002', '#SL1001'])
  })

  test('the view of open petals shows exactly what the rule calls open', async () => {
    const [store] = (await desk.directory.facts(shop.shopId)).stores.keys()
    const now = desk.clock.now()
    const ago = (days: number | null) => (days === null ? null : new Date(now.getTime() - days * 86_400_000))
    const apart = await buildShop(desk)
    const made: { id: string; journey: Journey }[] = []
    for (const status of importedStatuses)
      for (const isHistory of [true, false])
        for (const placed of [2, 60])
          for (const steps of [[], [1], [1, 1], [1, 1, 1], [50, 45], [50, 3]]) {
            const [paid = null, shipped = null, completed = null] = steps
            made.push({
              id: newId(),
              journey: {
                status,
                isHistory,
                placedAt: ago(placed) ?? now,
                paidAt: ago(paid),
                shippedAt: ago(shipped),
                completedAt: ago(completed),
              },
            })
          }
    await desk.db.inShop(apart.shopId, (tx) =>
      tx
        .insertInto('orders.orders')
        .values(
          made.map(({ id, journey }) => ({
            id,
            shop_id: apart.shopId,
            store_id: store ?? '',
            external_id: id,
            id_from: 'id',
            name: id,
            name_key: id,
            status: journey.status,
            source_status: '',
            cash_on_delivery: false,
            placed_at: journey.placedAt,
            paid_at: journey.paidAt,
            shipped_at: journey.shippedAt,
            completed_at: journey.completedAt,
            currency: 'CNY',
            total: 1,
            buyer_name: '',
            buyer_key: '',
            title: '',
            line_count: 0,
            quantity: 0,
            missing_lines: 0,
            is_history: journey.isHistory,
            content_hash: id,
            recorded_at: now,
            updated_at: now,
          })),
        )
        .execute(),
    )
    const shown = await desk.db.inShop(apart.shopId, (tx) =>
      selectOrders(
        tx,
        apart.shopId,
        { view: 'petals_open', overBefore: historyIsOverBefore(now) },
        null,
        1000,
      ),
    )
    const open = made.filter(({ journey }) => isJourneyOpen(journey, now))
    expect(open.length).toBeGreaterThan(20)
    expect(shown.map(({ id }) => id).toSorted()).toEqual(open.map(({ id }) => id).toSorted())
  })
})

describe('one order', () => {
  test('with lines, sums, recipient, and where it came from', async () => {
    const { rows } = await desk.orders.list(shop.lead.caller, { q: '#SL1001' })
    expect(await desk.orders.read(shop.lead.caller, rows[0]?.id ?? '')).toMatchObject({
      row: {
        name: '#SL1001',
        externalId: '1',
        storeName: 'Shopify',
        status: 'paid',
        sourceStatus: 'paid / unfulfilled',
        total: { minor: 6950, currency: 'GBP' },
        lineCount: 2,
        isHistory: true,
      },
      goods: { minor: 6650, currency: 'GBP' },
      freight: { minor: 300, currency: 'GBP' },
      discount: null,
      lines: [
        {
          title: 'Linen Cushion - Sand',
          sku: 'LC-S',
          quantity: 1,
          unitPrice: { minor: 5400, currency: 'GBP' },
        },
        { title: 'Linen Tote', unitPrice: { minor: 1250, currency: 'GBP' } },
      ],
      recipient: { name: 'Ida Brook', address: 'United Kingdom' },
      importedAt: desk.clock.now().toISOString(),
      importFile: expect.stringMatching(/^export-\d+\.csv$/),
    })
  })

  test('hostile text is kept as text', async () => {
    const { rows } = await desk.orders.list(shop.lead.caller, { q: '南山种豆' })
    expect(await desk.orders.read(shop.lead.caller, rows[0]?.id ?? '')).toMatchObject({
      buyerNote: '<b>轻放</b>',
    })
  })

  test("beside a conversation: the customer's newest, with parcels and petals", async () => {
    const {
      rows: [customer],
    } = await desk.customers.find(shop.lead.caller, { q: '山茶花_86' })
    const orders = await desk.db.inShop(shop.shopId, (tx) =>
      panelOrders(tx, desk.clock.now(), customer?.id ?? '', 5),
    )
    expect(orders).toMatchObject([
      {
        name: '3515313147329000102',
        title: '棉麻桌旗 米白',
        parcels: [],
        petals: ['done', 'under_way', 'ahead', 'ahead', 'ahead'],
      },
      {
        name: '3515313147329000101',
        parcels: [{ carrier: '申通快递', trackingNumber: '77316000000001' }],
        petals: ['done', 'done', 'under_way', 'ahead', 'ahead'],
      },
    ])
  })
})
