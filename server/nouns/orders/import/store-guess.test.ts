import { afterAll, beforeAll, expect, test } from 'vitest'
import type { OrderMapping } from '#contract/orders/mapping.ts'
import {
  createOrderDeskForTests,
  holdings,
  taobaoRows,
  type OrderDeskForTests,
} from '#test/builders/order-desk.ts'
import { buildShop } from '#test/builders/staff.ts'
import { taobaoFile } from '#test/builders/store-exports.ts'

let desk: OrderDeskForTests
beforeAll(async () => {
  desk = await createOrderDeskForTests()
})
afterAll(() => desk.close())

const mapping: OrderMapping = {
  version: 1,
  rows: 'order',
  order: { id: 'No', placedAt: 'At', total: 'Total' },
}
/** Orders numbered from 1001, each `day` days later than the month's first, one an hour. */
const site = (day: number, total: string, count = 8) =>
  Buffer.from(
    [
      'No,At,Total',
      ...Array.from(
        { length: count },
        (_, i) => `#${1001 + i},2026-03-${String(day + i).padStart(2, '0')} 09:1${i}:05,${total}`,
      ),
    ].join('\n'),
  )

test('two sites with one header that number alike: without a name neither takes the other’s orders', async () => {
  const shop = await buildShop(desk)
  const first = await desk.take(shop.shopId, site(1, '5.00'), { mapping, storeName: 'Site A' })
  expect(first).toMatchObject({ created: 8, storeName: 'Site A' })
  // By the kept mapping, and by one that is given: the only store there is holds other orders under these numbers.
  for (const wanted of [{}, { mapping }])
    await expect(desk.take(shop.shopId, site(11, '9.00'), wanted)).rejects.toMatchObject({
      code: 'request.invalid',
      details: { stores: ['Site A'] },
    })
  expect(await desk.take(shop.shopId, site(11, '9.00'), { storeName: 'Site B' })).toMatchObject({
    created: 8,
    updated: 0,
    storeName: 'Site B',
  })
  // Each is known by its own orders, numbers and moments together.
  expect(await desk.take(shop.shopId, site(1, '6.00'))).toMatchObject({ storeName: 'Site A', updated: 8 })
  expect(await desk.take(shop.shopId, site(11, '6.00'))).toMatchObject({ storeName: 'Site B', updated: 8 })
  // One order that a store knows says nothing of eighty that it does not.
  const mostlyNew = Buffer.concat([
    site(1, '6.00', 1),
    Buffer.from(Array.from({ length: 80 }, (_, i) => `\n#${2001 + i},2026-03-09 10:00:00,1.00`).join('')),
  ])
  await expect(desk.take(shop.shopId, mostlyNew)).rejects.toMatchObject({ code: 'request.invalid' })
  expect((await holdings(desk, shop.shopId))['orders']).toBe(16)
})

test('a platform’s own numbers are known by the few that overlap, and read a zone apart', async () => {
  const shop = await buildShop(desk)
  const rows = taobaoRows(20)
  await desk.take(shop.shopId, taobaoFile(rows.slice(0, 12)), { storeName: '一' })
  await desk.take(shop.shopId, taobaoFile(taobaoRows(1, () => ({ 订单编号: '="9"' }))), { storeName: '二' })
  expect(await desk.take(shop.shopId, taobaoFile(rows.slice(10)))).toMatchObject({
    storeName: '一',
    created: 8,
    unchanged: 2,
  })
})
