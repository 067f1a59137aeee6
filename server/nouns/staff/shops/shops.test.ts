import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { defaultCalendar } from '#contract/calendar.ts'
import { buildShop, type TestPerson, type TestShop } from '#test/builders/staff.ts'
import { createStaffDesk, type StaffDesk } from '#test/builders/staff-desk.ts'
import { noteStoreOrders } from '../index.ts'

let desk: StaffDesk
let shop: TestShop
beforeAll(async () => {
  desk = await createStaffDesk()
})
afterAll(() => desk.close())
beforeEach(async () => {
  shop = await buildShop(desk)
})

const call: StaffDesk['call'] = (...request) => desk.call(...request)
const agent = () => shop.agents[0] as TestPerson
const events = () =>
  desk.db.inShop(shop.shopId, (tx) =>
    tx.selectFrom('platform.events').select(['name', 'subject', 'version', 'facts']).orderBy('seq').execute(),
  )
const lastAudit = async () => (await call(shop.owner, 'GET', '/api/audit?limit=1')).json().rows[0]

describe('the shop', () => {
  test('is seen by everybody who works there, changed by owners', async () => {
    const seen = (await call(agent(), 'GET', '/api/shop')).json()
    expect(seen).toMatchObject({
      id: shop.shopId,
      slug: shop.slug,
      currency: 'CNY',
      stores: [{ id: shop.storeId, widgetKey: shop.widgetKey, orderCount: 0, lastImportAt: null }],
    })
    expect((await call(shop.lead, 'PATCH', '/api/shop', { name: 'X' })).json().code).toBe('access.denied')
    const changed = (
      await call(shop.owner, 'PATCH', '/api/shop', { name: ' New name ', language: 'en', currency: 'EUR' })
    ).json()
    expect(changed).toMatchObject({
      name: 'New name',
      language: 'en',
      currency: 'EUR',
      version: seen.version + 1,
    })
    expect((await events()).at(-1)).toMatchObject({
      name: 'shop.changed',
      subject: shop.shopId,
      version: changed.version,
    })
    expect(await lastAudit()).toMatchObject({ action: 'shop.changed', actor: 'Owner Lin' })
    expect((await desk.staff.directory.facts(shop.shopId)).name).toBe('New name')
  })

  test('hours move with its time zone, unless they were kept in another', async () => {
    await call(shop.owner, 'PATCH', '/api/shop', { timeZone: 'Europe/Berlin' })
    expect((await call(agent(), 'GET', '/api/calendar')).json()).toMatchObject({
      calendar: { zone: 'Europe/Berlin' },
      version: 2,
    })
    await call(shop.owner, 'PUT', '/api/calendar', { calendar: defaultCalendar('Asia/Tokyo'), version: 2 })
    await call(shop.owner, 'PATCH', '/api/shop', { timeZone: 'America/New_York' })
    expect((await call(agent(), 'GET', '/api/calendar')).json().calendar.zone).toBe('Asia/Tokyo')
  })

  test.each([
    [{ timeZone: 'Mars/Olympus' }, 'timeZone'],
    [{ currency: 'ABC' }, 'currency'],
    [{ name: '\u200b' }, 'name'],
  ])('%j is refused by name', async (payload, field) => {
    expect((await call(shop.owner, 'PATCH', '/api/shop', payload)).json()).toMatchObject({
      code: 'request.invalid',
      details: { problems: [{ path: `/body/${field}` }] },
    })
  })
})

describe('stores', () => {
  test.each([
    ['own_site', true],
    ['shopify', true],
    ['taobao', false],
    ['tmall', false],
  ])('on %s: a widget of ours %s', async (platform, hasWidget) => {
    const reply = await call(shop.owner, 'POST', '/api/stores', { name: `On ${platform}`, platform })
    const store = reply.json()
    expect(store).toMatchObject({
      name: `On ${platform}`,
      platform,
      currency: 'CNY',
      timeZone: 'Asia/Shanghai',
    })
    expect(store.widgetKey !== null).toBe(hasWidget)
    expect((await call(shop.owner, 'GET', `/api/stores/${store.id}/widget`)).statusCode).toBe(
      hasWidget ? 200 : 404,
    )
    expect((await events()).at(-1)).toMatchObject({ name: 'store.created', subject: store.id })
    expect((await desk.staff.directory.facts(shop.shopId)).stores.get(store.id)).toMatchObject({ platform })
  })

  test('have a name of their own in the shop, decided by the database', async () => {
    const add = () => call(shop.owner, 'POST', '/api/stores', { name: 'Twice', platform: 'taobao' })
    const replies = await Promise.all([add(), add()])
    expect(replies.map((one) => one.statusCode).toSorted((a, b) => a - b)).toEqual([200, 409])
    expect(replies.find((one) => one.statusCode === 409)?.json()).toMatchObject({
      code: 'name.taken',
      details: { field: 'name' },
    })
    const other = await buildShop(desk)
    expect(
      (await call(other.owner, 'POST', '/api/stores', { name: 'Twice', platform: 'taobao' })).statusCode,
    ).toBe(200)
    expect((await call(shop.lead, 'POST', '/api/stores', { name: 'X', platform: 'other' })).json().code).toBe(
      'access.denied',
    )
  })

  test('of a repeated request are one', async () => {
    const add = () =>
      call(
        shop.owner,
        'POST',
        '/api/stores',
        { name: 'Once', platform: 'other' },
        { 'idempotency-key': 'store-1' },
      )
    const [first, again] = [await add(), await add()]
    expect(again.json()).toEqual(first.json())
    expect((await call(shop.owner, 'GET', '/api/shop')).json().stores).toHaveLength(2)
  })

  test('know how many orders they have, from the imports', async () => {
    const at = new Date('2026-03-01T00:00:00Z')
    await desk.db.inShop(shop.shopId, async (tx) => {
      await noteStoreOrders(tx, shop.storeId, { added: 500, at: null })
      await noteStoreOrders(tx, shop.storeId, { added: 12, at })
    })
    expect((await call(agent(), 'GET', '/api/shop')).json().stores[0]).toMatchObject({
      orderCount: 512,
      lastImportAt: at.toISOString(),
    })
  })

  test('give their signing secret to owners alone, and the log says so', async () => {
    const url = `/api/stores/${shop.storeId}/widget`
    const widget = (await call(shop.owner, 'GET', url)).json()
    expect(widget).toEqual({
      key: shop.widgetKey,
      secret: shop.widgetSecret,
      demoPage: `https://desk.example/demo-shop/${shop.widgetKey}`,
      tag: `<script async src="https://desk.example/widget.js" data-key="${shop.widgetKey}"></script>`,
    })
    expect(await lastAudit()).toMatchObject({ action: 'store.secret_read', subject: shop.storeId })
    expect((await call(shop.lead, 'GET', url)).json().code).toBe('access.denied')
    expect((await call((await buildShop(desk)).owner, 'GET', url)).json().code).toBe('not_found')
    const stored = await desk.db.inShop(shop.shopId, (tx) =>
      tx.selectFrom('staff.stores').select('widget_secret').execute(),
    )
    expect(stored[0]?.widget_secret?.includes(Buffer.from(shop.widgetSecret))).toBe(false)
  })
})

describe('a further shop', () => {
  const wanted = { name: '灯下', slug: '', timeZone: 'Asia/Shanghai', currency: 'CNY', language: 'zh' }
  const slug = () => `further-${shop.slug}`.slice(0, 38)
  test('is opened by an owner, who owns it too', async () => {
    const opened = await call(shop.owner, 'POST', '/api/shops', { ...wanted, slug: slug() })
    expect(opened.statusCode).toBe(200)
    expect(
      opened
        .json()
        .memberships.map((one: { shop: { slug: string }; roles: string[] }) => [one.shop.slug, one.roles]),
    ).toEqual([
      [shop.slug, ['owner']],
      [slug(), ['owner']],
    ])
    const seen = await call(shop.owner, 'GET', '/api/shop', undefined, { 'x-fivehearts-shop': slug() })
    expect(seen.json()).toMatchObject({ name: '灯下', isDemo: false, stores: [{ orderCount: 0 }] })
  })
  test('is opened by nobody else, and not under an address that is taken', async () => {
    const refused = await call(agent(), 'POST', '/api/shops', { ...wanted, slug: slug() })
    expect(refused.json().code).toBe('access.denied')
    const taken = await call(shop.owner, 'POST', '/api/shops', { ...wanted, slug: shop.slug })
    expect(taken.json()).toMatchObject({ code: 'name.taken', details: { field: 'slug' } })
  })
})
