import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { answer, buildBuyer, openChatDesk, type ChatDesk } from '#test/builders/chat.ts'
import type { TestPerson, TestShop } from '#test/builders/staff.ts'
import { shopifyFile, shopifyRow, type ShopifyRow } from '#test/builders/store-exports.ts'
import { signIdentity } from '#nouns/conversations/signed-identity.ts'

let chat: ChatDesk
let folder: string
let shop: TestShop
let agent: TestPerson
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fh-prospects-'))
  chat = await openChatDesk()
})
afterAll(async () => {
  await chat.close()
  await rm(folder, { recursive: true, force: true })
})
beforeEach(async () => {
  shop = await chat.shop({ agents: 1 })
  agent = shop.agents[0] as TestPerson
})

const email = 'ida.brook@example.com'
const arrive = async (text: string, name?: string) => {
  const identity = signIdentity(
    { login: 'cust-77', email, name: name ?? '' },
    shop.widgetSecret,
    chat.desk.clock.now(),
  )
  const buyer = await buildBuyer(chat, shop, name === undefined ? {} : { identity })
  await buyer.write(text)
  await chat.settle()
  const id = (await chat.call('GET /api/conversations', { headers: agent.headers, query: { limit: 1 } })).body
    .rows[0]?.id
  if (!id) throw new Error('nobody arrived')
  return { buyer, id }
}
const say = async (id: string, text: string) => {
  await chat.desk.clock.advance(1000)
  return (await answer(chat, agent, id, text)).body.message.id
}
const close = (id: string) =>
  chat.call('POST /api/conversations/:id/closing', {
    headers: agent.headers,
    params: { id },
    body: { anyway: true },
  })
const list = async (query: object = {}) =>
  (await chat.call('GET /api/prospects', { headers: agent.headers, query })).body
/** An order of Ida, placed `seconds` from now. */
const orders = async (seconds: number, number = 1, cells: ShopifyRow = {}) => {
  const at = new Date(chat.desk.clock.now().getTime() + seconds * 1000)
  const text = at
    .toISOString()
    .replace('T', ' ')
    .replace(/[.]\d+Z$/, ' +0000')
  const path = join(folder, `${shop.slug}-${number}.csv`)
  await writeFile(
    path,
    shopifyFile([
      shopifyRow({ Name: `#P${number}`, Email: email, 'Created at': text, 'Paid at': text, ...cells }),
    ]),
  )
  await chat.composed.imports.importFile({
    shopId: shop.shopId,
    path,
    isDryRun: false,
    isStrict: false,
    by: null,
  })
  await chat.composed.purchase.takeOrders(shop.shopId)
  return (await chat.call('GET /api/orders', { headers: agent.headers, query: {} })).body.rows[0]?.id ?? ''
}
const drop = (id: string, version: number, reason: 'price' | 'no_answer', note?: string) =>
  chat.call('POST /api/prospects/:id/ending', {
    headers: agent.headers,
    params: { id },
    body: { reason, version, ...(note ? { note } : {}) },
  })

describe('intending customers', () => {
  test('[BUY-06] the end of a consultation without an order opens one, with an owner and a day; it is due then and not before', async () => {
    const { id } = await arrive('有青色的壶吗', 'Ida Brook')
    await say(id, '有的')
    await close(id)
    expect(await list({ view: 'due' })).toMatchObject({ rows: [], counts: { due: 0, open: 1 } })
    const [prospect] = (await list({ view: 'open' })).rows
    expect(prospect).toMatchObject({
      buyerName: 'Ida Brook',
      ownerName: 'Agent 1',
      about: '有青色的壶吗',
      followUps: 0,
      conversationId: id,
    })
    await chat.desk.clock.advance(2 * 86_400_000)
    expect((await list()).rows).toMatchObject([{ id: prospect?.id }])
    expect((await list({ mine: true })).counts).toEqual({ due: 1, open: 1 })
    // Writing again and being closed again does not make a second one.
    await chat.call('POST /api/conversations/:id/reopening', {
      headers: agent.headers,
      params: { id },
      body: {},
    })
    await close(id)
    expect((await list({ view: 'open' })).rows).toHaveLength(1)
  })

  test('[BUY-06] a first-time contact is not dropped without a reason in words; a follow-up moves the day on and says who', async () => {
    const { id } = await arrive('有青色的壶吗')
    await close(id)
    const [prospect] = (await list({ view: 'open' })).rows
    const prospectId = prospect?.id ?? ''
    expect(await drop(prospectId, 1, 'price')).toMatchObject({ status: 422, code: 'prospect.needs_reason' })
    expect(await drop(prospectId, 1, 'no_answer', '没理')).toMatchObject({ code: 'prospect.needs_reason' })
    const followed = await chat.call('POST /api/prospects/:id/follow-ups', {
      headers: shop.lead.headers,
      params: { id: prospectId },
      body: { note: '发了新到的青壶', ownerId: shop.lead.memberId, version: 1 },
    })
    expect(followed.body).toMatchObject({
      followUps: 1,
      ownerName: 'Lead Chen',
      lastNote: '发了新到的青壶',
      version: 2,
    })
    expect(Date.parse(followed.body.nextAt ?? '') - chat.desk.clock.now().getTime()).toBeGreaterThanOrEqual(
      7 * 86_400_000,
    )
    expect(await drop(prospectId, 1, 'no_answer')).toMatchObject({ code: 'state.version' })
    expect((await drop(prospectId, 2, 'no_answer')).body).toMatchObject({ state: 'dropped', nextAt: null })
    expect((await list({ view: 'dropped' })).rows).toMatchObject([{ reason: 'no_answer' }])
    const again = await chat.call('POST /api/prospects/:id/reopening', {
      headers: agent.headers,
      params: { id: prospectId },
      body: { version: 3 },
    })
    expect(again.body).toMatchObject({ state: 'open', reason: null })
  })

  test('[BUY-06] buying ends the following up by itself; who only asked about an order becomes none', async () => {
    const { id } = await arrive('有青色的壶吗', 'Ida Brook')
    await close(id)
    expect((await list({ view: 'open' })).rows).toHaveLength(1)
    await chat.desk.clock.advance(3_600_000)
    const orderId = await orders(-60)
    expect((await list({ view: 'won' })).rows).toMatchObject([{ orderId, state: 'won' }])
    expect(await chat.composed.purchase.prospects.takeOrders(shop.shopId)).toBe(0)
    await chat.desk.clock.advance(86_400_000)
    await arrive('到哪了', 'Ida Brook')
    await close(id)
    expect((await list({ view: 'open' })).rows).toEqual([])
  })
})

describe('[BUY-06] what counts as bought', () => {
  const unpaid = { 'Financial Status': 'pending', 'Paid at': '' }
  test('an order that was only placed ends nothing, one that was cancelled never does, and once it is paid it does', async () => {
    const { id } = await arrive('有青色的壶吗', 'Ida Brook')
    await close(id)
    await chat.desk.clock.advance(3_600_000)
    await orders(-60, 1, unpaid)
    await orders(-50, 2, { 'Cancelled at': '2026-03-04 04:00:00 +0000' })
    expect((await list({ view: 'open' })).rows).toHaveLength(1)
    const orderId = await orders(-60, 1)
    expect((await list({ view: 'won' })).rows).toMatchObject([{ orderId: expect.any(String) as string }])
    expect(orderId).not.toBe('')
  })
  test('one that is paid at the door counts, and at the end of a talk the same holds', async () => {
    const first = await arrive('有青色的壶吗', 'Ida Brook')
    await orders(30, 1, unpaid)
    await chat.desk.clock.advance(60_000)
    await close(first.id)
    expect((await list({ view: 'open' })).rows).toHaveLength(1)
    await orders(30, 2, { ...unpaid, 'Payment Method': 'Cash on Delivery (COD)' })
    expect((await list({ view: 'won' })).rows).toHaveLength(1)
  })
})

describe('what was said before an order', () => {
  const evidence = async (orderId: string, method: 'GET' | 'POST' = 'GET') =>
    (
      await chat.call(`${method} /api/orders/:id/evidence` as 'GET /api/orders/:id/evidence', {
        headers: agent.headers,
        params: { id: orderId },
        ...(method === 'POST' && { body: {} as never }),
      })
    ).body

  test('[ORD-01][ORD-03][ORD-10] goes to the order by the message that said it, with what was not said; later words do not', async () => {
    const { id } = await arrive('耳机怎么卖', 'Ida Brook')
    const messageId = await say(id, '走顺丰，17:00 前拍下今天发货。全新未拆封，开发票。')
    await chat.desk.clock.advance(60_000)
    const orderId = await orders(0)
    await say(id, '运费 8 元')
    const kept = await evidence(orderId)
    expect(kept.attachedAt).not.toBeNull()
    const said = kept.rows.filter((row) => row.kind !== 'unsaid')
    expect(said).toMatchObject([
      { kind: 'concern', item: 'electronics.genuine', messageId, label: { zh: '是不是正品、新机' } },
      { kind: 'disclosure', item: 'carrier', messageId, by: 'Agent 1' },
      { kind: 'disclosure', item: 'dispatch_time', messageId },
    ])
    expect(said[0]?.text).toContain('顺丰')
    expect(kept.rows.filter((row) => row.kind === 'unsaid').map(({ item }) => item)).toEqual([
      'fee',
      'methods',
      'process',
    ])
  })

  test('[ORD-10] on demand it is looked through again and nothing is doubled; an order without a talk has none, another shop’s is not found', async () => {
    await arrive('耳机怎么卖', 'Ida Brook').then(({ id }) => say(id, '走顺丰'))
    const orderId = await orders(30)
    const first = await evidence(orderId)
    expect(await evidence(orderId, 'POST')).toEqual(first)
    await orders(-30 * 86_400, 2)
    const all = (await chat.call('GET /api/orders', { headers: agent.headers, query: {} })).body.rows
    const old = all.find(({ id }) => id !== orderId)
    expect(await evidence(old?.id ?? '')).toEqual({ rows: [], attachedAt: null })
    const other = await chat.shop()
    const foreign = await chat.call('GET /api/orders/:id/evidence', {
      headers: other.lead.headers,
      params: { id: orderId },
    })
    expect(foreign.status).toBe(404)
  })
})
