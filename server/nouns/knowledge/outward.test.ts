import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { packText } from '#contract/knowledge/pack-text.ts'
import type { Article } from '#contract/knowledge/knowledge.ts'
import { buildBuyer } from '#test/builders/chat.ts'
import { openOfferDesk, type OfferDeskForTests } from '#test/builders/offers-desk.ts'
import type { TestPerson, TestShop } from '#test/builders/staff.ts'

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
})

const made = async (body: object): Promise<Article> => {
  const reply = await desk.call('POST /api/knowledge/articles', {
    headers: shop.lead.headers,
    body: {
      section: 'use',
      language: 'zh',
      title: '怎么洗',
      answer: '{hail}，冷水手洗。',
      approve: true,
      ...body,
    } as never,
  })
  expect(reply.status).toBe(200)
  return reply.body
}
const fact = (id: string, key: string, value: string, more: object = {}) =>
  desk.call('POST /api/products/:id/facts', {
    headers: shop.lead.headers,
    params: { id },
    body: { key, value, source: '质检报告', language: 'zh', ...more } as never,
  })
const search = async (q: string, conversationId?: string) =>
  (
    await desk.call('GET /api/knowledge/search', {
      headers: agent.headers,
      query: { q, approved: true, ...(conversationId && { conversationId }) },
    })
  ).body

describe('[KB-12] facts in force', () => {
  test('stand beside the articles as a sentence with its source: of what the talk names, else of what was bought', async () => {
    const throwOne = await desk.product(shop, '天丝凉感被', 30000)
    await fact(throwOne.id, '材质', '天丝')
    await desk.order(shop, 'ida@example.org', [['天丝凉感被', 1, '300.00']])
    const buyer = await desk.buyer(shop, 'ida@example.org')
    const id = await buyer.says('你好')
    expect((await search('是什么料的', id)).facts).toMatchObject([
      { productName: '天丝凉感被', sentence: '材质：天丝（来源：质检报告）', source: '质检报告' },
    ])
    expect((await search('什么时候发货', id)).facts).toEqual([])
    // Without a talk the product must be named.
    expect((await search('是什么料的')).facts).toEqual([])
    expect((await search('天丝凉感被是什么料的')).facts).toHaveLength(1)
  })

  test('are what is claimed from: one that ended is offered no more, and what says otherwise is held against the text', async () => {
    const cover = await desk.product(shop, '素棉被套', 20000)
    const { body } = await fact(cover.id, '材质', '棉')
    const buyer = await desk.buyer(shop)
    const id = await buyer.says('素棉被套是什么料的')
    const offered = (await search('素棉被套是什么料的', id)).facts[0]
    expect(offered?.sentence).toContain('材质：棉')
    const reads = async (text: string) =>
      (
        await desk.call('POST /api/guard/readings', {
          headers: agent.headers,
          body: { text, conversationId: id } as never,
        })
      ).body
    expect(JSON.stringify(await reads('这款被套的材质是真丝的'))).toContain('claim')
    expect(JSON.stringify(await reads(offered?.sentence ?? ''))).not.toContain('claim')
    await desk.call('DELETE /api/products/:id/facts/:factId', {
      headers: shop.lead.headers,
      params: { id: cover.id, factId: body.facts[0]?.id ?? '' },
    })
    expect((await search('素棉被套是什么料的', id)).facts).toEqual([])
  })

  test('of another shop are nobody’s', async () => {
    const cup = await desk.product(shop, '公道杯', 9000)
    await fact(cup.id, '容量', '200', { unit: 'ml' })
    shop = await desk.shop()
    agent = shop.agents[0] as TestPerson
    expect((await search('公道杯能装多少')).facts).toEqual([])
  })
})

describe('[KB-03] what goes to the buyer of a product', () => {
  const suiting = async (query: object) =>
    (await desk.call('GET /api/knowledge/packs', { headers: agent.headers, query })).body
  test('is what is approved about it, for the products of the buyer’s last order, in chat and on the order', async () => {
    const throwOne = await desk.product(shop, '盖毯', 30000)
    const cup = await desk.product(shop, '杯子', 3000)
    await made({ productIds: [throwOne.id] })
    await made({ productIds: [throwOne.id], title: '试用', mark: 'trial', answer: '我用了一周' })
    await made({ productIds: [throwOne.id], title: '草稿', approve: false })
    await made({ productIds: [cup.id], title: '杯子的' })
    await desk.order(shop, 'ida@example.org', [['杯子', 1, '30.00']], { minutesAgo: '9000' })
    const orderId = await desk.order(shop, 'ida@example.org', [['盖毯', 1, '300.00']])
    const buyer = await desk.buyer(shop, 'ida@example.org')
    const id = await buyer.says('收到了')
    const found = await suiting({ conversationId: id })
    expect(packText(found.rows, found.language)).toBe('「盖毯」用得着的：\n- 怎么洗：冷水手洗。')
    expect(await suiting({ orderId })).toMatchObject({
      conversationId: id,
      rows: [{ productName: '盖毯', isChosen: false }],
    })
    expect((await desk.call('GET /api/knowledge/packs', { headers: agent.headers, query: {} })).code).toBe(
      'request.invalid',
    )
  })

  test('may be chosen: an article left out stays out until the default is wanted again; what is not approved cannot be in it', async () => {
    const throwOne = await desk.product(shop, '盖毯', 30000)
    const wash = await made({ productIds: [throwOne.id] })
    const store = await made({ productIds: [throwOne.id], title: '怎么收纳' })
    const draft = await made({ productIds: [throwOne.id], title: '草稿', approve: false })
    const read = async () =>
      (
        await desk.call('GET /api/knowledge/packs/:productId', {
          headers: agent.headers,
          params: { productId: throwOne.id },
        })
      ).body
    const choose = (items: object[] | null, version: number) =>
      desk.call('PUT /api/knowledge/packs/:productId', {
        headers: agent.headers,
        params: { productId: throwOne.id },
        body: { items, version } as never,
      })
    expect((await read()).pack.items).toHaveLength(2)
    expect((await choose([{ articleId: draft.id }], 0)).code).toBe('request.invalid')
    expect((await choose([{ articleId: store.id }], 0)).body).toMatchObject({
      isChosen: true,
      version: 1,
      items: [{ id: store.id }],
    })
    expect((await choose([], 0)).code).toBe('state.version')
    expect((await read()).others.map(({ id }) => id)).toEqual([wash.id])
    expect((await choose(null, 1)).body).toMatchObject({ isChosen: false, version: 0 })
  })

  test('[KB-04] the card has its questions and care in one language, and none that asks for a figure', async () => {
    const throwOne = await desk.product(shop, '盖毯', 30000)
    await made({ productIds: [throwOne.id] })
    await made({ productIds: [throwOne.id], title: '多久到', section: 'faq', answer: '{days} 天到' })
    await made({ productIds: [throwOne.id], title: '由来', section: 'product', answer: '羊毛来自内蒙古' })
    await made({ productIds: [throwOne.id], title: 'Care', language: 'en', answer: '{hail}, wash it cold.' })
    const card = async (language: 'zh' | 'en') =>
      (
        await desk.call('GET /api/knowledge/cards/:productId', {
          headers: agent.headers,
          params: { productId: throwOne.id },
          query: { language },
        })
      ).body
    expect(await card('zh')).toMatchObject({
      productName: '盖毯',
      rows: [{ title: '怎么洗', answer: '冷水手洗。' }],
      languages: { zh: 1, en: 1 },
    })
    expect((await card('en')).rows).toMatchObject([{ title: 'Care', answer: 'Wash it cold.' }])
  })
})

describe('[KB-08] what buyers find by themselves', () => {
  const lookUp = async (headers: Record<string, string>, q?: string) =>
    (await desk.call('GET /api/widget/answers', { headers, query: { ...(q && { q }) } })).body
  test('is approved, public and of a kind that may be: never drafts, rules, trials, the team’s text or another shop’s', async () => {
    const throwOne = await desk.product(shop, '盖毯', 30000)
    const common = { title: '退货运费谁出', answer: '{hail}，质量问题我们出。', section: 'faq' }
    const open = await made({ ...common, isPublic: true, body: '内部：别主动说' })
    await made({ ...common, title: '退货运费的内部标准' })
    await made({ ...common, title: '寄回来的邮费（草稿）', isPublic: true, approve: false })
    await made({ ...common, title: '退货要付多少钱', isPublic: true, answer: '{amount} 元' })
    await made({ title: '怎么开发票', isPublic: false })
    for (const wrong of [
      { section: 'rule' },
      { mark: 'empathy' },
      { mark: 'trial', productIds: [throwOne.id] },
    ]) {
      const refused = await desk.call('POST /api/knowledge/articles', {
        headers: shop.lead.headers,
        body: { ...common, language: 'zh', isPublic: true, ...wrong } as never,
      })
      expect(refused.code).toBe('request.invalid')
    }
    const buyer = await buildBuyer(desk, shop, { language: 'zh' })
    const expected = [{ id: open.id, title: '退货运费谁出', answer: '质量问题我们出。' }]
    expect((await lookUp(buyer.headers, '寄回去要我掏钱吗')).rows).toEqual(expected)
    expect((await lookUp(buyer.headers)).rows).toEqual(expected)
    const other = await buildBuyer(desk, await desk.shop(), { language: 'zh' })
    expect((await lookUp(other.headers, '寄回去要我掏钱吗')).rows).toEqual([])
    expect((await desk.call('GET /api/widget/answers', { query: { q: '退货' } })).code).toBe(
      'session.missing',
    )
    // Put away, it is gone at once.
    await desk.call('POST /api/knowledge/articles/:id/retirement', {
      headers: shop.lead.headers,
      params: { id: open.id },
      body: { version: open.version },
    })
    expect((await lookUp(buyer.headers)).rows).toEqual([])
  })

  test('and whether it answered is kept once for each buyer; three strangers teach the search, one does not', async () => {
    const open = await made({ title: '退货运费谁出', section: 'faq', isPublic: true })
    const hidden = await made({ title: '内部的', section: 'faq' })
    const learned = async () =>
      (
        await desk.call('GET /api/knowledge/articles/:id', {
          headers: agent.headers,
          params: { id: open.id },
        })
      ).body
    for (const i of [1, 2, 3]) {
      const buyer = await buildBuyer(desk, shop, { language: 'zh' })
      const say = (id: string, answered: 'yes' | 'no') =>
        desk.call('POST /api/widget/answers/:id/verdict', {
          headers: buyer.headers,
          params: { id },
          body: { q: '掏邮费的是谁', answered },
        })
      expect((await say(hidden.id, 'yes')).code).toBe('not_found')
      expect((await say(open.id, 'yes')).status).toBe(200)
      expect((await say(open.id, 'yes')).status).toBe(200)
      expect(await learned()).toMatchObject({
        asked: { times: i, yes: i },
        learned: i < 3 ? [] : ['掏邮费的是谁'],
      })
    }
  })

  test('a buyer who goes too fast is asked to wait', async () => {
    await made({ isPublic: true })
    const buyer = await buildBuyer(desk, shop, { language: 'zh' })
    const codes = await Promise.all(
      Array.from({ length: 40 }, () => desk.call('GET /api/widget/answers', { headers: buyer.headers })),
    )
    expect(codes.some(({ code }) => code === 'request.too_many')).toBe(true)
  })
})

test('[KB-11] a new shop has examples of feeling before matter in both languages; quizzes ask them among each other, the buyer never finds them', async () => {
  shop = await desk.shop({ seeds: [desk.composed.knowledge.seed] })
  agent = shop.agents[0] as TestPerson
  const { rows } = (
    await desk.call('GET /api/knowledge/articles', { headers: agent.headers, query: { mark: 'empathy' } })
  ).body
  expect(new Set(rows.map(({ language }) => language))).toEqual(new Set(['zh', 'en']))
  expect(rows.every(({ state, isPublic }) => state === 'approved' && !isPublic)).toBe(true)
  const one = (
    await desk.call('GET /api/knowledge/articles/:id', {
      headers: agent.headers,
      params: { id: rows[0]?.id ?? '' },
    })
  ).body
  expect(one.latest.body).toMatch(/^## (先认出感受|First the feeling)/)
  const asked = await desk.desk.db.inShop(shop.shopId, (tx) =>
    desk.composed.knowledge.forQuizzes(tx, shop.shopId, 'zh'),
  )
  expect(asked.filter(({ family }) => family === 'empathy').length).toBeGreaterThan(2)
  const buyer = await buildBuyer(desk, shop, { language: 'zh' })
  const found = await desk.call('GET /api/widget/answers', {
    headers: buyer.headers,
    query: { q: rows[0]?.title ?? '' },
  })
  expect(found.body.rows.map(({ id }) => id)).not.toContain(rows[0]?.id)
})
