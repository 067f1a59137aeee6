import { afterAll, beforeAll, expect, test } from 'vitest'
import { defaultActions, defaultLimits } from '#contract/guard/kinds.ts'
import { answer, buildBuyer, inboxOf, openChatDesk, type ChatDesk } from '#test/builders/chat.ts'
import { agentOf } from '#test/builders/routing.ts'
import type { TestPerson, TestShop } from '#test/builders/staff.ts'

let chat: ChatDesk
beforeAll(async () => {
  chat = await openChatDesk()
})
afterAll(() => chat.close())

const talk = async (shop: TestShop) => {
  const buyer = await buildBuyer(chat, shop)
  await buyer.write('邮费能少点吗')
  return { buyer, id: (await inboxOf(chat, shop.owner)).waiting[0]?.id ?? '' }
}
const read = async (person: TestPerson, conversationId: string, text: string) =>
  (
    await chat.call('POST /api/guard/readings', { headers: person.headers, body: { text, conversationId } })
  ).body.findings.map(({ action, facts }) => [action, facts['verdict'], facts['limit'], facts['left']])

test('[PRM-05] [PRC-07] carriage within one’s authority may be promised, beyond it the limit is said; what was given counts', async () => {
  const shop = await chat.shop({ agents: 1 })
  const agent = agentOf(shop, 0)
  const { buyer, id } = await talk(shop)
  expect(await read(agent, id, '给您免10元邮费')).toEqual([])
  expect(await read(agent, id, '给您免11元邮费')).toEqual([['warn', 'freight_beyond', 1000, 1000]])
  expect(await read(shop.lead, id, '给您免11元邮费')).toEqual([])
  const known = await chat.call('GET /api/conversations/:id/guard', {
    headers: agent.headers,
    params: { id },
  })
  expect(known.body.freight).toEqual({ limit: 1000, left: 1000, given: 0, currency: 'CNY' })
  const allowed = await chat.call('POST /api/conversations/:id/freight-allowances', {
    headers: agent.headers,
    params: { id },
    body: { minor: 800, reason: '老客' },
  })
  expect(allowed.status).toBe(200)
  expect(await read(agent, id, '给您免8元邮费')).toEqual([])
  expect(await read(agent, id, '给您免9元邮费')).toEqual([['warn', 'freight_beyond', 1000, 200]])
  expect((await answer(chat, agent, id, '给您免8元邮费，下单我来处理')).status).toBe(200)
  // A shop that wants such promises held back says so once, for all promises.
  await chat.call('PUT /api/guard', {
    body: { actions: { ...defaultActions, promise: 'block' }, limits: defaultLimits, version: 0 },
    headers: shop.owner.headers,
  })
  await buyer.write('再少点')
  expect(await answer(chat, agent, id, '那给您免20元邮费')).toMatchObject({
    status: 422,
    code: 'message.guarded',
  })
  expect((await answer(chat, shop.lead, id, '那给您免20元邮费')).status).toBe(200)
})
