import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createOrderDeskForTests, type OrderDeskForTests } from '#test/builders/order-desk.ts'
import { buildShop, type TestShop } from '#test/builders/staff.ts'
import { shopifyFile, shopifyFurtherRow, shopifyRow, taobaoFile } from '#test/builders/store-exports.ts'

let desk: OrderDeskForTests
beforeAll(async () => { desk = await createOrderDeskForTests() })
afterAll(() => desk.close())

const counts = (result: { created: number; updated: number; unchanged: number; refusedCount: number }) =>
  [result.created, result.updated, result.unchanged, result.refusedCount]

test('smoke', async () => {
  const shop = await buildShop(desk)
  const file = taobaoFile([{}, { 订单编号: '="3515313147329000102"' }])
  const first = await desk.take(shop.shopId, file)
  console.log(first)
  expect(desk.failures).toEqual([])
  expect(counts(first)).toEqual([2, 0, 0, 0])
  const second = await desk.take(shop.shopId, file)
  expect(counts(second)).toEqual([0, 0, 2, 0])
  const s = await desk.take(shop.shopId, shopifyFile([shopifyRow(), shopifyFurtherRow(), shopifyRow({ Name: '#SL1002' })]))
  console.log(s)
  console.log(JSON.stringify(await desk.orders.list(shop.lead.caller, {}), null, 1))
  console.log(JSON.stringify(await desk.customers.find(shop.lead.caller, { q: '茶花' }), null, 1))
  console.log(JSON.stringify(await desk.customers.search(shop.lead.caller, { q: '茶花' }), null, 1))
  console.log(JSON.stringify(await desk.customers.find(shop.lead.caller, {}), null, 1))
})
