import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { answer, buildBuyer, openChatDesk, type ChatDesk } from '#test/builders/chat.ts'
import type { TestPerson, TestShop } from '#test/builders/staff.ts'
import { signIdentity } from '#nouns/conversations/signed-identity.ts'
import type { Selling } from '#contract/purchase/selling.ts'
import { newId } from '#platform/ids/ids.ts'

let chat: ChatDesk
let shop: TestShop
let agent: TestPerson
beforeAll(async () => {
  chat = await openChatDesk()
})
afterAll(() => chat.close())
beforeEach(async () => {
  shop = await chat.shop({ agents: 1 })
  agent = shop.agents[0] as TestPerson
})

const named = (name: string) =>
  signIdentity(
    { login: `${name}@buyer.example`, email: `${name}@buyer.example`, name },
    shop.widgetSecret,
    chat.desk.clock.now(),
  )
/** A buyer who has written; with a name, one the shop's site knows. */
const arrive = async (text: string, name?: string) => {
  const buyer = await buildBuyer(chat, shop, name === undefined ? {} : { identity: named(name) })
  await buyer.write(text)
  await chat.settle()
  const id = (await chat.call('GET /api/conversations', { headers: agent.headers, query: { limit: 1 } })).body
    .rows[0]?.id
  if (!id) throw new Error('nobody arrived')
  return { buyer, id }
}
const params = (id: string) => ({ headers: agent.headers, params: { id } })
const read = async (id: string): Promise<Selling> =>
  (await chat.call('GET /api/conversations/:id/selling', params(id))).body
const say = async (id: string, text: string) => {
  await chat.desk.clock.advance(1000)
  const { status, body } = await answer(chat, agent, id, text)
  expect(status).toBe(200)
  return body.message.id
}
const close = (id: string, body: object = {}) =>
  chat.call('POST /api/conversations/:id/closing', { ...params(id), body })
const product = async (name: string, more: object = {}) =>
  (
    await chat.call('POST /api/products', {
      headers: shop.lead.headers,
      body: { name, status: 'on_sale', ...more },
    })
  ).body.id

describe('the sale beside the chat', () => {
  test('[BUY-09] the needs note is the buyer’s own words, taken from a message or written; recommending may begin where one is', async () => {
    const { id } = await arrive('想给妈妈买个轻一点的茶壶')
    const mayRecommend = () =>
      chat.desk.db.inShop(shop.shopId, (tx) =>
        tx.selectFrom('purchase.v_needs').select('text').where('conversation_id', '=', id).execute(),
      )
    expect([(await read(id)).needs, await mayRecommend()]).toEqual([null, []])
    const [message] = (await chat.call('GET /api/conversations/:id/messages', { ...params(id), query: {} }))
      .body.messages
    const noted = await chat.call('PUT /api/conversations/:id/needs', {
      ...params(id),
      body: { text: '给妈妈，要轻', messageId: message?.id },
    })
    expect(noted.body.needs).toMatchObject({ text: '给妈妈，要轻', messageId: message?.id, by: 'Agent 1' })
    expect(noted.body.guides.map(({ key }) => key)).not.toContain('ask_needs')
    expect(await mayRecommend()).toEqual([{ text: '给妈妈，要轻' }])
    const other = await arrive('在吗')
    const stolen = { text: '别人的话', messageId: message?.id }
    expect(
      (await chat.call('PUT /api/conversations/:id/needs', { ...params(other.id), body: stolen })).status,
    ).toBe(404)
  })

  test('[BUY-03][BUY-14][BUY-15] guidance follows who the buyer is and how they like to buy; what is known of taste stays with the person', async () => {
    const stranger = await arrive('在吗')
    expect((await read(stranger.id)).buyer).toMatchObject({ kind: 'new', customerId: null })
    const taste = { experience: 'price' as const, isEmotional: true }
    expect(
      await chat.call('PUT /api/conversations/:id/taste', { ...params(stranger.id), body: taste }),
    ).toMatchObject({ status: 409, code: 'selling.unknown_buyer' })
    const known = await arrive('在吗', 'ida')
    const set = await chat.call('PUT /api/conversations/:id/taste', { ...params(known.id), body: taste })
    expect(set.body.buyer).toMatchObject(taste)
    expect(set.body.guides.map(({ key }) => key)).toEqual(['ask_needs', 'steps', 'price'])
    expect((await read(stranger.id)).buyer.isEmotional).toBe(false)
  })

  test('[BUY-18][ORD-05] selling points come from the product’s written facts; a product marked unsuitable is in the view that recommendations obey, until it is lifted', async () => {
    const productId = await product('梅子青茶壶')
    await chat.call('POST /api/products/:id/facts', {
      headers: shop.lead.headers,
      params: { id: productId },
      body: { key: '材质', value: '紫泥', language: 'zh', source: '说明书' },
    })
    const { id } = await arrive('青茶壶我再考虑一下', 'ida')
    const sale = await read(id)
    expect(sale).toMatchObject({ isUndecided: true, sellingPoints: '梅子青茶壶：材质是紫泥。' })
    expect(sale.products).toMatchObject([{ id: productId, isSure: true, unsuitable: null }])
    const marked = await chat.call('POST /api/conversations/:id/unsuitable', {
      ...params(id),
      body: { productId, reason: '她要电磁炉上用' },
    })
    expect(marked.body.products[0]?.unsuitable).toMatchObject({ reason: '她要电磁炉上用' })
    const blocked = () =>
      chat.desk.db.inShop(shop.shopId, (tx) =>
        tx.selectFrom('purchase.v_unsuitable').select(['product_id', 'customer_id']).execute(),
      )
    expect(await blocked()).toEqual([{ product_id: productId, customer_id: sale.buyer.customerId }])
    const markId = marked.body.products[0]?.unsuitable?.id ?? ''
    await chat.call('DELETE /api/conversations/:id/unsuitable/:markId', {
      headers: agent.headers,
      params: { id, markId },
    })
    expect(await blocked()).toEqual([])
  })

  test('[BUY-12] worries of the category stay open until said or put aside as beside the point', async () => {
    const { id } = await arrive('这个耳机能用多久')
    const open = async () =>
      (await read(id)).concerns.flatMap(({ concerns }) =>
        concerns.filter(({ state }) => state === 'open').map(({ key }) => key),
      )
    expect(await open()).toEqual(['electronics.genuine', 'electronics.warranty', 'electronics.fits'])
    await say(id, '全新未拆封的，开发票。保修两年，从签收算。')
    expect(await open()).toEqual(['electronics.fits'])
    await chat.call('PUT /api/conversations/:id/concerns/:key/setting-aside', {
      headers: agent.headers,
      params: { id, key: 'electronics.fits' },
      body: { isAside: true },
    })
    expect(await open()).toEqual([])
  })

  test('[ORD-01][ORD-03][SHP-12] what is to be said before payment is read from the messages; points of a product and a running campaign belong to it', async () => {
    const productId = await product('梅子青茶壶')
    const point = (body: object) =>
      chat.call('POST /api/misunderstood-points', { headers: shop.lead.headers, body: body as never })
    const text = (zh: string, ...terms: string[]) => ({ text: { zh, en: '' }, terms: { zh: terms, en: [] } })
    await point({ productId, ...text('壶盖不单卖', '壶盖') })
    await point({ campaign: '双十二', ...text('赠品随单', '赠品'), endsAt: '2026-03-01T00:00:00.000Z' })
    await point({ campaign: '春茶节', ...text('定金不退', '定金') })
    expect(await point({ campaign: '春茶节', productId, ...text('定金不退', '定金') })).toMatchObject({
      status: 400,
    })
    expect(await point({ campaign: '春茶节', ...text('定金不退') })).toMatchObject({ status: 400 })
    const { id } = await arrive('青茶壶怎么卖')
    const items = async () => (await read(id)).disclosure.items.map(({ item, state }) => `${item} ${state}`)
    expect(await items()).toEqual([
      'process missing',
      'dispatch_time missing',
      'fee missing',
      'carrier missing',
      'methods missing',
      'offer none',
      'point missing',
      'point missing',
    ])
    await chat.call('PUT /api/disclosure-terms/:item', {
      headers: shop.lead.headers,
      params: { item: 'fee' },
      body: { zh: '运费：满 99 包邮。', en: '', version: 0 },
    })
    const messageId = await say(id, '16:00 前拍下今天发货，走顺丰。壶盖不单卖。')
    const sale = await read(id)
    expect(sale.disclosure.items.filter(({ state }) => state === 'said')).toMatchObject([
      { item: 'dispatch_time', messageId },
      { item: 'carrier', messageId },
      { item: 'point', messageId },
    ])
    expect(sale.disclosure.draft).toContain('运费：满 99 包邮。')
    expect(sale.disclosure.draft).toContain('定金不退')
    expect(sale.disclosure.draft).not.toContain('壶盖')
  })

  test('a change is told to the desk, another shop sees nothing of it, and the same request twice makes one', async () => {
    const { id } = await arrive('在吗')
    const heard = chat.listen(shop.shopId, ['desk'], 'desk')
    const headers = { ...agent.headers, 'idempotency-key': newId() }
    for (let i = 0; i < 2; i++)
      await chat.call('POST /api/conversations/:id/doubts', {
        headers,
        params: { id },
        body: { text: '会碎' },
      })
    expect((await read(id)).doubts).toMatchObject([{ text: '会碎', state: 'open' }])
    await expect.poll(heard.names).toEqual(['selling.noted'])
    heard.leave()
    const other = await chat.shop()
    expect(
      (
        await chat.call('GET /api/conversations/:id/selling', {
          headers: other.lead.headers,
          params: { id },
        })
      ).status,
    ).toBe(404)
  })
})

describe('closing', () => {
  test('[BUY-17] a conversation with an open doubt does not close, however hard one tries, until each has an outcome', async () => {
    const { id } = await arrive('我怕路上会碎')
    await say(id, '逐件包好，碎了赔。')
    const [proposed] = (await read(id)).proposedDoubts
    expect(proposed?.text).toBe('我怕路上会碎')
    const opened = await chat.call('POST /api/conversations/:id/doubts', {
      ...params(id),
      body: { text: proposed?.text ?? '', messageId: proposed?.messageId },
    })
    expect(opened.body.proposedDoubts).toEqual([])
    const doubt = opened.body.doubts[0]?.id ?? ''
    expect(await close(id)).toMatchObject({ status: 409, code: 'selling.open_doubts' })
    expect(await close(id, { anyway: true, silent: true })).toMatchObject({ code: 'selling.open_doubts' })
    const sale = { doubts: [{ id: doubt, outcome: 'unresolved' }], questions: 'none' }
    expect((await close(id, { sale })).status).toBe(200)
    const after = await read(id)
    expect(after).toMatchObject({ isClosed: true, doubts: [{ state: 'unresolved' }] })
    expect(after.ending.questions).toBe('none')
  })

  test('a doubt without a request to close ends once; a colleague’s newer sight is asked for', async () => {
    const { id } = await arrive('在吗')
    const opened = await chat.call('POST /api/conversations/:id/doubts', {
      ...params(id),
      body: { text: '会掉色' },
    })
    const [doubt] = opened.body.doubts
    const end = (outcome: 'resolved' | 'open', version: number) =>
      chat.call('PUT /api/conversations/:id/doubts/:doubtId/outcome', {
        headers: agent.headers,
        params: { id, doubtId: doubt?.id ?? '' },
        body: { outcome, version },
      })
    expect((await end('resolved', 1)).body.doubts[0]).toMatchObject({ state: 'resolved', version: 2 })
    expect(await end('open', 1)).toMatchObject({ code: 'state.version' })
    expect((await end('open', 2)).body.doubts[0]).toMatchObject({ state: 'open', version: 3 })
  })

  test('[BUY-10][BUY-16] the desk’s closing thanks count; what was closed without thanks is listed, with whether anything was left to ask', async () => {
    const thankless = async () =>
      (await chat.call('GET /api/thankless-endings', { headers: agent.headers, query: {} })).body.rows
    const thanked = await arrive('有货吗')
    await say(thanked.id, '有的。请问还有哪些地方不清楚的吗？')
    expect((await read(thanked.id)).ending).toMatchObject({ isThanked: false, wasAsked: true })
    await close(thanked.id)
    expect((await read(thanked.id)).ending.isThanked).toBe(true)
    expect(await thankless()).toEqual([])
    const silent = await arrive('有货吗')
    await say(silent.id, '有的。')
    await close(silent.id, { silent: true })
    expect(await thankless()).toMatchObject([
      { conversationId: silent.id, closedBy: 'Agent 1', wasAsked: false, questions: null },
    ])
  })
})

describe('a sample', () => {
  test('[BUY-13] is given in a conversation, answered by the buyer, and what is to be improved goes to somebody until something came of it', async () => {
    const productId = await product('梅子青茶壶')
    const { id } = await arrive('能先试用吗')
    const given = await chat.call('POST /api/conversations/:id/trials', {
      ...params(id),
      body: { productId, note: '样壶一只' },
    })
    expect(given.body.trials).toMatchObject([{ productName: '梅子青茶壶', state: 'given' }])
    const list = async (state?: 'improving') =>
      (await chat.call('GET /api/trials', { headers: agent.headers, query: state ? { state } : {} })).body
        .rows
    const [trial] = await list()
    const trialParams = { headers: agent.headers, params: { id: trial?.id ?? '' } }
    const settle = (version: number) =>
      chat.call('POST /api/trials/:id/settlement', {
        ...trialParams,
        body: { outcome: '壶嘴改短了', version },
      })
    expect(await settle(1)).toMatchObject({ status: 409 })
    const answered = await chat.call('PUT /api/trials/:id/feedback', {
      ...trialParams,
      body: {
        verdict: 'mixed',
        feedback: '好看，就是滴水',
        aspect: 'design',
        improve: '壶嘴改短',
        ownerId: shop.lead.memberId,
        version: 1,
      },
    })
    expect(answered.body).toMatchObject({ state: 'improving', ownerName: 'Lead Chen', verdict: 'mixed' })
    expect(await list('improving')).toHaveLength(1)
    expect(await settle(1)).toMatchObject({ code: 'state.version' })
    expect((await settle(2)).body).toMatchObject({ state: 'done', outcome: '壶嘴改短了' })
    expect(await list('improving')).toEqual([])
  })
})

describe('the library', () => {
  test('[BUY-11] shipped worries are there from the first day; the shop changes, adds and puts away, and agents only read', async () => {
    const list = async () => (await chat.call('GET /api/concerns', { headers: agent.headers })).body.rows
    const food = (await list()).find(({ key }) => key === 'food')
    expect(food).toMatchObject({ isShipped: true, version: 0 })
    const put = (key: string, body: object, headers = shop.lead.headers) =>
      chat.call('PUT /api/concerns/:key', { headers, params: { key }, body: body as never })
    const pets = {
      name: { zh: '宠物用品', en: '' },
      matches: ['猫', '狗'],
      concerns: [
        {
          worry: { zh: '咬坏怎么办', en: '' },
          statement: { zh: '布面可换，咬坏只换布', en: '' },
          terms: { zh: ['换'], en: [] },
        },
      ],
      version: 0,
    }
    expect((await put('pets', pets, agent.headers)).status).toBe(403)
    expect((await put('pets', pets)).body).toMatchObject({ key: 'pets', isShipped: false, version: 1 })
    expect(await put('pets', pets)).toMatchObject({ code: 'state.version' })
    expect(
      (
        await put('pets', {
          ...pets,
          version: 1,
          concerns: [{ ...pets.concerns[0], terms: { zh: [], en: [] } }],
        })
      ).status,
    ).toBe(400)
    await chat.call('DELETE /api/concerns/:key', { headers: shop.lead.headers, params: { key: 'food' } })
    const keys = (await list()).map(({ key }) => key)
    expect(keys).toContain('pets')
    expect(keys).not.toContain('food')
    const { id } = await arrive('大闸蟹怎么卖')
    expect((await read(id)).concerns).toEqual([])
  })
})
