import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '#platform/ids/ids.ts'
import { openConfirmationDesk, type ConfirmationDesk } from '#test/builders/confirmations.ts'
import type { TestPerson, TestShop } from '#test/builders/staff.ts'
import type { TaobaoRow } from '#test/builders/store-exports.ts'

let desk: ConfirmationDesk
beforeAll(async () => {
  desk = await openConfirmationDesk()
})
afterAll(() => desk.close())

const agentOf = (shop: TestShop): TestPerson => {
  const [agent] = shop.agents
  if (!agent) throw new Error('an agent')
  return agent
}
const firstOf = async (
  shop: TestShop,
  view: 'to_send' | 'waiting' | 'corrected' | 'lead' | 'held' | 'done' = 'to_send',
) => {
  const row = (await desk.list(shop.owner, { view })).rows[0]
  if (!row) throw new Error(`no confirmation in ${view}`)
  return row
}
const holdsOf = (shop: TestShop) =>
  desk.chat.desk.db.inShop(shop.shopId, (tx) =>
    tx.selectFrom('confirmations.v_holds').select(['order_id', 'waits_for']).execute(),
  )
const send = (shop: TestShop, id: string, version: number, conversationId?: string) =>
  desk.chat.call('POST /api/confirmations/:id/sending', {
    params: { id },
    body: { version, ...(conversationId ? { conversationId } : {}) },
    headers: agentOf(shop).headers,
  })

describe('which orders are asked about', () => {
  test('[ORD-07] a first import asks nobody; the next morning’s report asks about what is new and unsent, once', async () => {
    const shop = await desk.chat.shop({ agents: 1 })
    await desk.taobao(shop, [
      { 订单编号: '="3515313147329000011"', 买家会员名: '"甲"' },
      { 订单编号: '="3515313147329000012"', 买家会员名: '"乙"' },
    ])
    expect((await desk.list(shop.owner)).rows).toEqual([])
    await desk.chat.desk.clock.advance(20 * 3_600_000)
    const morning: TaobaoRow[] = [
      { 订单编号: '="3515313147329000013"', 买家会员名: '"丙"' },
      { 订单编号: '="3515313147329000014"', 买家会员名: '"丁"', 订单状态: '"卖家已发货，等待买家确认"' },
      {
        订单编号: '="3515313147329000015"',
        买家会员名: '"戊"',
        订单状态: '"等待买家付款"',
        '订单付款时间 ': '""',
        订单付款时间: '""',
      },
    ]
    await desk.taobao(shop, morning)
    await desk.taobao(shop, morning)
    expect((await desk.list(shop.owner)).rows.map((row) => row.orderName)).toEqual(['3515313147329000013'])
    expect(await desk.chat.composed.confirming.confirmations.opening.lookAtAll()).toBe(0)
  })

  test('[ORD-07] the unsent ones of the last days are taken in when a lead says so, and a store can be left alone', async () => {
    const shop = await desk.chat.shop({ agents: 1 })
    await desk.taobao(shop, [
      { 订单编号: '="3515313147329000021"' },
      { 订单编号: '="3515313147329000022"', 订单状态: '"交易成功"' },
    ])
    const setup = (await desk.chat.call('GET /api/confirmation-setup', { headers: shop.lead.headers })).body
    const store = setup.stores.find((one) => one.storeName === '淘宝店')
    expect(store).toMatchObject({ isWatched: true, before: 1 })
    const watch = (body: { isWatched: boolean; withLastDays?: boolean }) =>
      desk.chat.call('PUT /api/stores/:id/confirmation-watch', {
        params: { id: store?.storeId ?? '' },
        body,
        headers: shop.lead.headers,
      })
    const after = await watch({ isWatched: true, withLastDays: true })
    expect(after.body.stores.find((one) => one.storeId === store?.storeId)?.before).toBe(0)
    expect((await desk.list(shop.owner)).rows.map((row) => row.orderName)).toEqual(['3515313147329000021'])
    await watch({ isWatched: false })
    await desk.chat.desk.clock.advance(3_600_000)
    await desk.taobao(shop, [{ 订单编号: '="3515313147329000023"' }])
    expect((await desk.list(shop.owner)).rows).toHaveLength(1)
  })

  test('[ORD-08] who ordered without a word stands before who asked first; where chats are not seen it is said so', async () => {
    const shop = await desk.shop()
    await desk.buyerWrites(shop, 'asked@example.com', 'Is it washable?')
    await desk.chat.desk.clock.advance(600_000)
    await desk.taobao(shop, [{ 订单编号: '="3515313147329000031"' }])
    await desk.shopify(shop, [
      { Name: '#ASKED', Email: 'asked@example.com' },
      { Name: '#SILENT', Email: 'silent@example.com' },
      { Name: '#DOUBT', Email: 'asked@example.com', Notes: 'Please change the address to 15 Mill Lane' },
    ])
    const { rows, counts } = await desk.list(shop.owner)
    expect(rows.map((row) => [row.orderName, row.talked])).toEqual([
      ['#DOUBT', 'yes'],
      ['#SILENT', 'no'],
      ['3515313147329000031', 'unseen'],
      ['#ASKED', 'yes'],
    ])
    expect(counts).toMatchObject({ to_send: 4, silent: 1, doubtful: 1, held: 1 })
    expect((await desk.list(shop.owner, { only: 'silent' })).rows.map((row) => row.orderName)).toEqual([
      '#SILENT',
    ])
  })

  test('an order that left, or was closed, is asked about no more', async () => {
    const shop = await desk.shop()
    await desk.shopify(shop, [{ Name: '#GO', Notes: 'wrong address' }])
    expect(await holdsOf(shop)).toHaveLength(1)
    await desk.shopify(shop, [{ Name: '#GO', Notes: 'wrong address', 'Fulfillment Status': 'fulfilled' }])
    expect(await firstOf(shop, 'done')).toMatchObject({ state: 'ended', hold: 'cleared' })
    expect(await holdsOf(shop)).toEqual([])
  })
})

describe('the word guard', () => {
  test.each(['zh', 'en'] as const)('has nothing to say to the desk’s own texts in %s', async (language) => {
    const shop = await desk.shop({ language })
    if (language === 'zh') await desk.taobao(shop, [{ 订单编号: '="3515313147329000513"' }])
    else await desk.shopify(shop, [{ Name: '#GUARD' }])
    const shown = await desk.ofOrder(shop.owner, (await firstOf(shop)).orderId)
    const texts = Object.values(shown?.texts ?? {})
    expect(texts).toHaveLength(3)
    for (const text of texts) {
      const read = await desk.chat.call('POST /api/guard/readings', {
        body: { text },
        headers: shop.owner.headers,
      })
      expect(read.body.findings, text).toEqual([])
    }
  })
  test('[PHR-06] reads what goes out by hand too: the buyer’s own wish is no word of ours; a word that the shop holds back is refused and logged with the order', async () => {
    const shop = await desk.shop({ language: 'zh' })
    await desk.taobao(shop, [{ 订单编号: '="3515313147329000511"', 买家留言: '"有事您去找我们的售后"' }])
    await desk.taobao(shop, [{ 订单编号: '="3515313147329000512"' }])
    const { rows } = await desk.list(shop.owner)
    const [wishing, plain] = ['511', '512'].map((tail) => rows.find((row) => row.orderName.endsWith(tail)))
    if (!wishing || !plain) throw new Error('two confirmations')
    expect((await send(shop, wishing.id, wishing.version)).status).toBe(200)
    const log = async () =>
      (
        await desk.chat.call('GET /api/guard/log', {
          query: { view: 'words' },
          headers: shop.owner.headers,
        })
      ).body.rows
    expect(await log()).toEqual([])
    await desk.chat.call('POST /api/guard/entries', {
      body: {
        kind: 'promise',
        language: 'zh',
        words: ['不方便回也不要紧'],
        action: 'block',
        reason: '要等买家回话',
      },
      headers: shop.owner.headers,
    })
    expect(await send(shop, plain.id, plain.version)).toMatchObject({ status: 422, code: 'message.guarded' })
    expect((await desk.ofOrder(shop.owner, plain.orderId))?.row.state).toBe('to_send')
    expect(await log()).toMatchObject([
      {
        kind: 'promise',
        outcome: 'blocked',
        conversationId: null,
        orderId: plain.orderId,
        memberName: 'Agent 1',
      },
    ])
  })
})

describe('by the contact policy', () => {
  test('[ORD-07] [ORD-10] to a marketplace’s buyer goes text by hand, without a link; the agent ticks what the buyer said, and all of it stays on the order', async () => {
    const shop = await desk.shop({ language: 'zh' })
    await desk.taobao(shop, [{ 订单编号: '="3515313147329000417"', 买家留言: '"送人的，请包严实"' }])
    const row = await firstOf(shop)
    const shown = await desk.ofOrder(agentOf(shop), row.orderId)
    expect(shown?.may).toEqual({ chat: false, links: false, byHand: true })
    expect(shown?.texts.confirm).toMatch(/尾号 0417[\s\S]*示例雪平锅[\s\S]*139\*{4}5670[\s\S]*请包严实/)
    const link = await desk.chat.call('POST /api/confirmations/:id/links', {
      params: { id: row.id },
      headers: agentOf(shop).headers,
    })
    expect([link.status, link.code]).toEqual([422, 'contact.not_allowed'])
    const sent = await send(shop, row.id, row.version)
    expect(sent.body.row).toMatchObject({ state: 'sent', conversationId: null })
    const answered = await desk.chat.call('POST /api/confirmations/:id/answer', {
      params: { id: row.id },
      body: { said: '没错', version: sent.body.row.version },
      headers: agentOf(shop).headers,
    })
    expect(answered.body.row).toMatchObject({ state: 'confirmed', answeredBy: 'agent' })
    const steps = (await desk.ofOrder(shop.owner, row.orderId))?.steps ?? []
    expect(steps.map((step) => [step.kind, step.by, step.byName])).toEqual([
      ['opened', 'desk', null],
      ['sent', 'member', 'Agent 1'],
      ['confirmed', 'member', 'Agent 1'],
    ])
    expect(steps[1]?.text).toContain('示例雪平锅')
    expect(steps[2]?.text).toBe('没错')
    expect(steps[2]?.facts['agreedTo']).toMatchObject({ recipient: '张三' })
  })

  test('a policy opened or closed by the shop holds at once, and what the platform fixes is refused', async () => {
    const shop = await desk.shop()
    const { rows } = (await desk.chat.call('GET /api/contact-policies', { headers: shop.lead.headers })).body
    const of = (platform: string) => rows.find((row) => row.platform === platform)
    const change = (platform: string, changes: object) =>
      desk.chat.call('PUT /api/stores/:id/contact-policy', {
        params: { id: of(platform)?.storeId ?? '' },
        body: { policy: { ...of(platform)!.policy, ...changes } },
        headers: shop.lead.headers,
      })
    expect((await change('taobao', { links: true })).code).toBe('contact.not_allowed')
    expect((await change('shopify', { links: false })).body.policy).toMatchObject({
      links: false,
      chat: true,
    })
    await desk.shopify(shop, [{ Name: '#CLOSED' }])
    const row = await firstOf(shop)
    expect((await desk.ofOrder(shop.owner, row.orderId))?.may).toMatchObject({ links: false, chat: true })
  })

  test('[ORD-07] into the chat goes a private link; an address never goes into another buyer’s chat', async () => {
    const shop = await desk.shop({ language: 'en' })
    const { buyer, conversationId } = await desk.buyerWrites(
      shop,
      'ida.brook@example.com',
      'Hello, paid just now',
    )
    const other = await desk.buyerWrites(shop, 'tom.hill@example.com', 'Hello')
    await desk.shopify(shop, [{ Name: '#SL2001' }])
    const row = await firstOf(shop)
    expect((await send(shop, row.id, row.version, other.conversationId)).status).toBe(404)
    expect((await send(shop, row.id, row.version + 1, conversationId)).code).toBe('state.version')
    const sent = await send(shop, row.id, row.version, conversationId)
    expect(sent.body.row).toMatchObject({ state: 'sent', conversationId })
    const said = (await buyer.history()).at(-1)?.text ?? ''
    expect(said).toMatch(/http:\/\/desk\.example\/b\/[\w-]{43}\n/)
    expect(said).not.toContain('Mill Lane')
    // Evidence keeps the words, and no link that opens.
    expect(sent.body.steps.at(-1)?.text).toContain('/b/…')
    const inChat = await desk.chat.call('GET /api/conversations/:id/confirmations', {
      params: { id: conversationId },
      headers: agentOf(shop).headers,
    })
    expect(inChat.body.rows.map((one) => one.row.orderName)).toEqual(['#SL2001'])
  })

  test('[ORD-09] receipt-time reminders go out after payment and again at dispatch, each kept as evidence', async () => {
    const shop = await desk.shop({ language: 'en' })
    const { buyer, conversationId } = await desk.buyerWrites(shop, 'ida.brook@example.com', 'Hello')
    await desk.shopify(shop, [{ Name: '#TIPS' }])
    const row = await firstOf(shop)
    const tips = (moment: 'payment' | 'dispatch', chatId?: string) =>
      desk.chat.call('POST /api/confirmations/:id/tips', {
        params: { id: row.id },
        body: { moment, ...(chatId ? { conversationId: chatId } : {}) },
        headers: agentOf(shop).headers,
      })
    expect((await tips('payment', conversationId)).body.paymentTipsAt).not.toBeNull()
    expect((await buyer.history()).at(-1)?.text).toMatch(/before you sign[\s\S]*packing list/)
    await desk.shopify(shop, [{ Name: '#TIPS', 'Fulfillment Status': 'fulfilled' }])
    const after = await tips('dispatch')
    expect(after.body.dispatchTipsAt).not.toBeNull()
    expect(after.body.steps.map((step) => step.kind)).toEqual([
      'opened',
      'tips_payment',
      'ended',
      'tips_dispatch',
    ])
  })
})

describe('holding', () => {
  test('[ORD-11] only doubtful orders wait, until the cut-off; then the lead decides, with a reason; silence never blocks', async () => {
    const shop = await desk.shop({ language: 'en' })
    await desk.shopify(shop, [
      { Name: '#PLAIN', Email: 'a@example.com' },
      { Name: '#DOUBT', Email: 'b@example.com', Notes: 'my flat number is wrong' },
    ])
    const { rows } = await desk.list(shop.owner)
    const doubtful = rows.find((row) => row.orderName === '#DOUBT')
    expect(doubtful).toMatchObject({ hold: 'buyer', doubts: [{ kind: 'address_change' }] })
    expect(await holdsOf(shop)).toEqual([{ order_id: doubtful?.orderId, waits_for: 'buyer' }])

    // A restart in between changes nothing: the moment stands in the rows.
    await desk.chat.desk.clock.set(doubtful?.cutOffAt ?? '')
    await desk.chat.due()
    await desk.chat.due()
    const late = await firstOf(shop, 'lead')
    expect(late).toMatchObject({ orderName: '#DOUBT', hold: 'lead' })
    expect(await holdsOf(shop)).toEqual([{ order_id: doubtful?.orderId, waits_for: 'lead' }])

    const decide = (person: TestPerson, decision: 'release' | 'keep', version: number) =>
      desk.chat.call('POST /api/confirmations/:id/hold-decision', {
        params: { id: late.id },
        body: { decision, reason: 'She phoned: number 12', version },
        headers: person.headers,
      })
    expect((await decide(agentOf(shop), 'release', late.version)).code).toBe('access.denied')
    const kept = await decide(shop.lead, 'keep', late.version)
    expect(kept.body.row.hold).toBe('buyer')
    expect(Date.parse(kept.body.row.cutOffAt)).toBeGreaterThan(Date.parse(late.cutOffAt))
    const released = await decide(shop.lead, 'release', kept.body.row.version)
    expect(released.body.row.hold).toBe('released')
    expect(await holdsOf(shop)).toEqual([])
    expect(released.body.steps.map((step) => [step.kind, step.text])).toEqual([
      ['opened', null],
      ['cut_off', null],
      ['kept', 'She phoned: number 12'],
      ['released', 'She phoned: number 12'],
    ])
  })

  test('[ORD-11] a buyer who asks for another address in the chat makes the order wait, also after it was confirmed', async () => {
    const shop = await desk.shop({ language: 'en' })
    const { buyer } = await desk.buyerWrites(shop, 'ida.brook@example.com', 'Hello')
    await desk.shopify(shop, [{ Name: '#CHAT' }])
    const row = await firstOf(shop)
    await desk.chat.call('POST /api/confirmations/:id/answer', {
      params: { id: row.id },
      body: { version: row.version },
      headers: agentOf(shop).headers,
    })
    expect(await holdsOf(shop)).toEqual([])
    await buyer.write('Oh, the address is wrong: it should be number 12')
    await desk.chat.settle()
    expect(await firstOf(shop, 'held')).toMatchObject({
      state: 'confirmed',
      hold: 'buyer',
      doubts: [{ kind: 'address_change', detail: 'Oh, the address is wrong: it should be number 12' }],
    })
  })

  test('[ORD-11] a wish for another address that was written before the desk knew of the order is not lost', async () => {
    const shop = await desk.shop({ language: 'en' })
    await desk.buyerWrites(shop, 'ida.brook@example.com', 'Last time the address was wrong')
    await desk.chat.desk.clock.advance(3_600_000)
    // Paid five minutes ago, said a minute ago, imported now.
    await desk.chat.desk.clock.advance(240_000)
    await desk.buyerWrites(shop, 'ida.brook@example.com', 'Please change the address to number 12')
    await desk.chat.desk.clock.advance(60_000)
    await desk.shopify(shop, [{ Name: '#EARLY', Email: 'ida.brook@example.com' }])
    expect(await firstOf(shop, 'held')).toMatchObject({
      doubts: [{ kind: 'address_change', detail: 'Please change the address to number 12' }],
    })
    const before = await firstOf(shop, 'held')
    await desk.chat.composed.confirming.confirmations.opening.lookAtAll()
    expect((await firstOf(shop, 'held')).version).toBe(before.version)
  })

  test('[ORD-11] a wish that no process heard is found by the look that recurs, once', async () => {
    const shop = await desk.shop({ language: 'en' })
    const { conversationId } = await desk.buyerWrites(shop, 'ida.brook@example.com', 'Hello')
    await desk.shopify(shop, [{ Name: '#KILLED' }])
    await desk.chat.desk.clock.advance(1000)
    // Stored by a process that died before anybody heard of it.
    const now = desk.chat.desk.clock.now()
    await desk.chat.desk.db.asSystem((tx) =>
      tx
        .insertInto('conversations.messages')
        .values({
          id: newId(),
          shop_id: shop.shopId,
          conversation_id: conversationId,
          number: 1000,
          author: 'buyer',
          text: 'Wrong address: it should be number 12',
          client_id: 'killed',
          at: now,
        })
        .execute(),
    )
    const { opening } = desk.chat.composed.confirming.confirmations
    expect(await holdsOf(shop)).toEqual([])
    await opening.lookAtAll()
    const held = await firstOf(shop, 'held')
    expect(held.doubts).toMatchObject([
      { kind: 'address_change', detail: 'Wrong address: it should be number 12' },
    ])
    await opening.lookAtAll()
    expect((await firstOf(shop, 'held')).version).toBe(held.version)
  })

  test('[ORD-11] an agent marks an order doubtful by hand, and a shop may choose to hold nothing', async () => {
    const shop = await desk.shop({ language: 'en' })
    const { rules } = (await desk.chat.call('GET /api/confirmation-setup', { headers: shop.lead.headers }))
      .body
    await desk.chat.call('PUT /api/confirmation-setup', {
      body: { rules: { ...rules, holdsDoubtful: false } },
      headers: shop.lead.headers,
    })
    await desk.shopify(shop, [{ Name: '#HAND', Notes: 'wrong address' }])
    const row = await firstOf(shop)
    expect(row).toMatchObject({ hold: 'none', doubts: [{ kind: 'address_change' }] })
    await desk.chat.call('PUT /api/confirmation-setup', { body: { rules }, headers: shop.lead.headers })
    const asked = await desk.chat.call('POST /api/orders/:id/confirmation', {
      params: { id: row.orderId },
      body: { doubt: 'She is moving house' },
      headers: agentOf(shop).headers,
    })
    expect(asked.body.row).toMatchObject({ hold: 'buyer' })
    expect(asked.body.row.doubts.map((one) => one.kind)).toEqual(['address_change', 'by_hand'])
  })
})
