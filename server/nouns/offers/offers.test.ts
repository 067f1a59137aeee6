import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { newId } from '#platform/ids/ids.ts'
import { openOfferDesk, type OfferDeskForTests } from '#test/builders/offers-desk.ts'
import type { TestPerson, TestShop } from '#test/builders/staff.ts'

let desk: OfferDeskForTests
let shop: TestShop
let agent: TestPerson
beforeAll(async () => {
  desk = await openOfferDesk()
})
afterAll(() => desk.close())
beforeEach(async () => {
  shop = await desk.shop()
  agent = shop.agents[0] as TestPerson
})
const list = async (query: object = {}) =>
  (await desk.call('GET /api/offers', { headers: agent.headers, query })).body.rows
const tryOut = async (lines: [string, number][], more: object = {}) =>
  (
    await desk.call('POST /api/offers/trial', {
      headers: agent.headers,
      body: { lines: lines.map(([productId, quantity]) => ({ productId, quantity })), ...more },
    })
  ).body

describe('offers by rule', () => {
  test('[ORD-02] a running offer is found and reckoned on a basket; a draft only when it is tried', async () => {
    const pot = await desk.product(shop, '茶壶', 20000)
    const made = await desk.offer(shop, {})
    expect(made.body).toMatchObject({ name: '满减', state: 'running', currency: 'CNY', version: 1 })
    await desk.offer(shop, {
      name: '草稿',
      kind: 'percent_off',
      terms: { from: 0, percent: 50, most: null, stacks: false },
      state: 'draft',
    })
    expect((await list()).map(({ name }) => name).sort()).toEqual(['满减', '草稿'])
    expect((await tryOut([[pot.id, 1]])).verdict).toMatchObject({
      goods: { minor: 20000 },
      saved: { minor: 2000 },
      pay: { minor: 18000 },
      applied: [{ name: '满减' }],
    })
    expect((await tryOut([[pot.id, 1]], { withDrafts: true })).verdict).toMatchObject({
      saved: { minor: 10000 },
      refused: [{ name: '满减', why: 'beaten', beatenBy: '草稿' }],
    })
  })

  test('terms that do not hold are named, and nothing is stored', async () => {
    for (const [body, rule] of [
      [{ terms: { tiers: [{ from: 100, off: 200 }], isPerEach: false, stacks: false } }, 'off_beyond_from'],
      [
        {
          kind: 'coupon',
          terms: { from: 0, off: 100, percent: 10, most: null, perCustomer: 1, stacks: false },
        },
        'off_or_percent',
      ],
      [{ terms: { tiers: [] } }, 'required'],
      [{ productIds: [newId()] }, 'unknown'],
      [{ startsAt: '2026-03-05T00:00:00.000Z', endsAt: '2026-03-05T00:00:00.000Z' }, 'after_start'],
      [{ name: '   ' }, 'minLength'],
    ] as const) {
      const refused = await desk.offer(shop, body as object)
      expect([refused.status, JSON.stringify(refused.body)]).toEqual([400, expect.stringContaining(rule)])
    }
    expect(await list()).toEqual([])
  })

  test('an agent reads offers and writes none; another shop sees nothing', async () => {
    const { body } = await desk.offer(shop, {})
    expect((await desk.offer(shop, {}, agent)).status).toBe(403)
    const other = await desk.shop()
    expect((await desk.call('GET /api/offers', { headers: other.lead.headers })).body.rows).toEqual([])
    expect(
      (
        await desk.call('PATCH /api/offers/:id', {
          headers: other.lead.headers,
          params: { id: body.id },
          body: { state: 'ended', version: 1 },
        })
      ).status,
    ).toBe(404)
  })

  test('ending is for good, and a colleague’s change in between is not overwritten', async () => {
    const { body } = await desk.offer(shop, {})
    const change = (more: object) =>
      desk.call('PATCH /api/offers/:id', {
        headers: shop.lead.headers,
        params: { id: body.id },
        body: { version: 1, ...more },
      })
    expect((await change({ name: '满减二' })).body).toMatchObject({ name: '满减二', version: 2 })
    expect(await change({ name: '满减三' })).toMatchObject({ status: 409, code: 'state.version' })
    expect((await change({ state: 'ended', version: 2 })).body.state).toBe('ended')
    expect(await change({ state: 'running', version: 3 })).toMatchObject({ code: 'state.conflict' })
    expect(await list()).toEqual([])
    expect((await list({ view: 'ended' })).map(({ name }) => name)).toEqual(['满减二'])
  })

  test('offers of a campaign keep within its announced times', async () => {
    const campaign = await desk.call('POST /api/campaigns', {
      headers: shop.lead.headers,
      body: { name: '女神节', startsAt: '2026-03-06T00:00:00.000Z', endsAt: '2026-03-09T00:00:00.000Z' },
    })
    expect(campaign.body).toMatchObject({ announcedAt: '2026-03-04T03:00:00.000Z' })
    const within = await desk.offer(shop, { campaignId: campaign.body.id })
    expect(within.body).toMatchObject({
      startsAt: '2026-03-06T00:00:00.000Z',
      endsAt: '2026-03-09T00:00:00.000Z',
    })
    const beyond = await desk.offer(shop, {
      campaignId: campaign.body.id,
      endsAt: '2026-03-10T00:00:00.000Z',
    })
    expect(beyond.status).toBe(400)
  })
})

describe('[PRC-04] coupons', () => {
  const couponOffer = async (perCustomer = 1) =>
    (
      await desk.offer(shop, {
        name: '十五元券',
        kind: 'coupon',
        terms: { from: 10000, off: 1500, percent: null, most: null, perCustomer, stacks: false },
      })
    ).body
  const add = (offerId: string, body: object = {}) =>
    desk.call('POST /api/offers/:id/coupons', { headers: shop.lead.headers, params: { id: offerId }, body })
  const use = (offerId: string, body: object) =>
    desk.call('POST /api/offers/:id/uses', { headers: agent.headers, params: { id: offerId }, body })

  test('a code counts once for an order, is remembered for its customer, and then has been used', async () => {
    const pot = await desk.product(shop, '茶壶', 20000)
    const offer = await couponOffer()
    const { body: coupon } = await add(offer.id, { code: 'TEA-15', mostUses: 2 })
    const customerId = newId()
    const trial = async () => (await tryOut([[pot.id, 1]], { customerId })).verdict
    expect(await trial()).toMatchObject({
      applied: [{ name: '十五元券', code: 'TEA-15', saved: { minor: 1500 } }],
    })
    const orderId = newId()
    expect((await use(offer.id, { code: 'tea-15', customerId, orderId })).body).toEqual({ uses: 1 })
    expect((await use(offer.id, { code: 'TEA-15', customerId, orderId })).body).toEqual({ uses: 1 })
    expect(await use(offer.id, { code: 'TEA-15', customerId, orderId: newId() })).toMatchObject({
      code: 'offer.unusable',
      body: { details: { why: 'used_up' } },
    })
    expect(await trial()).toMatchObject({ applied: [], refused: [{ why: 'used_up' }] })
    expect((await use(offer.id, { code: 'TEA-15', customerId: newId(), orderId: newId() })).status).toBe(200)
    expect((await use(offer.id, { code: 'TEA-15', customerId: newId(), orderId: newId() })).code).toBe(
      'offer.unusable',
    )
    const codes = await desk.call('GET /api/offers/:id/coupons', {
      headers: agent.headers,
      params: { id: offer.id },
    })
    expect(codes.body.rows).toMatchObject([{ id: coupon.id, uses: 2, isWithdrawn: false }])
  })

  test('a code expires on the moment, is refused to another than its customer, and one that was withdrawn is none', async () => {
    const offer = await couponOffer(5)
    const mine = newId()
    const soon = new Date(desk.now().getTime() + 3_600_000).toISOString()
    const { body: own } = await add(offer.id, { code: 'MINE', customerId: mine, expiresAt: soon })
    expect(await use(offer.id, { code: 'MINE', customerId: newId(), orderId: newId() })).toMatchObject({
      body: { details: { why: 'not_theirs' } },
    })
    expect((await use(offer.id, { code: 'MINE', customerId: mine, orderId: newId() })).status).toBe(200)
    await desk.days(1 / 24)
    expect(await use(offer.id, { code: 'MINE', customerId: mine, orderId: newId() })).toMatchObject({
      body: { details: { why: 'over' } },
    })
    await desk.call('DELETE /api/offers/:id/coupons/:couponId', {
      headers: shop.lead.headers,
      params: { id: offer.id, couponId: own.id },
    })
    expect(await use(offer.id, { code: 'MINE', customerId: mine, orderId: newId() })).toMatchObject({
      body: { details: { why: 'no_code' } },
    })
    expect((await add(offer.id, { code: 'mine' })).code).toBe('name.taken')
    expect((await add(offer.id)).body.code).toMatch(/^[A-Z2-9]{8}$/)
  })

  test('what each may use holds for a person under every name they were merged from, and when the buyer is left out', async () => {
    const buyerId = async (email: string) => {
      const orderId = await desk.order(shop, email, [['茶壶', 1, '200.00']])
      const { customer_id } = await desk.desk.db.inShop(shop.shopId, (tx) =>
        tx
          .selectFrom('orders.orders')
          .select('customer_id')
          .where('id', '=', orderId)
          .executeTakeFirstOrThrow(),
      )
      return { orderId, customerId: customer_id ?? '' }
    }
    const [one, other] = [await buyerId('one@x.example'), await buyerId('other@x.example')]
    const offer = await couponOffer(1)
    await add(offer.id, { code: 'OPEN-1' })
    await add(offer.id, { code: 'OWN-1', customerId: other.customerId })
    expect(await use(offer.id, { code: 'OWN-1', ...one })).toMatchObject({
      body: { details: { why: 'not_theirs' } },
    })
    const merged = await desk.call('POST /api/customers/:id/merges', {
      params: { id: one.customerId },
      body: { otherId: other.customerId },
      headers: shop.lead.headers,
    })
    expect(merged.status).toBe(200)
    expect((await use(offer.id, { code: 'OWN-1', ...one })).body).toEqual({ uses: 1 })
    const again = { body: { details: { why: 'used_up' } } }
    expect(await use(offer.id, { code: 'OPEN-1', ...other })).toMatchObject(again)
    expect(await use(offer.id, { code: 'OPEN-1', orderId: other.orderId })).toMatchObject(again)
    expect((await tryOut([], { customerId: other.customerId })).verdict).toMatchObject({
      refused: [{ why: 'used_up' }],
    })
  })

  test('two uses at once of the last one: one is refused', async () => {
    const offer = await couponOffer(5)
    await add(offer.id, { code: 'LAST', mostUses: 1 })
    const both = await Promise.all(
      [newId(), newId()].map((orderId) => use(offer.id, { code: 'LAST', customerId: newId(), orderId })),
    )
    expect(both.map(({ status }) => status).sort((one, other) => one - other)).toEqual([200, 409])
  })
})

test('[PRC-11] the price strategy is a label of the shop, with its history; a policy is replaced, not overwritten', async () => {
  const read = async () => (await desk.call('GET /api/price-policy', { headers: agent.headers })).body
  const before = await read()
  expect(before).toMatchObject({ guaranteeDays: 0, strategy: null, freightByRole: { owner: null } })
  const set = await desk.call('PUT /api/price-policy', {
    headers: shop.lead.headers,
    body: { ...before, strategy: 'value', guaranteeDays: 30 },
  })
  expect(set.body).toMatchObject({
    strategy: 'value',
    guaranteeDays: 30,
    freightByRole: { owner: null, agent: 1000 },
  })
  await desk.call('PUT /api/price-policy', {
    headers: shop.owner.headers,
    body: { ...before, strategy: 'flat' },
  })
  const history = await desk.call('GET /api/price-policy/history', { headers: shop.lead.headers })
  expect(history.body.rows.map(({ by, policy }) => [by, policy.strategy])).toEqual([
    ['Owner Lin', 'flat'],
    ['Lead Chen', 'value'],
  ])
})

test('[PRC-03] what special prices drew is reported beside as many days before: orders, and what went along at the usual price', async () => {
  const pot = await desk.product(shop, '茶壶', 20000)
  await desk.product(shop, '茶巾', 3000)
  await desk.order(shop, 'a@x.example', [['茶壶', 1, '200.00']], { minutesAgo: '600' })
  const offer = await desk.offer(shop, {
    name: '特价两款',
    kind: 'special',
    terms: { prices: [{ productId: pot.id, minor: 16800 }] },
  })
  await desk.days(2)
  await desk.order(shop, 'b@x.example', [
    ['茶壶', 1, '168.00'],
    ['茶巾', 2, '30.00'],
  ])
  await desk.order(shop, 'c@x.example', [['茶壶', 1, '168.00']])
  await desk.order(shop, 'a@x.example', [['茶巾', 1, '30.00']])
  await desk.days(0.5)
  const effect = await desk.call('GET /api/offers/:id/effect', {
    headers: shop.lead.headers,
    params: { id: offer.body.id },
  })
  expect(effect.body).toMatchObject({
    days: 2.5,
    orders: { during: 2, before: 1 },
    pulled: { orders: 1, amount: { minor: 6000 } },
    pulledBefore: { orders: 0, amount: { minor: 0 } },
    regular: { during: { minor: 9000 }, before: { minor: 0 } },
    newBuyers: 2,
  })
})
