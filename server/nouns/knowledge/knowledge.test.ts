import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openChatDesk, type ChatDesk } from '#test/builders/chat.ts'
import { knowledgeOf } from '#test/builders/knowledge.ts'
import type { TestPerson, TestShop } from '#test/builders/staff.ts'

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
const { write, made, search, titles, read, list, act } = knowledgeOf(
  () => chat,
  () => ({ lead: shop.lead, agent }),
)

describe('an article', () => {
  test('is listed with those of its language, or with all', async () => {
    await made({ title: '退款到账时间' })
    await made({ title: 'When a refund arrives', language: 'en' })
    const listed = async (query: object) => (await list(query)).map(({ title }) => title).sort()
    expect(await listed({ section: 'faq', language: 'zh' })).toEqual(['退款到账时间'])
    expect(await listed({ section: 'faq', language: 'en' })).toEqual(['When a refund arrives'])
    expect(await listed({ section: 'faq' })).toEqual(['When a refund arrives', '退款到账时间'])
  })
  test('[KB-02] stands in one of the sections, is drafted by an agent, approved by a lead, and every edition stays', async () => {
    const draft = await made({ section: 'use', answer: '一到三天', body: '# 说明' }, agent)
    expect(draft).toMatchObject({
      state: 'draft',
      isPending: true,
      latest: { section: 'use', edition: 1 },
      live: null,
    })
    expect((await write({ approve: true }, agent)).code).toBe('access.denied')
    expect((await act('POST /api/knowledge/articles/:id/approval', draft, agent)).code).toBe('access.denied')
    const approved = (await act('POST /api/knowledge/articles/:id/approval', draft)).body
    expect(approved).toMatchObject({
      state: 'approved',
      isPending: false,
      latest: { approvedByName: 'Lead Chen' },
    })
    const changed = await chat.call('PUT /api/knowledge/articles/:id', {
      headers: agent.headers,
      params: { id: draft.id },
      body: {
        section: 'use',
        language: 'zh',
        title: '退款多久到',
        answer: '两天',
        version: approved.version,
      },
    })
    // What buyers are told stays what was approved.
    expect(changed.body).toMatchObject({
      state: 'approved',
      isPending: true,
      latest: { edition: 2, answer: '两天' },
      live: { edition: 1, answer: '一到三天' },
    })
    expect((await act('POST /api/knowledge/articles/:id/approval', approved)).code).toBe('state.version')
    expect((await list({ view: 'pending' })).map(({ title }) => title)).toEqual(['退款到账时间'])
    await act('POST /api/knowledge/articles/:id/approval', changed.body)
    const { rows } = (
      await chat.call('GET /api/knowledge/articles/:id/editions', {
        headers: agent.headers,
        params: { id: draft.id },
      })
    ).body
    expect(rows.map(({ edition, answer: said }) => [edition, said])).toEqual([
      [2, '两天'],
      [1, '一到三天'],
    ])
  })

  test('that was put away is found no more, and comes back as a draft', async () => {
    const article = await made({ approve: true })
    expect(await titles('退款几天到账')).toEqual(['退款到账时间'])
    await act('POST /api/knowledge/articles/:id/retirement', article)
    expect(await titles('退款几天到账')).toEqual([])
    await chat.call('DELETE /api/knowledge/articles/:id/retirement', {
      headers: shop.lead.headers,
      params: { id: article.id },
    })
    expect((await search('退款几天到账'))[0]).toMatchObject({ state: 'draft' })
    expect(await search('退款几天到账', { approved: true })).toEqual([])
  })

  test('[KB-10] of a trial names who tried which product and when', async () => {
    const product = (
      await chat.call('POST /api/products', { headers: shop.lead.headers, body: { name: '暖光台灯' } })
    ).body
    expect((await write({ mark: 'trial' }, agent)).code).toBe('request.invalid')
    const trial = await made(
      {
        title: '用了一周',
        section: 'product',
        mark: 'trial',
        productIds: [product.id],
        trialOn: '2026-03-01',
      },
      agent,
    )
    expect(trial.latest).toMatchObject({
      mark: 'trial',
      trial: { byName: agent.displayName, on: '2026-03-01' },
      products: [{ id: product.id, name: '暖光台灯' }],
    })
    expect((await list({ productId: product.id })).map(({ id }) => id)).toEqual([trial.id])
  })

  test('[KB-09] tells what a wrong use of a product leads to, found by the product’s name', async () => {
    const product = (
      await chat.call('POST /api/products', { headers: shop.lead.headers, body: { name: '羊毛盖毯' } })
    ).body
    await made({
      title: '热水洗的后果',
      section: 'use',
      mark: 'wrong_use',
      productIds: [product.id],
      answer: '会缩水',
    })
    const [first] = await search('盖毯拿热水洗会怎样')
    expect(first).toMatchObject({ title: '热水洗的后果', mark: 'wrong_use' })
  })

  test('[KB-13] of the rules is read and acknowledged by each, and again after a change', async () => {
    const rule = await made({ section: 'rule', title: '在线时间', approve: true })
    const acknowledge = (edition: number, person: TestPerson = agent) =>
      chat.call('POST /api/knowledge/articles/:id/acknowledgement', {
        headers: person.headers,
        params: { id: rule.id },
        body: { edition },
      })
    expect((await list({ view: 'rules' }))[0]).toMatchObject({ read: { byMe: false, people: 0 } })
    expect((await acknowledge(1)).status).toBe(200)
    expect((await acknowledge(1)).status).toBe(200)
    expect((await acknowledge(2)).code).toBe('state.conflict')
    expect((await list({ view: 'rules' }))[0]).toMatchObject({ read: { byMe: true, people: 1 } })
    expect((await read(rule.id, shop.lead)).read).toMatchObject({ byMe: false, people: [agent.displayName] })
    const { version } = await read(rule.id)
    await chat.call('PUT /api/knowledge/articles/:id', {
      headers: shop.lead.headers,
      params: { id: rule.id },
      body: { section: 'rule', language: 'zh', title: '在线时间', body: '新', approve: true, version },
    })
    expect((await read(rule.id)).read).toMatchObject({ byMe: false, people: [] })
  })

  test('has somebody who keeps it right, and a day on which it is looked at again', async () => {
    const article = await made({ approve: true })
    await chat.call('PUT /api/knowledge/articles/:id/care', {
      headers: shop.lead.headers,
      params: { id: article.id },
      body: { ownerId: agent.memberId, reviewOn: '2020-01-01' },
    })
    expect(await list({ view: 'review' })).toMatchObject([
      { ownerName: agent.displayName, isReviewDue: true },
    ])
  })
})

test('[BUY-01] [BUY-02] a new shop has the purchase steps and why paying is safe, approved, in both languages', async () => {
  const seeded = await chat.shop({ seeds: [chat.composed.knowledge.seed] })
  for (const [q, title] of [
    ['我不会下单', '购买步骤'],
    ['怕被骗', '付款安全吗'],
    ['how do i place an order', 'How to buy'],
    ['is this a scam', 'Is it safe to pay?'],
  ] as const) {
    const [first] = await search(q, { approved: true }, seeded.lead)
    expect(first).toMatchObject({ title, state: 'approved' })
    expect(first?.answer).toContain('{hail}')
  }
})
