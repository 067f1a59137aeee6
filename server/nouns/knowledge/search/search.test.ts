import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { likelyFrom } from '#contract/knowledge/kinds.ts'
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
const { made, search, titles, act } = knowledgeOf(
  () => chat,
  () => ({ lead: shop.lead, agent }),
)

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
