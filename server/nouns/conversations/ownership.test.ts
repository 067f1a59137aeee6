import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { answer, buildBuyer, inboxOf, openChatDesk, type ChatDesk } from '#test/builders/chat.ts'
import type { TestPerson, TestShop } from '#test/builders/staff.ts'
import { signIdentity } from './signed-identity.ts'

let chat: ChatDesk
beforeAll(async () => {
  chat = await openChatDesk()
})
afterAll(() => chat.close())

const setPresence = async (person: TestPerson, presence: 'on' | 'break' | 'off') => {
  await chat.call('PUT /api/staff/me/presence', { body: { presence }, headers: person.headers })
  await chat.settle()
}
const agentOf = (shop: TestShop, i: number): TestPerson => {
  const agent = shop.agents[i]
  if (!agent) throw new Error(`agent ${i} is missing`)
  return agent
}
const onlyRow = async (shop: TestShop) => {
  const inbox = await inboxOf(chat, shop.owner)
  const [row, ...others] = [...inbox.waiting, ...inbox.owed, ...inbox.quiet]
  if (!row || others.length > 0)
    throw new Error(`one conversation expected, ${others.length + (row ? 1 : 0)} found`)
  return row
}

describe('distribution', () => {
  test('[RTE-01] chats go to the agent with the least load', async () => {
    const shop = await chat.shop({ agents: 2 })
    for (let i = 0; i < 4; i++) await (await buildBuyer(chat, shop)).write('在吗')
    await chat.settle()
    const rows = (await inboxOf(chat, shop.owner)).waiting
    const loads = Map.groupBy(rows, (row) => row.assigneeName)
    expect([...loads.values()].map((list) => list.length)).toEqual([2, 2])
  })
  test('[RTE-01] buyers who open the chat together are greeted by, and go to, different agents', async () => {
    const shop = await chat.shop({ agents: 2 })
    const buyers = [
      await buildBuyer(chat, shop),
      await buildBuyer(chat, shop),
      await buildBuyer(chat, shop),
      await buildBuyer(chat, shop),
    ]
    expect(new Set(buyers.map((buyer) => buyer.visit.agentName)).size).toBe(2)
    for (const buyer of buyers) await buyer.write('在吗')
    await chat.settle()
    const rows = (await inboxOf(chat, shop.owner)).waiting
    expect([...Map.groupBy(rows, (row) => row.assigneeName).values()].map((list) => list.length)).toEqual([
      2, 2,
    ])
  })
  test('[RTE-01] nobody gets more than their cap; the rest waits without hands and is given out when a place is free', async () => {
    const shop = await chat.shop({ agents: 1 })
    await chat.call('PATCH /api/staff/:id', {
      params: { id: agentOf(shop, 0).memberId },
      body: { cap: 1 },
      headers: shop.owner.headers,
    })
    const first = await buildBuyer(chat, shop)
    await first.write('一')
    const second = await buildBuyer(chat, shop)
    await second.write('二')
    await chat.settle()
    const inbox = await inboxOf(chat, shop.owner)
    const held = inbox.waiting.find((row) => row.assigneeId !== null)
    expect(inbox.waiting.filter((row) => row.assigneeId === null)).toHaveLength(1)
    await answer(chat, agentOf(shop, 0), held?.id ?? '', '好了')
    await chat.call('POST /api/conversations/:id/closing', {
      params: { id: held?.id ?? '' },
      body: {},
      headers: agentOf(shop, 0).headers,
    })
    await chat.settle()
    expect((await inboxOf(chat, shop.owner)).waiting).toMatchObject([{ assigneeName: 'Agent 1' }])
  })
  test('a buyer who writes to somebody who left the desk is taken by a colleague; the owner stays', async () => {
    const shop = await chat.shop({ agents: 1 })
    const buyer = await buildBuyer(chat, shop)
    await buyer.write('在吗')
    await chat.settle()
    expect(await onlyRow(shop)).toMatchObject({ assigneeName: 'Agent 1', inquiryOwnerName: 'Agent 1' })
    await setPresence(agentOf(shop, 0), 'break')
    await setPresence(shop.lead, 'on')
    expect(await onlyRow(shop)).toMatchObject({ assigneeName: 'Lead Chen', inquiryOwnerName: 'Agent 1' })
  })
  test('[RTE-03] who served the buyer before is preferred', async () => {
    const shop = await chat.shop({ agents: 2 })
    const buyer = await buildBuyer(chat, shop)
    await buyer.write('在吗')
    await chat.settle()
    const first = await onlyRow(shop)
    const agent = shop.agents.find((a) => a.memberId === first.assigneeId) ?? agentOf(shop, 0)
    await answer(chat, agent, first.id, '在，您说')
    await answer(chat, agent, first.id, '有的，两件现货')
    await chat.call('POST /api/conversations/:id/closing', {
      params: { id: first.id },
      body: { anyway: true },
      headers: agent.headers,
    })
    for (let i = 0; i < 2; i++) await (await buildBuyer(chat, shop)).write('别人')
    await buyer.write('我又来了')
    await chat.settle()
    expect((await inboxOf(chat, shop.owner)).waiting.find((row) => row.id === first.id)?.assigneeId).toBe(
      agent.memberId,
    )
  })
})

describe('首问负责制: whoever is asked first owns it', () => {
  test('[RTE-04] with nobody on the desk the duty lead owns it; the first person assigned takes over', async () => {
    const shop = await chat.shop({ agents: 1, presence: 'off' })
    const buyer = await buildBuyer(chat, shop)
    await buyer.write('有人吗')
    await chat.settle()
    expect(await onlyRow(shop)).toMatchObject({ assigneeId: null, inquiryOwnerId: shop.ownerId })
    await setPresence(agentOf(shop, 0), 'on')
    expect(await onlyRow(shop)).toMatchObject({ assigneeName: 'Agent 1', inquiryOwnerName: 'Agent 1' })
  })
  test('[RTE-04] handing the chat on keeps the owner, unless ownership is handed over too', async () => {
    const shop = await chat.shop({ agents: 2 })
    const buyer = await buildBuyer(chat, shop)
    await buyer.write('在吗')
    await chat.settle()
    const row = await onlyRow(shop)
    const other = shop.agents.find((a) => a.memberId !== row.assigneeId) ?? agentOf(shop, 1)
    const hand = (withOwnership: boolean) =>
      chat.call('POST /api/conversations/:id/assignment', {
        params: { id: row.id },
        body: { memberId: other.memberId, withOwnership },
        headers: shop.owner.headers,
      })
    expect((await hand(false)).body.conversation).toMatchObject({
      assigneeId: other.memberId,
      inquiryOwnerId: row.assigneeId,
    })
    // Asked to own it as well; it moves when they accept.
    expect((await hand(true)).body.conversation).toMatchObject({ inquiryOwnerId: row.assigneeId })
    const asked = await chat.call('GET /api/hand-overs', { headers: other.headers })
    const accepted = await chat.call('POST /api/hand-overs/:id/answer', {
      params: { id: asked.body.rows[0]?.id ?? '' },
      body: { accept: true },
      headers: other.headers,
    })
    expect(accepted.body.state).toBe('accepted')
    expect(await onlyRow(shop)).toMatchObject({ assigneeId: other.memberId, inquiryOwnerId: other.memberId })
  })
  test('[RTE-04] a person who leaves hands over first; nothing is ever without an owner', async () => {
    const shop = await chat.shop({ agents: 1 })
    const buyer = await buildBuyer(chat, shop)
    await buyer.write('在吗')
    await chat.settle()
    const leave = (body: { handOverTo?: string }) =>
      chat.call('POST /api/staff/:id/departure', {
        params: { id: agentOf(shop, 0).memberId },
        body,
        headers: shop.owner.headers,
      })
    expect(await leave({})).toMatchObject({ status: 409, code: 'staff.still_owns' })
    await setPresence(shop.lead, 'on')
    expect((await leave({ handOverTo: shop.lead.memberId })).body).toEqual({ handedOver: 1 })
    await chat.settle()
    expect(await onlyRow(shop)).toMatchObject({ inquiryOwnerName: 'Lead Chen', assigneeName: 'Lead Chen' })
    // The new owner goes home as well: the buyer still waits, so the chat is put where everybody sees it; the owner stays.
    await setPresence(shop.lead, 'off')
    expect(await onlyRow(shop)).toMatchObject({ inquiryOwnerName: 'Lead Chen', assigneeName: null })
    await expect(
      chat.desk.db.inShop(shop.shopId, (tx) =>
        tx.updateTable('conversations.conversations').set({ inquiry_owner_id: null }).execute(),
      ),
    ).rejects.toThrow(/check constraint/)
  })
  test('[RTE-10] first-question priority and first-inquiry ownership are two things in the data', async () => {
    const shop = await chat.shop({ agents: 1 })
    const buyer = await buildBuyer(chat, shop)
    await buyer.write('一问')
    await chat.settle()
    const row = await onlyRow(shop)
    expect(row.clock?.isFirst).toBe(true)
    await answer(chat, agentOf(shop, 0), row.id, '答：现货')
    await buyer.write('再问')
    const again = await onlyRow(shop)
    expect(again.clock?.isFirst).toBe(false)
    expect(again.inquiryOwnerName).toBe('Agent 1')
    await answer(chat, agentOf(shop, 0), row.id, '答：明天发')
    await chat.call('POST /api/conversations/:id/closing', {
      params: { id: row.id },
      body: {},
      headers: shop.owner.headers,
    })
    await buyer.write('又来一件新的事')
    expect((await onlyRow(shop)).clock?.isFirst).toBe(true)
    const inquiries = await chat.desk.db.inShop(shop.shopId, (tx) =>
      tx
        .selectFrom('conversations.v_inquiries')
        .select(['owner_id', 'closed_at'])
        .orderBy('opened_at')
        .execute(),
    )
    expect(inquiries.map((inquiry) => inquiry.closed_at === null)).toEqual([false, true])
  })
  test('[RSP-09] new buyers’ first messages stand before follow-ups, and a follow-up ages upward', async () => {
    const shop = await chat.shop({ agents: 1 })
    const old = await buildBuyer(chat, shop)
    await old.write('先来的')
    await chat.settle()
    const row = await onlyRow(shop)
    await answer(chat, agentOf(shop, 0), row.id, '有的，现货')
    await old.write('再问一句')
    await chat.desk.clock.advance(2000)
    const fresh = await buildBuyer(chat, shop)
    await fresh.write('新来的')
    const order = async () => (await inboxOf(chat, shop.owner)).waiting.map((r) => r.lastText)
    expect(await order()).toEqual(['新来的', '再问一句'])
    await chat.desk.clock.advance(18_000)
    expect(await order()).toEqual(['再问一句', '新来的'])
  })
})

describe('a shop’s logged-in buyer', () => {
  test('an identity signed with another secret is refused and says why', async () => {
    const shop = await chat.shop()
    const forged = signIdentity({ login: 'u-1' }, 'guessed', chat.desk.clock.now())
    const visit = await chat.call('POST /api/widget/:key/visits', {
      params: { key: shop.widgetKey },
      body: { identity: forged },
    })
    expect(visit).toMatchObject({ status: 401, code: 'identity.invalid' })
  })
  test('has one conversation on all devices, and each device keeps its own token', async () => {
    const shop = await chat.shop({ agents: 1 })
    const identity = () =>
      signIdentity({ login: 'u-77', name: '山茶花' }, shop.widgetSecret, chat.desk.clock.now())
    const phone = await buildBuyer(chat, shop, { identity: identity() })
    await phone.write('手机上问的')
    const laptop = await buildBuyer(chat, shop, { identity: identity() })
    expect(laptop.visit.messages.map((m) => m.text)).toContain('手机上问的')
    expect((await phone.write('还是手机')).status).toBe(200)
    expect((await onlyRow(shop)).buyerName).toBe('山茶花')
  })
  test('a shared browser never shows the history of whoever was logged in before', async () => {
    const shop = await chat.shop({ agents: 1 })
    const sign = (login: string) =>
      signIdentity({ login, name: login }, shop.widgetSecret, chat.desk.clock.now())
    const first = await buildBuyer(chat, shop, { identity: sign('anna') })
    await first.write('安娜的秘密')
    const second = await buildBuyer(chat, shop, { identity: sign('bert'), token: first.visit.token })
    expect(JSON.stringify(second.visit.messages)).not.toContain('安娜的秘密')
    const loggedOut = await buildBuyer(chat, shop, { token: first.visit.token })
    expect(JSON.stringify(loggedOut.visit.messages)).not.toContain('安娜的秘密')
  })
  test('[CHN-01] a returning anonymous visitor finds the history again', async () => {
    const shop = await chat.shop({ agents: 1 })
    const buyer = await buildBuyer(chat, shop)
    await buyer.write('先问一句')
    const back = await buildBuyer(chat, shop, { token: buyer.visit.token })
    expect(back.visit.messages.map((m) => m.text)).toContain('先问一句')
    expect(back.visit.token).toBe(buyer.visit.token)
  })
})
