import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { OrderMapping } from '#contract/orders/mapping.ts'
import { createOrderDeskForTests, type OrderDeskForTests } from '#test/builders/order-desk.ts'
import { buildShop } from '#test/builders/staff.ts'

let desk: OrderDeskForTests
beforeAll(async () => {
  desk = await createOrderDeskForTests()
})
afterAll(async () => {
  await desk.close()
  if (desk.failures.length > 0) throw new AggregateError(desk.failures, 'imports failed')
})

const byLine: OrderMapping = {
  version: 1,
  rows: 'line',
  order: { id: 'No', placedAt: 'Day' },
  line: { title: 'What', quantity: 'Qty', unitPrice: 'Price' },
}
const summed: OrderMapping = {
  version: 1,
  rows: 'line',
  order: { id: 'No', placedAt: 'Day', total: { column: 'Price', each: 'row' } },
  line: { title: 'What' },
}
const table = (...rows: string[]) => Buffer.from(['No,Day,What,Qty,Price', ...rows].join('\n'))

test('price times pieces, or a sum of rows, beyond all measure is refused; the rest goes in and is listed', async () => {
  const shop = await buildShop(desk)
  const file = table(
    '1,2026-03-01,Pot,1000000,100000000.00',
    '2,2026-03-01,Pot,1000000,99999999999.00',
    '2,2026-03-01,Lid,1,1.00',
    '3,2026-03-01,Lid,1,1.00',
  )
  const result = await desk.take(shop.shopId, file, { mapping: byLine, storeName: 'Own' })
  expect(result).toMatchObject({ state: 'finished', created: 1, read: 4, refusedCount: 3 })
  expect(result.refused.map(({ line, reason }) => [line, reason])).toEqual([
    [2, 'bad_money'],
    [3, 'bad_money'],
    [4, 'order_refused'],
  ])
  const rows = table(...Array.from({ length: 200 }, (_, i) => `9,2026-03-01,Pot ${i},1,99999999999.00`))
  expect(await desk.take(shop.shopId, rows, { mapping: summed, storeName: 'Own' })).toMatchObject({
    state: 'finished',
    created: 0,
    refusedCount: 200,
  })
  expect((await desk.orders.list(shop.lead.caller, {})).rows.map(({ name }) => name)).toEqual(['3'])
})

test('nor does the database take such an amount from anybody', async () => {
  const shop = await buildShop(desk)
  await desk.take(shop.shopId, table('1,2026-03-01,Pot,1,1.00'), { mapping: byLine, storeName: 'Own' })
  for (const change of [
    sql`update orders.orders set total = 10000000000001`,
    sql`update orders.orders set goods = 10000000000001`,
    sql`update orders.lines set unit_price = 10000000000000, quantity = 2`,
  ])
    await expect(desk.db.inShop(shop.shopId, (tx) => change.execute(tx))).rejects.toMatchObject({
      code: '23514',
    })
})
