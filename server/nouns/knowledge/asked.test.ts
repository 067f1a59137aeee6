import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { answer, buildBuyer, inboxOf, openChatDesk, type ChatDesk } from '#test/builders/chat.ts'
import { knowledgeOf } from '#test/builders/knowledge.ts'
import type { TestPerson, TestShop } from '#test/builders/staff.ts'
import { newId } from '#platform/ids/ids.ts'

let chat: ChatDesk
let shop: TestShop
let agent: TestPerson
beforeAll(async () => {
  chat = await openChatDesk()
})
afterAll(() => chat.close())
beforeEach(async () => {
  shop = await chat.shop()
  agent = shop.agents[0] as TestPerson
})
const { made, read, ask, repeats } = knowledgeOf(
  () => chat,
  () => ({ lead: shop.lead, agent }),
)

describe('what was asked', () => {
  test('[KB-06] and not known is counted and grouped by likeness into a draft with an owner', async () => {
    for (const query of ['有没有紫色的', '紫色的有没有货', '能寄到月球吗'])
      expect((await ask({ query, articleId: null, way: 'unknown' })).status).toBe(200)
    const { rows, rate } = await repeats()
    expect(rows.map(({ title, times, kind }) => [title, times, kind])).toEqual([
      ['有没有紫色的', 2, 'not_found'],
      ['能寄到月球吗', 1, 'not_found'],
    ])
    expect(rate).toEqual({ asked: 3, notKnown: 3 })
    const group = rows[0]
    const draft = await chat.call('POST /api/knowledge/repeats/:id/draft', {
      headers: agent.headers,
      params: { id: group?.id ?? '' },
      body: {},
    })
    expect(draft.body).toMatchObject({
      state: 'draft',
      latest: { title: '有没有紫色的', questions: ['有没有紫色的', '紫色的有没有货'] },
    })
    expect((await repeats()).rows[0]).toMatchObject({
      state: 'taken',
      ownerName: agent.displayName,
      article: { id: draft.body.id },
    })
  })

  test('[KB-05] again and again is a page to correct; the check says whether it stopped', async () => {
    const article = await made({ approve: true })
    for (let i = 0; i < 5; i += 1) await ask({ query: `退款怎么还没到${i}`, articleId: article.id, place: 1 })
    const [group] = (await repeats()).rows
    expect(group).toMatchObject({ kind: 'again', change: 'page', times: 5, title: '退款到账时间' })
    const change = (body: object) =>
      chat.call('PUT /api/knowledge/repeats/:id', {
        headers: shop.lead.headers,
        params: { id: group?.id ?? '' },
        body: { version: group?.version, ...body } as never,
      })
    const changed = (await change({ state: 'changed', ownerId: agent.memberId })).body
    expect(changed).toMatchObject({ state: 'changed', ownerName: agent.displayName, before: 5, after: 0 })
    expect((await change({ state: 'changed' })).code).toBe('state.version')
    await chat.desk.clock.advance(15 * 86_400_000)
    await chat.composed.knowledge.tend()
    expect((await repeats(true)).rows[0]).toMatchObject({ state: 'stopped', after: 0 })
    // Asked again after that, it goes on.
    await ask({ query: '退款怎么还没到', articleId: article.id })
    expect((await repeats()).rows[0]).toMatchObject({ state: 'goes_on' })
  })

  test('is kept without numbers and addresses that name a person', async () => {
    const asked = (
      await ask({ query: '我电话13812345678 邮箱 a.b@c.com 几天到', articleId: null, way: 'unknown' })
    ).body
    expect(asked.query).toBe('我电话 邮箱 几天到')
  })

  test('and who may: an answer needs an article, not knowing needs none', async () => {
    expect((await ask({ query: 'x', articleId: null })).code).toBe('request.invalid')
    expect((await ask({ query: 'x', articleId: newId() })).code).toBe('not_found')
  })
})

describe('did it answer?', () => {
  const answered = async (buyerSays: string) => {
    const article = await made({ title: '退款到账时间', answer: '一到三天到账', approve: true })
    const buyer = await buildBuyer(chat, shop)
    const first = await buyer.write('钱啥时候回来呀')
    expect(first.status).toBe(200)
    await chat.settle()
    const { waiting } = await inboxOf(chat, shop.owner)
    const conversationId = waiting[0]?.id ?? ''
    await ask({
      query: '钱啥时候回来呀',
      articleId: article.id,
      place: 2,
      way: 'inserted',
      said: '一到三天到账',
      conversationId,
      messageNumber: 1,
    })
    await chat.settle()
    await chat.desk.clock.advance(1000)
    await answer(chat, agent, conversationId, '您好，一到三天到账')
    await chat.settle()
    await chat.desk.clock.advance(1000)
    await buyer.write(buyerSays)
    await chat.settle()
    const { asked } = (
      await chat.call('GET /api/knowledge/asked/last', { headers: agent.headers, query: { conversationId } })
    ).body
    return { asked, article }
  }
  test('[KB-05] thanks say yes, and the buyer’s words become a phrasing of the article', async () => {
    const { asked, article } = await answered('好的谢谢')
    expect(asked).toMatchObject({ isSent: true, answered: 'yes', answeredBy: 'buyer' })
    expect((await read(article.id)).learned).toEqual(['钱啥时候回来呀'])
    expect((await read(article.id)).asked).toEqual({ times: 1, yes: 1, no: 0 })
    // An agent's click may correct it, and takes it back.
    await chat.call('PUT /api/knowledge/asked/:id/answered', {
      headers: agent.headers,
      params: { id: asked?.id ?? '' },
      body: { answered: 'no' },
    })
    expect((await read(article.id)).learned).toEqual([])
  })
  test('the same question once more says no', async () => {
    expect((await answered('我的钱啥时候回来')).asked).toMatchObject({ answered: 'no', answeredBy: 'buyer' })
  })
  test('another matter says nothing', async () => {
    expect((await answered('还有别的颜色吗')).asked).toMatchObject({ answered: 'unknown' })
  })
})
