import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openDatabase } from '#platform/database/database.ts'
import { newId } from '#platform/ids/ids.ts'
import { answer } from '#test/builders/chat.ts'
import { openOfferDesk, type OfferDeskForTests } from '#test/builders/offers-desk.ts'
import type { TestPerson, TestShop } from '#test/builders/staff.ts'
import { createContactPolicies, createGate } from './index.ts'

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
  await desk.product(shop, '洗发水', 5000)
})

const customerOf = async (email: string): Promise<string> => {
  const order = await desk.order(shop, email, [['洗发水', 1, '50.00']], { minutesAgo: '60' })
  const row = await desk.desk.db.inShop(shop.shopId, (tx) =>
    tx.selectFrom('orders.v_summary').select('customer_id').where('id', '=', order).executeTakeFirstOrThrow(),
  )
  return row.customer_id ?? ''
}
const touchOf = (customerId: string, key: string, channel: 'chat' | 'email' = 'chat') => ({
  shopId: shop.shopId,
  customerId,
  key,
  channel,
  kind: 'care' as const,
  heart: 'care' as const,
  purpose: 'next_item',
  orderId: null,
  conversationId: null,
  text: null,
  by: null,
})
const take = (customerId: string, key: string, channel: 'chat' | 'email' = 'chat') =>
  desk.desk.db.inShop(shop.shopId, (tx) =>
    desk.composed.care.gate.take(tx, touchOf(customerId, key, channel), { storeIds: [] }),
  )
const of = async (id: string) =>
  (await desk.call('GET /api/customers/:id/touches', { headers: agent.headers, params: { id } })).body
const noMore = (id: string, said = '他说不要再发') =>
  desk.call('POST /api/customers/:id/no-more', { headers: agent.headers, params: { id }, body: { said } })
const eventsOf = async (customerId: string) =>
  (
    await desk.desk.db.inShop(shop.shopId, (tx) =>
      tx.selectFrom('customers.v_timeline').select('name').where('customer_id', '=', customerId).execute(),
    )
  ).map(({ name }) => name)

test('[CARE-06] one budget over all channels: every day is too often, and the page says from when', async () => {
  const id = await customerOf('ida@x.example')
  expect(await of(id)).toMatchObject({ lastAt: null, next: { is: 'allowed' }, rows: [] })
  await take(id, 'one')
  await desk.days(1)
  await expect(take(id, 'two', 'email')).rejects.toMatchObject({
    code: 'touch.refused',
    details: { by: 'apart' },
  })
  const from = new Date(desk.now().getTime() + 6 * 86_400_000).toISOString()
  expect((await of(id)).next).toEqual({ is: 'refused', by: 'apart', from })
  await desk.days(6)
  await take(id, 'two', 'email')
  await desk.days(7)
  await expect(take(id, 'three')).rejects.toMatchObject({ details: { by: 'cap' } })
  await desk.days(16)
  await take(id, 'three')
})

test('[CARE-06] two processes at once never exceed the budget, and a retry takes no second place', async () => {
  const id = await customerOf('rush@x.example')
  const other = openDatabase(desk.desk.url, { connections: 8, applicationName: 'fivehearts-test' })
  try {
    const { clock } = desk.desk
    const ports = { clock, directory: desk.composed.directory }
    const gates = [desk.desk.db, other].map((db) => ({
      db,
      gate: createGate({ ...ports, db, policies: createContactPolicies({ ...ports, db }) }),
    }))
    const tries = Array.from({ length: 24 }, (_, i) => {
      const { db, gate } = gates[i % 2] as (typeof gates)[number]
      return db.inShop(shop.shopId, (tx) => gate.take(tx, touchOf(id, `rush ${i}`), { storeIds: [] }))
    })
    const ended = await Promise.allSettled(tries)
    expect(ended.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(
      ended.flatMap((one) => (one.status === 'rejected' ? [(one.reason as { code: string }).code] : [])),
    ).toEqual(Array.from({ length: 23 }, () => 'touch.refused'))
    const { rows } = await of(id)
    expect(rows).toMatchObject([{ kind: 'care', isUnsent: true }])
    const key = await desk.desk.db.inShop(shop.shopId, (tx) =>
      tx.selectFrom('touches.touches').select('key').where('customer_id', '=', id).executeTakeFirstOrThrow(),
    )
    expect(await take(id, key.key)).toEqual({ touchId: rows[0]?.id })
  } finally {
    await other.close()
  }
})

test('[CARE-20] who says “no more” in the chat gets nothing of our own accord any more, by hand it can be noted and taken back', async () => {
  const id = await customerOf('tired@x.example')
  const buyer = await desk.buyer(shop, 'tired@x.example')
  const chat = await buyer.says('茶壶收到了。以后别再给我发消息了')
  await answer(desk, agent, chat, '好的，不再发了')
  expect(await of(id)).toMatchObject({
    next: { is: 'refused', by: 'no_more', from: null },
    noMore: { source: 'chat', said: '以后别再给我发消息了', conversationId: chat },
  })
  expect(await eventsOf(id)).toContain('touch.no_more')
  await desk.days(20)
  await expect(take(id, 'later')).rejects.toMatchObject({ details: { by: 'no_more' } })

  const lifted = await desk.call('DELETE /api/customers/:id/no-more', {
    headers: agent.headers,
    params: { id },
    body: { why: '他说新茶到了可以告诉他' },
  })
  expect(lifted.body.noMore).toBeNull()
  // The old line is not heard a second time.
  await take(id, 'later')
  expect((await of(id)).noMore).toBeNull()
  const audit = await desk.desk.db.inShop(shop.shopId, (tx) =>
    tx.selectFrom('staff.audit').select('action').where('subject', '=', id).execute(),
  )
  expect(audit.map(({ action }) => action)).toContain('touch.welcome_again')

  expect((await noMore(id)).body.noMore).toMatchObject({ source: 'hand', by: agent.displayName })
  expect((await noMore(id)).status).toBe(200)
  expect((await noMore(newId())).status).toBe(404)
})

test('[CARE-20] what was said before we knew by whom is heard before anything is sent', async () => {
  const id = await customerOf('quiet@x.example')
  // A stranger on the site; only afterwards an agent learns who it was.
  const stranger = await desk.buyer(shop)
  const chat = await stranger.says('please stop sending me offers')
  await answer(desk, agent, chat, '好的')
  expect(await of(id)).toMatchObject({ noMore: null, next: { is: 'allowed' } })
  const linked = await desk.call('POST /api/conversations/:id/customer', {
    headers: agent.headers,
    params: { id: chat },
    body: { customerId: id },
  })
  expect(linked.status).toBe(200)
  await expect(take(id, 'unheard')).rejects.toMatchObject({ details: { by: 'no_more' } })
})

test('[CARE-20] [CARE-06] a merge brings along what both were told and what both said', async () => {
  const [one, other] = [await customerOf('a@x.example'), await customerOf('b@x.example')]
  await take(other, 'of the other')
  await noMore(other)
  expect(await of(one)).toMatchObject({ lastAt: null, noMore: null })
  const merged = await desk.call('POST /api/customers/:id/merges', {
    headers: shop.lead.headers,
    params: { id: one },
    body: { otherId: other, why: '同一个人' },
  })
  expect([merged.status, merged.code]).toEqual([200, undefined])
  expect(await of(one)).toMatchObject({
    noMore: { source: 'hand' },
    next: { by: 'no_more' },
    rows: [{ purpose: 'next_item' }],
  })
})

test('what is owed is written down once and takes nobody’s place', async () => {
  const id = await customerOf('owed@x.example')
  const { gate } = desk.composed.care
  const owed = {
    ...touchOf(id, 'event:1'),
    kind: 'service' as const,
    purpose: 'confirmation',
    messageId: null,
  }
  await desk.desk.db.inShop(shop.shopId, (tx) => gate.note(tx, owed))
  await desk.desk.db.inShop(shop.shopId, (tx) => gate.note(tx, owed))
  expect(await of(id)).toMatchObject({ lastAt: null, next: { is: 'allowed' }, rows: [{ kind: 'service' }] })
  await take(id, 'care')
})

test('the budget is the shop’s to set, by those who lead, within what the practice allows', async () => {
  const rules = {
    most: 1,
    withinDays: 60,
    apartDays: 14,
    coolingDays: 0,
    quietFrom: '22:00',
    quietTo: '08:00',
  }
  const put = (person: TestPerson, body: object) =>
    desk.call('PUT /api/touch-rules', { headers: person.headers, body: body as typeof rules })
  expect((await put(agent, rules)).code).toBe('access.denied')
  expect((await put(shop.lead, { ...rules, apartDays: 1 })).code).toBe('request.invalid')
  expect((await put(shop.lead, rules)).status).toBe(200)
  expect((await desk.call('GET /api/touch-rules', { headers: agent.headers })).body).toEqual(rules)
  const id = await customerOf('ruled@x.example')
  await take(id, 'one')
  await desk.days(20)
  await expect(take(id, 'two')).rejects.toMatchObject({ details: { by: 'cap' } })
})
