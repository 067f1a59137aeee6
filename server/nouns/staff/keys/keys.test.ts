import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildShop, type TestPerson, type TestShop } from '#test/builders/staff.ts'
import { createStaffDesk, type StaffDesk } from '#test/builders/staff-desk.ts'

let desk: StaffDesk
let shop: TestShop
beforeAll(async () => {
  desk = await createStaffDesk()
  shop = await buildShop(desk)
})
afterAll(() => desk.close())

const call = (headers: object, method: 'GET' | 'POST' | 'DELETE', url: string, payload?: object) =>
  desk.http.app.inject({ method, url, headers: { ...headers }, ...(payload ? { payload } : {}) })
const make = (payload: object = {}, person: TestPerson = shop.owner, headers: object = {}) =>
  call({ ...person.headers, ...headers }, 'POST', '/api/keys', {
    name: 'orders',
    scopes: ['settings:read'],
    ...payload,
  })
const bearer = (secret: string) => ({ authorization: `Bearer ${secret}` })
const lastUsed = async (id: string) =>
  (
    await desk.db.inShop(shop.shopId, (tx) =>
      tx.selectFrom('staff.api_keys').select('last_used_at').where('id', '=', id).executeTakeFirstOrThrow(),
    )
  ).last_used_at

describe('an API key', () => {
  test('is shown once and kept as a hash; it opens what its scopes say, in its shop, until it is removed', async () => {
    const { key, secret } = (await make()).json()
    expect(secret).toMatch(/^fh_[\w-]{43}$/)
    expect(secret.startsWith(key.prefix)).toBe(true)
    expect(key).toMatchObject({
      name: 'orders',
      scopes: ['settings:read'],
      lastUsedAt: null,
      expiresAt: null,
    })
    const stored = await desk.db.inShop(shop.shopId, (tx) =>
      tx.selectFrom('staff.api_keys').selectAll().execute(),
    )
    expect(
      JSON.stringify(stored.map((row) => ({ ...row, key_hash: row.key_hash.toString('latin1') }))),
    ).not.toContain(secret)
    expect((await call(shop.owner.headers, 'GET', '/api/keys')).body).not.toContain(secret)

    expect((await call(bearer(secret), 'GET', '/api/shop')).json().id).toBe(shop.shopId)
    expect((await call(bearer(secret), 'GET', '/api/staff')).json().code).toBe('access.denied')
    expect(
      (await call(bearer(secret), 'POST', '/api/stores', { name: 'X', platform: 'other' })).json().code,
    ).toBe('access.denied')
    // Keys never do what is for people alone.
    for (const url of ['/api/keys', '/api/audit', `/api/stores/${shop.storeId}/widget`])
      expect((await call(bearer(secret), 'GET', url)).json().code).toBe('access.denied')
    expect((await call(bearer(secret), 'GET', '/api/session')).json().code).toBe('session.missing')

    expect((await call(shop.owner.headers, 'DELETE', `/api/keys/${key.id}`)).statusCode).toBe(200)
    expect((await call(bearer(secret), 'GET', '/api/shop')).json().code).toBe('session.missing')
    expect((await call(shop.owner.headers, 'DELETE', `/api/keys/${key.id}`)).statusCode).toBe(404)
    expect((await call(shop.owner.headers, 'GET', '/api/keys')).json().rows).toEqual([])
  })

  test('notes its last use at most once a minute', async () => {
    const { key, secret } = (await make()).json()
    await call(bearer(secret), 'GET', '/api/shop')
    const first = desk.clock.now()
    expect(await lastUsed(key.id)).toEqual(first)
    await desk.clock.advance(59_000)
    await call(bearer(secret), 'GET', '/api/shop')
    expect(await lastUsed(key.id)).toEqual(first)
    await desk.clock.advance(6_000)
    await call(bearer(secret), 'GET', '/api/shop')
    expect(await lastUsed(key.id)).toEqual(desk.clock.now())
  })

  test('ends when it says, to the second', async () => {
    const { secret } = (
      await make({ expiresAt: new Date(desk.clock.now().getTime() + 10_000).toISOString() })
    ).json()
    await desk.clock.advance(9_999)
    expect((await call(bearer(secret), 'GET', '/api/shop')).statusCode).toBe(200)
    await desk.clock.advance(1)
    expect((await call(bearer(secret), 'GET', '/api/shop')).statusCode).toBe(401)
  })

  test.each([
    [{ scopes: [] }],
    [{ scopes: ['everything'] }],
    [{ name: '' }],
    [{ name: '\u200b' }],
    [{ expiresAt: 'soon' }],
    [{ expiresAt: '2020-01-01T00:00:00Z' }],
  ])('%j is refused', async (payload) => {
    expect((await make(payload)).json().code).toBe('request.invalid')
  })

  test('is made and seen by owners alone, of their own shop', async () => {
    for (const person of [shop.lead, shop.agents[0] as TestPerson]) {
      expect((await make({}, person)).json().code).toBe('access.denied')
      expect((await call(person.headers, 'GET', '/api/keys')).json().code).toBe('access.denied')
    }
    const other = await buildShop(desk)
    const { key } = (await make({}, other.owner)).json()
    expect((await call(shop.owner.headers, 'GET', '/api/keys')).body).not.toContain(key.id)
    expect((await call(shop.owner.headers, 'DELETE', `/api/keys/${key.id}`)).statusCode).toBe(404)
  })

  test('of a repeated request is one, and its secret is not kept for retries', async () => {
    const before = (await call(shop.owner.headers, 'GET', '/api/keys')).json().rows.length
    const first = await make({ name: 'once' }, shop.owner, { 'idempotency-key': 'key-1' })
    const again = await make({ name: 'once' }, shop.owner, { 'idempotency-key': 'key-1' })
    expect(again.json()).toMatchObject({ code: 'state.conflict', details: { isApplied: true } })
    expect((await call(shop.owner.headers, 'GET', '/api/keys')).json().rows).toHaveLength(before + 1)
    const kept = await desk.db.inShop(shop.shopId, (tx) =>
      tx.selectFrom('platform.idempotency').select('reply').execute(),
    )
    expect(JSON.stringify(kept)).not.toContain(first.json().secret)
  })
})

describe('the audit log', () => {
  test('pages from the newest, with the names of people and keys', async () => {
    const other = await buildShop(desk)
    const { key } = (await make({ name: 'writer', scopes: ['settings:write'] }, other.owner)).json()
    const { secret } = (await make({ name: 'second', scopes: ['settings:write'] }, other.owner)).json()
    await desk.http.app.inject({
      method: 'PUT',
      url: '/api/settings/chatCap',
      headers: bearer(secret),
      payload: { value: 9 },
    })
    const page = (query: string) => call(other.owner.headers, 'GET', `/api/audit${query}`)
    const all = (await page('')).json()
    expect(all.rows[0]).toMatchObject({
      action: 'setting.changed',
      actor: 'second',
      subject: 'chatCap',
      details: { from: 40, to: 9 },
    })
    expect(all.rows[2]).toMatchObject({
      action: 'key.added',
      actor: 'Owner Lin',
      subject: key.id,
      details: { scopes: ['settings:write'] },
    })
    expect(all.rows.at(-1)).toMatchObject({ action: 'shop.created' })
    expect(all.next).toBe(null)
    const found: string[] = []
    for (let next: string | null = '', pages = 0; next !== null && pages < 20; pages++) {
      const reply: { rows: { id: string }[]; next: string | null } = (
        await page(`?limit=2${next ? `&cursor=${next}` : ''}`)
      ).json()
      expect(reply.rows.length).toBeLessThanOrEqual(2)
      found.push(...reply.rows.map((row) => row.id))
      next = reply.next
    }
    expect(found).toEqual(all.rows.map((row: { id: string }) => row.id))
    expect((await page('?cursor=x')).json().code).toBe('request.invalid')
    expect((await page('?limit=1000')).json().code).toBe('request.invalid')
    expect((await call(shop.owner.headers, 'GET', '/api/audit')).body).not.toContain(key.id)
    expect((await call(shop.lead.headers, 'GET', '/api/audit')).json().code).toBe('access.denied')
  })

  test('cannot be changed or emptied, whatever the application tries', async () => {
    for (const role of ['app', 'system'] as const) {
      const client = await desk.db.connect(role)
      try {
        await client.query(`select set_config('app.shop', $1, false)`, [shop.shopId])
        expect((await client.query('select 1 from staff.audit')).rowCount).toBeGreaterThan(0)
        for (const attempt of [
          `update staff.audit set action = 'nothing'`,
          'delete from staff.audit',
          'truncate staff.audit',
          'drop table staff.audit',
          'alter table staff.audit disable row level security',
        ])
          await expect(client.query(attempt), `${role}: ${attempt}`).rejects.toMatchObject({ code: '42501' })
      } finally {
        await client.query('reset app.shop')
        client.release()
      }
    }
  })
})
