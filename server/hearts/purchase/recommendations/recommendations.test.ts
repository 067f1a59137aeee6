import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Product } from '#contract/products/products.ts'
import { newId } from '#platform/ids/ids.ts'
import { answer } from '#test/builders/chat.ts'
import { openOfferDesk, type OfferDeskForTests } from '#test/builders/offers-desk.ts'
import type { TestPerson, TestShop } from '#test/builders/staff.ts'

let desk: OfferDeskForTests
let shop: TestShop
let agent: TestPerson
let [pot, cloth, cup]: Product[] = []
beforeAll(async () => {
  desk = await openOfferDesk()
})
afterAll(() => desk.close())
beforeEach(async () => {
  shop = await desk.shop()
  agent = shop.agents[0] as TestPerson
  pot = await desk.product(shop, '茶壶', 20000)
  cloth = await desk.product(shop, '茶巾', 3000)
  cup = await desk.product(shop, '茶杯', 5000)
})
const read = async (id: string, anyway = true) =>
  (
    await desk.call('GET /api/conversations/:id/recommendations', {
      headers: agent.headers,
      params: { id },
      query: anyway ? ({ anyway: 'true' } as never) : {},
    })
  ).body
const make = (id: string, productId: string, reason = 'together') =>
  desk.call('POST /api/conversations/:id/recommendations', {
    headers: agent.headers,
    params: { id },
    body: { productId, reason: reason as 'together' },
  })
const relate = (product: Product, other: Product, note: string) =>
  desk.call('POST /api/products/:id/relations', {
    headers: shop.lead.headers,
    params: { id: product.id },
    body: { productId: other.id, kind: 'accessory', note },
  })
const at = (id: string) => ({ headers: agent.headers, params: { id } })
/** The agent writes down what the buyer needs, by the panel beside the chat. */
const note = (id: string, text: string) =>
  desk.call('PUT /api/conversations/:id/needs', { ...at(id), body: { text } })
const mark = (id: string, productId: string) =>
  desk.call('POST /api/conversations/:id/unsuitable', {
    ...at(id),
    body: { productId, reason: '她要电磁炉上用' },
  })

test('a shop in which nothing goes together yet says of how many baskets it knows that', async () => {
  for (let at = 0; at < 3; at++) await desk.order(shop, `one${at}@x.example`, [['茶壶', 1, '200.00']])
  expect(await desk.composed.offers.pairs.run(shop.shopId)).toEqual({ baskets: 3, pairs: 0 })
})

test('[REC-02] what is bought together is worked out of the shop’s own orders, across orders of one person, with a floor on support', async () => {
  for (let at = 0; at < 4; at++)
    await desk.order(shop, `pair${at}@x.example`, [
      ['茶壶', 1, '200.00'],
      ['茶巾', 1, '30.00'],
    ])
  await desk.order(shop, 'later@x.example', [['茶壶', 1, '200.00']], { minutesAgo: '20000' })
  await desk.order(shop, 'later@x.example', [['茶巾', 1, '30.00']])
  for (let at = 0; at < 5; at++) await desk.order(shop, `cup${at}@x.example`, [['茶杯', 1, '50.00']])
  for (let at = 0; at < 2; at++)
    await desk.order(shop, `rare${at}@x.example`, [
      ['茶壶', 1, '200.00'],
      ['茶杯', 1, '50.00'],
    ])
  expect(await desk.composed.offers.pairs.run(shop.shopId)).toEqual({ baskets: 12, pairs: 2 })
  expect(await desk.composed.offers.pairs.run(shop.shopId)).toEqual({ baskets: 12, pairs: 2 })
  const rows = await desk.desk.db.inShop(shop.shopId, (tx) =>
    tx.selectFrom('offers.pairs').selectAll().execute(),
  )
  expect(rows.map(({ support }) => support)).toEqual([5, 5])
  expect(rows.every(({ lift }) => lift > 1.2)).toBe(true)
  const buyer = await desk.buyer(shop)
  const id = await buyer.says('茶壶还有吗')
  const { rows: found, computedAt } = await read(id)
  expect(computedAt).not.toBeNull()
  expect(found[0]).toMatchObject({
    name: '茶巾',
    reason: 'together',
    withName: '茶壶',
    evidence: { support: 5 },
    text: expect.stringContaining('十位里有'),
  })
})

test('[REC-01] [REC-04] [REC-05] accessories, bundles with price and reason, and promotions stand there with merits from the facts', async () => {
  if (!pot || !cloth || !cup) throw new Error('no products')
  await relate(pot, cloth, '养壶用')
  await desk.call('POST /api/products/:id/facts', {
    headers: shop.lead.headers,
    params: { id: cup.id },
    body: { key: '容量', value: '60', unit: 'ml', language: 'zh', source: '实测' },
  })
  await desk.offer(shop, {
    name: '壶杯成套',
    kind: 'bundle',
    terms: {
      items: [
        { productId: pot.id, quantity: 1 },
        { productId: cup.id, quantity: 2 },
      ],
      price: 27000,
      reason: '同一窑出的',
    },
  })
  const buyer = await desk.buyer(shop)
  const id = await buyer.says('茶壶还有吗')
  expect((await read(id)).rows).toMatchObject([
    {
      name: '茶杯',
      reason: 'bundle',
      note: '同一窑出的',
      bundle: { price: { minor: 27000 }, saved: { minor: 3000 } },
      points: ['容量 60 ml'],
    },
    { name: '茶巾', reason: 'accessory', note: '养壶用', text: expect.stringContaining('养壶用') },
  ])
})

test('[PRC-12] what fills up a near gift takes that as its reason', async () => {
  if (!pot || !cloth) throw new Error('no products')
  await relate(pot, cloth, '养壶用')
  await desk.offer(shop, {
    name: '满二百二送杯垫',
    kind: 'gift',
    terms: { from: 22000, gifts: [{ productId: null, name: '杯垫', quantity: 1 }] },
  })
  const buyer = await desk.buyer(shop)
  const id = await buyer.says('茶壶还有吗')
  expect((await read(id)).rows[0]).toMatchObject({ name: '茶巾', reason: 'gift', note: '满二百二送杯垫' })
})

test('[REC-03] the panel opens once a need was written down; what is recommended before counts as blind, in the talk and in the report', async () => {
  if (!pot || !cloth) throw new Error('no products')
  await relate(pot, cloth, '养壶用')
  const buyer = await desk.buyer(shop)
  const id = await buyer.says('茶壶还有吗')
  expect(await read(id, false)).toMatchObject({ hasNeed: false, rows: [], made: 0, blind: 0 })
  expect((await make(id, cloth.id, 'accessory')).status).toBe(200)
  expect(await read(id, false)).toMatchObject({ hasNeed: false, made: 1, blind: 1 })
  expect((await note(id, '给妈妈，要轻的')).status).toBe(200)
  expect(await read(id, false)).toMatchObject({ hasNeed: true, rows: [{ name: '茶巾' }] })
  expect((await make(id, cloth.id, 'accessory')).status).toBe(200)
  expect(await read(id, false)).toMatchObject({ made: 2, blind: 1 })
  await desk.days(0.1)
  const report = await desk.call('GET /api/reports/recommendations', { headers: shop.lead.headers })
  expect(report.body.total).toMatchObject({ made: 2, blind: 1 })
  expect(report.body.rows.find(({ memberId }) => memberId === agent.memberId)).toMatchObject({ blind: 1 })
})

test('[REC-03] a need of a talk that is over is none of the next one', async () => {
  const buyer = await desk.buyer(shop, 'ida@x.example')
  const id = await buyer.says('茶壶还有吗')
  await note(id, '给妈妈，要轻的')
  await answer(desk, agent, id, '有的')
  const closed = await desk.call('POST /api/conversations/:id/closing', { ...at(id), body: {} })
  expect(closed.status).toBe(200)
  await desk.days(3)
  const again = await buyer.says('茶杯还有吗')
  expect(await read(again, false)).toMatchObject({ hasNeed: false, rows: [] })
})

test('[ORD-05] what an agent marked as unsuitable is neither shown nor can it be pushed: here for a stranger, everywhere for a known buyer, until it is lifted', async () => {
  if (!pot || !cloth) throw new Error('no products')
  await relate(pot, cloth, '养壶用')
  const names = async (id: string) => (await read(id)).rows.map(({ name }) => name)
  const stranger = await (await desk.buyer(shop)).says('茶壶还有吗')
  const known = await (await desk.buyer(shop, 'ida@x.example')).says('茶壶还有吗')
  expect([await names(stranger), await names(known)]).toEqual([
    expect.arrayContaining(['茶巾']),
    expect.arrayContaining(['茶巾']),
  ])
  expect((await mark(stranger, cloth.id)).status).toBe(200)
  expect(await names(stranger)).not.toContain('茶巾')
  expect(await make(stranger, cloth.id, 'by_hand')).toMatchObject({
    status: 409,
    code: 'product.unsuitable',
  })
  expect((await make(known, cloth.id, 'by_hand')).status).toBe(200)

  const marked = await mark(known, cloth.id)
  const other = await (await desk.buyer(shop, 'ida@x.example', 'ida')).says('茶壶再看看')
  expect(other).not.toBe(known)
  expect(await names(other)).not.toContain('茶巾')
  expect((await make(other, cloth.id, 'together')).code).toBe('product.unsuitable')
  expect(await read(other)).toMatchObject({ made: 0 })

  const markId = marked.body.products.find(({ id }) => id === cloth?.id)?.unsuitable?.id ?? ''
  await desk.call('DELETE /api/conversations/:id/unsuitable/:markId', {
    headers: agent.headers,
    params: { id: known, markId },
  })
  expect(await names(other)).toContain('茶巾')
  expect((await make(known, newId())).status).toBe(404)
})

test('[REC-06] average order and attach rate with and without a recommendation, for each agent, with the samples', async () => {
  if (!cloth) throw new Error('no products')
  const withIt = await desk.buyer(shop, 'with@x.example')
  const id = await withIt.says('茶壶还有吗')
  await make(id, cloth.id)
  const without = await desk.buyer(shop, 'without@x.example')
  await without.says('茶壶还有吗')
  await desk.days(0.1)
  await desk.order(shop, 'with@x.example', [
    ['茶壶', 1, '200.00'],
    ['茶巾', 1, '30.00'],
  ])
  await desk.order(shop, 'without@x.example', [['茶壶', 1, '200.00']])
  await desk.order(shop, 'silent@x.example', [['茶壶', 1, '200.00']])
  await desk.days(0.1)
  const report = await desk.call('GET /api/reports/recommendations', { headers: shop.lead.headers })
  expect(report.body.total).toMatchObject({
    recommended: { conversations: 1, orders: 1, average: { minor: 23000 }, attached: 1 },
    without: { conversations: 1, orders: 1, average: { minor: 20000 }, attached: 0 },
    taken: 1,
    made: 1,
    blind: 1,
    isThin: true,
    difference: null,
  })
  expect(report.body.rows.reduce((sum, row) => sum + row.recommended.orders + row.without.orders, 0)).toBe(2)
})
