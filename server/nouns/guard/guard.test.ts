import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { answer, buildBuyer, inboxOf, openChatDesk, type ChatDesk } from '#test/builders/chat.ts'
import { buildMember, type TestPerson, type TestShop } from '#test/builders/staff.ts'
import { defaultActions, defaultLimits } from '#contract/guard/kinds.ts'
import { newId } from '#platform/ids/ids.ts'

let chat: ChatDesk
beforeAll(async () => {
  chat = await openChatDesk()
})
afterAll(() => chat.close())

const waiting = async (shop: TestShop, text = '茶壶的盖子碎了') => {
  const buyer = await buildBuyer(chat, shop)
  await buyer.write(text)
  const row = (await inboxOf(chat, shop.owner)).waiting.find((one) => one.lastText === text)
  if (!row) throw new Error('nobody waits')
  return { buyer, id: row.id }
}
const logOf = async (person: TestPerson, query: { view?: 'words' | 'unanswered' } = {}) =>
  (await chat.call('GET /api/guard/log', { query, headers: person.headers })).body.rows
const guardOf = async (person: TestPerson) =>
  (await chat.call('GET /api/guard', { headers: person.headers })).body

describe('[PHR-06] an answer that sends the buyer away', () => {
  test('is refused with what was found and the better phrase, reaches nobody, and stands in the quality log', async () => {
    const shop = await chat.shop({ agents: 1 })
    const { buyer, id } = await waiting(shop)
    const refused = await answer(chat, shop.owner, id, '我不是负责售后的，你联系一下我们的售后工作人员哦')
    expect(refused).toMatchObject({ status: 422, code: 'message.guarded' })
    const { findings } = (
      refused.body as unknown as { details: { findings: { kind: string; fix: unknown }[] } }
    ).details
    expect(findings.map(({ kind }) => kind)).toContain('deflection')
    expect(findings[0]?.fix).toMatchObject({ start: 0 })
    expect((await buyer.history()).filter((message) => message.author === 'agent')).toEqual([])
    await chat.settle()
    expect(await logOf(shop.owner)).toMatchObject([
      { kind: 'deflection', outcome: 'blocked', conversationId: id, memberId: shop.ownerId },
    ])
  })
  test('is refused for a key of another program as well', async () => {
    const shop = await chat.shop()
    const { id } = await waiting(shop)
    const { secret } = await chat.composed.staff.keys.make(shop.shopId, null, {
      name: 'bot',
      scopes: ['conversations:write'],
      expiresAt: null,
    })
    const refused = await chat.call('POST /api/conversations/:id/messages', {
      params: { id },
      body: { clientId: newId(), text: '你去找我们的售后吧' },
      headers: { authorization: `Bearer ${secret}` },
    })
    expect(refused).toMatchObject({ status: 422, code: 'message.guarded' })
  })
  test('may be sent once the shop only wants to be told, and is then logged', async () => {
    const shop = await chat.shop()
    const { id } = await waiting(shop)
    const set = await chat.call('PUT /api/guard', {
      body: { actions: { ...defaultActions, deflection: 'warn' }, limits: defaultLimits, version: 0 },
      headers: shop.owner.headers,
    })
    expect(set.body).toMatchObject({ version: 1, actions: { deflection: 'warn' } })
    expect((await answer(chat, shop.owner, id, '你去找我们的售后吧')).status).toBe(200)
    expect(await logOf(shop.owner)).toMatchObject([
      { kind: 'deflection', outcome: 'sent_anyway', isSeen: false },
    ])
    const late = await chat.call('PUT /api/guard', {
      body: { actions: defaultActions, limits: defaultLimits, version: 0 },
      headers: shop.owner.headers,
    })
    expect(late.code).toBe('state.version')
  })
})

describe('[BUY-07] what was warned of and what nobody answered', () => {
  test('a warned text that is sent anyway, and one that was changed, are kept with the answer', async () => {
    const shop = await chat.shop()
    const { id } = await waiting(shop)
    const sent = await answer(chat, shop.owner, id, '绝对能到，最好的快递', {
      guard: { seen: ['promise'], changed: [{ kind: 'argument', found: '不是说了吗' }] },
    })
    expect(sent.status).toBe(200)
    const rows = await logOf(shop.owner)
    expect(rows.map(({ kind, outcome, isSeen }) => `${kind} ${outcome} ${isSeen}`).sort()).toEqual([
      'argument changed true',
      'promise sent_anyway true',
      'superlative sent_anyway false',
    ])
    expect(rows.every((row) => row.sentence === '绝对能到，最好的快递')).toBe(true)
  })
  test('a turn that ended without an answer stands in the log with what was asked', async () => {
    const shop = await chat.shop()
    const { id } = await waiting(shop, '还有人吗？')
    await chat.call('POST /api/conversations/:id/closing', {
      params: { id },
      body: { anyway: true },
      headers: shop.owner.headers,
    })
    expect(await logOf(shop.owner, { view: 'unanswered' })).toMatchObject([
      { conversationId: id, outcome: 'unanswered', sentence: '还有人吗？', kind: null },
    ])
  })
  test('only leads read it, and no other shop', async () => {
    const shop = await chat.shop()
    const other = await chat.shop()
    const { id } = await waiting(shop)
    await answer(chat, shop.owner, id, '绝对能到')
    expect(await logOf(other.owner)).toEqual([])
    const agent = await buildMember(chat.desk, shop, { displayName: 'Agent', roles: ['agent'] })
    expect((await chat.call('GET /api/guard/log', { headers: agent.headers })).code).toBe('access.denied')
  })
})

test('[PHR-15] the tone of each answer is kept, and counted for each person', async () => {
  const shop = await chat.shop()
  const { id } = await waiting(shop)
  await answer(chat, shop.owner, id, '您好，给您添麻烦了，我来帮您处理。')
  await answer(chat, shop.owner, id, '不是说了吗')
  await answer(chat, shop.owner, id, '有货')
  const tones = await chat.call('GET /api/guard/tones', { query: { days: 7 }, headers: shop.owner.headers })
  expect(tones.body.rows).toMatchObject([
    { memberId: shop.ownerId, answers: 3, polite: 1, warm: 1, arguing: 1, sentAnyway: 1 },
  ])
})

describe('the lists are the shop’s', () => {
  test('[ORD-04] own words are found at once, are changed under a version, and can be taken away again', async () => {
    const shop = await chat.shop()
    const { id } = await waiting(shop)
    const body = {
      kind: 'exaggeration' as const,
      language: 'zh' as const,
      words: ['宇宙好壶'],
      reason: '没人信',
    }
    const added = await chat.call('POST /api/guard/entries', { body, headers: shop.owner.headers })
    expect(added.body).toMatchObject({ origin: 'own', words: ['宇宙好壶'] })
    await answer(chat, shop.owner, id, '这是宇宙好壶')
    expect(await logOf(shop.owner)).toMatchObject([{ kind: 'exaggeration', found: '宇宙好壶' }])
    const rowId = added.body.rowId ?? ''
    const changed = await chat.call('PUT /api/guard/entries/:id', {
      params: { id: rowId },
      body: { ...body, action: 'block', version: added.body.version },
      headers: shop.owner.headers,
    })
    expect(changed.body).toMatchObject({ action: 'block', version: 2 })
    expect((await answer(chat, shop.owner, id, '这是宇宙好壶')).code).toBe('message.guarded')
    const stale = await chat.call('PUT /api/guard/entries/:id', {
      params: { id: rowId },
      body: { ...body, version: 1 },
      headers: shop.owner.headers,
    })
    expect(stale.code).toBe('state.version')
    await chat.call('DELETE /api/guard/entries/:id', { params: { id: rowId }, headers: shop.owner.headers })
    expect((await answer(chat, shop.owner, id, '这是宇宙好壶')).status).toBe(200)
  })
  test('a shipped entry can be written anew, and stands as it came when that is taken away', async () => {
    const shop = await chat.shop()
    const before = (await guardOf(shop.owner)).entries.find(
      (entry) => entry.id === 'deflection.zh.go_and_ask',
    )
    const changed = await chat.call('POST /api/guard/entries', {
      body: {
        shipped: 'deflection.zh.go_and_ask',
        kind: 'deflection',
        language: 'zh',
        words: ['去找售后'],
        action: 'off',
        reason: '先不管',
      },
      headers: shop.owner.headers,
    })
    const read = async () =>
      (await guardOf(shop.owner)).entries.find((entry) => entry.id === 'deflection.zh.go_and_ask')
    expect(await read()).toMatchObject({ origin: 'changed', action: 'off', words: ['去找售后'] })
    await chat.call('DELETE /api/guard/entries/:id', {
      params: { id: changed.body.rowId ?? '' },
      headers: shop.owner.headers,
    })
    expect(await read()).toEqual(before)
  })
  test('words that cannot be read are refused by their line', async () => {
    const shop = await chat.shop()
    const refused = await chat.call('POST /api/guard/entries', {
      body: { kind: 'promise', language: 'zh', words: ['好的', '(坏了'] },
      headers: shop.owner.headers,
    })
    expect(refused).toMatchObject({
      status: 422,
      code: 'guard.words',
      body: { details: { line: '(坏了', fault: 'brackets' } },
    })
  })
  test('one shop’s words are none of another’s', async () => {
    const [one, other] = [await chat.shop(), await chat.shop()]
    await chat.call('POST /api/guard/entries', {
      body: { kind: 'deflection', language: 'zh', words: ['今天天气'] },
      headers: one.owner.headers,
    })
    const { id } = await waiting(other)
    expect((await answer(chat, other.owner, id, '今天天气')).status).toBe(200)
  })
})

describe('what the desk knows', () => {
  const shelf = async (shop: TestShop) => {
    const made = await chat.call('POST /api/products', {
      body: { name: '白蜡木壁挂架', status: 'on_sale' },
      headers: shop.owner.headers,
    })
    const params = { id: made.body.id }
    await chat.call('POST /api/products/:id/facts', {
      params,
      body: { key: '承重', value: '12', unit: '公斤', language: 'zh', source: '工厂检测' },
      headers: shop.owner.headers,
    })
    await chat.call('POST /api/products/:id/prices', {
      params,
      body: { kind: 'list', amount: { minor: 16_800, currency: 'CNY' } },
      headers: shop.owner.headers,
    })
    return made.body.id
  }
  test('[ORD-04] [PRC-06] a figure against the product’s facts and a price that is not marked are found', async () => {
    const shop = await chat.shop()
    const product = await shelf(shop)
    const { id } = await waiting(shop, '白蜡木壁挂架能放书吗')
    const known = await chat.call('GET /api/conversations/:id/guard', {
      params: { id },
      headers: shop.owner.headers,
    })
    expect(known.body.products).toMatchObject([
      {
        id: product,
        facts: [{ key: '承重', value: '12', unit: '公斤' }],
        prices: [{ kind: 'list', minor: 16_800 }],
      },
    ])
    expect(known.body.buyerSaid).toEqual(['白蜡木壁挂架能放书吗'])
    const tried = await chat.call('POST /api/guard/readings', {
      body: { text: '能，承重 15 公斤，单价只要 120 元', conversationId: id },
      headers: shop.owner.headers,
    })
    expect(tried.body.findings.map(({ kind, action }) => `${kind} ${action}`)).toEqual([
      'claim warn',
      'price_change warn',
    ])
    await answer(chat, shop.owner, id, '能，承重 15 公斤')
    expect(await logOf(shop.owner)).toMatchObject([{ kind: 'claim', outcome: 'sent_anyway' }])
    expect((await answer(chat, shop.owner, id, '更正：承重 12 公斤，168 元')).status).toBe(200)
    expect(await logOf(shop.owner)).toHaveLength(1)
  })
  test('[PRC-06] the price of a special offer is a marked one while it runs, and one of a physical shop is as old as it is', async () => {
    const shop = await chat.shop()
    const product = await shelf(shop)
    const { id } = await waiting(shop, '白蜡木壁挂架多少钱')
    const found = async (text: string) =>
      (
        await chat.call('POST /api/guard/readings', {
          body: { text, conversationId: id },
          headers: shop.owner.headers,
        })
      ).body.findings.map(({ kind }) => kind)
    expect(await found('单价只要 129 元')).toEqual(['price_change'])
    const offer = await chat.call('POST /api/offers', {
      headers: shop.owner.headers,
      body: {
        name: '周末特价',
        kind: 'special',
        terms: { prices: [{ productId: product, minor: 12_900 }] },
        audience: 'all',
        productIds: [],
        storeIds: [],
        startsAt: null,
        endsAt: null,
        campaignId: null,
        state: 'running',
      },
    })
    expect(offer.status).toBe(200)
    expect(await found('单价只要 129 元')).toEqual([])
    expect(await found('专柜卖 239 元')).toEqual(['stale_price'])
    await chat.call('POST /api/products/:id/prices', {
      headers: shop.owner.headers,
      params: { id: product },
      body: { kind: 'physical_shop', amount: { minor: 23_900, currency: 'CNY' } },
    })
    expect(await found('专柜卖 239 元')).toEqual([])
  })
  test('[PHR-10] ready sentences in a row are counted, and one’s own words begin anew', async () => {
    const shop = await chat.shop()
    const { id } = await waiting(shop)
    const phrases = (await chat.call('GET /api/phrases', { headers: shop.owner.headers })).body.rows
    const phrase = phrases.find((one) => one.shortcut === '尺寸')
    if (!phrase) throw new Error('no phrase')
    const canned = (text = phrase.text) => answer(chat, shop.owner, id, text, { phraseId: phrase.id })
    for (let i = 0; i < 3; i++) await canned()
    const talk = async () =>
      (await chat.call('GET /api/conversations/:id/guard', { params: { id }, headers: shop.owner.headers }))
        .body.talk
    expect(await talk()).toEqual({ answers: 3, canned: 3, inRow: 3 })
    expect(await logOf(shop.owner)).toEqual([])
    await canned()
    expect(await logOf(shop.owner)).toMatchObject([{ kind: 'canned', outcome: 'sent_anyway' }])
    await canned(`${phrase.text}您这件量过，是 40 厘米。`)
    expect(await talk()).toEqual({ answers: 5, canned: 4, inRow: 0 })
  })
})
