import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '#platform/ids/ids.ts'
import { answer, buildBuyer, inboxOf, openChatDesk, type ChatDesk } from '#test/builders/chat.ts'
import type { TestPerson, TestShop } from '#test/builders/staff.ts'
import { rollUp } from './index.ts'

let chat: ChatDesk
beforeAll(async () => {
  chat = await openChatDesk()
})
afterAll(() => chat.close())

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
const advance = (ms: number) => chat.desk.clock.advance(ms)
/** Moves the clock on to the next time China's clock reads this. */
const until = async (clock: string) => {
  const now = chat.desk.clock.now()
  const today = new Date(now.getTime() + 8 * hour).toISOString().slice(0, 10)
  const at = Date.parse(`${today}T${clock}+08:00`)
  await advance(at > now.getTime() ? at - now.getTime() : at + day - now.getTime())
}
const rolledUp = () => rollUp({ db: chat.desk.db, clock: chat.desk.clock })

type Buyer = Awaited<ReturnType<typeof buildBuyer>>
const conversationOf = async (shop: TestShop) => (await inboxOf(chat, shop.owner)).waiting.at(-1)?.id ?? ''
const ask = async (shop: TestShop, afterMs: number, buyer?: Buyer) => {
  const who = buyer ?? (await buildBuyer(chat, shop))
  await who.write('还有灰色吗')
  const id = await conversationOf(shop)
  await advance(afterMs)
  await answer(chat, shop.owner, id, '有的')
  return { id, buyer: who }
}
const measuresOf = async (person: TestPerson) => {
  const { body, status } = await chat.call('GET /api/reports/platforms', { headers: person.headers })
  expect(status).toBe(200)
  const [taobao, pinduoduo] = body.measures
  return { body, taobao, pinduoduo }
}
const rowsOf = async (
  person: TestPerson,
  query: { rule: 'taobao' | 'pinduoduo'; day?: string; cursor?: string; limit?: number },
) => (await chat.call('GET /api/reports/platforms/rows', { headers: person.headers, query })).body

describe('[RSP-03] measured as the platforms measure', () => {
  test('a round is in time within three minutes of the question, exactly three included', async () => {
    const shop = await chat.shop()
    const { id: late } = await ask(shop, 3 * minute + 1)
    await ask(shop, 3 * minute)
    await ask(shop, 5000)
    await rolledUp()
    const { taobao, pinduoduo, body } = await measuresOf(shop.owner)
    expect(taobao).toMatchObject({ rule: 'taobao', of: 3, inTime: 2, share: 6667, failingNow: 0 })
    expect(pinduoduo).toMatchObject({ rule: 'pinduoduo', of: 3, inTime: 2, share: 6667 })
    expect(body.ours).toMatchObject({ targetSeconds: 7, dueSeconds: 10, turns: 3, withinTarget: 1 })
    for (const rule of ['taobao', 'pinduoduo'] as const)
      expect((await rowsOf(shop.owner, { rule })).rows).toEqual([
        expect.objectContaining({ conversationId: late, waitedMs: 3 * minute + 1 }),
      ])
  })
  test('one slow message fails the buyer for that day however many were quick; rounds stay apart', async () => {
    const shop = await chat.shop()
    const { buyer } = await ask(shop, 2000)
    await ask(shop, 4 * minute, buyer)
    await ask(shop, 2000, buyer)
    await rolledUp()
    const { taobao, pinduoduo } = await measuresOf(shop.owner)
    expect([taobao?.of, taobao?.inTime]).toEqual([3, 2])
    expect([pinduoduo?.of, pinduoduo?.inTime]).toEqual([1, 0])
  })
  test('an automatic reply answers nothing; who waits now has failed already', async () => {
    const shop = await chat.shop()
    const buyer = await buildBuyer(chat, shop)
    await buyer.write('在吗')
    await advance(2 * minute)
    await chat.due()
    expect((await measuresOf(shop.owner)).taobao).toMatchObject({ of: 0, failingNow: 0 })
    await advance(minute + 1)
    expect((await measuresOf(shop.owner)).taobao).toMatchObject({ of: 1, inTime: 0, share: 0, failingNow: 1 })
  })
  test('closing the chat over the question is no answer', async () => {
    const shop = await chat.shop()
    await (await buildBuyer(chat, shop)).write('在吗')
    const id = await conversationOf(shop)
    await chat.call('POST /api/conversations/:id/closing', {
      params: { id },
      body: { anyway: true, silent: true },
      headers: shop.owner.headers,
    })
    await rolledUp()
    expect((await measuresOf(shop.owner)).taobao).toMatchObject({ of: 1, inTime: 0 })
    expect((await rowsOf(shop.owner, { rule: 'pinduoduo' })).rows).toEqual([
      expect.objectContaining({ conversationId: id, answeredAt: null, waitedMs: null }),
    ])
  })
  test('questions at night count by neither rule; what the same buyer adds in the morning counts for Pinduoduo', async () => {
    const shop = await chat.shop()
    await until('07:58:00')
    const buyer = await buildBuyer(chat, shop)
    await buyer.write('有人吗')
    await advance(3 * minute)
    await buyer.write('还在吗')
    const id = await conversationOf(shop)
    await advance(2 * minute)
    await answer(chat, shop.owner, id, '在')
    await rolledUp()
    const { taobao, pinduoduo } = await measuresOf(shop.owner)
    expect([taobao?.of, pinduoduo?.of, pinduoduo?.inTime]).toEqual([0, 1, 1])
  })
  test('after 23:00 Taobao still counts and Pinduoduo does not', async () => {
    const shop = await chat.shop()
    await until('23:10:00')
    await ask(shop, 5 * minute)
    await rolledUp()
    const { taobao, pinduoduo } = await measuresOf(shop.owner)
    expect([taobao?.of, taobao?.inTime, pinduoduo?.of]).toEqual([1, 0, 0])
  })
  test('counting twice counts once, and rows come in pages', async () => {
    const shop = await chat.shop()
    await until('10:00:00')
    for (let i = 0; i < 3; i++) await ask(shop, 4 * minute)
    await rolledUp()
    await rolledUp()
    expect((await measuresOf(shop.owner)).taobao?.of).toBe(3)
    const first = await rowsOf(shop.owner, { rule: 'taobao', limit: 2 })
    const second = await rowsOf(shop.owner, { rule: 'taobao', limit: 2, cursor: first.next ?? '' })
    expect([first.rows.length, second.rows.length, second.next]).toEqual([2, 1, null])
  })
})

describe('the platform’s own score', () => {
  test('is typed in or imported, stands beside ours with its date, and can be taken away', async () => {
    const shop = await chat.shop()
    const { headers } = shop.owner
    const today = (await measuresOf(shop.owner)).body.to
    const set = (score: number | null) =>
      chat.call('PUT /api/reports/platforms/scores', { headers, body: { rule: 'taobao', day: today, score } })
    expect((await set(9650)).status).toBe(200)
    expect((await measuresOf(shop.owner)).taobao?.days).toEqual([
      expect.objectContaining({
        day: today,
        share: null,
        own: expect.objectContaining({ score: 9650, source: 'typed' }),
      }),
    ])
    const imported = await chat.call('POST /api/reports/platforms/scores/import', {
      headers,
      body: { rule: 'taobao', text: `日期\t回复率\n${today}\t97.20%\n2026-02-30\t99%` },
    })
    expect(imported.body).toEqual({ taken: 1, refused: [{ line: 3, reason: 'no_date' }] })
    expect((await measuresOf(shop.owner)).taobao?.days[0]?.own).toMatchObject({
      score: 9720,
      source: 'imported',
    })
    await set(null)
    expect((await measuresOf(shop.owner)).taobao?.days).toEqual([])
    expect((await set(10_001)).code).toBe('request.invalid')
  })
})

describe('[RSP-11] buyers lost to slow replies', () => {
  const lostOf = async (person: TestPerson, query: { state?: 'lost' } = {}) =>
    (await chat.call('GET /api/reports/lost', { headers: person.headers, query })).body
  const order = (shop: TestShop, customerId: string) =>
    chat.desk.db.inShop(shop.shopId, (tx) =>
      sql`insert into orders.orders (id, shop_id, store_id, external_id, id_from, name, name_key, status, source_status, cash_on_delivery, placed_at, currency, total,
        customer_id, buyer_name, buyer_key, title, line_count, quantity, missing_lines, is_history, content_hash, recorded_at, updated_at)
        select ${newId()}, ${shop.shopId}, ${shop.storeId}, ${newId()}, 'id', 'n', 'n', 'paid', 'paid', false, ${chat.desk.clock.now()}, 'CNY', 100,
        ${customerId}, '', '', '', 1, 1, 0, false, gen_random_uuid(), now(), now()`.execute(tx),
    )

  test('stayed away, wrote again or ordered: judged a day after the late answer', async () => {
    const shop = await chat.shop()
    await until('10:00:00')
    await ask(shop, 5000)
    const away = await ask(shop, 12_000)
    const back = await ask(shop, 12_000)
    const bought = await ask(shop, 12_000)
    const customerId = newId()
    await chat.desk.db.inShop(shop.shopId, (tx) =>
      sql`update conversations.conversations set customer_id = ${customerId} where id = ${bought.id}`.execute(
        tx,
      ),
    )
    await rolledUp()
    expect(await lostOf(shop.owner)).toMatchObject({ firsts: 4, slow: 3, watching: 3, lost: 0 })
    await advance(hour)
    await back.buyer.write('那好，我再想想')
    await order(shop, customerId)
    await advance(23 * hour + minute)
    await rolledUp()
    expect(await lostOf(shop.owner)).toMatchObject({
      slow: 3,
      lost: 1,
      wroteAgain: 1,
      ordered: 1,
      watching: 0,
    })
    expect((await lostOf(shop.owner, { state: 'lost' })).rows).toEqual([
      expect.objectContaining({ conversationId: away.id, waitedMs: 12_000, state: 'lost' }),
    ])
  })
  test('only a first question counts, and only one that missed its clock', async () => {
    const shop = await chat.shop()
    await until('10:00:00')
    const { buyer } = await ask(shop, 5000)
    await ask(shop, 60_000, buyer)
    await rolledUp()
    expect(await lostOf(shop.owner)).toMatchObject({ firsts: 1, slow: 0, rows: [] })
  })
})

describe('[RSP-03] the hourly roll-up', () => {
  const reportOf = async (shop: TestShop, query: { by: 'agent' | 'hour' | 'channel'; from?: string }) =>
    (await chat.call('GET /api/reports/response-times', { headers: shop.owner.headers, query })).body.rows

  test('says the same as the turns themselves, before and after and half counted, whatever the edges', async () => {
    const shop = await chat.shop()
    await until('09:30:00')
    const from = chat.desk.clock.now().toISOString()
    for (const wait of [3000, 9000, 15_000, 4000]) {
      await ask(shop, wait)
      await advance(40 * minute)
    }
    const before = [await reportOf(shop, { by: 'agent', from }), await reportOf(shop, { by: 'hour', from })]
    expect(before[0]).toEqual([
      expect.objectContaining({ turns: 4, withinTarget: 2, withinDue: 1, late: 1, medianMs: 4000 }),
    ])
    await rolledUp()
    expect([await reportOf(shop, { by: 'agent', from }), await reportOf(shop, { by: 'hour', from })]).toEqual(
      before,
    )
    await ask(shop, 20_000)
    expect(await reportOf(shop, { by: 'channel', from })).toEqual([
      expect.objectContaining({ turns: 5, late: 2 }),
    ])
  })
  test('stands in for the turns: a report over months reads few rows', async () => {
    const shop = await chat.shop()
    const now = chat.desk.clock.now()
    await chat.desk.db.inShop(shop.shopId, (tx) =>
      sql`insert into promises.turns (id, shop_id, conversation_id, channel, is_first, member_id, started_at, clock_at, target_at, due_at, answered_at, waited_ms, outcome, local_hour)
        select gen_random_uuid(), ${shop.shopId}, ${newId()}, 'webchat', true, ${shop.owner.memberId}, at, at, at + interval '7 seconds', at + interval '10 seconds',
          at + interval '6 seconds', 5500, 'target', 10
        from generate_series(${now}::timestamptz - interval '80 days', ${now}::timestamptz - interval '70 days', interval '15 seconds') at`.execute(
        tx,
      ),
    )
    await rolledUp()
    const rows = await chat.desk.db.inShop(
      shop.shopId,
      async (tx) =>
        (
          await sql<{
            n: number
          }>`select count(*)::int as n from insight.turn_hours where shop_id = ${shop.shopId}`.execute(tx)
        ).rows[0]?.n,
    )
    expect(rows).toBe(241)
    const [row] = await reportOf(shop, {
      by: 'agent',
      from: new Date(now.getTime() - 100 * day).toISOString(),
    })
    // 57,601 turns: the middle comes from the steps, 5.5 s standing between 5 and 6.
    expect(row).toMatchObject({ turns: 57_601, withinTarget: 57_601, medianMs: 5500 })
  }, 30_000)
})

describe('[RSP-13] the contact button', () => {
  const check = (shop: TestShop, body: object) =>
    chat.http.app.inject({
      method: 'POST',
      url: `/api/widget/${shop.widgetKey}/button-checks`,
      payload: { width: 390, ...body },
    })
  const checksOf = async (shop: TestShop) =>
    (await chat.call('GET /api/reports/contact-button', { headers: shop.owner.headers })).body
  test('fails a page where it is covered or out of the first view, until the page tells otherwise', async () => {
    const shop = await chat.shop()
    expect(await checksOf(shop)).toEqual({ failed: 0, found: 0, rows: [] })
    await check(shop, { page: '/', isVisible: true, isInFirstView: true })
    await check(shop, { page: '/blankets', isVisible: false, isInFirstView: true, hiddenBy: 'div#cookies' })
    await check(shop, { page: '/cart', isVisible: true, isInFirstView: false })
    const before = await checksOf(shop)
    expect(before).toMatchObject({ failed: 2, found: 1 })
    expect(
      new Set(before.rows.map(({ page, verdict, hiddenBy }) => `${page} ${verdict} ${hiddenBy}`)),
    ).toEqual(new Set(['/ found null', '/blankets hidden div#cookies', '/cart below_first_view null']))
    await check(shop, { page: '/blankets', isVisible: true, isInFirstView: true })
    expect(await checksOf(shop)).toMatchObject({ failed: 1, found: 2 })
  })
  test('a stranger’s key says nothing, and a store keeps 500 pages', async () => {
    const shop = await chat.shop()
    const nobody = await chat.http.app.inject({
      method: 'POST',
      url: '/api/widget/nobody/button-checks',
      payload: { page: '/', isVisible: true, isInFirstView: true, width: 1 },
    })
    expect(nobody.statusCode).toBe(404)
    await chat.desk.db.inShop(shop.shopId, (tx) =>
      sql`insert into conversations.button_checks (store_id, page, shop_id, is_visible, is_in_first_view, width, checked_at)
        select ${shop.storeId}, '/' || n, ${shop.shopId}, true, true, 1, ${chat.desk.clock.now()} from generate_series(1, 500) n`.execute(
        tx,
      ),
    )
    await check(shop, { page: '/new', isVisible: false, isInFirstView: true })
    expect((await checksOf(shop)).failed).toBe(0)
    await check(shop, { page: '/7', isVisible: false, isInFirstView: true })
    expect((await checksOf(shop)).failed).toBe(1)
  })
})
