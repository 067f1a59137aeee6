import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '#platform/ids/ids.ts'
import { answer, buildBuyer, inboxOf, openChatDesk, type ChatDesk } from '#test/builders/chat.ts'
import { agentOf } from '#test/builders/routing.ts'
import type { TestShop } from '#test/builders/staff.ts'
import { onServer } from '#test/database/scratch.ts'
import { signIdentity } from '../signed-identity.ts'

let chat: ChatDesk
beforeAll(async () => {
  chat = await openChatDesk()
})
afterAll(() => chat.close())

/** Buyers who all ask the same, known by these names; the ids of their conversations in that order. */
const crowd = async (shop: TestShop, names: readonly string[]) => {
  const buyers = []
  for (const name of names) {
    const identity = signIdentity(
      { login: `login ${name}`, email: '', name },
      shop.widgetSecret,
      chat.desk.clock.now(),
    )
    const buyer = await buildBuyer(chat, shop, { identity })
    await buyer.write('预售什么时候发货')
    buyers.push(buyer)
  }
  await chat.settle()
  const rows = (await inboxOf(chat, shop.owner)).waiting
  return { buyers, ids: names.map((name) => rows.find((row) => row.buyerName === name)?.id ?? '') }
}
const send = async (shop: TestShop, body: { id: string; text: string; conversationIds: string[] }) =>
  (await chat.call('POST /api/board/answers', { body, headers: shop.lead.headers })).body
const listed = async (shop: TestShop) =>
  (await chat.call('GET /api/board/answers', { headers: shop.lead.headers })).body.rows
const answersOf = async (buyer: Awaited<ReturnType<typeof buildBuyer>> | undefined) =>
  ((await buyer?.history()) ?? []).filter(({ author }) => author === 'agent').map(({ text }) => text)

test('one that cannot be answered stops nobody else: the reply names who went without and why, and nothing goes twice', async () => {
  const shop = await chat.shop({ agents: 1 })
  const agent = agentOf(shop, 0)
  const names = ['山茶', '竹子', '已结', '有人答', '{猫}', '你去找售后吧', '又问了']
  const { buyers, ids } = await crowd(shop, names)
  const [, , closed = '', answered = ''] = ids
  await answer(chat, agent, closed, '20 号起发')
  await chat.call('POST /api/conversations/:id/closing', {
    headers: agent.headers,
    params: { id: closed },
    body: { anyway: true },
  })
  await answer(chat, agent, answered, '20 号起发')
  const text = '{buyer}，预售 20 日起按付款先后发出'
  const preview = await chat.call('POST /api/board/answers/preview', {
    body: { text, conversationIds: ids },
    headers: shop.lead.headers,
  })
  expect(preview.body).toMatchObject({ count: 5, gone: 2, unfilled: 0, openSlots: [] })
  const group = { id: newId(), text, conversationIds: ids }
  const reply = await send(shop, group)
  expect(reply).toMatchObject({ targets: 7, sent: 3, skipped: 4 })
  expect(new Map(reply.notSent.map(({ buyerName, why }) => [buyerName, why]))).toEqual(
    new Map([
      ['已结', 'closed'],
      ['有人答', 'answered_meanwhile'],
      ['{猫}', 'refused'],
      ['你去找售后吧', 'refused'],
    ]),
  )
  expect(reply.endedAt).not.toBeNull()
  const went = ['山茶，预售 20 日起按付款先后发出']
  expect(await answersOf(buyers[0])).toEqual(went)
  // Again under the same id, and under others at the same moment: whoever has the answer does not get it again.
  await buyers[6]?.write('还有灰色吗')
  await chat.settle()
  const [again, ...others] = await Promise.all([
    send(shop, group),
    send(shop, { ...group, id: newId() }),
    send(shop, { ...group, id: newId() }),
  ])
  expect(again).toEqual(reply)
  await chat.settle()
  expect(await answersOf(buyers[0])).toEqual(went)
  expect(await answersOf(buyers[6])).toHaveLength(2)
  expect(others.map(({ sent }) => sent).sort((a, b) => a - b)).toEqual([0, 1])
})

test('a text that nobody may send still goes to nobody', async () => {
  const shop = await chat.shop({ agents: 1 })
  const { ids } = await crowd(shop, ['山茶', '竹子'])
  const refused = await chat.call('POST /api/board/answers', {
    body: { id: newId(), text: '{buyer}，您去找售后问', conversationIds: ids },
    headers: shop.lead.headers,
  })
  expect(refused).toMatchObject({ status: 422, code: 'message.guarded' })
  expect(await listed(shop)).toEqual([])
})

test('a failure that nobody expected is its own buyer’s: the others have their answer, and it is tried again before it is given up', async () => {
  const shop = await chat.shop({ agents: 1 })
  const { buyers, ids } = await crowd(
    shop,
    Array.from({ length: 28 }, (_, i) => `买家 ${i}`),
  )
  const [broken = '', gone = ''] = [...ids].sort()
  const conversations = (change: string) =>
    onServer(chat.desk.url, `alter table conversations.conversations ${change}`)
  await conversations(
    `add constraint planted check (id not in ('${broken}', '${gone}') or last_author <> 'agent') not valid`,
  )
  const { groupAnswers } = chat.composed.conversations
  try {
    await send(shop, { id: newId(), text: '20 日起发', conversationIds: ids })
    await chat.settle()
    expect(await listed(shop)).toMatchObject([{ targets: 28, sent: 26, skipped: 0, endedAt: null }])
    await expect(groupAnswers.goOnAll()).rejects.toMatchObject({ constraint: 'planted' })
    await conversations('drop constraint planted')
    await conversations(`add constraint planted check (id <> '${gone}' or last_author <> 'agent') not valid`)
    await expect(groupAnswers.goOnAll()).rejects.toMatchObject({ constraint: 'planted' })
  } finally {
    await conversations('drop constraint planted')
  }
  const [row] = await listed(shop)
  expect(row).toMatchObject({ sent: 27, skipped: 1, notSent: [{ conversationId: gone, why: 'failed' }] })
  expect(row?.endedAt).not.toBeNull()
  const all = await Promise.all(buyers.map(answersOf))
  expect(all.filter((texts) => texts.length === 1)).toHaveLength(27)
  expect(all.filter((texts) => texts.length > 1)).toEqual([])
})
