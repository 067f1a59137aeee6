import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createStaffDesk, type StaffDesk } from '#test/builders/staff-desk.ts'
import type { CreatedShop } from '../index.ts'

const origin = { address: '127.0.0.1', agent: 'test' }
const own = {
  kind: 'own' as const,
  name: ' 灯与布 ',
  slug: 'lamps',
  timeZone: 'Asia/Shanghai',
  currency: 'CNY',
}
const person = { name: 'Lin', email: 'Lin@Example.com', password: 'grey blanket!', language: 'zh' as const }

describe('the first start', () => {
  let desk: StaffDesk
  const seeded: CreatedShop[] = []
  beforeAll(async () => {
    desk = await createStaffDesk({
      seeds: {
        onShopCreated: [
          async (tx, shop) => {
            seeded.push(shop)
            await tx
              .selectFrom('staff.shops')
              .select('id')
              .where('id', '=', shop.shopId)
              .executeTakeFirstOrThrow()
          },
        ],
        fillDemo: () => Promise.reject(new Error('this is no demo shop')),
      },
    })
  })
  afterAll(() => desk.close())
  const post = (payload: object) => desk.http.app.inject({ method: 'POST', url: '/api/setup', payload })

  test('each start voids the link before it', async () => {
    const first = await desk.staff.setup.ensureSetupToken()
    const second = await desk.staff.setup.ensureSetupToken()
    expect(first).toEqual(expect.any(String))
    expect(second).not.toBe(first)
    const refused = await post({ ...person, token: first, shop: own })
    expect(refused.statusCode).toBe(410)
    expect(refused.json()).toMatchObject({ code: 'link.expired' })
  })

  test.each([
    ['zone', { ...own, timeZone: 'Asia/Nowhere' }, '/body/shop/timeZone'],
    ['currency', { ...own, currency: 'XXX' }, '/body/shop/currency'],
    ['slug', { ...own, slug: 'Two Words' }, '/body/shop'],
    ['name', { ...own, name: '\u202e \u0007' }, '/body/shop/name'],
  ])('a wrong %s is named, and nothing is made', async (_, shop, path) => {
    const token = await desk.staff.setup.ensureSetupToken()
    const reply = await post({ ...person, token, shop })
    expect(reply.json()).toMatchObject({ code: 'request.invalid' })
    expect(reply.json().details.problems[0].path).toMatch(new RegExp(`^${path}`))
    expect(await desk.staff.setup.isNeeded()).toBe(true)
  })

  test('[RTE-04] makes owner, shop, store, hours and duty lead at once, and signs in; the second of two is told it is done', async () => {
    const token = await desk.staff.setup.ensureSetupToken()
    const replies = await Promise.all([
      post({ ...person, token, shop: own }),
      post({ ...person, token, shop: own }),
    ])
    const reply = replies.find((one) => one.statusCode === 200)
    expect(replies.map((one) => one.statusCode).toSorted((a, b) => a - b)).toEqual([200, 409])
    expect(replies.find((one) => one.statusCode === 409)?.json()).toMatchObject({ code: 'setup.done' })
    const me = reply?.json()
    expect(me).toMatchObject({
      account: { email: 'Lin@Example.com', hasSecondFactor: false },
      memberships: [
        { displayName: 'Lin', roles: ['owner'], shop: { slug: 'lamps', name: '灯与布', isDemo: false } },
      ],
    })
    const cookie = reply?.cookies.find((one) => one.name === 'fh_session')
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/', maxAge: 30 * 86_400 })
    expect(cookie?.secure).toBeUndefined()

    const shopId = me.memberships[0].shop.id
    const facts = await desk.staff.directory.facts(shopId)
    expect(facts.calendar).toMatchObject({
      zone: 'Asia/Shanghai',
      weekly: { sun: [{ from: 540, to: 1320 }] },
    })
    expect([...facts.stores.values()]).toMatchObject([
      { platform: 'own_site', widgetKey: expect.stringMatching(/^fhw_/) },
    ])
    expect(seeded.map((shop) => shop.shopId)).toEqual([shopId])
    const team = await desk.http.app.inject({
      url: '/api/staff',
      headers: { cookie: `fh_session=${cookie?.value}` },
    })
    expect(team.json().members).toMatchObject([
      { isDutyLead: true, roles: ['owner'], email: 'Lin@Example.com', presence: 'off' },
    ])
    const events = await desk.db.asSystem((tx) =>
      tx.selectFrom('platform.events').select('name').where('shop_id', '=', shopId).orderBy('seq').execute(),
    )
    expect(events.map((event) => event.name)).toEqual(['shop.created', 'store.created', 'staff.joined'])
  })

  test('afterwards there is no link and no second time', async () => {
    expect(await desk.staff.setup.ensureSetupToken()).toBe(null)
    expect((await desk.http.app.inject('/api/setup')).json()).toEqual({ needed: false })
    const reply = await post({
      ...person,
      email: 'other@example.com',
      token: 'anything',
      shop: { ...own, slug: 'other' },
    })
    expect(reply.statusCode).toBe(409)
    expect(reply.json()).toMatchObject({ code: 'setup.done' })
  })
})

describe('the demo shop', () => {
  test('is filled once it is made, before the answer', async () => {
    const filled: CreatedShop[] = []
    const desk = await createStaffDesk({
      seeds: {
        onShopCreated: [],
        fillDemo: async (shop) => {
          filled.push(shop)
        },
      },
    })
    try {
      const token = (await desk.staff.setup.ensureSetupToken()) ?? ''
      const { me } = await desk.staff.setup.finish({ ...person, token, shop: { kind: 'demo' } }, origin)
      expect(me.memberships[0]?.shop).toMatchObject({ slug: 'demo', isDemo: true, language: 'zh' })
      expect(filled).toMatchObject([{ slug: 'demo', isDemo: true, ownerId: me.memberships[0]?.id }])
    } finally {
      await desk.close()
    }
  })
})

describe('the command line', () => {
  let desk: StaffDesk
  beforeAll(async () => {
    desk = await createStaffDesk()
  })
  afterAll(() => desk.close())
  const lamp = {
    name: 'Lamps',
    slug: 'lamps',
    language: 'en' as const,
    timeZone: 'Europe/Berlin',
    currency: 'EUR',
    isDemo: false,
  }

  test('makes accounts, shops with an owner, and members', async () => {
    const { operator } = desk.staff
    await expect(operator.addShop({ ...lamp, ownerEmail: 'mia@example.com' })).rejects.toMatchObject({
      code: 'not_found',
      details: { what: 'account' },
    })
    const account = {
      email: 'mia@example.com',
      name: 'Mia',
      language: 'en' as const,
      password: 'grey blanket!',
    }
    expect(await operator.addUser(account)).toMatchObject({ memberId: null, isNewAccount: true })
    await expect(operator.addUser({ ...account, email: 'MIA@example.com' })).rejects.toMatchObject({
      code: 'name.taken',
      details: { field: 'email' },
    })
    const shop = await operator.addShop({ ...lamp, ownerEmail: 'Mia@Example.com' })
    await expect(operator.addShop({ ...lamp, ownerEmail: 'mia@example.com' })).rejects.toMatchObject({
      code: 'name.taken',
      details: { field: 'slug' },
    })
    expect(await operator.shop('lamps')).toMatchObject({ id: shop.shopId, dutyLeadId: shop.ownerId })
    expect((await operator.shops()).map((one) => one.slug)).toEqual(['lamps'])
    const joined = await operator.addUser({
      ...account,
      email: 'tom@example.com',
      name: 'Tom',
      join: { slug: 'lamps', roles: ['agent', 'lead', 'agent'] },
    })
    expect(joined.memberId).toEqual(expect.any(String))
    expect((await desk.staff.directory.facts(shop.shopId)).members.get(joined.memberId ?? '')).toMatchObject({
      displayName: 'Tom',
      roles: ['lead', 'agent'],
    })
    await expect(
      operator.addUser({ ...account, join: { slug: 'lamps', roles: ['agent'] } }),
    ).rejects.toMatchObject({ code: 'state.conflict' })
    await expect(
      operator.addUser({ ...account, join: { slug: 'none', roles: ['agent'] } }),
    ).rejects.toMatchObject({ code: 'not_found', details: { what: 'shop' } })
    const { secret } = await desk.staff.keys.make(shop.shopId, null, {
      name: 'import',
      scopes: ['orders:write'],
      expiresAt: null,
    })
    expect(await desk.staff.credentials.key(secret)).toMatchObject({
      shopId: shop.shopId,
      memberId: null,
      scopes: ['orders:write'],
    })
  })

  test('two accounts for one e-mail at the same moment are one', async () => {
    const account = {
      email: 'race@example.com',
      name: 'Race',
      language: 'en' as const,
      password: 'grey blanket!',
    }
    const outcomes = await Promise.allSettled(
      Array.from({ length: 4 }, () => desk.staff.operator.addUser(account)),
    )
    expect(outcomes.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
    for (const one of outcomes)
      if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'name.taken' })
  })
})
