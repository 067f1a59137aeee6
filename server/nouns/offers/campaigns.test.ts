import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { newId } from '#platform/ids/ids.ts'
import { openOfferDesk, type OfferDeskForTests } from '#test/builders/offers-desk.ts'
import type { TestPerson, TestShop } from '#test/builders/staff.ts'

let desk: OfferDeskForTests
let shop: TestShop
beforeAll(async () => {
  desk = await openOfferDesk()
})
afterAll(() => desk.close())
beforeEach(async () => {
  shop = await desk.shop()
})
const day = (n: number) => `2026-03-${String(n).padStart(2, '0')}T00:00:00.000Z`
const make = async (more: object = {}) =>
  (
    await desk.call('POST /api/campaigns', {
      headers: shop.lead.headers,
      body: { name: '女神节', startsAt: day(6), endsAt: day(9), ...more },
    })
  ).body
const change = (id: string, body: object, who: TestPerson = shop.lead) =>
  desk.call('PATCH /api/campaigns/:id', {
    headers: who.headers,
    params: { id },
    body: { version: 1, ...body },
  })
const offers = async () =>
  (await desk.call('GET /api/offers', { headers: shop.lead.headers })).body.rows.map(
    ({ name, startsAt, endsAt }) => [name, startsAt, endsAt],
  )
const listed = async () => (await desk.call('GET /api/campaigns', { headers: shop.lead.headers })).body.rows

describe('a campaign is corrected', () => {
  test('its note and its announced time, and a colleague’s change in between is not written over', async () => {
    const { id } = await make({ note: '只在淘宝' })
    const changed = await change(id, { note: ' 淘宝和官网都办 ', announcedAt: day(2) })
    expect(changed.body).toMatchObject({
      name: '女神节',
      note: '淘宝和官网都办',
      announcedAt: day(2),
      startsAt: day(6),
      version: 2,
    })
    expect(await change(id, { note: '别的' })).toMatchObject({ status: 409, code: 'state.version' })
    expect(await listed()).toMatchObject([{ note: '淘宝和官网都办', version: 2, offers: 0 }])
    expect((await change(id, { note: '', version: 2 })).body.note).toBe('')
  })

  test('times that do not hold are named, and nothing is stored', async () => {
    const { id } = await make()
    for (const [body, path, rule] of [
      [{ endsAt: day(6) }, '/body/endsAt', 'after_start'],
      [{ startsAt: day(10) }, '/body/endsAt', 'after_start'],
      [{ announcedAt: day(9) }, '/body/announcedAt', 'before_end'],
      [{ name: '  ' }, '/body/name', 'minLength'],
    ] as const) {
      const refused = await change(id, body)
      expect([refused.status, refused.body]).toMatchObject([400, { details: { problems: [{ path, rule }] } }])
    }
    expect(await listed()).toMatchObject([{ version: 1, startsAt: day(6), endsAt: day(9) }])
  })

  test('[PRC-06] offers that run exactly with it go along; one that would lie outside holds it, by name', async () => {
    const { id } = await make()
    await desk.offer(shop, { name: '同起同止', campaignId: id })
    await desk.offer(shop, { name: '头一天', campaignId: id, endsAt: day(7) })
    const refused = await change(id, { startsAt: day(7) })
    expect([refused.code, refused.body]).toMatchObject([
      'state.conflict',
      { details: { outside: ['头一天'] } },
    ])
    expect(await listed()).toMatchObject([{ startsAt: day(6), version: 1, offers: 2 }])
    expect((await change(id, { endsAt: day(12) })).status).toBe(200)
    const after = await offers()
    expect(after).toHaveLength(2)
    expect(after).toEqual(
      expect.arrayContaining([
        ['同起同止', day(6), day(12)],
        ['头一天', day(6), day(7)],
      ]),
    )
  })

  test('ended sooner its offers end with it, and come back with it', async () => {
    const { id } = await make({ startsAt: day(3), announcedAt: day(2) })
    await desk.offer(shop, { name: '同起同止', campaignId: id })
    const now = desk.desk.clock.now().toISOString()
    expect((await change(id, { endsAt: now })).body.endsAt).toBe(now)
    expect(await offers()).toEqual([])
    expect((await change(id, { endsAt: day(12), version: 2 })).status).toBe(200)
    expect(await offers()).toEqual([['同起同止', day(3), day(12)]])
  })

  test('it goes only while nothing hangs on it; an agent and another shop change nothing', async () => {
    const [empty, full] = [await make(), await make({ name: '双11' })]
    await desk.offer(shop, { campaignId: full.id })
    const remove = (id: string, who: TestPerson = shop.lead) =>
      desk.call('DELETE /api/campaigns/:id', { headers: who.headers, params: { id } })
    const agent = shop.agents[0] as TestPerson
    expect([(await remove(empty.id, agent)).status, (await change(empty.id, {}, agent)).status]).toEqual([
      403, 403,
    ])
    const other = (await desk.shop()).lead
    expect([(await remove(empty.id, other)).status, (await change(empty.id, {}, other)).status]).toEqual([
      404, 404,
    ])
    const held = await remove(full.id)
    expect([held.code, held.body]).toMatchObject(['state.conflict', { details: { offers: 1 } }])
    expect((await remove(empty.id)).status).toBe(200)
    expect((await remove(empty.id)).status).toBe(404)
    expect((await listed()).map(({ name }) => name)).toEqual(['双11'])
  })
})

describe('a coupon’s code is corrected', () => {
  test('[PRC-04] until when and how often it holds; not below its uses, not after it was withdrawn', async () => {
    const { body: offer } = await desk.offer(shop, {
      kind: 'coupon',
      terms: { from: 0, off: 500, percent: null, most: null, perCustomer: 9, stacks: false },
    })
    const params = { id: offer.id }
    const { body: coupon } = await desk.call('POST /api/offers/:id/coupons', {
      headers: shop.lead.headers,
      params,
      body: { code: 'SPRING', mostUses: 1, expiresAt: day(5) },
    })
    const correct = (body: object) =>
      desk.call('PATCH /api/offers/:id/coupons/:couponId', {
        headers: shop.lead.headers,
        params: { ...params, couponId: coupon.id },
        body: { version: 1, ...body },
      })
    const use = () =>
      desk.call('POST /api/offers/:id/uses', {
        headers: (shop.agents[0] as TestPerson).headers,
        params,
        body: { code: 'spring', customerId: newId(), orderId: newId() },
      })
    expect((await use()).status).toBe(200)
    expect((await use()).body).toMatchObject({ details: { why: 'used_up' } })
    expect((await correct({ mostUses: 3 })).body).toMatchObject({
      mostUses: 3,
      expiresAt: day(5),
      version: 2,
    })
    expect((await use()).body).toMatchObject({ uses: 2 })
    expect(await correct({ mostUses: 5 })).toMatchObject({ code: 'state.version' })
    expect((await correct({ mostUses: 1, version: 2 })).body).toMatchObject({
      details: { problems: [{ path: '/body/mostUses', rule: 'below_uses' }] },
    })
    expect((await correct({ expiresAt: null, version: 2 })).body).toMatchObject({
      expiresAt: null,
      mostUses: 3,
    })
    await desk.call('DELETE /api/offers/:id/coupons/:couponId', {
      headers: shop.lead.headers,
      params: { ...params, couponId: coupon.id },
    })
    expect(await correct({ mostUses: 9, version: 4 })).toMatchObject({ code: 'state.conflict' })
  })
})
