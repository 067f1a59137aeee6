import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openChatDesk, type ChatDesk } from '#test/builders/chat.ts'
import { openDemo } from './open-demo.ts'

let chat: ChatDesk
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fh-demo-'))
  chat = await openChatDesk({ at: '2026-03-04T06:00:00.000Z' })
})
afterAll(async () => {
  await chat.close()
  await rm(folder, { recursive: true, force: true })
})

test('[BUY-08] the demo shop is made by the desk itself: orders by the import, a week of chats by the services, nobody left waiting', async () => {
  const shop = await chat.shop({ isDemo: true, agents: 0 })
  const { ground } = chat.composed
  const demo = openDemo({ ...ground, config: { ...ground.config, dataFolder: folder } }, shop)
  await demo.ready
  // The desk's own engine goes on meanwhile; what comes due in the story is not its business, and it posts no line there.
  let isFilling = true
  const own = (async () => {
    while (isFilling) await chat.due()
  })()
  await demo.done.finally(() => {
    isFilling = false
  })
  await own
  const lines = await chat.desk.db.inShop(shop.shopId, (tx) =>
    tx
      .selectFrom('conversations.messages')
      .select('automatic')
      .where('author', '=', 'automatic')
      .where('at', '>=', chat.desk.clock.now())
      .execute(),
  )
  expect(lines).toEqual([])
  const headers = shop.owner.headers
  const orders = await chat.call('GET /api/orders', { query: { limit: 200 }, headers })
  expect(orders.body.rows).toHaveLength(200)
  expect(orders.body.next).not.toBeNull()
  const home = (await chat.call('GET /api/home', { headers })).body
  expect(home).toMatchObject({ waitingNow: 0 })
  expect(home.conversations).toBeGreaterThan(20)
  const { withinTarget, withinDue, late } = home.clocks
  expect(withinTarget).toBeGreaterThan(withinDue)
  expect(late).toBeGreaterThan(0)
  expect(home.hearts[0]).toMatchObject({ heart: 'purchase', hasData: true })
  // Saturday evenings nobody is on the roster: the owner is told.
  expect(home.uncovered.length).toBeGreaterThan(0)
  // Who takes whom, what is announced, and a problem with a team.
  const shared = await chat.desk.db.inShop(shop.shopId, async (tx) => ({
    groups: await tx.selectFrom('conversations.skill_groups').select('name').execute(),
    lanes: await tx.selectFrom('conversations.agent_profiles').select('lane').execute(),
    vips: await tx.selectFrom('conversations.conversations').select('id').where('lane', '=', 'vip').execute(),
  }))
  expect(shared.groups).toHaveLength(2)
  expect(shared.lanes.map(({ lane }) => lane)).toContain('vip')
  expect(shared.vips.length).toBeGreaterThan(0)
  expect((await chat.call('GET /api/notices', { headers })).body.rows).toMatchObject([{ isCurrent: true }])
  expect((await chat.call('GET /api/problems', { headers })).body.rows).toMatchObject([
    { team: 'aftersales' },
  ])
  // Offers by rule, and what they came to.
  const view = { headers, query: {} }
  const offers = (await chat.call('GET /api/offers', view)).body.rows
  expect(offers.map(({ kind }) => kind).sort()).toEqual(['bundle', 'coupon', 'gift', 'money_off', 'special'])
  expect(offers.find(({ kind }) => kind === 'coupon')).toMatchObject({ couponCount: 2, uses: 3 })
  expect((await chat.call('GET /api/campaigns', { headers })).body.rows).toMatchObject([
    { name: '春茶节', note: expect.stringContaining('定金'), offers: 1 },
  ])
  const bargains = (await chat.call('GET /api/bargains', view)).body.rows
  expect(bargains.map(({ given, ended }) => `${given} ${ended}`).sort()).toEqual([
    'freight bought',
    'gift null',
    'held left',
    'offer bought',
  ])
  expect((await chat.call('GET /api/price-refunds', view)).body.rows.length).toBeGreaterThan(0)
  expect((await chat.call('GET /api/missed-offers', view)).body.rows.length).toBeGreaterThan(0)
  const settled = await chat.call('GET /api/missed-offers', { headers, query: { view: 'settled' } })
  expect(settled.body.rows).toMatchObject([{ note: expect.stringContaining('20 元券') }])
  // Whom something could be offered next, and why.
  const next = (await chat.call('GET /api/next-items', { headers })).body.rows
  expect(next.filter(({ name, evidence }) => name === '椰壳茶则' && evidence?.people === 5)).toHaveLength(3)
  // Somebody who bought came back and was known.
  const all = await chat.call('GET /api/conversations', { query: { limit: 100 }, headers })
  expect(all.body.rows.some((row) => row.isReturning)).toBe(true)
  // What is known of the goods is found, and answers with its source.
  const found = (await chat.call('GET /api/knowledge/search', { query: { q: '盖毯是什么料的' }, headers }))
    .body
  expect(found.rows.length).toBeGreaterThan(0)
  const asked = (
    await chat.call('GET /api/knowledge/search', { query: { q: '精梳棉盖毯 灰是什么料的' }, headers })
  ).body
  expect(asked.facts[0]?.sentence).toContain('精梳棉 100%')
}, 120_000)
