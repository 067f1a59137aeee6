import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openOfferDesk, type OfferDeskForTests } from '#test/builders/offers-desk.ts'
import type { TestShop } from '#test/builders/staff.ts'

let desk: OfferDeskForTests
let shop: TestShop
beforeAll(async () => {
  desk = await openOfferDesk()
})
afterAll(() => desk.close())
beforeEach(async () => {
  shop = await desk.shop()
})
const refunds = async () => {
  await desk.settle()
  return (await desk.call('GET /api/price-refunds', { headers: shop.lead.headers })).body.rows
}
const words = async () =>
  (await desk.call('GET /api/words', { headers: shop.lead.headers, query: {} })).body.rows
const setDays = async (guaranteeDays: number) => {
  const policy = (await desk.call('GET /api/price-policy', { headers: shop.lead.headers })).body
  await desk.call('PUT /api/price-policy', {
    headers: shop.lead.headers,
    body: { ...policy, guaranteeDays, refundDays: 2 },
  })
}

test('[PRC-05] a price that falls within the days opens the word by itself, due in the shop’s days; looking again opens nothing', async () => {
  const pot = await desk.product(shop, '茶壶', 10000)
  await setDays(15)
  await desk.days(1)
  const orderId = await desk.order(shop, 'a@x.example', [['茶壶', 2, '100.00']])
  await desk.days(10)
  await desk.price(shop, pot, 'list', 9000)
  expect(await refunds()).toMatchObject([
    {
      orderId,
      productName: '茶壶',
      quantity: 2,
      paid: { minor: 10000 },
      now: { minor: 9000 },
      refund: { minor: 2000 },
    },
  ])
  const [word] = await words()
  expect(word).toMatchObject({
    heart: 'purchase',
    state: 'open',
    what: expect.stringContaining('保价退差 ¥20.00：茶壶'),
  })
  expect(word?.dueAt).toBe(new Date(desk.now().getTime() + 2 * 86_400_000).toISOString())
  expect(await desk.composed.offers.guarantee.watch(shop.shopId)).toBe(0)
  await desk.composed.offers.guarantee.watchAll()
  expect(await words()).toHaveLength(1)
  await desk.price(shop, pot, 'special', 8500)
  expect((await refunds()).map(({ refund }) => refund.minor)).toEqual([1000, 2000])
})

test('[PRC-05] an order older than the days gets nothing, nor does one placed after the fall, nor one that was cancelled', async () => {
  const pot = await desk.product(shop, '茶壶', 10000)
  await setDays(15)
  await desk.days(1)
  await desk.order(shop, 'old@x.example', [['茶壶', 1, '100.00']])
  await desk.order(shop, 'gone@x.example', [['茶壶', 1, '100.00']], {
    'Financial Status': 'refunded',
    'Cancelled at': '2026-03-01 00:00:00 +0000',
  })
  await desk.days(15.001)
  await desk.price(shop, pot, 'list', 9000)
  await desk.days(0.1)
  await desk.order(shop, 'new@x.example', [['茶壶', 1, '100.00']])
  await desk.composed.offers.guarantee.watch(shop.shopId)
  expect(await refunds()).toEqual([])
})

test('[PRC-05] a planned price counts from when it holds, found by the hourly look; a special price of an offer counts too', async () => {
  const [pot, cup] = [await desk.product(shop, '茶壶', 10000), await desk.product(shop, '茶杯', 5000)]
  await setDays(15)
  await desk.days(1)
  await desk.order(shop, 'a@x.example', [
    ['茶壶', 1, '100.00'],
    ['茶杯', 1, '50.00'],
  ])
  const later = new Date(desk.now().getTime() + 3 * 86_400_000).toISOString()
  await desk.price(shop, pot, 'list', 8000, { validFrom: later })
  expect(await refunds()).toEqual([])
  await desk.days(4)
  await desk.composed.offers.lookAgain()
  expect((await refunds()).map(({ productName }) => productName)).toEqual(['茶壶'])
  await desk.offer(shop, {
    name: '特价',
    kind: 'special',
    terms: { prices: [{ productId: cup.id, minor: 3900 }] },
  })
  expect((await refunds()).map(({ productName, refund }) => [productName, refund.minor])).toEqual([
    ['茶杯', 1100],
    ['茶壶', 2000],
  ])
})

test('[PRC-05] without days there is no guarantee, and the first price that anybody notes is no fall', async () => {
  const pot = await desk.product(shop, '茶壶', null)
  await desk.days(1)
  await desk.order(shop, 'a@x.example', [['茶壶', 1, '100.00']])
  await desk.days(1)
  await desk.price(shop, pot, 'list', 9000)
  expect(await refunds()).toEqual([])
  await setDays(0)
  await desk.days(0.1)
  await desk.price(shop, pot, 'list', 8000)
  expect(await refunds()).toEqual([])
})

test('[PRC-05] what an order took off already is no difference to be paid back', async () => {
  const pot = await desk.product(shop, '茶壶', 10000)
  await setDays(15)
  await desk.days(1)
  await desk.order(shop, 'a@x.example', [['茶壶', 1, '100.00']], {
    'Discount Amount': '15.00',
    Subtotal: '85.00',
    Total: '85.00',
  })
  await desk.days(1)
  await desk.price(shop, pot, 'list', 9000)
  expect(await refunds()).toEqual([])
})

test('[PRC-05] a variant is held against its own price, and an offer of one store gives nothing to buyers of another', async () => {
  const pot = await desk.product(shop, '茶壶', 10000)
  await setDays(15)
  const large = (
    await desk.call('POST /api/products/:id/skus', {
      headers: shop.lead.headers,
      params: { id: pot.id },
      body: { code: '茶壶大', variant: '大' },
    })
  ).body.skus.find(({ code }) => code === '茶壶大')
  await desk.price(shop, pot, 'list', 15000, { skuId: large?.id ?? null })
  await desk.days(1)
  const orderId = await desk.order(shop, 'a@x.example', [['茶壶', 1, '150.00']], { 'Lineitem sku': '茶壶大' })
  await desk.days(1)
  // The product's own price falls to 90; the large one costs 150 still.
  await desk.price(shop, pot, 'list', 9000)
  expect(await refunds()).toEqual([])
  await desk.order(shop, 'b@x.example', [['茶壶', 1, '150.00']], { storeName: 'Elsewhere' })
  const elsewhere = await desk.desk.db.inShop(shop.shopId, (tx) =>
    tx.selectFrom('staff.stores').select('id').where('name', '=', 'Elsewhere').executeTakeFirstOrThrow(),
  )
  await desk.days(1)
  await desk.offer(shop, {
    name: '别店特价',
    kind: 'special',
    terms: { prices: [{ productId: pot.id, minor: 8000 }] },
    storeIds: [elsewhere.id],
  })
  const found = await refunds()
  expect(found).toHaveLength(1)
  expect(found[0]?.orderId).not.toBe(orderId)
  await desk.price(shop, pot, 'list', 14000, { skuId: large?.id ?? null })
  expect((await refunds()).find((one) => one.orderId === orderId)?.refund.minor).toBe(1000)
})

test('[PRC-05] two looks at once open one word', async () => {
  await setDays(15)
  const pot = await desk.product(shop, '茶壶', 10000)
  await desk.days(1)
  await desk.order(shop, 'a@x.example', [['茶壶', 1, '100.00']])
  await desk.days(1)
  const { guarantee } = desk.composed.offers
  await desk.price(shop, pot, 'list', 9000)
  await Promise.all([
    guarantee.watch(shop.shopId),
    guarantee.watch(shop.shopId),
    guarantee.watch(shop.shopId),
  ])
  expect(await refunds()).toHaveLength(1)
})
