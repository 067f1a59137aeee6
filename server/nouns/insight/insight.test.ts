import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Heart } from '#contract/promises/words.ts'
import { newId } from '#platform/ids/ids.ts'
import { answer, buildBuyer, inboxOf, openChatDesk, type ChatDesk } from '#test/builders/chat.ts'
import type { TestPerson, TestShop } from '#test/builders/staff.ts'

let chat: ChatDesk
beforeAll(async () => {
  chat = await openChatDesk()
})
afterAll(() => chat.close())

const hour = 3_600_000
const day = 24 * hour
const ago = (ms: number) => new Date(chat.desk.clock.now().getTime() - ms)

const addOrder = async (
  shop: TestShop,
  order: { placedAt: Date; customerId?: string; isHistory?: boolean },
): Promise<string> => {
  const id = newId()
  await chat.desk.db.inShop(shop.shopId, (tx) =>
    sql`
    insert into orders.orders (id, shop_id, store_id, external_id, id_from, name, name_key, status, source_status, cash_on_delivery, placed_at, currency, total,
      customer_id, buyer_name, buyer_key, title, line_count, quantity, missing_lines, is_history, content_hash, recorded_at, updated_at)
    values (${id}, ${shop.shopId}, ${shop.storeId}, ${id}, 'id', ${id}, ${id}, 'paid', 'paid', false, ${order.placedAt}, 'CNY', 100,
      ${order.customerId ?? null}, '', '', '', 1, 1, 0, ${order.isHistory ?? false}, gen_random_uuid(), now(), now())`.execute(
      tx,
    ),
  )
  return id
}

interface GivenWord {
  heart?: Heart
  state: 'open' | 'kept' | 'broken' | 'told' | 'released'
  endedAt?: Date
  dueAt?: Date
  customerId?: string
  conversationId?: string
  what?: string
  kind?: 'said' | 'answer_due'
}
const addWord = async (shop: TestShop, word: GivenWord) => {
  const dueAt = word.dueAt ?? word.endedAt ?? chat.desk.clock.now()
  await chat.desk.db.inShop(shop.shopId, (tx) =>
    tx
      .insertInto('promises.words')
      .values({
        id: newId(),
        shop_id: shop.shopId,
        kind: word.kind ?? 'said',
        heart: word.heart ?? 'purchase',
        what: word.what ?? '下午发货',
        state: word.state,
        given_at: new Date(dueAt.getTime() - hour),
        soon_at: dueAt,
        due_at: dueAt,
        ended_at: word.endedAt ?? null,
        to_name: '买家',
        customer_id: word.customerId ?? null,
        conversation_id: word.conversationId ?? null,
      })
      .execute(),
  )
}

const homeOf = async (person: TestPerson) =>
  (await chat.call('GET /api/home', { headers: person.headers })).body
const heartOf = async (shop: TestShop, heart: Heart) =>
  (await homeOf(shop.owner)).hearts.find((state) => state.heart === heart)

/** A buyer asks; an agent who holds the chat answers after so many milliseconds. */
const ask = async (shop: TestShop, by: TestPerson, afterMs: number) => {
  const buyer = await buildBuyer(chat, shop)
  await buyer.write('起球吗')
  const row = (await inboxOf(chat, shop.owner)).waiting.at(-1)
  await chat.desk.clock.advance(afterMs)
  await answer(chat, by, row?.id ?? '', '不起球')
  return row?.id ?? ''
}

describe('[RPT-04] the home of a new shop', () => {
  test('says of every heart that it has no data, and what to do first', async () => {
    const shop = await chat.shop({ agents: 0 })
    const home = await homeOf(shop.owner)
    expect(home.hearts.map(({ hasData, score }) => [hasData, score])).toEqual(
      Array.from({ length: 5 }, () => [false, null]),
    )
    expect(home).toMatchObject({
      orders: 0,
      conversations: 0,
      waitingNow: 0,
      owedNow: 0,
      onDesk: 0,
      mostBroken: null,
      thanks: null,
      nextSteps: ['import_orders', 'put_widget', 'go_on_desk'],
      clocks: { withinTarget: 0, withinDue: 0, late: 0, automatic: 0, medianMs: null },
    })
  })
  test('counts the seven days in the shop’s own zone', async () => {
    // It is Wednesday 11:00 in Shanghai, Tuesday evening in New York.
    expect(await homeOf((await chat.shop()).owner)).toMatchObject({
      from: '2026-02-25T16:00:00.000Z',
      wordsDue: [{ day: '2026-03-04' }, {}, {}, {}, {}, {}, { day: '2026-03-10' }],
    })
    expect(await homeOf((await chat.shop({ timeZone: 'America/New_York' })).owner)).toMatchObject({
      from: '2026-02-25T05:00:00.000Z',
      wordsDue: [{ day: '2026-03-03' }, {}, {}, {}, {}, {}, {}],
    })
  })
  test('counts imported orders and knows nothing of their hearts', async () => {
    const shop = await chat.shop()
    for (const days of [1, 2, 3, 20]) await addOrder(shop, { placedAt: ago(days * day), isHistory: true })
    const home = await homeOf(shop.owner)
    expect(home.orders).toBe(3)
    for (const state of home.hearts)
      expect(state).toMatchObject({ unknown: 3, good: 0, lost: 0, score: null, hasData: false })
  })
})

describe('[RPT-04] [JRN-02] a heart', () => {
  test('is good by a word kept, lost by a word broken, each order once however many words it has', async () => {
    const shop = await chat.shop()
    const [happy, unhappy, mixed] = [newId(), newId(), newId()]
    for (const customerId of [happy, unhappy, mixed])
      await addOrder(shop, { placedAt: ago(2 * day), customerId })
    await addOrder(shop, { placedAt: ago(day) })
    for (const customerId of [happy, happy])
      await addWord(shop, { state: 'kept', endedAt: ago(hour), customerId })
    await addWord(shop, { state: 'broken', endedAt: ago(hour), customerId: unhappy })
    for (const state of ['kept', 'broken'] as const)
      await addWord(shop, { state, endedAt: ago(hour), customerId: mixed })
    expect(await heartOf(shop, 'purchase')).toEqual({
      heart: 'purchase',
      good: 1,
      lost: 2,
      unknown: 1,
      wordsKept: 3,
      wordsBroken: 2,
      wordsOpen: 0,
      score: 33,
      hasData: true,
    })
    expect(await heartOf(shop, 'dispatch')).toMatchObject({ good: 0, lost: 0, unknown: 4, hasData: false })
  })
  test('of a buyer who has not ordered counts the talk; of an order of last month counts that order beside those of the week', async () => {
    const shop = await chat.shop()
    const [asker, earlier, old] = [newId(), newId(), newId()]
    await addOrder(shop, { placedAt: ago(day) })
    await addOrder(shop, { placedAt: ago(12 * day), customerId: earlier })
    await addOrder(shop, { placedAt: ago(300 * day), customerId: old })
    const talks = [newId(), newId()]
    await addWord(shop, { state: 'kept', endedAt: ago(hour), customerId: asker, conversationId: talks[0] })
    await addWord(shop, {
      state: 'kept',
      endedAt: ago(2 * hour),
      customerId: asker,
      conversationId: talks[0],
    })
    await addWord(shop, { state: 'kept', endedAt: ago(hour), customerId: earlier, conversationId: newId() })
    await addWord(shop, { state: 'kept', endedAt: ago(hour), customerId: earlier, conversationId: newId() })
    await addWord(shop, { state: 'broken', endedAt: ago(hour), customerId: old, conversationId: talks[1] })
    // Three journeys beside the one order of the week, which stays unknown.
    expect(await heartOf(shop, 'purchase')).toMatchObject({
      good: 2,
      lost: 1,
      unknown: 1,
      wordsKept: 4,
      wordsBroken: 1,
      score: 67,
    })
  })
  test('forgets what is older than the period, and what was told or released is neither good nor lost', async () => {
    const shop = await chat.shop()
    await addWord(shop, { state: 'broken', endedAt: ago(8 * day), conversationId: newId() })
    await addWord(shop, { state: 'told', endedAt: ago(hour), conversationId: newId() })
    await addWord(shop, { state: 'released', endedAt: ago(hour), conversationId: newId() })
    await addWord(shop, { state: 'open', dueAt: ago(-hour), heart: 'care' })
    expect(await heartOf(shop, 'purchase')).toMatchObject({
      good: 0,
      lost: 0,
      wordsBroken: 0,
      score: null,
      hasData: false,
    })
    expect(await heartOf(shop, 'care')).toMatchObject({ wordsOpen: 1, score: null, hasData: true })
  })
  test('knows its own shop only', async () => {
    const [shop, other] = [await chat.shop(), await chat.shop()]
    await addWord(other, { state: 'broken', endedAt: ago(hour) })
    await addOrder(other, { placedAt: ago(day) })
    expect(await homeOf(shop.owner)).toMatchObject({ orders: 0, mostBroken: null })
    expect((await homeOf(other.owner)).orders).toBe(1)
  })
})

describe('[RPT-04] what the owner should look at', () => {
  test('is the word most often broken, whatever hour it named', async () => {
    const shop = await chat.shop()
    for (const [i, what] of ['下午 3 点前发货', '下午5点前发货', '下午 16 点前发货'].entries())
      await addWord(shop, { state: i === 0 ? 'kept' : 'broken', endedAt: ago((i + 1) * hour), what })
    await addWord(shop, { state: 'broken', endedAt: ago(hour), what: '补发螺丝' })
    expect((await homeOf(shop.owner)).mostBroken).toEqual({ what: '下午5点前发货', given: 3, broken: 2 })
  })
  test('is a holding phrase that was not followed by an answer, in the shop’s language', async () => {
    const shop = await chat.shop({ language: 'en' })
    for (const what of ['有货吗', '几点发'])
      await addWord(shop, { state: 'broken', endedAt: ago(hour), what, kind: 'answer_due' })
    expect((await homeOf(shop.owner)).mostBroken).toEqual({
      what: 'an answer in a moment',
      given: 2,
      broken: 2,
    })
  })
  test('is what falls due on each of the next days', async () => {
    const shop = await chat.shop()
    for (const inHours of [1, 12, 14, 36, 24 * 6 + 1, 24 * 7])
      await addWord(shop, { state: 'open', dueAt: ago(-inHours * hour) })
    // 11:00 now, so 14 hours on is tomorrow and seven days on is past the last day.
    expect((await homeOf(shop.owner)).wordsDue.map(({ count }) => count)).toEqual([2, 2, 0, 0, 0, 0, 1])
  })
  test('is who waits, who is owed an answer, and that nobody is there', async () => {
    const shop = await chat.shop({ agents: 1 })
    const agent = shop.agents[0] ?? shop.owner
    const waiting = await buildBuyer(chat, shop)
    await waiting.write('在吗')
    expect(await homeOf(shop.owner)).toMatchObject({
      waitingNow: 1,
      owedNow: 0,
      onDesk: 1,
      conversations: 1,
      nextSteps: ['import_orders', 'set_hours'],
    })
    await chat.desk.clock.advance(11_000)
    expect((await homeOf(shop.owner)).nextSteps[0]).toBe('answer_waiting')
    const [row] = (await inboxOf(chat, shop.owner)).waiting
    await answer(chat, agent, row?.id ?? '', '在的，稍等')
    expect(await homeOf(shop.owner)).toMatchObject({ waitingNow: 0, owedNow: 1 })
    await chat.call('PUT /api/staff/me/presence', { body: { presence: 'off' }, headers: agent.headers })
    expect(await homeOf(shop.owner)).toMatchObject({
      onDesk: 0,
      nextSteps: ['go_on_desk', 'import_orders', 'set_hours'],
    })
  })
  test('is who caught the most buyers in a hurry', async () => {
    const shop = await chat.shop({ agents: 2 })
    const [swift, slow] = shop.agents
    if (!swift || !slow) throw new Error('two agents')
    for (let i = 0; i < 6; i++) await ask(shop, swift, 3000)
    for (let i = 0; i < 5; i++) await ask(shop, slow, 9000)
    const home = await homeOf(shop.owner)
    expect(home.thanks).toEqual({ memberId: swift.memberId, name: 'Agent 1', caught: 6, of: 6 })
    expect(home.clocks).toMatchObject({ withinTarget: 6, withinDue: 5, late: 0, medianMs: 3000 })
  })
})

describe('[RSP-03] response times', () => {
  const report = (
    shop: TestShop,
    query: { by: 'agent' | 'hour' | 'channel'; from?: string; to?: string; firstOnly?: boolean },
    as: TestPerson = shop.owner,
  ) => chat.call('GET /api/reports/response-times', { query, headers: as.headers })

  test('are counted per agent within 7 s, within 10 s and later, unanswered and automatic ones apart', async () => {
    const shop = await chat.shop({ agents: 2 })
    const [one, two] = shop.agents
    if (!one || !two) throw new Error('two agents')
    for (const ms of [1000, 7000, 7001, 10_000]) await ask(shop, one, ms)
    const late = await ask(shop, two, 61_000)
    await chat.call('POST /api/conversations/:id/messages', {
      params: { id: late },
      body: { clientId: newId(), text: '还有别的吗' },
      headers: two.headers,
    })
    const buyer = await buildBuyer(chat, shop)
    await buyer.write('算了')
    await chat.desk.clock.advance(61_000)
    await chat.due()
    const [row] = (await inboxOf(chat, shop.owner)).waiting
    await chat.call('POST /api/conversations/:id/assignment', {
      params: { id: row?.id ?? '' },
      body: { memberId: two.memberId },
      headers: shop.owner.headers,
    })
    await chat.call('POST /api/conversations/:id/closing', {
      params: { id: row?.id ?? '' },
      body: { anyway: true },
      headers: two.headers,
    })

    const { rows } = (await report(shop, { by: 'agent' })).body
    expect(rows).toEqual([
      {
        key: one.memberId,
        label: 'Agent 1',
        turns: 4,
        withinTarget: 2,
        withinDue: 2,
        withinAnnounced: 0,
        late: 0,
        unanswered: 0,
        automatic: 0,
        medianMs: 7000,
      },
      {
        key: two.memberId,
        label: 'Agent 2',
        turns: 2,
        withinTarget: 0,
        withinDue: 0,
        withinAnnounced: 0,
        late: 1,
        unanswered: 1,
        automatic: 1,
        medianMs: 61_000,
      },
    ])
    // On the home a turn that nobody answered missed the clock like a late one.
    expect((await homeOf(shop.owner)).clocks).toMatchObject({
      withinTarget: 2,
      withinDue: 2,
      late: 2,
      automatic: 1,
    })
  })
  test('are told per hour of the shop’s clock and per channel, for first questions alone if wanted', async () => {
    const shop = await chat.shop({ agents: 1 })
    const agent = shop.agents[0] ?? shop.owner
    const buyer = await buildBuyer(chat, shop)
    for (const ms of [2000, 4000]) {
      await buyer.write('问一句')
      const [row] = (await inboxOf(chat, shop.owner)).waiting
      await chat.desk.clock.advance(ms)
      await answer(chat, agent, row?.id ?? '', '好的')
    }
    expect((await report(shop, { by: 'hour' })).body.rows).toMatchObject([
      { key: '11', label: '11:00', turns: 2, withinTarget: 2, medianMs: 2000 },
    ])
    expect((await report(shop, { by: 'channel' })).body.rows).toMatchObject([
      { key: 'webchat', label: '网页', turns: 2 },
    ])
    expect((await report(shop, { by: 'channel', firstOnly: true })).body.rows).toMatchObject([
      { turns: 1, medianMs: 2000 },
    ])
    expect((await report(shop, { by: 'channel', to: ago(day).toISOString() })).body.rows).toEqual([])
  })
  test('over more than 400 days are refused, saying why', async () => {
    const shop = await chat.shop()
    const refused = await report(shop, { by: 'agent', from: ago(401 * day).toISOString() })
    expect(refused).toMatchObject({
      status: 400,
      code: 'request.invalid',
      body: { details: { problems: [{ path: '/query/from', rule: 'period_too_long' }] } },
    })
  })
  test('are for those who lead', async () => {
    const shop = await chat.shop()
    expect((await report(shop, { by: 'agent' }, shop.lead)).status).toBe(200)
    expect(await report(shop, { by: 'agent' }, shop.agents[0])).toMatchObject({
      status: 403,
      code: 'access.denied',
    })
  })
})
