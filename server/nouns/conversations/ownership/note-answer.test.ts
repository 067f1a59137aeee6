import { afterAll, beforeAll, expect, test } from 'vitest'
import { answer, buildBuyer, openChatDesk, type ChatDesk } from '#test/builders/chat.ts'
import { agentOf, onlyRow } from '#test/builders/routing.ts'
import { buildMember } from '#test/builders/staff.ts'

let chat: ChatDesk
beforeAll(async () => {
  chat = await openChatDesk()
})
afterAll(() => chat.close())

/** Transactions that this work opens. */
const transactionsOf = async (work: () => Promise<unknown>): Promise<number> => {
  const { db } = chat.desk
  const { inShop, asSystem } = db
  let count = 0
  db.inShop = (...args) => {
    count += 1
    return inShop(...args) as never
  }
  db.asSystem = (...args) => {
    count += 1
    return asSystem(...args) as never
  }
  try {
    await work()
    await chat.settle()
  } finally {
    Object.assign(db, { inShop, asSystem })
  }
  return count
}

test('[RTE-06] an answer where no buyer waits to be contacted costs nothing, and one where somebody does is noted', async () => {
  const shop = await chat.shop({ agents: 1 })
  const agent = agentOf(shop, 0)
  const buyer = await buildBuyer(chat, shop)
  await buyer.write('少了一颗螺丝')
  await chat.settle()
  const { id } = await onlyRow(chat, shop)
  await answer(chat, agent, id, '我来看看')
  await chat.settle()
  const { problems } = chat.composed.conversations
  const note = (memberId: string) => () => problems.noteAnswer(shop.shopId, id, memberId)
  expect(await transactionsOf(note(agent.memberId))).toBe(0)

  const aftersales = await buildMember(chat.desk, shop, { displayName: 'Wu', roles: ['aftersales'] })
  await chat.call('POST /api/conversations/:id/problems', {
    params: { id },
    body: { category: 'missing_or_wrong', team: 'aftersales', what: '少一颗螺丝' },
    headers: agent.headers,
  })
  await chat.settle()
  await answer(chat, aftersales, id, '您好，螺丝今天补寄')
  await chat.settle()
  const { rows } = (await chat.call('GET /api/problems', { query: {}, headers: shop.lead.headers })).body
  expect(rows).toMatchObject([{ state: 'contacted', contactedByName: 'Wu' }])
  // Contacted: its answers are nobody's news any more. What is kept at hand is read once anew.
  expect(await transactionsOf(note(aftersales.memberId))).toBeLessThanOrEqual(1)
  expect(await transactionsOf(note(aftersales.memberId))).toBe(0)
})
