import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '#platform/ids/ids.ts'
import { answer, buildBuyer, inboxOf, openChatDesk, type ChatDesk } from '#test/builders/chat.ts'
import { agentOf, onlyRow, setPresence } from '#test/builders/routing.ts'
import type { TestShop } from '#test/builders/staff.ts'

let chat: ChatDesk
beforeAll(async () => {
  chat = await openChatDesk()
})
afterAll(() => chat.close())

const boardOf = async (shop: TestShop) =>
  (await chat.call('GET /api/board', { headers: shop.lead.headers })).body
const questionsOf = async (shop: TestShop) =>
  (await chat.call('GET /api/board/questions', { headers: shop.lead.headers })).body
const crowd = async (shop: TestShop, texts: readonly string[], language: 'zh' | 'en' = 'zh') => {
  const buyers = []
  for (const text of texts) {
    const buyer = await buildBuyer(chat, shop, { language })
    await buyer.write(text)
    buyers.push(buyer)
  }
  await chat.settle()
  return buyers
}
const send = (shop: TestShop, body: { id: string; text: string; conversationIds: string[] }) =>
  chat.call('POST /api/board/answers', { body, headers: shop.lead.headers })

describe('the lead’s board', () => {
  test('[RTE-02] shows load against the cap, who is full, the oldest, and opens to its rows', async () => {
    const shop = await chat.shop({ agents: 1 })
    await chat.call('PATCH /api/staff/:id', {
      params: { id: agentOf(shop, 0).memberId },
      body: { cap: 2 },
      headers: shop.owner.headers,
    })
    await crowd(shop, ['一', '二', '三'])
    await chat.desk.clock.advance(11_000)
    const board = await boardOf(shop)
    expect(board.lanes[0]).toMatchObject({ lane: 'ordinary', waiting: 3, unheld: 1, late: 3 })
    expect(board.agents.find((one) => one.name === 'Agent 1')).toMatchObject({
      held: 2,
      cap: 2,
      isFull: true,
    })
    const rows = await chat.call('GET /api/board/waiting', {
      query: { isUnheld: '1' },
      headers: shop.lead.headers,
    })
    expect(rows.body).toMatchObject({ total: 1, rows: [{ lastText: '三' }] })
    await answer(chat, agentOf(shop, 0), (await inboxOf(chat, shop.owner)).waiting[0]?.id ?? '', '有的')
    expect(await boardOf(shop)).toMatchObject({ answered: { perMinute: 0.2, ordinaryWaitMs: 11_000 } })
  })
  test('[RTE-02] one alarm a queue, however many are late; it falls silent when they are answered', async () => {
    const shop = await chat.shop({ agents: 1 })
    await chat.call('PUT /api/settings/:key', {
      params: { key: 'queueAlarmWaiting' },
      body: { value: 4 },
      headers: shop.owner.headers,
    })
    await crowd(
      shop,
      Array.from({ length: 8 }, (_, i) => `第 ${i} 个`),
    )
    const { watch } = chat.composed.conversations
    await watch.watchAll()
    expect((await boardOf(shop)).alarms).toEqual([])
    await chat.desk.clock.advance(11_000)
    for (let i = 0; i < 3; i++) await watch.watchAll()
    const board = await boardOf(shop)
    expect(board).toMatchObject({
      alarmsToday: 1,
      alarms: [{ lane: 'ordinary', mostWaiting: 8, closedAt: null }],
    })
    await chat.due()
    await chat.desk.clock.advance(60_000)
    await chat.due()
    // The lead is not called for single chats while it rings.
    const steps = await chat.desk.db.inShop(shop.shopId, (tx) =>
      tx.selectFrom('conversations.ladder').select(['step', 'outcome']).where('step', '=', 'lead').execute(),
    )
    expect(steps).toHaveLength(8)
    expect(steps.every((one) => one.outcome === 'in_alarm')).toBe(true)
    for (const row of (await inboxOf(chat, shop.owner)).waiting.slice(0, 7))
      await answer(chat, agentOf(shop, 0), row.id, '好的，马上')
    await watch.watchAll()
    expect((await boardOf(shop)).alarms[0]?.closedAt).not.toBeNull()
  })
})

const texts = ['预售什么时候发货', '亲，预售的什么时候发货呀', '预售什么时候发货？', '毯子掉毛吗']

describe('one reviewed answer to many like questions', () => {
  const answerText = '{hail}，预售 11 月 20 日起按付款先后发出。'

  test('goes to all of them, each in their own form of address; every clock stops and every message is there once', async () => {
    const shop = await chat.shop({ agents: 1 })
    const buyers = await crowd(shop, texts)
    const [english] = await crowd(shop, ['When does the presale ship?'], 'en')
    const { groups, alone } = await questionsOf(shop)
    expect(groups).toMatchObject([{ text: '预售什么时候发货', count: 3 }])
    expect(alone).toBe(2)
    const all = (await inboxOf(chat, shop.owner)).waiting
    const englishId = all.find((row) => row.lastText.startsWith('When'))?.id ?? ''
    const conversationIds = [...(groups[0]?.conversationIds ?? []), englishId]
    const preview = await chat.call('POST /api/board/answers/preview', {
      body: { text: answerText, conversationIds },
      headers: shop.lead.headers,
    })
    expect(preview.body).toMatchObject({ count: 4, gone: 0, openSlots: [] })
    expect(preview.body.versions.map((one) => [one.text.split(/[，,]/)[0], one.count])).toEqual([
      ['您好', 3],
      ['Hello', 1],
    ])
    await chat.desk.clock.advance(5000)
    const id = newId()
    const sent = await Promise.all([
      send(shop, { id, text: answerText, conversationIds }),
      send(shop, { id, text: answerText, conversationIds }),
    ])
    expect(sent.map(({ status }) => status)).toEqual([200, 200])
    await chat.settle()
    await send(shop, { id, text: answerText, conversationIds })
    await chat.settle()
    for (const buyer of [...buyers.slice(0, 3), english])
      expect((await buyer?.history())?.filter((m) => m.author === 'agent')).toMatchObject([
        { agentName: 'Lead Chen', answeredInMs: 5000 },
      ])
    const waiting = (await inboxOf(chat, shop.owner)).waiting
    expect(waiting.map((row) => row.lastText)).toEqual(['毯子掉毛吗'])
    const turns = await chat.desk.db.inShop(shop.shopId, (tx) =>
      tx.selectFrom('promises.v_turns').select(['outcome', 'waited_ms']).execute(),
    )
    expect(turns).toHaveLength(4)
    expect(turns.every((turn) => turn.outcome === 'target' && turn.waited_ms === 5000)).toBe(true)
    const list = (await chat.call('GET /api/board/answers', { headers: shop.lead.headers })).body.rows
    expect(list).toMatchObject([{ id, targets: 4, sent: 4, skipped: 0 }])
    expect(list[0]?.endedAt).not.toBeNull()
  })
  test('whoever was answered meanwhile, or asked something more, is left to a person; the count says so', async () => {
    const shop = await chat.shop({ agents: 1 })
    const buyers = await crowd(shop, texts.slice(0, 3))
    const { groups } = await questionsOf(shop)
    const ids = groups[0]?.conversationIds ?? []
    const id = newId()
    // The rows are written, then the work is cut off before it begins.
    await chat.desk.db.inShop(shop.shopId, async (tx) => {
      await tx
        .insertInto('conversations.group_answers')
        .values({
          id,
          shop_id: shop.shopId,
          text: answerText,
          by: shop.lead.memberId,
          by_name: 'Lead Chen',
          at: chat.desk.clock.now(),
        })
        .execute()
      for (const conversation of ids) {
        const row = await tx
          .selectFrom('conversations.conversations')
          .select(['turn_id', 'last_number'])
          .where('id', '=', conversation)
          .executeTakeFirstOrThrow()
        await tx
          .insertInto('conversations.group_targets')
          .values({
            group_id: id,
            conversation_id: conversation,
            shop_id: shop.shopId,
            turn_id: row.turn_id ?? '',
            saw_number: row.last_number,
          })
          .execute()
      }
    })
    const rows = (await inboxOf(chat, shop.owner)).waiting
    const byText = (text: string) => rows.find((row) => row.lastText === text)?.id ?? ''
    await answer(chat, agentOf(shop, 0), byText(texts[0] ?? ''), '20 号起发')
    await buyers[1]?.write('不是预售的，是现货那件')
    await chat.composed.conversations.groupAnswers.goOnAll()
    const list = (await chat.call('GET /api/board/answers', { headers: shop.lead.headers })).body.rows
    expect(list).toMatchObject([{ id, targets: 3, sent: 1, skipped: 2 }])
    expect((await inboxOf(chat, shop.owner)).waiting).toMatchObject([{ lastText: '不是预售的，是现货那件' }])
  })
  test('a slot that nobody can fill stops it before anything is sent', async () => {
    const shop = await chat.shop({ agents: 1 })
    await crowd(shop, texts.slice(0, 2))
    const { groups } = await questionsOf(shop)
    expect(
      await send(shop, {
        id: newId(),
        text: '{carrier}发货',
        conversationIds: groups[0]?.conversationIds ?? [],
      }),
    ).toMatchObject({ status: 422, code: 'message.unfilled_slot' })
    expect((await inboxOf(chat, shop.owner)).waiting).toHaveLength(2)
  })
})

describe('the word guard', () => {
  test('[PHR-06] [RTE-05] reads an answer to many before anybody has it: what it holds back goes to nobody, what it warns of is logged once', async () => {
    const shop = await chat.shop({ agents: 1 })
    await crowd(shop, texts.slice(0, 3))
    const { groups } = await questionsOf(shop)
    const conversationIds = groups[0]?.conversationIds ?? []
    const log = async () =>
      (
        await chat.call('GET /api/guard/log', { headers: shop.lead.headers, query: { view: 'words' } })
      ).body.rows.map(({ kind, outcome, memberName }) => [kind, outcome, memberName])
    const away = { id: newId(), text: '这个您去找我们售后问吧', conversationIds }
    expect(await send(shop, away)).toMatchObject({ status: 422, code: 'message.guarded' })
    await chat.settle()
    expect((await inboxOf(chat, shop.owner)).waiting).toHaveLength(3)
    expect(await log()).toEqual([['deflection', 'blocked', shop.lead.displayName]])
    expect(
      (await send(shop, { id: newId(), text: '您好，我们是全网最好的店，周五发', conversationIds })).status,
    ).toBe(200)
    await chat.settle()
    expect((await inboxOf(chat, shop.owner)).waiting).toEqual([])
    expect((await log()).filter(([, outcome]) => outcome === 'sent_anyway')).toHaveLength(1)
  })
})

describe('a buyer who waits', () => {
  test('is told how many stand before them, at most every few seconds, and nothing that is not known', async () => {
    const shop = await chat.shop({ agents: 1 })
    const buyers = await crowd(shop, ['一', '二', '三', '四', '五', '六', '七'])
    const last = buyers.at(-1)
    const place = async () =>
      (await chat.call('GET /api/widget/place', { headers: last?.headers ?? {} })).body
    const visitor = await chat.composed.credentials.visitor(last?.visit.token ?? '')
    const heard = chat.listen(shop.shopId, [`visitor:${visitor?.visitorId}`], 'visitor')
    const told = () => heard.frames.filter((f) => f.event === 'signal').map((f) => f.data)
    await chat.desk.clock.advance(3000)
    await chat.settle()
    expect(told()).toEqual([{ kind: 'place', ahead: 6, waitSeconds: null }])
    expect(await place()).toEqual({ ahead: 6, waitSeconds: null })
    const rows = (await inboxOf(chat, shop.owner)).waiting
    for (const row of rows.slice(0, 5)) await answer(chat, agentOf(shop, 0), row.id, '有的，现货')
    await chat.settle()
    // Five answers in five minutes: one a minute, and one stands before.
    await chat.desk.clock.advance(3000)
    await chat.settle()
    expect(told().slice(1)).toEqual([{ kind: 'place', ahead: 1, waitSeconds: 120 }])
    await answer(chat, agentOf(shop, 0), rows[6]?.id ?? '', '有的')
    await chat.desk.clock.advance(9000)
    await chat.settle()
    expect(told().slice(2)).toEqual([{ kind: 'place', ahead: null, waitSeconds: null }])
    heard.leave()
  })
  test('[RSP-02] [RSP-03] what the shop announced stands in the greeting, and nothing is late before the announced time', async () => {
    const shop = await chat.shop({ agents: 1 })
    const now = chat.desk.clock.now().getTime()
    const at = (minutes: number) => new Date(now + minutes * 60_000).toISOString()
    const notice = (body: object) =>
      chat.call('POST /api/notices', {
        body: {
          textZh: '双11 咨询多，十分钟内一定答您。',
          textEn: 'It is busy: within ten minutes.',
          waitSeconds: 600,
          from: at(-1),
          until: at(60),
          ...body,
        },
        headers: shop.lead.headers,
      })
    expect(await notice({ until: at(-2) })).toMatchObject({ status: 400, code: 'request.invalid' })
    const made = await notice({})
    const buyer = await buildBuyer(chat, shop)
    expect(buyer.visit.messages[0]?.text).toContain('双11 咨询多')
    await buyer.write('在吗')
    await chat.settle()
    await chat.desk.clock.advance(300_000)
    await chat.due()
    const row = await onlyRow(chat, shop)
    expect(row.clock).toMatchObject({ missed: false })
    expect((await boardOf(shop)).lanes[0]).toMatchObject({ waiting: 1, late: 0 })
    const steps = await chat.call('GET /api/conversations/:id/ladder', {
      params: { id: row.id },
      headers: shop.lead.headers,
    })
    expect(steps.body.rows).toEqual([])
    await answer(chat, agentOf(shop, 0), row.id, '在的')
    const [turn] = await chat.desk.db.inShop(shop.shopId, (tx) =>
      tx.selectFrom('promises.v_turns').select(['outcome', 'waited_ms']).execute(),
    )
    // Measured as it was.
    expect(turn).toEqual({ outcome: 'announced', waited_ms: 300_000 })
    // Late by nobody's word, and not among the answers within our own ten seconds either.
    const report = await chat.call('GET /api/reports/response-times', {
      query: { by: 'agent' },
      headers: shop.lead.headers,
    })
    expect(report.body.rows).toMatchObject([
      { turns: 1, withinTarget: 0, withinDue: 0, withinAnnounced: 1, late: 0, unanswered: 0 },
    ])
    const listed = async (clock: 'kept' | 'announced' | 'missed') =>
      (await chat.call('GET /api/conversations', { query: { clock }, headers: shop.lead.headers })).body.rows
        .length
    expect([await listed('kept'), await listed('announced'), await listed('missed')]).toEqual([0, 1, 0])
    await chat.call('DELETE /api/notices/:id', { params: { id: made.body.id }, headers: shop.lead.headers })
    await buyer.write('还有吗')
    expect((await onlyRow(chat, shop)).clock?.dueAt).toBe(
      new Date(chat.desk.clock.now().getTime() + 10_000).toISOString(),
    )
  })
  test('[MEM-11] VIPs wait in a lane of their own, go first, and no longer once an ordinary buyer has waited for the ceiling', async () => {
    const shop = await chat.shop({ agents: 1, presence: 'off' })
    const ordinary = await buildBuyer(chat, shop)
    await ordinary.write('普通买家')
    await chat.settle()
    await chat.desk.clock.advance(5000)
    const vip = await buildBuyer(chat, shop)
    await vip.write('贵宾')
    await chat.settle()
    await chat.desk.db.inShop(shop.shopId, (tx) =>
      tx
        .updateTable('conversations.conversations')
        .set({ lane: 'vip' })
        .where('last_text', '=', '贵宾')
        .execute(),
    )
    const order = async () =>
      (await inboxOf(chat, shop.owner)).waiting.map((row) => `${row.lane} ${row.lastText}`)
    expect(await order()).toEqual(['vip 贵宾', 'ordinary 普通买家'])
    expect((await boardOf(shop)).vipGoesFirst).toBe(true)
    await chat.desk.clock.advance(55_000)
    expect(await order()).toEqual(['ordinary 普通买家', 'vip 贵宾'])
    const board = await boardOf(shop)
    expect(board.vipGoesFirst).toBe(false)
    expect(board.lanes.map(({ lane, waiting }) => [lane, waiting])).toEqual([
      ['ordinary', 1],
      ['vip', 1],
    ])
    // Whoever comes to the desk is given the ordinary buyer first.
    await chat.call('PATCH /api/staff/:id', {
      params: { id: agentOf(shop, 0).memberId },
      body: { cap: 1 },
      headers: shop.owner.headers,
    })
    await setPresence(chat, agentOf(shop, 0), 'on')
    const given = (await inboxOf(chat, shop.owner)).waiting.find((row) => row.assigneeName === 'Agent 1')
    expect(given?.lastText).toBe('普通买家')
  })
})
