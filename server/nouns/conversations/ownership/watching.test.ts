import { defaultActions, defaultLimits } from '#contract/guard/kinds.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { answer, buildBuyer, openChatDesk, type ChatDesk } from '#test/builders/chat.ts'
import { agentOf, onlyRow, setPresence } from '#test/builders/routing.ts'
import { buildMember, type TestPerson, type TestShop } from '#test/builders/staff.ts'

let chat: ChatDesk
beforeAll(async () => {
  chat = await openChatDesk()
})
afterAll(() => chat.close())

const asked = async (agents = 1) => {
  const shop = await chat.shop({ agents })
  const buyer = await buildBuyer(chat, shop)
  await buyer.write('少了一颗螺丝')
  await chat.settle()
  const row = await onlyRow(chat, shop)
  const holder = shop.agents.find((one) => one.memberId === row.assigneeId) ?? agentOf(shop, 0)
  await answer(chat, holder, row.id, '我让售后同事来联系您，请您稍等，我会一直跟着')
  const aftersales = await buildMember(chat.desk, shop, {
    displayName: 'Aftersales Wu',
    roles: ['aftersales'],
  })
  return { shop, buyer, row, holder, aftersales }
}
const file = (id: string, by: TestPerson) =>
  chat.call('POST /api/conversations/:id/problems', {
    params: { id },
    body: { category: 'missing_or_wrong', team: 'aftersales', what: '少一颗螺丝' },
    headers: by.headers,
  })
const reminders = async (shop: TestShop) =>
  (
    await chat.desk.db.inShop(shop.shopId, (tx) =>
      tx
        .selectFrom('platform.events')
        .select(['facts', 'audience'])
        .where('name', '=', 'inquiry.reminded')
        .orderBy('occurred_at')
        .execute(),
    )
  ).map((event) => ({ ...(event.facts as { waitsFor: string }), audience: event.audience }))
const wait = async (minutes: number) => {
  await chat.desk.clock.advance(minutes * 60_000)
  // A desk that is not started stops after the first source that had something to do.
  while ((await chat.due()) > 0);
}
const problemsOf = async (shop: TestShop, query = {}) =>
  (await chat.call('GET /api/problems', { query, headers: shop.lead.headers })).body
const ownershipOf = async (shop: TestShop) =>
  (await chat.call('GET /api/ownership', { headers: shop.lead.headers })).body

describe('a problem filed to another team', () => {
  test('[RTE-05] [RTE-06] the team contacts the buyer; the owner is reminded until it has, and again until it is solved', async () => {
    const { shop, row, holder, aftersales } = await asked()
    const filed = await file(row.id, holder)
    expect(filed.body).toMatchObject({ state: 'filed', ownerName: 'Agent 1', team: 'aftersales' })
    await wait(29)
    expect(await reminders(shop)).toEqual([])
    await wait(1)
    expect(await reminders(shop)).toMatchObject([
      { waitsFor: 'contact', audience: [`member:${holder.memberId}`] },
    ])
    // A further line of the owner is not the team's.
    await answer(chat, holder, row.id, '同事马上来')
    await wait(30)
    expect((await reminders(shop)).map(({ waitsFor }) => waitsFor)).toEqual(['contact', 'contact'])
    await answer(chat, aftersales, row.id, '您好，我是售后，螺丝今天补寄')
    await chat.settle()
    expect((await problemsOf(shop)).rows).toMatchObject([
      { state: 'contacted', contactedByName: 'Aftersales Wu' },
    ])
    await wait(30)
    expect((await reminders(shop)).map(({ waitsFor }) => waitsFor)).toEqual([
      'contact',
      'contact',
      'solution',
    ])
    const solved = await chat.call('POST /api/problems/:id/solution', {
      params: { id: filed.body.id },
      body: { outcome: '补寄一包四颗' },
      headers: aftersales.headers,
    })
    expect(solved.body).toMatchObject({ state: 'solved', outcome: '补寄一包四颗', reminders: 3 })
    await wait(120)
    expect(await reminders(shop)).toHaveLength(3)
  })
  test('[RTE-08] all problems stand in one list by category, and are counted', async () => {
    const { shop, row, holder } = await asked()
    await file(row.id, holder)
    await chat.call('POST /api/conversations/:id/problems', {
      params: { id: row.id },
      body: { category: 'parcel', team: 'dispatch', what: '三天没动' },
      headers: holder.headers,
    })
    const all = await problemsOf(shop)
    expect(all.rows.map((one) => one.category).sort()).toEqual(['missing_or_wrong', 'parcel'])
    expect(all.open).toEqual([
      { category: 'missing_or_wrong', count: 1 },
      { category: 'parcel', count: 1 },
    ])
    expect((await problemsOf(shop, { category: 'parcel' })).rows).toHaveLength(1)
    expect((await problemsOf(shop, { team: 'aftersales', state: 'open' })).rows).toHaveLength(1)
    const first = await problemsOf(shop, { limit: 1 })
    expect((await problemsOf(shop, { limit: 1, cursor: first.next })).rows[0]?.id).toBe(all.rows[1]?.id)
  })
  test('[RTE-07] the chain tells hops and the time with each team, and flags more than one hop', async () => {
    const { shop, row, holder, aftersales } = await asked(2)
    const chainOf = async () =>
      (
        await chat.call('GET /api/conversations/:id/chain', {
          params: { id: row.id },
          headers: shop.lead.headers,
        })
      ).body
    expect(await chainOf()).toMatchObject({ hops: 0, isFlagged: false })
    await wait(4)
    const hand = (memberId: string) =>
      chat.call('POST /api/conversations/:id/assignment', {
        params: { id: row.id },
        body: { memberId },
        headers: shop.lead.headers,
      })
    await hand(aftersales.memberId)
    await wait(6)
    const chain = await chainOf()
    expect(chain).toMatchObject({ hops: 1, isFlagged: false })
    expect(chain.teams).toEqual([
      { team: 'aftersales', heldMs: 360_000 },
      { team: 'agent', heldMs: 240_000 },
    ])
    await hand(holder.memberId)
    expect(await chainOf()).toMatchObject({ hops: 2, isFlagged: true })
    expect((await ownershipOf(shop)).flagged).toMatchObject([{ conversationId: row.id, hops: 2 }])
  })
})

describe('[RTE-09] first-inquiry ownership that was not kept is recorded, per person', () => {
  const violationsOf = async (shop: TestShop, person: TestPerson) =>
    (await ownershipOf(shop)).members
      .find((one) => one.id === person.memberId)
      ?.violations.map(({ kind }) => kind)

  test('an owner moved without being asked counts against who moved it; declined, it stays', async () => {
    const { shop, row, holder } = await asked(2)
    const other = shop.agents.find((one) => one !== holder) ?? agentOf(shop, 1)
    const hand = (headers: TestPerson['headers'], withoutAcceptance: boolean) =>
      chat.call('POST /api/conversations/:id/assignment', {
        params: { id: row.id },
        body: { memberId: other.memberId, withOwnership: true, withoutAcceptance },
        headers,
      })
    expect(await hand(holder.headers, true)).toMatchObject({ status: 403 })
    await hand(holder.headers, false)
    const [proposed] = (await chat.call('GET /api/hand-overs', { headers: other.headers })).body.rows
    const answerIt = (headers: TestPerson['headers'], accept: boolean) =>
      chat.call('POST /api/hand-overs/:id/answer', {
        params: { id: proposed?.id ?? '' },
        body: { accept },
        headers,
      })
    expect(await answerIt(holder.headers, true)).toMatchObject({ status: 403 })
    expect((await answerIt(other.headers, false)).body.state).toBe('declined')
    expect(await answerIt(other.headers, true)).toMatchObject({ status: 409 })
    expect((await onlyRow(chat, shop)).inquiryOwnerId).toBe(holder.memberId)
    expect(await violationsOf(shop, shop.lead)).toEqual([])
    await hand(shop.lead.headers, true)
    expect((await onlyRow(chat, shop)).inquiryOwnerId).toBe(other.memberId)
    expect(await violationsOf(shop, shop.lead)).toEqual(['owner_changed_unaccepted'])
  })
  test('three reminders without the team having contacted the buyer, and closing over an open problem', async () => {
    const { shop, row, holder } = await asked()
    await file(row.id, holder)
    await wait(30)
    await wait(30)
    expect(await violationsOf(shop, holder)).toEqual([])
    await wait(30)
    expect(await violationsOf(shop, holder)).toEqual(['no_follow_through'])
    await wait(30)
    expect(await violationsOf(shop, holder)).toHaveLength(1)
    const close = (anyway: boolean) =>
      chat.call('POST /api/conversations/:id/closing', {
        params: { id: row.id },
        body: { anyway },
        headers: shop.lead.headers,
      })
    expect(await close(false)).toMatchObject({ status: 409, code: 'state.conflict' })
    expect((await close(true)).status).toBe(200)
    expect(await violationsOf(shop, shop.lead)).toEqual(['no_follow_through'])
  })
  test('a buyer told to go elsewhere: noted once for a message', async () => {
    const { shop, row, holder } = await asked()
    for (let i = 0; i < 2; i++)
      await chat.desk.db.inShop(shop.shopId, (tx) =>
        chat.composed.conversations.ownership.noteViolation(tx, {
          shopId: shop.shopId,
          memberId: holder.memberId,
          kind: 'told_elsewhere',
          occasion: row.id,
          conversationId: row.id,
          at: chat.desk.clock.now(),
        }),
      )
    expect(await violationsOf(shop, holder)).toEqual(['told_elsewhere'])
  })
  test('[RTE-09] [RTE-05] words that send a buyer away are noted of whoever wrote them: held back once a question, and as sent where the shop only warns', async () => {
    const { shop, row, holder } = await asked()
    const say = async (text: string) => {
      const sent = await answer(chat, holder, row.id, text)
      await chat.settle()
      return sent.status
    }
    const noted = async () => {
      const { members } = await ownershipOf(shop)
      const mine = members.find((one) => one.id === holder.memberId)
      return mine?.violations.map(({ kind, isHeldBack }) => [kind, isHeldBack])
    }
    for (let i = 0; i < 2; i++) expect(await say('我不是负责售后的，您去找售后吧')).toBe(422)
    expect(await noted()).toEqual([['told_elsewhere', true]])
    await chat.call('PUT /api/guard', {
      body: { actions: { ...defaultActions, deflection: 'warn' }, limits: defaultLimits, version: 0 },
      headers: shop.owner.headers,
    })
    await chat.desk.clock.advance(1000)
    expect(await say('我不是负责售后的，您去找售后吧')).toBe(200)
    expect(await noted()).toEqual([
      ['told_elsewhere', false],
      ['told_elsewhere', true],
    ])
    expect(await say('您好，我来替您办，稍后给您答复')).toBe(200)
    expect(await noted()).toHaveLength(2)
  })
  test('the load of ownership is shown beside a fair share', async () => {
    const { shop, holder } = await asked(2)
    const { members } = await ownershipOf(shop)
    expect(members[0]).toMatchObject({ id: holder.memberId, owned: 1 })
    expect(members.reduce((sum, one) => sum + one.fairShare, 0)).toBeCloseTo(1, 0)
    await setPresence(chat, holder, 'off')
    expect((await ownershipOf(shop)).members[0]).toMatchObject({
      id: holder.memberId,
      owned: 1,
      presence: 'off',
    })
  })
})
