import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { defaultCalendar } from '#contract/calendar.ts'
import { settingKeys } from '#contract/staff/shop.ts'
import { buildShop, type TestPerson, type TestShop } from '#test/builders/staff.ts'
import { createStaffDesk, type StaffDesk } from '#test/builders/staff-desk.ts'
import { atOnce } from '#test/database/hold.ts'
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

const call = (
  person: TestPerson,
  method: 'GET' | 'POST' | 'PUT' | 'PATCH',
  url: string,
  payload?: object,
  headers: object = {},
) =>
  desk.http.app.inject({
    method,
    url,
    headers: { ...person.headers, ...headers },
    ...(payload ? { payload } : {}),
  })
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

describe('settings', () => {
  const set = (key: string, value: unknown, person = shop.lead) =>
    call(person, 'PUT', `/api/settings/${key}`, { value })

  test('are the practice until they are changed, and then keep their history', async () => {
    const defaults = Object.fromEntries(
      Object.entries(settingKeys).map(([key, { fallback }]) => [key, fallback]),
    )
    expect((await call(agent(), 'GET', '/api/settings')).json()).toEqual(defaults)
    await set('answerDueSeconds', 30)
    await set('answerTargetSeconds', 20, shop.owner)
    expect((await set('answerTargetSeconds', 15)).json()).toEqual({
      ...defaults,
      answerTargetSeconds: 15,
      answerDueSeconds: 30,
    })
    const history = (await call(shop.lead, 'GET', '/api/settings/answerTargetSeconds/history')).json()
    expect(history.rows).toMatchObject([
      { value: 15, by: 'Lead Chen' },
      { value: 20, by: 'Owner Lin' },
    ])
    expect((await events()).at(-1)).toMatchObject({
      name: 'setting.changed',
      subject: shop.shopId,
      facts: { key: 'answerTargetSeconds' },
    })
    expect(await lastAudit()).toMatchObject({
      action: 'setting.changed',
      subject: 'answerTargetSeconds',
      details: { from: 20, to: 15 },
    })
    expect((await desk.staff.directory.facts(shop.shopId)).settings.answerTargetSeconds).toBe(15)
  })

  test.each([
    ['answerDueSeconds', '10'],
    ['answerDueSeconds', 0],
    ['answerDueSeconds', 1.5],
    ['answerDueSeconds', null],
    ['answerDueSeconds', 1e9],
    ['greetVisitors', 'yes'],
    ['addressStyle', 'hey you'],
    ['chatCap', {}],
    ['chatCap', [1]],
  ])('%s = %j is refused', async (key, value) => {
    expect((await set(key, value)).json()).toMatchObject({ code: 'setting.invalid', details: { key } })
    expect((await call(agent(), 'GET', `/api/settings`)).json()).toMatchObject({
      answerDueSeconds: 10,
      greetVisitors: true,
      addressStyle: 'hello',
      chatCap: 40,
    })
  })

  test('[RSP-01] the target cannot lie behind the due time, from either side', async () => {
    expect((await set('answerTargetSeconds', 11)).json()).toMatchObject({
      code: 'setting.invalid',
      details: { rule: 'target_after_due', target: 11, due: 10 },
    })
    expect((await set('answerDueSeconds', 6)).json()).toMatchObject({
      code: 'setting.invalid',
      details: { rule: 'target_after_due', target: 7, due: 6 },
    })
    const both = await atOnce(
      desk,
      'select 1 from staff.shops where id = $1 for update',
      [shop.shopId],
      () => [set('answerTargetSeconds', 9), set('answerDueSeconds', 8)],
    )
    const after = (await call(agent(), 'GET', '/api/settings')).json()
    expect(both.map((one) => one.statusCode).toSorted((a, b) => a - b)).toEqual([200, 422])
    expect(after.answerTargetSeconds).toBeLessThanOrEqual(after.answerDueSeconds)
  })

  test('are changed by those who lead; there are no others than these', async () => {
    expect((await set('chatCap', 9, agent())).json().code).toBe('access.denied')
    expect((await call(agent(), 'GET', '/api/settings/chatCap/history')).json().code).toBe('access.denied')
    for (const key of ['nothing', '__proto__', 'toString'])
      expect((await set(key, 1)).json().code).toBe('not_found')
    expect((await call(shop.lead, 'GET', '/api/settings/nothing/history')).json().code).toBe('not_found')
    expect((await call(shop.lead, 'PUT', '/api/settings/chatCap', {})).statusCode).toBe(400)
  })

  test('what is stored but not valid any more falls back to the default', async () => {
    await desk.db.inShop(shop.shopId, (tx) =>
      tx
        .insertInto('staff.settings')
        .values({
          id: '01900000-0000-7000-8000-000000000001',
          shop_id: shop.shopId,
          key: 'chatCap',
          value: JSON.stringify('many'),
          at: desk.clock.now(),
        })
        .execute(),
    )
    expect((await call(agent(), 'GET', '/api/settings')).json().chatCap).toBe(40)
  })

  test('the cap of somebody who joins is the shop’s', async () => {
    await set('chatCap', 9)
    const { link } = (
      await call(shop.owner, 'POST', '/api/staff/invitations', { displayName: 'New', roles: ['agent'] })
    ).json()
    const payload = {
      name: 'New',
      email: `new@${shop.slug}.example`,
      password: 'a long password',
      language: 'zh',
    }
    await desk.http.app.inject({
      method: 'POST',
      url: `/api/invitations/${link.split('/').at(-1)}/acceptance`,
      payload,
    })
    expect((await call(agent(), 'GET', '/api/staff')).json().members.at(-1)).toMatchObject({
      displayName: 'New',
      cap: 9,
    })
  })
})

describe('the calendar', () => {
  const read = async () => (await call(agent(), 'GET', '/api/calendar')).json()

  test('says whether the shop is open, and until or from when', async () => {
    // 11:00 in Shanghai.
    expect(await read()).toMatchObject({
      isOpen: true,
      opensAt: null,
      closesAt: '2026-03-04T14:00:00.000Z',
      version: 1,
    })
    await desk.clock.set('2026-03-04T15:00:00Z')
    expect(await read()).toMatchObject({ isOpen: false, opensAt: '2026-03-05T01:00:00.000Z', closesAt: null })
  })

  test('is replaced as a whole, by whoever saw it last', async () => {
    const { calendar, version } = await read()
    const closedMonday = { ...calendar, weekly: { ...calendar.weekly, mon: [] } }
    const put = (by: TestPerson, body: object) => call(by, 'PUT', '/api/calendar', body)
    expect((await put(agent(), { calendar: closedMonday, version })).json().code).toBe('access.denied')
    const replies = await Promise.all([
      put(shop.lead, { calendar: closedMonday, version }),
      put(shop.owner, { calendar, version }),
    ])
    expect(replies.map((one) => one.statusCode).toSorted((a, b) => a - b)).toEqual([200, 409])
    expect(replies.find((one) => one.statusCode === 409)?.json()).toMatchObject({ code: 'state.version' })
    expect((await read()).version).toBe(2)
    expect((await events()).at(-1)).toMatchObject({
      name: 'calendar.changed',
      subject: shop.shopId,
      facts: { calendarVersion: 2 },
    })
    expect((await desk.staff.directory.facts(shop.shopId)).calendar).toEqual((await read()).calendar)
  })

  test('that cannot be is refused, problem by problem', async () => {
    const { calendar } = await read()
    const wrong = {
      ...calendar,
      zone: 'Asia/Nowhere',
      weekly: {
        ...calendar.weekly,
        tue: [
          { from: 600, to: 720 },
          { from: 700, to: 800 },
        ],
      },
      exceptions: [{ date: '2026-02-30', kind: 'holiday', name: { zh: '无', en: 'None' } }],
    }
    const reply = (await call(shop.lead, 'PUT', '/api/calendar', { calendar: wrong, version: 1 })).json()
    expect(reply.code).toBe('setting.invalid')
    expect(reply.details.problems.map((one: { code: string }) => one.code).sort()).toEqual([
      'no_such_date',
      'shifts_overlap',
      'unknown_zone',
    ])
    expect(
      (await call(shop.lead, 'PUT', '/api/calendar', { calendar: { zone: 'Asia/Tokyo' }, version: 1 })).json()
        .code,
    ).toBe('request.invalid')
    expect((await read()).version).toBe(1)
  })

  test('[RSP-06] knows the announced holidays and make-up workdays', async () => {
    const year = async (text: string) => call(agent(), 'GET', `/api/calendar/holidays/${text}`)
    const known = (await year('2026')).json()
    expect(known.isKnown).toBe(true)
    expect(known.exceptions).toContainEqual(expect.objectContaining({ date: '2026-10-01', kind: 'holiday' }))
    expect(
      known.exceptions.some(
        (one: { kind: string; follows?: string }) => one.kind === 'makeup' && one.follows === 'mon',
      ),
    ).toBe(true)
    expect((await year('2099')).json()).toEqual({ isKnown: false, exceptions: [] })
    expect((await year('26')).statusCode).toBe(404)
  })
})

describe('the directory', () => {
  test('loads a shop once for all who ask, and again after a change', async () => {
    const { directory } = desk.staff
    const [one, same] = await Promise.all([directory.facts(shop.shopId), directory.facts(shop.shopId)])
    expect(one).toBe(same)
    expect(await directory.facts(shop.shopId)).toBe(one)
    directory.onEvent({ name: 'message.posted', shop: shop.shopId })
    directory.onEvent({ name: 'setting.changed', shop: (await buildShop(desk)).shopId })
    expect(await directory.facts(shop.shopId)).toBe(one)
    // As another process would change it.
    await desk.db.inShop(shop.shopId, (tx) =>
      tx.updateTable('staff.shops').set({ name: 'Elsewhere' }).where('id', '=', shop.shopId).execute(),
    )
    expect((await directory.facts(shop.shopId)).name).toBe(one.name)
    directory.onEvent({ name: 'shop.changed', shop: shop.shopId })
    expect((await directory.facts(shop.shopId)).name).toBe('Elsewhere')
  })

  test('knows whose a widget key is', async () => {
    const { directory } = desk.staff
    const found = await directory.byWidgetKey(shop.widgetKey)
    expect(found).toEqual({ shopId: shop.shopId, storeId: shop.storeId, secret: shop.widgetSecret })
    expect(await directory.byWidgetKey(shop.widgetKey)).toBe(found)
    directory.forget(shop.shopId)
    expect(await directory.byWidgetKey(shop.widgetKey)).not.toBe(found)
    expect(await directory.byWidgetKey('fhw_none')).toBe(null)
  })

  test('a shop that is not there is not found, each time anew', async () => {
    const nowhere = '01900000-0000-7000-8000-00000000ffff'
    for (let i = 0; i < 2; i++)
      await expect(desk.staff.directory.facts(nowhere)).rejects.toMatchObject({ code: 'not_found' })
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
