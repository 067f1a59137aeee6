import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openOfferDesk, type OfferDeskForTests } from '#test/builders/offers-desk.ts'
import { buildMember, type TestPerson, type TestShop } from '#test/builders/staff.ts'

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
const panel = async (id: string, person = agent) =>
  (await desk.call('GET /api/conversations/:id/price', { headers: person.headers, params: { id } })).body
const allow = (id: string, minor: number, person = agent) =>
  desk.call('POST /api/conversations/:id/freight-allowances', {
    headers: person.headers,
    params: { id },
    body: { minor, reason: '老顾客，差一点就下单' },
  })

describe('[PRC-07] freight', () => {
  test('is taken off up to the agent’s limit in a conversation; beyond it the refusal names who may', async () => {
    const buyer = await desk.buyer(shop)
    const id = await buyer.says('包邮吧')
    expect((await allow(id, 600)).status).toBe(200)
    expect(await panel(id)).toMatchObject({
      freight: { left: { minor: 400 }, given: [{ amount: { minor: 600 }, by: agent.displayName }] },
      bargain: { given: 'freight' },
    })
    const refused = await allow(id, 401)
    expect(refused).toMatchObject({ status: 403, code: 'offer.beyond_authority' })
    expect((refused.body as unknown as { details: object }).details).toMatchObject({
      limit: 1000,
      left: 400,
      may: expect.arrayContaining(['Owner Lin', 'Lead Chen']),
    })
    expect((await panel(id)).freight.given).toHaveLength(1)
    expect((await allow(id, 2400, shop.lead)).status).toBe(200)
    expect((await allow(id, 1, shop.lead)).status).toBe(403)
    const rows = await desk.desk.db.inShop(shop.shopId, (tx) =>
      tx.selectFrom('offers.v_freight_allowances').select(['amount', 'member_id']).orderBy('at').execute(),
    )
    expect(rows.map(({ amount }) => amount)).toEqual([600, 2400])
  })

  test('noted by mistake is taken back by whoever gave it or leads, stays on record and counts no more', async () => {
    const buyer = await desk.buyer(shop)
    const id = await buyer.says('包邮吧')
    await allow(id, 900)
    await allow(id, 2000, shop.lead)
    const takeBack = (allowance: string | undefined, person = agent) =>
      desk.call('POST /api/freight-allowances/:id/withdrawal', {
        headers: person.headers,
        params: { id: allowance ?? '' },
        body: {},
      })
    const [own, leads] = (await panel(id)).freight.given
    expect([own?.mayTakeBack, leads?.mayTakeBack]).toEqual([true, false])
    expect(await takeBack(leads?.id)).toMatchObject({ status: 403, code: 'access.denied' })
    expect((await takeBack(leads?.id, shop.lead)).status).toBe(200)
    expect(await panel(id)).toMatchObject({
      bargain: { given: 'freight' },
      freight: { given: [{ id: own?.id }] },
    })
    expect((await takeBack(own?.id)).status).toBe(200)
    expect(await panel(id)).toMatchObject({
      bargain: { given: null },
      freight: { left: { minor: 1000 }, given: [] },
    })
    expect(await takeBack(own?.id)).toMatchObject({ status: 409, code: 'state.conflict' })
    const other = await desk.shop()
    expect((await takeBack(own?.id, other.owner)).status).toBe(404)
    const kept = await desk.desk.db.inShop(shop.shopId, (tx) =>
      tx.selectFrom('offers.freight_allowances').select(['withdrawn_by']).orderBy('at').execute(),
    )
    expect(kept.map((row) => row.withdrawn_by)).toEqual([agent.memberId, shop.lead.memberId])
  })

  test('an order’s freight is given once, in however many conversations it is talked about', async () => {
    const orderId = await desk.order(shop, 'two@x.example', [['茶壶', 1, '100.00']])
    const ids = [
      await (await desk.buyer(shop, 'two@x.example')).says('你好'),
      await (await desk.buyer(shop, 'also.two@x.example')).says('也是我'),
    ]
    const people = await desk.desk.db.inShop(shop.shopId, (tx) =>
      tx
        .selectFrom('conversations.conversations')
        .select(['id', 'customer_id'])
        .where('id', 'in', ids)
        .execute(),
    )
    const personIn = (id: string | undefined) => people.find((one) => one.id === id)?.customer_id ?? ''
    const merged = await desk.call('POST /api/customers/:id/merges', {
      params: { id: personIn(ids[1]) },
      body: { otherId: personIn(ids[0]) },
      headers: shop.lead.headers,
    })
    expect(merged.status).toBe(200)
    const give = (id: string) =>
      desk.call('POST /api/conversations/:id/freight-allowances', {
        headers: agent.headers,
        params: { id },
        body: { minor: 700, reason: '运费', orderId },
      })
    expect((await give(ids[0] ?? '')).status).toBe(200)
    expect(await give(ids[1] ?? '')).toMatchObject({ status: 403, code: 'offer.beyond_authority' })
  })

  test('two at once do not both find room below the limit, and a person of another role has none', async () => {
    const buyer = await desk.buyer(shop)
    const id = await buyer.says('你好')
    const both = await Promise.all([allow(id, 700), allow(id, 700)])
    expect(both.map(({ status }) => status).sort((one, other) => one - other)).toEqual([200, 403])
    const packer = await buildMember(desk.desk, shop, { displayName: 'Packer', roles: ['dispatch'] })
    expect((await allow(id, 1, packer)).status).toBe(403)
  })
})

test('[PRC-06] the marked prices that a word is held against: of the catalogue and of special offers, never of a draft', async () => {
  const pot = await desk.product(shop, '茶壶', 20000)
  await desk.price(shop, pot, 'cost', 9000)
  const special = { kind: 'special', terms: { prices: [{ productId: pot.id, minor: 16800 }] } } as const
  await desk.offer(shop, special)
  await desk.offer(shop, {
    ...special,
    terms: { prices: [{ productId: pot.id, minor: 100 }] },
    state: 'draft',
  })
  const rows = await desk.desk.db.inShop(shop.shopId, (tx) =>
    tx.selectFrom('offers.v_marked_prices').select(['kind', 'amount']).orderBy('amount').execute(),
  )
  expect(rows).toEqual([
    { kind: 'special', amount: 16800 },
    { kind: 'list', amount: 20000 },
  ])
})
