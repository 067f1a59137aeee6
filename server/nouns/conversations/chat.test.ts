import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { answer, buildBuyer, inboxOf, openChatDesk, type ChatDesk } from '#test/builders/chat.ts'
import { newId } from '#platform/ids/ids.ts'

let chat: ChatDesk
beforeAll(async () => {
  chat = await openChatDesk()
})
afterAll(() => chat.close())

describe('a buyer asks', () => {
  test('[PHR-02] [PHR-07] is greeted by shop and agent, and the greeting says it is automatic', async () => {
    const shop = await chat.shop({ name: '半亩居', agents: 1 })
    const buyer = await buildBuyer(chat, shop)
    expect(buyer.visit.messages).toHaveLength(1)
    expect(buyer.visit.messages[0]).toMatchObject({
      author: 'automatic',
      automatic: 'greeting',
      text: '您好，欢迎光临半亩居，我是客服Agent 1，您的本次购物由我为您服务，请问有什么可以帮助您的？',
    })
    expect(buyer.visit.agentName).toBe('Agent 1')
  })
  test('nobody’s queue shows a visitor who wrote nothing', async () => {
    const shop = await chat.shop()
    await buildBuyer(chat, shop)
    const inbox = await inboxOf(chat, shop.owner)
    expect([...inbox.waiting, ...inbox.owed, ...inbox.quiet]).toEqual([])
  })
  test('[RSP-01] [RSP-10] the question stands in the queue with a clock of 7 and 10 seconds', async () => {
    const shop = await chat.shop()
    const buyer = await buildBuyer(chat, shop)
    const asked = chat.desk.clock.now().getTime()
    await buyer.write('灰色毯子起球吗？')
    const [row] = (await inboxOf(chat, shop.owner)).waiting
    expect(row).toMatchObject({
      queue: 'waiting',
      lastText: '灰色毯子起球吗？',
      clock: { isFirst: true, missed: false },
    })
    expect(Date.parse(row?.clock?.targetAt ?? '') - asked).toBe(7000)
    expect(Date.parse(row?.clock?.dueAt ?? '') - asked).toBe(10_000)
  })
  test('a retry with the same client id is one message', async () => {
    const shop = await chat.shop()
    const buyer = await buildBuyer(chat, shop)
    const clientId = newId()
    const sent = await Promise.all([
      buyer.write('在吗', clientId),
      buyer.write('在吗', clientId),
      buyer.write('在吗', clientId),
    ])
    expect(new Set(sent.map((reply) => reply.body.message.id)).size).toBe(1)
    expect((await buyer.history()).filter((m) => m.author === 'buyer')).toHaveLength(1)
  })
  test('many messages at once get numbers without gap or double', async () => {
    const shop = await chat.shop()
    const buyer = await buildBuyer(chat, shop)
    await Promise.all(Array.from({ length: 20 }, (_, i) => buyer.write(`第 ${i} 句`)))
    expect((await buyer.history()).map((m) => m.number)).toEqual(Array.from({ length: 21 }, (_, i) => i + 1))
  })
  test('an empty message is refused, and text no database can hold is cleaned, HTML kept as text', async () => {
    const shop = await chat.shop()
    const buyer = await buildBuyer(chat, shop)
    expect(await buyer.write('  \n ')).toMatchObject({ status: 422, code: 'message.empty' })
    const hostile = '<img src=x onerror=alert(1)>\0 \ud800 end'
    expect((await buyer.write(hostile)).body.message.text).toBe('<img src=x onerror=alert(1)> \ufffd end')
  })
  test('a visitor sees their own conversation only, whatever token is tried', async () => {
    const shop = await chat.shop()
    await buildBuyer(chat, shop)
    for (const token of ['', 'x', newId(), 'null']) {
      expect(
        await chat.call('GET /api/widget/messages', { headers: { authorization: `Bearer ${token}` } }),
      ).toMatchObject({ status: 401, code: 'session.missing' })
    }
  })
  test('one visitor’s flood is refused with a clear code while others go on', async () => {
    const shop = await chat.shop()
    const flooder = await buildBuyer(chat, shop)
    const other = await buildBuyer(chat, shop)
    const statuses = []
    for (let i = 0; i < 62; i++) statuses.push((await flooder.write(`${i}`)).status)
    expect(statuses.slice(0, 60).every((status) => status === 200)).toBe(true)
    expect(await flooder.write('more')).toMatchObject({ status: 429, code: 'request.too_many' })
    expect((await other.write('我呢')).status).toBe(200)
  })
})

describe('an agent answers', () => {
  test('[RSP-01] the seconds are counted, the clock ends, the buyer reads who and how fast', async () => {
    const shop = await chat.shop({ agents: 1 })
    const buyer = await buildBuyer(chat, shop)
    await buyer.write('起球吗')
    const [row] = (await inboxOf(chat, shop.owner)).waiting
    await chat.desk.clock.advance(5000)
    const reply = await answer(chat, shop.agents[0] ?? shop.owner, row?.id ?? '', '不起球，精梳棉')
    expect(reply.body.message).toMatchObject({ answeredInMs: 5000, agentName: 'Agent 1', isHolding: false })
    expect((await inboxOf(chat, shop.owner)).quiet).toHaveLength(1)
    expect((await buyer.history()).at(-1)).toMatchObject({
      author: 'agent',
      agentName: 'Agent 1',
      answeredInMs: 5000,
    })
  })
  test.each([
    [7000, 'target'],
    [10_000, 'due'],
    [10_001, 'late'],
  ] as const)('[RSP-02] [RSP-03] after %d ms the outcome is %s', async (ms, outcome) => {
    const shop = await chat.shop({ agents: 1 })
    const buyer = await buildBuyer(chat, shop)
    await buyer.write('起球吗')
    const [row] = (await inboxOf(chat, shop.owner)).waiting
    await chat.desk.clock.advance(ms)
    await chat.due()
    await answer(chat, shop.owner, row?.id ?? '', '不起球')
    const turns = await chat.desk.db.inShop(shop.shopId, (tx) =>
      tx.selectFrom('promises.v_turns').select(['outcome', 'waited_ms', 'is_first', 'member_id']).execute(),
    )
    expect(turns).toEqual([{ outcome, waited_ms: ms, is_first: true, member_id: shop.ownerId }])
  })
  test('[PHR-05] a holding text stops the clock but opens a word: an answer is due; the answer keeps it', async () => {
    const shop = await chat.shop({ agents: 1 })
    const buyer = await buildBuyer(chat, shop)
    await buyer.write('有灰色的吗')
    const [row] = (await inboxOf(chat, shop.owner)).waiting
    const held = await answer(chat, shop.owner, row?.id ?? '', '在的，请稍等')
    expect(held.body.message.isHolding).toBe(true)
    const owed = (await inboxOf(chat, shop.owner)).owed
    expect(owed).toMatchObject([{ queue: 'owed', clock: null, word: { what: '有灰色的吗' } }])
    expect(Date.parse(owed[0]?.word?.dueAt ?? '') - chat.desk.clock.now().getTime()).toBe(5 * 60_000)
    await chat.desk.clock.advance(60_000)
    await answer(chat, shop.owner, row?.id ?? '', '有，灰色两件现货')
    const words = (
      await chat.call('GET /api/words', { query: { state: 'ended' }, headers: shop.owner.headers })
    ).body.rows
    expect(words).toMatchObject([{ state: 'kept', what: '有灰色的吗' }])
    expect((await inboxOf(chat, shop.owner)).owed).toEqual([])
  })
  test('a word not honoured breaks once, and stays in sight until the buyer has an answer', async () => {
    const shop = await chat.shop({ agents: 1 })
    const buyer = await buildBuyer(chat, shop)
    await buyer.write('有灰色的吗')
    const [row] = (await inboxOf(chat, shop.owner)).waiting
    await answer(chat, shop.owner, row?.id ?? '', '请稍等')
    await chat.desk.clock.advance(5 * 60_000)
    await chat.due()
    expect((await inboxOf(chat, shop.owner)).owed).toHaveLength(1)
    await chat.desk.clock.advance(1)
    await chat.due()
    await chat.due()
    const broken = (
      await chat.call('GET /api/words', { query: { state: 'broken' }, headers: shop.owner.headers })
    ).body.rows
    expect(broken).toHaveLength(1)
    expect((await inboxOf(chat, shop.owner)).owed).toHaveLength(1)
    await answer(chat, shop.owner, row?.id ?? '', '有的，两件')
    expect((await inboxOf(chat, shop.owner)).owed).toEqual([])
  })
  test('[PHR-02] a text with an unfilled slot is not sent', async () => {
    const shop = await chat.shop({ agents: 1 })
    const buyer = await buildBuyer(chat, shop)
    await buyer.write('发货了吗')
    const [row] = (await inboxOf(chat, shop.owner)).waiting
    expect(await answer(chat, shop.owner, row?.id ?? '', '单号 {tracking}，预计 ____ 到')).toMatchObject({
      status: 422,
      code: 'message.unfilled_slot',
    })
    expect((await inboxOf(chat, shop.owner)).waiting).toHaveLength(1)
  })
  test('two agents at once: one answer goes out, the other is told whose', async () => {
    const shop = await chat.shop({ agents: 2 })
    const [a, b] = shop.agents
    const buyer = await buildBuyer(chat, shop)
    const asked = await buyer.write('起球吗')
    const [row] = (await inboxOf(chat, shop.owner)).waiting
    const sawNumber = asked.body.message.number
    if (!a || !b || !row) throw new Error('two agents and a question')
    const both = await Promise.all([
      answer(chat, a, row.id, '不起球，放心', { sawNumber }),
      answer(chat, b, row.id, '不会起球的哈', { sawNumber }),
    ])
    expect(both.map((reply) => reply.status).sort((one, other) => one - other)).toEqual([200, 409])
    expect(both.find((reply) => reply.status === 409)?.code).toBe('conversation.answered_by_other')
    expect((await buyer.history()).filter((m) => m.author === 'agent')).toHaveLength(1)
    const insisting = both[0].status === 409 ? a : b
    expect(
      (await answer(chat, insisting, row.id, '补一句：可机洗', { sawNumber, anyway: true })).status,
    ).toBe(200)
  })
  test('a word given with the answer stands in the register with the message as its place', async () => {
    const shop = await chat.shop({ agents: 1 })
    const buyer = await buildBuyer(chat, shop)
    await buyer.write('今天能发吗')
    const [row] = (await inboxOf(chat, shop.owner)).waiting
    const dueAt = new Date(chat.desk.clock.now().getTime() + 3 * 3_600_000).toISOString()
    const reply = await answer(chat, shop.owner, row?.id ?? '', '能，17:30 前发出', {
      word: { what: '17:30 前发出', dueAt },
    })
    const words = (await chat.call('GET /api/words', { headers: shop.owner.headers })).body.rows
    expect(words).toMatchObject([
      {
        id: reply.body.wordId,
        what: '17:30 前发出',
        dueAt,
        messageId: reply.body.message.id,
        state: 'open',
        byName: 'Owner Lin',
      },
    ])
  })
})

describe('automatic answers', () => {
  test('[RSP-04] [RSP-05] after a minute the away reply comes once, does not stop the clock, and is counted apart', async () => {
    const shop = await chat.shop({ agents: 1 })
    const buyer = await buildBuyer(chat, shop)
    await buyer.write('在吗')
    await chat.desk.clock.advance(59_000)
    await chat.due()
    expect((await buyer.history()).filter((m) => m.automatic === 'away')).toEqual([])
    await chat.desk.clock.advance(1000)
    await chat.due()
    await chat.due()
    expect((await buyer.history()).filter((m) => m.automatic === 'away')).toHaveLength(1)
    const [row] = (await inboxOf(chat, shop.owner)).waiting
    expect(row).toMatchObject({ clock: { missed: true }, lastText: '在吗', lastAuthor: 'buyer' })
    await chat.desk.clock.advance(30_000)
    await answer(chat, shop.owner, row?.id ?? '', '在，刚才在打包')
    const turns = await chat.desk.db.inShop(shop.shopId, (tx) =>
      tx.selectFrom('promises.v_turns').select(['outcome', 'waited_ms', 'automatic_count']).execute(),
    )
    expect(turns).toEqual([{ outcome: 'late', waited_ms: 90_000, automatic_count: 1 }])
  })
  test('[RSP-04] when everybody has been away for over a minute the reply comes at once', async () => {
    const shop = await chat.shop({ agents: 1, presence: 'off' })
    await chat.desk.clock.advance(61_000)
    const buyer = await buildBuyer(chat, shop)
    await buyer.write('有人吗')
    await chat.due()
    expect((await buyer.history()).filter((m) => m.automatic === 'away')).toHaveLength(1)
  })
  test('outside hours the buyer is told when somebody will be there, and the clock starts then', async () => {
    const night = await openChatDesk({ at: '2026-03-04T15:30:00.000Z' }) // 23:30 in Shanghai
    try {
      const shop = await night.shop({ agents: 1 })
      const buyer = await buildBuyer(night, shop)
      expect(buyer.visit).toMatchObject({ isOpen: false, opensAt: '2026-03-05T01:00:00.000Z' })
      await buyer.write('明天发货吗')
      await night.settle()
      const said = (await buyer.history()).filter((m) => m.automatic === 'closed_hours')
      expect(said).toHaveLength(1)
      expect(said[0]?.text).toContain('09:00')
      const [row] = (await inboxOf(night, shop.owner)).waiting
      expect(row?.clock).toMatchObject({
        startedAt: '2026-03-05T01:00:00.000Z',
        dueAt: '2026-03-05T01:00:10.000Z',
      })
      await night.desk.clock.set('2026-03-05T01:00:04.000Z')
      const reply = await answer(night, shop.owner, row?.id ?? '', '发的，上午就走')
      expect(reply.body.message.answeredInMs).toBe(4000)
    } finally {
      await night.close()
    }
  })
  test('outside hours a buyer whom somebody answers all the same is not told that nobody is there', async () => {
    const night = await openChatDesk({ at: '2026-03-04T15:30:00.000Z' }) // 23:30 in Shanghai
    try {
      const shop = await night.shop({ agents: 1 })
      const buyer = await buildBuyer(night, shop)
      const told = async () => (await buyer.history()).filter((m) => m.automatic === 'closed_hours').length
      await buyer.write('明天发货吗')
      await night.settle()
      const [row] = (await inboxOf(night, shop.owner)).waiting
      await answer(night, shop.owner, row?.id ?? '', '发的，上午就走')
      await night.desk.clock.advance(40_000)
      await buyer.write('那几点')
      await night.settle()
      expect(await told()).toBe(1)
      await answer(night, shop.owner, row?.id ?? '', '十点前')
      await night.desk.clock.advance(16 * 60_000)
      await buyer.write('还有一件事')
      await night.settle()
      expect(await told()).toBe(2)
    } finally {
      await night.close()
    }
  })
  test('[BUY-16] closing thanks the buyer; a waiting buyer or an open word stops it unless insisted', async () => {
    const shop = await chat.shop({ agents: 1 })
    const buyer = await buildBuyer(chat, shop)
    await buyer.write('谢谢')
    const [row] = (await inboxOf(chat, shop.owner)).waiting
    const close = (body: { anyway?: boolean } = {}) =>
      chat.call('POST /api/conversations/:id/closing', {
        params: { id: row?.id ?? '' },
        body,
        headers: shop.owner.headers,
      })
    expect(await close()).toMatchObject({ status: 409, code: 'state.conflict' })
    await answer(chat, shop.owner, row?.id ?? '', '不客气，有事随时找我')
    expect((await close()).body.conversation.isClosed).toBe(true)
    expect((await buyer.history()).at(-1)).toMatchObject({ automatic: 'closing' })
    expect((await buyer.history()).at(-1)?.text).toContain('每位顾客都是我们珍贵的朋友')
  })
})
