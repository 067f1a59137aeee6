import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { answer, buildBuyer, openChatDesk, type ChatDesk } from '#test/builders/chat.ts'
import { onlyRow, setPresence } from '#test/builders/routing.ts'
import { buildMember, type TestPerson, type TestShop } from '#test/builders/staff.ts'

let chat: ChatDesk
beforeAll(async () => {
  chat = await openChatDesk()
})
afterAll(() => chat.close())

/** A shop whose one agent is new, with a coach; the coach is on the desk but takes nobody. */
const learning = async (how: { coach?: 'on' | 'break' | 'none' } = {}) => {
  const shop = await chat.shop()
  for (const one of [shop.owner, shop.lead, ...shop.agents]) await setPresence(chat, one, 'off')
  const coach = await buildMember(chat.desk, shop, { displayName: '带教的', roles: ['agent'] })
  const person = await buildMember(chat.desk, shop, { displayName: '新来的', roles: ['agent'] })
  const { headers } = shop.owner
  await chat.call('POST /api/training/certificates', {
    headers,
    body: { memberId: person.memberId, kind: 'purchase_desk' },
  })
  await chat.call('PUT /api/training/trainees/:id', {
    params: { id: person.memberId },
    headers,
    body: { coachId: how.coach === 'none' ? null : coach.memberId },
  })
  await setPresence(chat, person, 'on')
  const buyer = await buildBuyer(chat, shop)
  await buyer.write('灯能调亮度吗')
  await chat.settle()
  const row = await onlyRow(chat, shop)
  expect(row.assigneeId).toBe(person.memberId)
  if (how.coach !== 'break') await setPresence(chat, coach, 'on')
  else await setPresence(chat, coach, 'break')
  return { shop, coach, person, buyer, row }
}
const lookIn = async ({ headers }: TestPerson, all?: boolean) =>
  chat.call('GET /api/coaching', { headers, query: all ? { all } : {} })
const hintsOf = async ({ headers }: TestPerson, id: string) =>
  (await chat.call('GET /api/conversations/:id/hints', { params: { id }, headers })).body
const give = ({ headers }: TestPerson, id: string, text: string) =>
  chat.call('POST /api/conversations/:id/hints', { params: { id }, headers, body: { text } })
const use = ({ headers }: TestPerson, id: string) =>
  chat.call('POST /api/hints/:id/using', { params: { id }, headers, body: {} })
const ladderOf = async (shop: TestShop, id: string) =>
  (
    await chat.call('GET /api/conversations/:id/ladder', { params: { id }, headers: shop.lead.headers })
  ).body.rows.toReversed()
const wait = async (seconds: number) => {
  await chat.desk.clock.advance(seconds * 1000)
  await chat.due()
}

describe('a coach looks in', () => {
  test('[TRN-07] sees their newcomers, who is on the desk, each chat with its clock and what was promised; nobody else does', async () => {
    const { shop, coach, person, row } = await learning()
    const seen = (await lookIn(coach)).body
    expect(seen.newcomers).toMatchObject([
      { memberId: person.memberId, name: '新来的', presence: 'on', cap: 3, coachName: '带教的' },
    ])
    expect(seen.newcomers[0]?.chats).toMatchObject([
      { id: row.id, lastText: '灯能调亮度吗', queue: 'waiting', clock: { missed: false }, word: null },
    ])
    const dueAt = new Date(chat.desk.clock.now().getTime() + 3_600_000).toISOString()
    await answer(chat, person, row.id, '我问问仓库', { word: { what: '问仓库亮度', dueAt } })
    expect((await lookIn(coach)).body.newcomers[0]?.chats).toMatchObject([
      { queue: 'owed', clock: null, word: { what: '问仓库亮度' } },
    ])
    // The inbox has a view of the same, and says to whom it is of use.
    const view = async ({ headers }: TestPerson) =>
      (await chat.call('GET /api/inbox', { query: { view: 'coached' }, headers })).body
    expect(await view(coach)).toMatchObject({
      newcomers: [person.memberId],
      owed: [{ id: row.id }],
      counts: { owed: 1 },
    })
    expect(await view(person)).toMatchObject({ newcomers: [], waiting: [], owed: [], quiet: [] })
    expect((await lookIn(person)).body.newcomers).toEqual([])
    expect((await lookIn(coach, true)).code).toBe('access.denied')
    expect((await lookIn(shop.lead)).body.newcomers).toEqual([])
    expect((await lookIn(shop.lead, true)).body.newcomers).toMatchObject([{ memberId: person.memberId }])
    const other = await chat.shop()
    expect((await lookIn(other.lead, true)).body.newcomers).toEqual([])
    await setPresence(chat, person, 'break')
    expect((await lookIn(coach)).body.newcomers).toMatchObject([{ presence: 'break' }])
  })

  test('[TRN-07] a hint reaches the newcomer at once and the buyer never; it answers nothing and stops no clock', async () => {
    const { shop, coach, person, buyer, row } = await learning()
    const desk = chat.listen(shop.shopId, ['desk', `member:${person.memberId}`], 'desk')
    const page = chat.listen(shop.shopId, [`visitor:${await visitorOf(shop, row.id)}`], 'visitor')
    const before = await onlyRow(chat, shop)
    const given = await give(coach, row.id, '  先看商品资料里的亮度，再答  ')
    expect(given).toMatchObject({
      status: 200,
      body: { text: '先看商品资料里的亮度，再答', toName: '新来的', byName: '带教的', usedAt: null },
    })
    await chat.settle()
    expect(desk.names()).toContain('hint.given')
    expect(await hintsOf(person, row.id)).toMatchObject({ rows: [{ id: given.body.id }], to: null })
    expect((await hintsOf(coach, row.id)).to).toEqual({ id: person.memberId, name: '新来的' })
    expect(await onlyRow(chat, shop)).toEqual(before)
    const used = await use(person, given.body.id)
    expect(used.body.usedAt).not.toBeNull()
    await chat.desk.clock.advance(1000)
    expect((await use(person, given.body.id)).body.usedAt).toBe(used.body.usedAt)
    await chat.settle()
    expect(desk.names().filter((name) => name === 'hint.used')).toHaveLength(1)
    // What the buyer has: their own line and the desk's greeting, in the history and on the stream.
    expect(JSON.stringify(await buyer.history())).not.toContain('亮度，再答')
    expect(page.names()).not.toContain('hint.given')
    expect(JSON.stringify(page.frames)).not.toContain('亮度，再答')
    const log = (
      await chat.call('GET /api/conversations/:id', { params: { id: row.id }, headers: coach.headers })
    ).body
    expect(JSON.stringify(log.messages)).not.toContain('亮度，再答')
    await answer(chat, person, row.id, '能调，三档')
    await chat.settle()
    // The stream of the buyer works: the answer went there, the hint did not.
    expect(page.names()).toContain('message.posted')
    expect(JSON.stringify(await buyer.history())).toContain('能调，三档')
    desk.leave()
    page.leave()
  })

  test('only the coach and who leads may hint, only to a newcomer, and only they may use it', async () => {
    const { shop, coach, person, row } = await learning()
    const colleague = await buildMember(chat.desk, shop, { displayName: '同事', roles: ['agent'] })
    expect((await give(colleague, row.id, '听我的')).code).toBe('access.denied')
    expect((await give(person, row.id, '自言自语')).code).toBe('access.denied')
    expect((await give(coach, row.id, '   ')).code).toBe('message.empty')
    const fromLead = await give(shop.lead, row.id, '先问候')
    expect(fromLead.status).toBe(200)
    expect((await use(coach, fromLead.body.id)).code).toBe('not_found')
    const other = await chat.shop()
    expect((await give(other.lead, row.id, '别家的')).code).toBe('not_found')
    await chat.call('POST /api/conversations/:id/assignment', {
      params: { id: row.id },
      headers: coach.headers,
      body: { memberId: coach.memberId },
    })
    expect((await give(shop.lead, row.id, '没有新人了')).code).toBe('hint.no_newcomer')
    expect(await hintsOf(shop.lead, row.id)).toMatchObject({ rows: [{ text: '先问候' }], to: null })
  })
})

describe('[TRN-05] the training record', () => {
  const read = ({ headers }: TestPerson, id: string) =>
    chat.call('GET /api/training/records/:id', { params: { id }, headers })
  test('counts chats, answers in time, hints, quizzes and certificates since they began, and every figure has its rows', async () => {
    const { shop, coach, person, buyer, row } = await learning()
    const hint = (await give(coach, row.id, '先说能调，再说怎么调')).body
    await use(person, hint.id)
    await give(coach, row.id, '问问她用在哪间屋子')
    await chat.desk.clock.advance(4000)
    await answer(chat, person, row.id, '能调，三档')
    await buyer.write('怎么调')
    await chat.settle()
    await chat.desk.clock.advance(15_000)
    await answer(chat, person, row.id, '长按灯头两秒')
    const quiz = await chat.call('POST /api/training/attempts', {
      headers: person.headers,
      body: { subject: 'steps' },
    })
    await chat.call('POST /api/training/attempts/:id/answers', {
      params: { id: quiz.body.id },
      headers: person.headers,
      body: { answers: [] },
    })
    const product = await chat.call('POST /api/products', {
      headers: shop.owner.headers,
      body: { name: '纸灯' },
    })
    for (const [key, value] of Object.entries({ 灯罩: '和纸', 灯头: 'E14', 高度: '32 厘米' }))
      await chat.call('POST /api/products/:id/facts', {
        params: { id: product.body.id },
        headers: shop.owner.headers,
        body: { key, value, source: '吊牌', language: 'zh' },
      })
    await chat.desk.clock.advance(1000)
    const onProduct = await chat.call('POST /api/training/attempts', {
      headers: person.headers,
      body: { subject: 'product', productId: product.body.id },
    })
    await chat.call('POST /api/training/attempts/:id/answers', {
      params: { id: onProduct.body.id },
      headers: person.headers,
      body: { answers: [] },
    })
    const { body: record } = await read(coach, person.memberId)
    expect(record).toMatchObject({
      name: '新来的',
      coachName: '带教的',
      cap: 3,
      endedAt: null,
      chats: { held: 1, turns: 2, inTime: 1, late: 1 },
      hints: {
        count: 2,
        used: 1,
        rows: [
          { text: '问问她用在哪间屋子', usedAt: null, buyerName: row.buyerName },
          { text: '先说能调，再说怎么调', byName: '带教的' },
        ],
      },
      attempts: [
        { subject: 'product', productName: '纸灯', isPassed: false },
        { subject: 'steps', right: 0, isPassed: false },
      ],
      certificates: [{ kind: 'purchase_desk', byName: shop.owner.displayName }],
    })
    for (const clock of ['any', 'in_time', 'missed'] as const) {
      const rows = await chat.call('GET /api/conversations', {
        query: { memberId: person.memberId, clock, from: record.beganAt },
        headers: coach.headers,
      })
      expect(rows.body.rows.map((one) => one.id)).toEqual([row.id])
    }
    expect((await read(person, person.memberId)).body).toEqual(record)
    expect((await read(shop.lead, person.memberId)).body).toEqual(record)
    const colleague = await buildMember(chat.desk, shop, { displayName: '同事', roles: ['agent'] })
    expect((await read(colleague, person.memberId)).code).toBe('not_found')
    expect((await read(shop.lead, coach.memberId)).code).toBe('not_found')
    expect((await read((await chat.shop()).lead, person.memberId)).code).toBe('not_found')
    // No newcomer any more: the record stays, and what comes later is not in it.
    await chat.desk.clock.advance(1000)
    await chat.call('DELETE /api/training/trainees/:id', {
      params: { id: person.memberId },
      headers: shop.owner.headers,
    })
    await buyer.write('谢谢')
    await chat.settle()
    await answer(chat, person, row.id, '不客气')
    const after = (await read(coach, person.memberId)).body
    expect(after).toMatchObject({ chats: record.chats, hints: { count: 2 } })
    expect(after.endedAt).not.toBeNull()
  })
})

describe('when a newcomer’s buyer waits past the limit', () => {
  test('[TRN-07] [RTE-02] the coach is told first, before a second agent and the lead; once, and recorded', async () => {
    const { shop, coach, row } = await learning()
    const heard = chat.listen(shop.shopId, [`member:${coach.memberId}`], 'desk')
    await wait(10)
    expect(heard.names()).not.toContain('ladder.coach_called')
    await wait(0.1)
    expect(heard.names().filter((name) => name === 'ladder.coach_called')).toHaveLength(1)
    expect(await ladderOf(shop, row.id)).toMatchObject([
      { step: 'nudge', outcome: 'told', memberName: '新来的' },
      { step: 'coach', outcome: 'told', memberName: '带教的' },
    ])
    await wait(10)
    // The coach has a place and takes over: from here on nobody new holds it.
    expect((await onlyRow(chat, shop)).assigneeId).toBe(coach.memberId)
    await wait(30)
    expect((await ladderOf(shop, row.id)).map((one) => one.step)).toEqual([
      'nudge',
      'coach',
      'second',
      'lead',
    ])
    heard.leave()
  })
  test.each(['break', 'none'] as const)(
    'a coach who is not there (%s) changes nothing of the ladder',
    async (how) => {
      const { shop, row } = await learning({ coach: how })
      await wait(10.1)
      for (const seconds of [10, 20, 80]) await wait(seconds)
      expect((await ladderOf(shop, row.id)).map((one) => one.step)).toEqual([
        'nudge',
        'second',
        'lead',
        'holding',
      ])
    },
  )
})

const visitorOf = (shop: TestShop, id: string) =>
  chat.desk.db.inShop(shop.shopId, async (tx) => {
    const { visitor_id } = await tx
      .selectFrom('conversations.conversations')
      .select('visitor_id')
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    return visitor_id
  })
