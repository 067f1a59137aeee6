import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { NextItem } from '#contract/care/next-items.ts'
import type { Product } from '#contract/products/products.ts'
import { newId } from '#platform/ids/ids.ts'
import { answer } from '#test/builders/chat.ts'
import { openOfferDesk, type OfferDeskForTests } from '#test/builders/offers-desk.ts'
import type { TestPerson, TestShop } from '#test/builders/staff.ts'

let desk: OfferDeskForTests
let shop: TestShop
let agent: TestPerson
let [shampoo, conditioner]: Product[] = []
beforeAll(async () => {
  desk = await openOfferDesk()
})
afterAll(() => desk.close())
beforeEach(async () => {
  shop = await desk.shop()
  agent = shop.agents[0] as TestPerson
  shampoo = await desk.product(shop, '洗发水', 5000)
  conditioner = await desk.product(shop, '护发素', 6000)
})

const DAY = 86_400_000
const minutes = (days: number) => String(days * 1440)
/** An order that was sent off a day after it was placed. */
const sentOrder = (email: string, name: string, daysAgo: number, more: Record<string, string> = {}) => {
  const sent = new Date(desk.now().getTime() - (daysAgo - 1) * DAY)
  return desk.order(shop, email, [[name, 1, '50.00']], {
    minutesAgo: minutes(daysAgo),
    'Fulfillment Status': 'fulfilled',
    'Fulfilled at': `${sent.toISOString().slice(0, 19).replace('T', ' ')} +0000`,
    'Shipping Street': '文三路 1 号',
    'Shipping City': '杭州',
    ...more,
  })
}
/** Four who bought the conditioner three weeks after the shampoo, and some who bought neither together. */
const others = async () => {
  for (let i = 0; i < 4; i++) {
    await sentOrder(`old${i}@x.example`, '洗发水', 120 + i)
    await sentOrder(`old${i}@x.example`, '护发素', 99 + i)
  }
  for (let i = 0; i < 3; i++) await sentOrder(`else${i}@x.example`, '梳子', 90 + i)
}
const learnAndLook = () => desk.composed.care.nextItems.learnAndLook(shop.shopId)
const list = async (view: 'open' | 'sent' | 'left' = 'open') =>
  (await desk.call('GET /api/next-items', { headers: agent.headers, query: { view } })).body
const send = (item: NextItem | undefined, conversationId: string | null, text?: string) =>
  desk.call('POST /api/next-items/:id/sending', {
    headers: agent.headers,
    params: { id: item?.id ?? '' },
    body: { conversationId, version: item?.version ?? 0, ...(text === undefined ? {} : { text }) },
  })
const decline = (item: NextItem | undefined, reason: 'no_stock' | 'unsuitable' | 'other', said?: string) =>
  desk.call('POST /api/next-items/:id/declining', {
    headers: agent.headers,
    params: { id: item?.id ?? '' },
    body: { reason, version: item?.version ?? 0, ...(said === undefined ? {} : { said }) },
  })
/** A buyer whom the desk talks with, and whose question was answered. */
const talk = async (email: string, text = '在吗') => {
  const buyer = await desk.buyer(shop, email)
  const id = await buyer.says(text)
  await answer(desk, agent, id, '在的')
  await desk.days(0.001)
  return { buyer, id }
}

test('[REC-08] who could be offered what next is worked out of the shop’s own orders in time, and says why', async () => {
  await others()
  await sentOrder('ida@x.example', '洗发水', 20)
  await sentOrder('soon@x.example', '洗发水', 10)
  await sentOrder('has@x.example', '护发素', 200)
  await sentOrder('has@x.example', '洗发水', 20)
  expect(await learnAndLook()).toMatchObject({ proposed: 1 })
  expect(await learnAndLook()).toMatchObject({ proposed: 0 })
  const { rows, counts } = await list()
  expect(counts).toEqual({ open: 1, sent: 0, left: 0 })
  expect(rows).toMatchObject([
    {
      buyerName: 'ida',
      boughtName: '洗发水',
      name: '护发素',
      price: { minor: 6000 },
      reason: 'followed',
      evidence: { people: 4, of: 4, days: 21 },
      isArrivalKnown: false,
      gate: { is: 'allowed' },
      channel: 'email',
      text: expect.stringContaining('有顾客会给它再配一样'),
    },
  ])
  // Time alone brings the next one.
  await desk.days(6)
  await desk.composed.care.nextItems.lookAtAll()
  expect((await list()).rows.map(({ buyerName }) => buyerName)).toEqual(['soon', 'ida'])
})

test('[REC-08] nothing for whom it does not suit: after trouble, marked unsuitable, off sale, or on the way again', async () => {
  if (!conditioner || !shampoo) throw new Error('no products')
  await others()
  const accessory = await desk.product(shop, '发膜', 900)
  await desk.call('POST /api/products/:id/relations', {
    headers: shop.lead.headers,
    params: { id: shampoo.id },
    body: { productId: accessory.id, kind: 'accessory', note: '梳顺用' },
  })
  await sentOrder('refund@x.example', '洗发水', 20, { 'Refunded Amount': '10.00' })
  await sentOrder('again@x.example', '洗发水', 20)
  await sentOrder('again@x.example', '梳子', 2)
  await sentOrder('angry@x.example', '洗发水', 20)
  const angry = await talk('angry@x.example', '漏了，怎么办')
  const filed = await desk.call('POST /api/conversations/:id/problems', {
    headers: agent.headers,
    params: { id: angry.id },
    body: { category: 'quality', team: 'aftersales', what: '瓶子漏' } as never,
  })
  expect(filed.status).toBe(200)
  await sentOrder('skin@x.example', '洗发水', 20)
  const skin = await talk('skin@x.example')
  await desk.call('POST /api/conversations/:id/unsuitable', {
    headers: agent.headers,
    params: { id: skin.id },
    body: { productId: conditioner.id, reason: '过敏' },
  })
  await sentOrder('fine@x.example', '洗发水', 20)
  const offered = async () => (await list()).rows.map(({ buyerName, name }) => [buyerName, name])
  await learnAndLook()
  // Whom one thing does not suit is offered the other; the rest are left alone.
  const both = await offered()
  expect(both).toHaveLength(2)
  expect(both).toContainEqual(['fine', '护发素'])
  expect(both).toContainEqual(['skin', '发膜'])
  const taken = await desk.call('PATCH /api/products/:id', {
    headers: shop.lead.headers,
    params: { id: conditioner.id },
    body: { status: 'off_sale', version: conditioner.version },
  })
  expect(taken.status).toBe(200)
  await sentOrder('late@x.example', '洗发水', 20)
  await learnAndLook()
  expect(await offered()).toContainEqual(['late', '发膜'])
  const fine = (await list()).rows.find(({ buyerName }) => buyerName === 'fine')
  expect((await send(fine, null)).code).toBe('state.conflict')
})

test('[REC-08] one key sends it into the talk, through the guard and the gate; the next one is refused by the cap, with the day from when', async () => {
  await others()
  await sentOrder('ida@x.example', '洗发水', 20)
  const { buyer, id } = await talk('ida@x.example')
  await learnAndLook()
  const [item] = (await list()).rows
  expect(item).toMatchObject({ channel: 'chat', conversationId: id, gate: { is: 'allowed' } })
  expect((await send({ ...item, version: 9 } as NextItem, id)).code).toBe('state.version')
  const sent = await send(item, id)
  expect(sent.body).toMatchObject({ state: 'sent', byName: agent.displayName, wasBought: null, gate: null })
  expect((await buyer.history()).at(-1)).toMatchObject({ author: 'agent', text: item?.text })
  // A second press, and a second person: nothing goes out twice.
  expect((await send(item, id)).code).toBe('state.version')
  expect((await send(sent.body, id)).code).toBe('state.conflict')
  const log = await desk.desk.db.inShop(shop.shopId, (tx) =>
    tx.selectFrom('guard.v_log').select('kind').where('conversation_id', '=', id).execute(),
  )
  expect(log).toEqual([])

  const comb = await desk.product(shop, '发膜', 900)
  await desk.call('POST /api/products/:id/relations', {
    headers: shop.lead.headers,
    params: { id: shampoo?.id ?? '' },
    body: { productId: comb.id, kind: 'accessory', note: '梳顺用' },
  })
  await sentOrder('ida@x.example', '洗发水', 17)
  await learnAndLook()
  const [second] = (await list()).rows
  const from = new Date(desk.now().getTime() + 7 * DAY)
  expect(second).toMatchObject({ name: '发膜', gate: { is: 'refused', by: 'apart' } })
  expect(second?.gate).toEqual({
    is: 'refused',
    by: 'apart',
    from: expect.stringContaining(from.toISOString().slice(0, 13)),
  })
  expect(await send(second, id)).toMatchObject({
    status: 409,
    code: 'touch.refused',
    body: { details: { by: 'apart' } },
  })
  expect((await buyer.history()).at(-1)?.text).toBe(item?.text)
  await desk.days(8)
  const [later] = (await list()).rows
  expect((await send(later, id)).body).toMatchObject({ state: 'sent' })
})

test('[REC-08] a closed talk is opened again for it; nothing goes into a stranger’s', async () => {
  await others()
  await sentOrder('ida@x.example', '洗发水', 20)
  const { id } = await talk('ida@x.example')
  await desk.call('POST /api/conversations/:id/closing', { headers: agent.headers, params: { id }, body: {} })
  const stranger = await talk('stranger@x.example')
  await learnAndLook()
  const [item] = (await list()).rows
  expect((await send(item, stranger.id)).code).toBe('not_found')
  expect((await send(item, id)).body).toMatchObject({ state: 'sent', conversationId: id })
  const { body } = await desk.call('GET /api/conversations/:id', { headers: agent.headers, params: { id } })
  expect(body.conversation).toMatchObject({ isClosed: false })
})

test('[REC-08] by hand it is noted before it is taken along; what the guard holds back gives its place back', async () => {
  await others()
  await sentOrder('ida@x.example', '洗发水', 20)
  await learnAndLook()
  const [item] = (await list()).rows
  const refused = await send(item, null, '你自己去找快递，别问我们')
  expect(refused.code).toBe('message.guarded')
  const customer = { headers: agent.headers, params: { id: item?.customerId ?? '' } }
  expect((await desk.call('GET /api/customers/:id/touches', customer)).body).toMatchObject({
    rows: [],
    next: { is: 'allowed' },
  })
  expect((await send(item, null)).body).toMatchObject({
    state: 'sent',
    channel: 'email',
    conversationId: null,
  })
  expect((await desk.call('GET /api/customers/:id/touches', customer)).body).toMatchObject({
    rows: [{ purpose: 'next_item', channel: 'email', isUnsent: false, by: agent.displayName }],
    next: { is: 'refused', by: 'apart' },
  })
})

test('[REC-08] who presses at once sends once', async () => {
  await others()
  await sentOrder('ida@x.example', '洗发水', 20)
  const { buyer, id } = await talk('ida@x.example')
  const before = (await buyer.history()).length
  await learnAndLook()
  const [item] = (await list()).rows
  const pressed = await Promise.all([send(item, id), send(item, id), send(item, id)])
  expect(pressed.some(({ status }) => status === 200)).toBe(true)
  expect(await buyer.history()).toHaveLength(before + 1)
  expect((await list('sent')).rows).toHaveLength(1)
})

test('[REC-08] [CARE-20] who said no more is proposed nothing, and what stood is taken away', async () => {
  await others()
  await sentOrder('ida@x.example', '洗发水', 20)
  const { buyer, id } = await talk('ida@x.example')
  await learnAndLook()
  const [item] = (await list()).rows
  await buyer.says('不用再发')
  await answer(desk, agent, id, '好的')
  expect((await list()).rows).toMatchObject([{ gate: { by: 'no_more' } }])
  expect(await send(item, id)).toMatchObject({ code: 'touch.refused', body: { details: { by: 'no_more' } } })
  expect(await learnAndLook()).toMatchObject({ ended: 1 })
  expect(await list()).toMatchObject({ rows: [], counts: { open: 0, left: 1 } })
  await sentOrder('ida@x.example', '洗发水', 17)
  expect(await learnAndLook()).toMatchObject({ proposed: 0 })
})

test('[REC-08] declining says why and is remembered: not this item again; out of stock rests it for everybody', async () => {
  await others()
  await sentOrder('ida@x.example', '洗发水', 20)
  await sentOrder('eve@x.example', '洗发水', 20)
  await learnAndLook()
  const [one, other] = (await list()).rows
  expect((await decline(one, 'other')).code).toBe('request.invalid')
  expect((await decline(one, 'other', '送人的，不是自己用')).body).toMatchObject({
    state: 'declined',
    declined: 'other',
    said: '送人的，不是自己用',
  })
  expect((await decline(other, 'no_stock')).body).toMatchObject({ state: 'declined' })
  await sentOrder('new@x.example', '洗发水', 18)
  expect(await learnAndLook()).toMatchObject({ proposed: 0 })
  await desk.days(15)
  await sentOrder('new2@x.example', '洗发水', 20)
  await sentOrder(`${one?.buyerName}@x.example`, '洗发水', 20)
  await learnAndLook()
  expect((await list()).rows.map(({ buyerName }) => buyerName)).toEqual(['new2'])
})

test('[REC-08] what it brings: who bought the item within 30 days, of those it was sent to and of those it was not', async () => {
  await others()
  for (const who of ['ida', 'eve', 'ann', 'bo']) await sentOrder(`${who}@x.example`, '洗发水', 20)
  await learnAndLook()
  for (const item of (await list()).rows)
    await (/^(ida|eve)/.test(item.buyerName) ? send(item, null) : decline(item, 'unsuitable'))
  const report = async () =>
    (await desk.call('GET /api/reports/next-items', { headers: shop.lead.headers })).body
  expect(await report()).toMatchObject({ days: 30, running: 2, sent: { proposals: 0, share: null } })
  await desk.days(10)
  await sentOrder('ida@x.example', '护发素', 0)
  expect((await list('sent')).rows.filter(({ wasBought }) => wasBought)).toHaveLength(1)
  await desk.days(14)
  expect(await report()).toMatchObject({ running: 2 })
  await desk.days(7)
  const over = await report()
  expect(over).toMatchObject({
    running: 0,
    sent: { proposals: 2, boughtItem: 1, boughtAny: 1, share: 0.5, revenue: { minor: 5000 } },
    without: { proposals: 2, boughtItem: 0, share: 0 },
    isThin: true,
  })
  expect(over.difference && over.difference.low < 0).toBe(true)
})

test('the rules are the shop’s: nothing is proposed once they are off, and only those who lead change them', async () => {
  await others()
  await sentOrder('ida@x.example', '洗发水', 20)
  const { body } = await desk.call('GET /api/next-item-rules', { headers: agent.headers })
  const put = (person: TestPerson) =>
    desk.call('PUT /api/next-item-rules', { headers: person.headers, body: { ...body, isOn: false } })
  expect((await put(agent)).code).toBe('access.denied')
  expect((await put(shop.lead)).status).toBe(200)
  expect(await learnAndLook()).toMatchObject({ proposed: 0 })
  expect((await list()).isOn).toBe(false)
  expect((await send({ id: newId(), version: 1 } as NextItem, null)).code).toBe('not_found')
})
