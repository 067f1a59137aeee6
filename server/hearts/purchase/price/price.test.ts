import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { answer } from '#test/builders/chat.ts'
import { openOfferDesk, type OfferDeskForTests } from '#test/builders/offers-desk.ts'
import { type TestPerson, type TestShop } from '#test/builders/staff.ts'

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
const says = async (id: string, text: string) => {
  await answer(desk, agent, id, text, { anyway: true })
  await desk.settle()
}
const bargains = async (query: object = {}) =>
  (await desk.call('GET /api/bargains', { headers: agent.headers, query })).body.rows
const missed = async (query: object = {}) => {
  await desk.settle()
  return (await desk.call('GET /api/missed-offers', { headers: agent.headers, query })).body.rows
}

describe('beside the chat', () => {
  test('[ORD-02] what is talked about is read from the talk, the offer that applies stands there untold, and is told once an agent writes it', async () => {
    await desk.product(shop, '梅子青茶壶', 20000)
    await desk.offer(shop, {})
    const buyer = await desk.buyer(shop)
    const id = await buyer.says('你好，梅子青茶壶还有吗')
    expect(await panel(id)).toMatchObject({
      lines: [{ name: '梅子青茶壶', from: 'said', unit: { minor: 20000 } }],
      verdict: { applied: [{ name: '满减', saved: { minor: 2000 } }] },
      offers: [{ isTold: false, text: expect.stringContaining('满 ¥199 减 ¥20') }],
      untold: 1,
    })
    const [first] = (await panel(id)).offers
    await says(id, first?.text ?? '')
    expect(await panel(id)).toMatchObject({ offers: [{ isTold: true }], untold: 0 })
  })

  test('[ORD-02] before anything is talked about the shop’s offers are there to be told; 再买 is worked out for the agent’s basket', async () => {
    const cup = await desk.product(shop, '茶杯', 9000)
    await desk.offer(shop, {})
    const buyer = await desk.buyer(shop)
    const id = await buyer.says('你好')
    expect(await panel(id)).toMatchObject({ verdict: null, open: [{ name: '满减' }], untold: 1 })
    const put = await desk.call('PUT /api/conversations/:id/basket', {
      headers: agent.headers,
      params: { id },
      body: { lines: [{ productId: cup.id, quantity: 2 }] },
    })
    expect(put.status).toBe(200)
    expect(await panel(id)).toMatchObject({
      lines: [{ quantity: 2, from: 'agent' }],
      verdict: { near: [{ missing: { minor: 1900 } }] },
      offers: [{ text: expect.stringContaining('再买 ¥19') }],
      untold: 0,
    })
  })

  test('[ORD-01] [ORD-02] what is to be said before payment holds the offers that apply: the same as beside the price, told by the same words; an order that came without keeps that nobody said it', async () => {
    const disclosed = async (id: string) => {
      const { body } = await desk.call('GET /api/conversations/:id/selling', {
        headers: agent.headers,
        params: { id },
      })
      const { items, draft } = body.disclosure
      return { draft, offers: items.flatMap(({ item, state }) => (item === 'offer' ? [state] : [])) }
    }
    const known = async (email: string) => {
      await desk.order(shop, email, [['茶巾', 1, '30.00']])
      await desk.days(0.01)
      return desk.buyer(shop, email)
    }
    await desk.product(shop, '梅子青茶壶', 20000)
    expect(await disclosed(await (await desk.buyer(shop)).says('你好'))).toMatchObject({ offers: ['none'] })
    await desk.offer(shop, { name: '春日满减' })
    await desk.offer(shop, {
      name: '满五百减八十',
      terms: { tiers: [{ from: 50000, off: 8000 }], isPerEach: false, stacks: false },
    })
    const hello = await (await desk.buyer(shop)).says('你好')
    expect(await disclosed(hello)).toMatchObject({ offers: ['missing', 'missing'] })
    expect(await panel(hello)).toMatchObject({ untold: 2 })

    const id = await (await known('ida@x.example')).says('梅子青茶壶还有吗')
    // The second one lacks more than the pot costs: an invitation, and nothing that must be said.
    expect(await disclosed(id)).toMatchObject({
      offers: ['missing'],
      draft: expect.stringContaining('满 ¥199 减 ¥20'),
    })
    await says(id, '有的，春日满减您要用上吗？')
    expect(await disclosed(id)).toMatchObject({ offers: ['said'] })
    expect(await panel(id)).toMatchObject({ untold: 0 })

    const silent = await (await known('bo@x.example')).says('梅子青茶壶还有吗')
    await says(silent, '有的')
    await desk.days(0.1)
    const evidence = async (email: string) => {
      const orderId = await desk.order(shop, email, [['梅子青茶壶', 1, '200.00']])
      const { body } = await desk.call('GET /api/orders/:id/evidence', {
        headers: agent.headers,
        params: { id: orderId },
      })
      return body.rows.flatMap(({ kind, item }) => (item === 'offer' ? [kind] : []))
    }
    expect(await evidence('ida@x.example')).toEqual(['disclosure'])
    expect(await evidence('bo@x.example')).toEqual(['unsaid'])
    expect((await missed()).map(({ wasTold, offerName }) => [wasTold, offerName])).toEqual(
      expect.arrayContaining([
        [true, '春日满减'],
        [false, '春日满减'],
      ]),
    )
  })

  test('[PRC-01] [PRC-02] the price in a physical shop with its date, the price history and the guarantee are there, as sentences', async () => {
    const pot = await desk.product(shop, '茶壶', 26800)
    await desk.price(shop, pot, 'physical_shop', 29900, { note: '南山路门店' })
    const buyer = await desk.buyer(shop)
    const id = await buyer.says('茶壶比实体店贵吗')
    // Nobody was told of a guarantee until the shop says for how many days it holds.
    const untold = await panel(id)
    expect(untold.guaranteeDays).toBe(0)
    expect(untold.sentences.map(({ kind }) => kind)).toEqual(['physical', 'others'])
    const { body: policy } = await desk.call('GET /api/price-policy', { headers: shop.lead.headers })
    await desk.call('PUT /api/price-policy', {
      headers: shop.owner.headers,
      body: { ...policy, guaranteeDays: 15 },
    })
    const shown = await panel(id)
    expect(shown.worries).toMatchObject([
      {
        name: '茶壶',
        ours: { minor: 26800 },
        physical: { amount: { minor: 29900 }, source: '南山路门店' },
        history: { changes: 0 },
      },
    ])
    expect(shown.sentences.map(({ kind }) => kind)).toEqual(['physical', 'others', 'guarantee'])
    expect(shown.guaranteeDays).toBe(15)
  })
})

describe('bargaining', () => {
  test('[PRC-10] each attempt is recorded once, with what was asked; an offer that is then told is what we gave; a purchase ends it', async () => {
    await desk.product(shop, '茶壶', 20000)
    await desk.offer(shop, {})
    const buyer = await desk.buyer(shop, 'ida@x.example')
    const id = await buyer.says('茶壶便宜点吧')
    await buyer.says('再包个邮吧')
    await buyer.says('谢谢')
    expect(await bargains()).toMatchObject([
      {
        conversationId: id,
        asked: ['freight', 'lower'],
        asks: 2,
        given: null,
        ended: null,
        said: '再包个邮吧',
      },
    ])
    await desk.composed.offers.bargaining.hearMissed()
    expect((await bargains())[0]?.asks).toBe(2)
    expect((await panel(id)).sentences.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['held', 'freight', 'benefit']),
    )
    await says(id, '单价改不了，不过满199减20您用得上')
    expect((await bargains())[0]).toMatchObject({ given: 'offer', ended: null })
    await desk.days(1)
    const orderId = await desk.order(shop, 'ida@x.example', [['茶壶', 1, '200.00']], {
      'Discount Amount': '20.00',
      Subtotal: '180.00',
      Total: '180.00',
    })
    expect((await bargains())[0]).toMatchObject({ ended: 'bought', orderId, given: 'offer' })
    const summary = await desk.call('GET /api/reports/bargains', { headers: shop.lead.headers })
    expect(summary.body.rows).toEqual([{ given: 'offer', bought: 1, left: 0, open: 0 }])
  })

  test('[PRC-10] who does not buy within the days has left; what nobody noted as given was held; an agent may say otherwise', async () => {
    const buyer = await desk.buyer(shop)
    await buyer.says('能不能打个折')
    await desk.days(6.9)
    await desk.composed.offers.bargaining.settleAll()
    expect((await bargains())[0]?.ended).toBeNull()
    await desk.days(0.2)
    await desk.composed.offers.bargaining.settleAll()
    const [row] = await bargains({ ended: 'left' })
    expect(row).toMatchObject({ given: 'held', ended: 'left' })
    const change = (version: number) =>
      desk.call('PATCH /api/bargains/:id', {
        headers: agent.headers,
        params: { id: row?.id ?? '' },
        body: { given: 'gift', note: '送了杯垫', version },
      })
    expect((await change(row?.version ?? 0)).body).toMatchObject({ given: 'gift', note: '送了杯垫' })
    expect((await change(row?.version ?? 0)).code).toBe('state.version')
    expect(await bargains({ ended: 'bought' })).toEqual([])
  })
})

describe('[ORD-02] an order that closed without its offer', () => {
  test('is flagged with what it went without and whether it was told; one that took it off is not; settling says how', async () => {
    await desk.product(shop, '茶壶', 20000)
    await desk.offer(shop, {})
    const buyer = await desk.buyer(shop, 'ida@x.example')
    const id = await buyer.says('茶壶有货吗')
    await says(id, '有的，今天发')
    await desk.days(0.01)
    const orderId = await desk.order(shop, 'ida@x.example', [['茶壶', 1, '200.00']])
    await desk.order(shop, 'other@x.example', [['茶壶', 1, '200.00']], {
      'Discount Amount': '20.00',
      Subtotal: '180.00',
      Total: '180.00',
    })
    const rows = await missed()
    expect(rows).toMatchObject([
      {
        orderId,
        offerName: '满减',
        saved: { minor: 2000 },
        wasTold: false,
        conversationId: id,
        settledAt: null,
      },
    ])
    const ofOrder = await desk.call('GET /api/orders/:id/offers', {
      headers: agent.headers,
      params: { id: orderId },
    })
    expect(ofOrder.body).toMatchObject({
      verdict: { saved: { minor: 2000 } },
      missed: [{ offerName: '满减' }],
    })
    const settle = () =>
      desk.call('POST /api/missed-offers/:orderId/:offerId/settlement', {
        headers: agent.headers,
        params: { orderId, offerId: rows[0]?.offerId ?? '' },
        body: { note: '退了 20 元' },
      })
    expect((await settle()).body).toMatchObject({ note: '退了 20 元' })
    expect((await settle()).status).toBe(404)
    await desk.composed.offers.missed.judge(shop.shopId, null)
    expect(await missed()).toEqual([])
    expect(await missed({ view: 'settled' })).toHaveLength(1)
  })

  test('saved whole with nothing but another name an offer runs on as before; other terms hold from then on', async () => {
    await desk.offer(shop, {})
    const standing = async () =>
      (await desk.call('GET /api/offers', { headers: shop.lead.headers })).body.rows[0]
    const runningSince = () =>
      desk.desk.db.inShop(shop.shopId, (tx) =>
        tx.selectFrom('offers.v_offers').select('running_since').executeTakeFirstOrThrow(),
      )
    const began = await runningSince()
    const save = async (more: object) => {
      await desk.days(0.1)
      const offer = await standing()
      if (!offer) throw new Error('there is an offer')
      const { id, name, terms, audience, productIds, storeIds, version } = offer
      const saved = await desk.call('PATCH /api/offers/:id', {
        headers: shop.lead.headers,
        params: { id },
        body: { name, terms, audience, productIds, storeIds, version, ...more },
      })
      expect(saved.status).toBe(200)
    }
    await save({ name: '满减（春）' })
    expect(await standing()).toMatchObject({ name: '满减（春）' })
    expect(await runningSince()).toEqual(began)
    await save({ storeIds: [shop.storeId] })
    expect(await standing()).toMatchObject({ storeIds: [shop.storeId] })
    expect((await runningSince()).running_since?.getTime()).toBeGreaterThan(
      began.running_since?.getTime() ?? Infinity,
    )
  })

  test('orders placed before the offer ran, or without a conversation, are no reproach', async () => {
    await desk.product(shop, '茶壶', 20000)
    await desk.order(shop, 'early@x.example', [['茶壶', 1, '200.00']])
    await desk.days(0.1)
    await desk.offer(shop, {})
    await desk.days(0.1)
    await desk.order(shop, 'silent@x.example', [['茶壶', 1, '200.00']])
    expect(await missed()).toMatchObject([
      { buyerName: 'silent@x.example', wasTold: null, conversationId: null },
    ])
  })
})
