import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { answer, buildBuyer, inboxOf, openChatDesk, type ChatDesk } from '#test/builders/chat.ts'
import { agentOf, setPresence } from '#test/builders/routing.ts'
import type { TestShop } from '#test/builders/staff.ts'

let chat: ChatDesk
beforeAll(async () => {
  chat = await openChatDesk()
})
afterAll(() => chat.close())

const setCap = (shop: TestShop, cap: number) =>
  chat.call('PATCH /api/staff/:id', {
    params: { id: agentOf(shop, 0).memberId },
    body: { cap },
    headers: shop.owner.headers,
  })
/** One agent who may hold one, and holds one; three more asked and stand in line, the first of them longest. */
const full = async () => {
  const shop = await chat.shop({ agents: 2 })
  await setPresence(chat, agentOf(shop, 1), 'off')
  await setCap(shop, 1)
  for (const text of ['一', '二', '三', '四']) {
    await (await buildBuyer(chat, shop)).write(text)
    await chat.settle()
    await chat.desk.clock.advance(1000)
  }
  return shop
}
const hands = async (shop: TestShop) => {
  const { waiting, owed, quiet } = await inboxOf(chat, shop.owner)
  return new Map([...waiting, ...owed, ...quiet].map((row) => [row.lastText, row]))
}
const whoHas = async (shop: TestShop, text: string) => (await hands(shop)).get(text)?.assigneeId ?? null
const end = async (shop: TestShop, text: string) => {
  const id = (await hands(shop)).get(text)?.id ?? ''
  const agent = agentOf(shop, 0)
  await answer(chat, agent, id, '好了')
  const closed = await chat.call('POST /api/conversations/:id/closing', {
    params: { id },
    body: { anyway: true, silent: true },
    headers: agent.headers,
  })
  expect(closed.status).toBe(200)
}

describe('[RTE-01] while nobody has a place a line stands', () => {
  test('whoever comes joins it, and a free place goes to its first and not to whoever comes just then', async () => {
    const shop = await full()
    const agent = agentOf(shop, 0).memberId
    const { lines } = chat.composed.conversations
    expect(lines.stands(shop.shopId)).toBe(true)
    expect([await whoHas(shop, '一'), await whoHas(shop, '二')]).toEqual([agent, null])
    const late = await buildBuyer(chat, shop)
    // Greeted in nobody's name: nobody would be asked now.
    expect(late.visit.agentName).toBeNull()
    await Promise.all([end(shop, '一'), late.write('五')])
    await chat.settle()
    expect(await whoHas(shop, '二')).toBe(agent)
    expect([await whoHas(shop, '三'), await whoHas(shop, '五')]).toEqual([null, null])
    expect(lines.stands(shop.shopId)).toBe(true)
  })
  test('each that joins is told of to the desk, with what it needs', async () => {
    const shop = await full()
    const heard = chat.listen(shop.shopId, ['desk'], 'desk')
    const buyer = await buildBuyer(chat, shop)
    await buyer.write('Do you ship to Lisbon?')
    await chat.settle()
    expect(heard.names()).toContain('conversation.opened')
    const row = await chat.desk.db.inShop(shop.shopId, (tx) =>
      tx
        .selectFrom('conversations.conversations')
        .select(['language', 'lane', 'assignee_id'])
        .where('last_text', '=', 'Do you ship to Lisbon?')
        .executeTakeFirstOrThrow(),
    )
    expect(row).toEqual({ language: 'en', lane: 'ordinary', assignee_id: null })
    heard.leave()
  })
  test('a wider cap, a colleague who comes: each gives out as many as there are places, in order', async () => {
    const shop = await full()
    await setCap(shop, 2)
    await chat.settle()
    expect(await whoHas(shop, '二')).toBe(agentOf(shop, 0).memberId)
    expect(await whoHas(shop, '三')).toBeNull()
    await setPresence(chat, agentOf(shop, 1), 'on')
    const rows = [await whoHas(shop, '三'), await whoHas(shop, '四')]
    expect(rows).toEqual([agentOf(shop, 1).memberId, agentOf(shop, 1).memberId])
    // Nobody is left in it: the line is over, and whoever comes is given out at once.
    await (await buildBuyer(chat, shop)).write('六')
    await chat.settle()
    expect(await whoHas(shop, '六')).toBe(agentOf(shop, 1).memberId)
    expect(chat.composed.conversations.lines.stands(shop.shopId)).toBe(false)
  })
  test('a place of which no word came is found by the recurring sweep', async () => {
    const shop = await full()
    await chat.desk.db.inShop(shop.shopId, (tx) =>
      tx
        .updateTable('staff.memberships')
        .set({ cap: 3 })
        .where('id', '=', agentOf(shop, 0).memberId)
        .execute(),
    )
    await (await buildBuyer(chat, shop)).write('五')
    await chat.settle()
    expect(await whoHas(shop, '二')).toBeNull()
    await chat.composed.conversations.sweeping.sweepAll()
    const given = [await whoHas(shop, '二'), await whoHas(shop, '三'), await whoHas(shop, '四')]
    expect(given).toEqual([agentOf(shop, 0).memberId, agentOf(shop, 0).memberId, null])
  })
  test('ended while somebody was joining it, it does not begin again by what they saw before', () => {
    const { lines } = chat.composed.conversations
    const seen = lines.seen('a shop')
    lines.end('a shop')
    lines.begin('a shop', seen)
    expect(lines.stands('a shop')).toBe(false)
    lines.begin('a shop', lines.seen('a shop'))
    expect(lines.stands('a shop')).toBe(true)
  })
})
