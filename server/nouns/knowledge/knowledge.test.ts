import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { likelyFrom } from '#contract/knowledge/kinds.ts'
import type { Article } from '#contract/knowledge/knowledge.ts'
import { answer, buildBuyer, inboxOf, openChatDesk, type ChatDesk } from '#test/builders/chat.ts'
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

const write = async (body: object, person: TestPerson = shop.lead) =>
  chat.call('POST /api/knowledge/articles', {
    headers: person.headers,
    body: { section: 'faq', language: 'zh', title: '退款到账时间', ...body } as never,
  })
const made = async (body: object = {}, person?: TestPerson): Promise<Article> => {
  const reply = await write(body, person)
  expect(reply.status).toBe(200)
  return reply.body
}
const search = async (q: string, more: object = {}, person: TestPerson = agent) =>
  (await chat.call('GET /api/knowledge/search', { headers: person.headers, query: { q, ...more } })).body.rows
const titles = async (q: string, more: object = {}) => (await search(q, more)).map(({ title }) => title)
const read = async (id: string, person: TestPerson = agent) =>
  (await chat.call('GET /api/knowledge/articles/:id', { headers: person.headers, params: { id } })).body
const list = async (query: object, person: TestPerson = agent) =>
  (await chat.call('GET /api/knowledge/articles', { headers: person.headers, query })).body.rows
const act = (
  key: 'POST /api/knowledge/articles/:id/approval' | 'POST /api/knowledge/articles/:id/retirement',
  article: Pick<Article, 'id' | 'version'>,
  person: TestPerson = shop.lead,
) =>
  chat.call(key, { headers: person.headers, params: { id: article.id }, body: { version: article.version } })
const ask = async (body: object, person: TestPerson = agent) =>
  chat.call('POST /api/knowledge/asked', { headers: person.headers, body: { way: 'sent', ...body } as never })
const repeats = async (all = false) =>
  (await chat.call('GET /api/knowledge/repeats', { headers: agent.headers, query: { all } })).body

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

describe('the search', () => {
  beforeEach(async () => {
    await made({
      title: '退货运费由谁承担',
      questions: ['退回去的邮费谁出'],
      answer: '质量问题我们出',
      approve: true,
    })
    await made({ title: '发票怎么开', answer: '备注抬头和税号', approve: true })
    await made({ title: '台灯不亮怎么办', answer: '长按五秒', approve: true })
    await made({ language: 'en', title: 'How long is the warranty?', answer: 'Two years.', approve: true })
  })
  test.each([
    ['other words', '寄回去要我自己掏钱吗', '退货运费由谁承担'],
    ['traditional characters', '發票怎麼開', '发票怎么开'],
    ['full width', '发　票？', '发票怎么开'],
    ['pinyin', 'fapiao zenme kai', '发票怎么开'],
    ['pinyin without spaces', 'taidengbuliang', '台灯不亮怎么办'],
    ['initials', 'fpzmk', '发票怎么开'],
    ['a wrong character that sounds right', '太灯不量了', '台灯不亮怎么办'],
    ['a missing character', '灯不亮', '台灯不亮怎么办'],
    ['mixed', '开invoice', '发票怎么开'],
    ['English by the stem', 'is there any warranties', 'How long is the warranty?'],
    ['an English slip', 'waranty?', 'How long is the warranty?'],
  ])('[KB-01] finds by %s', async (_way, q, title) => expect((await titles(q))[0]).toBe(title))

  test.each([
    ['pinyin that names a thing by another name', 'kai piaoju', '发票怎么开'],
    ['a wrong character in another name of it', '太灯打不凯', '台灯不亮怎么办'],
    ['two letters that changed places', 'warrnaty', 'How long is the warranty?'],
  ])('[KB-01] finds by %s', async (_way, q, title) => expect((await titles(q))[0]).toBe(title))

  test.each(['在吗', '你好，谢谢', '收到', '能寄到月球上吗', '股票该买哪只', 'tell me a joke', 'ok thanks'])(
    'offers no answer to %s',
    async (q) => {
      for (const { score } of await search(q)) expect(score).toBeLessThan(likelyFrom)
    },
  )
  test.each(['退货运费谁出', '发票怎么开', '台灯不亮了', 'how long is the warranty'])(
    'offers an answer to %s',
    async (q) => expect((await search(q))[0]?.score).toBeGreaterThanOrEqual(likelyFrom),
  )

  test('what says the same as a better one comes after what says something else', async () => {
    for (const title of ['木凳怎么清洗', '木椅怎么清洗', '木桌怎么清洗'])
      await made({ title, answer: '用湿布擦干净就好，不要泡水', approve: true })
    await made({ title: '地毯清洗', answer: '送去干洗店', approve: true })
    expect((await titles('木凳怎么清洗')).slice(0, 2)).toEqual(['木凳怎么清洗', '地毯清洗'])
  })

  test('a section, a language and what is approved narrow it', async () => {
    const draft = await made({ title: '发票抬头', section: 'industry', answer: '公司全名' }, agent)
    expect(await titles('发票抬头', { section: 'industry' })).toEqual(['发票抬头'])
    expect(await titles('发票', { language: 'en' })).toEqual([])
    expect(await titles('发票抬头', { section: 'industry', approved: true })).toEqual([])
    await act('POST /api/knowledge/articles/:id/approval', draft)
    expect(await titles('发票抬头', { section: 'industry', approved: true })).toEqual(['发票抬头'])
  })

  test('says nothing where nothing is known', async () => {
    expect(await titles('qzxv')).toEqual([])
    expect(await titles('？！')).toEqual([])
  })

  test('[KB-01] knows the shop’s own synonyms at once', async () => {
    expect(await titles('小太阳坏掉')).not.toContain('发票怎么开')
    const added = await chat.call('POST /api/knowledge/synonyms', {
      headers: shop.lead.headers,
      body: { words: ['小太阳', '台灯', '小太阳'] },
    })
    expect(added.body.words).toEqual(['小太阳', '台灯'])
    expect((await titles('小太阳'))[0]).toBe('台灯不亮怎么办')
    await chat.call('DELETE /api/knowledge/synonyms/:id', {
      headers: shop.lead.headers,
      params: { id: added.body.id },
    })
    expect(await titles('小太阳')).not.toContain('台灯不亮怎么办')
  })

  test('an index of an older format is made anew', async () => {
    await chat.desk.db.asSystem((tx) =>
      tx.updateTable('knowledge.indexes').set({ format: 0 }).where('shop_id', '=', shop.shopId).execute(),
    )
    await chat.composed.knowledge.tend()
    expect((await titles('发票怎么开'))[0]).toBe('发票怎么开')
    const { format } = await chat.desk.db.asSystem((tx) =>
      tx
        .selectFrom('knowledge.indexes')
        .select('format')
        .where('shop_id', '=', shop.shopId)
        .executeTakeFirstOrThrow(),
    )
    expect(format).toBeGreaterThan(0)
  })

  test('sees nothing of another shop', async () => {
    const other = await chat.shop()
    expect(await search('发票怎么开', {}, other.lead)).toEqual([])
  })

  test('an article written anew is found by its new words and no longer by the old ones', async () => {
    const article = await made({ title: '螺丝少了', approve: true })
    await chat.call('PUT /api/knowledge/articles/:id', {
      headers: shop.lead.headers,
      params: { id: article.id },
      body: { section: 'faq', language: 'zh', title: '积分兑换', approve: true, version: article.version },
    })
    expect((await titles('积分兑换'))[0]).toBe('积分兑换')
    expect(await titles('螺丝')).toEqual([])
  })
})

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
