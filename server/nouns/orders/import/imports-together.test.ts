import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  createOrderDeskForTests,
  holdings,
  orderEvents,
  type OrderDeskForTests,
} from '#test/builders/order-desk.ts'
import { buildShop } from '#test/builders/staff.ts'
import { shopifyFile, shopifyRow } from '#test/builders/store-exports.ts'

let desk: OrderDeskForTests
beforeAll(async () => {
  desk = await createOrderDeskForTests()
})
afterAll(() => desk.closeSound())

/** Orders by number, of buyers by number: where two files hold the same order, it says the same in both. */
const fileOf = (numbers: readonly number[], buyers: number) =>
  shopifyFile(
    numbers.map((number) =>
      shopifyRow({
        Id: String(9000 + number),
        Name: `#T${number}`,
        Email: `buyer${number % buyers}@example.com`,
        'Billing Name': `Buyer ${number % buyers}`,
        'Lineitem name': `Lamp ${number % 5}`,
      }),
    ),
  )
const ordersOf = fc.uniqueArray(fc.integer({ min: 0, max: 900 }), {
  minLength: 1,
  maxLength: 900,
  size: 'max',
})

test('two imports at once leave what one after the other would: same store, other store, other shop', async () => {
  await fc.assert(
    fc.asyncProperty(
      ordersOf,
      ordersOf,
      fc.integer({ min: 1, max: 60 }),
      fc.constantFrom('store', 'stores', 'shops'),
      async (one, other, buyers, where) => {
        const shop = await buildShop(desk)
        const second = where === 'shops' ? await buildShop(desk) : shop
        const names = where === 'store' ? ['Lamps', 'Lamps'] : ['Lamps', 'Chairs']
        const results = await Promise.all([
          desk.take(shop.shopId, fileOf(one, buyers), { storeName: names[0] }),
          desk.take(second.shopId, fileOf(other, buyers), { storeName: names[1] }),
        ])
        const expected = where === 'store' ? new Set([...one, ...other]).size : one.length + other.length
        expect(results.map(({ state }) => state)).toEqual(['finished', 'finished'])
        expect(results.map(({ created, unchanged }) => created + unchanged)).toEqual([
          one.length,
          other.length,
        ])
        expect(results.reduce((sum, { created }) => sum + created, 0)).toBe(expected)
        const people = (...files: (readonly number[])[]) =>
          new Set(files.flatMap((file) => file.map((number) => number % buyers))).size
        if (where === 'shops') {
          expect(await holdings(desk, shop.shopId)).toMatchObject({
            orders: one.length,
            lines: one.length,
            customers: people(one),
            identities: people(one),
          })
          expect(await holdings(desk, second.shopId)).toMatchObject({
            orders: other.length,
            customers: people(other),
          })
          return
        }
        expect(await holdings(desk, shop.shopId)).toMatchObject({
          orders: expected,
          lines: expected,
          customers: people(one, other),
          identities: people(one, other),
        })
        expect(await orderEvents(desk, shop.shopId)).toHaveLength(expected)
      },
    ),
    { numRuns: 12 },
  )
}, 120_000)
