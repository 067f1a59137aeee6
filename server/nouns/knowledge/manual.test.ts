import { afterAll, beforeAll, expect, test } from 'vitest'
import { likelyFrom } from '#contract/knowledge/kinds.ts'
import { answer, buildBuyer, openChatDesk, type ChatDesk } from '#test/builders/chat.ts'
import { agentOf, onlyRow } from '#test/builders/routing.ts'

let chat: ChatDesk
beforeAll(async () => {
  chat = await openChatDesk()
})
afterAll(() => chat.close())

test('[BUY-04] the manual holds common questions with an answer each, an agent reaches it from the chat by the buyer’s own words, and what was sent is counted', async () => {
  const shop = await chat.shop({ agents: 1, seeds: [chat.composed.knowledge.seed] })
  const agent = agentOf(shop, 0)
  const write = (title: string, reply: string, questions: string[]) =>
    chat.call('POST /api/knowledge/articles', {
      headers: shop.lead.headers,
      body: { section: 'faq', language: 'zh', title, answer: reply, questions, approve: true } as never,
    })
  const reply = '质量问题来回运费我们出，其他原因由您出。'
  expect((await write('退货运费由谁承担', reply, ['退回去的邮费谁出'])).status).toBe(200)
  expect((await write('开发票', '确认收货后三天内发到您的邮箱。', [])).status).toBe(200)
  const manual = (
    await chat.call('GET /api/knowledge/articles', {
      headers: agent.headers,
      query: { section: 'faq', view: 'current' },
    })
  ).body.rows
  expect(manual.length).toBeGreaterThanOrEqual(4)
  for (const { id, title } of manual) {
    const { body } = await chat.call('GET /api/knowledge/articles/:id', {
      headers: agent.headers,
      params: { id },
    })
    if (body.live) expect(body.live.answer, title).not.toBe('')
  }

  const buyer = await buildBuyer(chat, shop)
  const asked = '寄回去的邮费要我掏吗'
  await buyer.write(asked)
  await chat.settle()
  const row = await onlyRow(chat, shop)
  const found = (
    await chat.call('GET /api/knowledge/search', { headers: agent.headers, query: { q: row.lastText } })
  ).body.rows
  expect(found[0]).toMatchObject({ title: '退货运费由谁承担', answer: reply })
  expect(found[0]?.score).toBeGreaterThanOrEqual(likelyFrom)
  await chat.call('POST /api/knowledge/asked', {
    headers: agent.headers,
    body: {
      query: asked,
      articleId: found[0]?.id ?? '',
      place: 1,
      way: 'inserted',
      said: reply,
      conversationId: row.id,
      messageNumber: 1,
    },
  })
  expect((await answer(chat, agent, row.id, reply)).status).toBe(200)
  await chat.settle()
  expect((await buyer.history()).at(-1)).toMatchObject({ author: 'agent', text: reply })
  const last = await chat.call('GET /api/knowledge/asked/last', {
    headers: agent.headers,
    query: { conversationId: row.id },
  })
  expect(last.body.asked).toMatchObject({ isSent: true })
})
