import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildShop, testPassword, type TestPerson, type TestShop } from '#test/builders/staff.ts'
import { cookieOf, signingIn } from '#test/builders/signing-in.ts'
import { createStaffDesk, type StaffDesk } from '#test/builders/staff-desk.ts'

let desk: StaffDesk
let shop: TestShop
beforeAll(async () => {
  desk = await createStaffDesk()
  shop = await buildShop(desk)
})
afterAll(() => desk.close())

const { call, signIn, newPerson } = signingIn(() => desk)
const auditOf = (shopId: string) =>
  desk.db.inShop(shopId, (tx) =>
    tx.selectFrom('staff.audit').select(['action', 'actor', 'details']).orderBy('id').execute(),
  )

describe('signing in', () => {
  test('by e-mail in any case and password; the cookie is for our pages alone and only its hash is kept', async () => {
    const reply = await signIn(shop.owner.email.toUpperCase())
    expect(reply.statusCode).toBe(200)
    expect(reply.json()).toMatchObject({
      account: { id: shop.owner.accountId },
      memberships: [{ id: shop.owner.memberId, shop: { slug: shop.slug } }],
    })
    const cookie = reply.cookies.find((one) => one.name === 'fh_session')
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' })
    const stored = await desk.db.asSystem((tx) =>
      tx.selectFrom('staff.sessions').selectAll().where('account_id', '=', shop.owner.accountId).execute(),
    )
    expect(
      JSON.stringify(stored.map((row) => ({ ...row, token_hash: row.token_hash.toString('latin1') }))),
    ).not.toContain(cookie?.value)
    expect((await call('GET', '/api/session', { headers: cookieOf(reply) })).json().account.email).toBe(
      shop.owner.email,
    )
    expect((await auditOf(shop.shopId)).at(-1)).toMatchObject({
      action: 'session.signed_in',
      actor: shop.owner.memberId,
      details: { how: 'password' },
    })
  })

  test('a wrong password and an unknown e-mail look alike; the shop is told of the wrong one', async () => {
    const wrong = await signIn(shop.lead.email, 'not this one')
    const unknown = await signIn('nobody@example.com', 'not this one')
    expect(wrong.statusCode).toBe(401)
    expect({ ...wrong.json(), requestId: '' }).toEqual({ ...unknown.json(), requestId: '' })
    expect(wrong.cookies).toEqual([])
    expect((await auditOf(shop.shopId)).at(-1)).toMatchObject({
      action: 'session.refused',
      actor: shop.lead.memberId,
      details: { reason: 'password' },
    })
  })

  test.each([
    [{}],
    [{ email: 'x', password: 'y' }],
    [{ email: 'a@b.cn', password: '' }],
    [{ email: 'a@b.cn', password: 'x', more: 1 }],
  ])('%j is not a sign-in', async (payload) => {
    const reply = await call('POST', '/api/session', { payload })
    expect(reply.statusCode).toBe(400)
    expect(reply.headers['content-type']).toContain('application/problem+json')
  })

  test('ten wrong passwords lock for a quarter of an hour, known or unknown e-mail alike', async () => {
    const { email } = await newPerson()
    for (const address of [email, 'nobody.at.all@example.com']) {
      for (let i = 0; i < 10; i++)
        expect((await signIn(address, 'wrong')).json().code).toBe('session.wrong_credentials')
      const locked = await signIn(address)
      expect(locked.statusCode).toBe(429)
      expect(locked.json()).toMatchObject({ code: 'session.locked', details: { retryAfter: 900 } })
    }
    await desk.clock.advance(10 * 60_000)
    expect((await signIn(email)).json()).toMatchObject({
      code: 'session.locked',
      details: { retryAfter: 300 },
    })
    await desk.clock.advance(5 * 60_000)
    expect((await signIn(email)).statusCode).toBe(200)
    await desk.staff.sessions.removeExpired()
    expect(
      await desk.db.asSystem((tx) =>
        tx.selectFrom('staff.sign_in_failures').selectAll().where('count', '>=', 10).execute(),
      ),
    ).toEqual([])
  })

  test('a hundred guesses at once are ten', async () => {
    const { email } = await newPerson()
    const replies = await Promise.all(Array.from({ length: 40 }, () => signIn(email, 'wrong')))
    const codes = Map.groupBy(replies, (reply) => reply.json().code)
    expect(codes.get('session.wrong_credentials')).toHaveLength(10)
    expect(codes.get('session.locked')).toHaveLength(30)
  })

  test('a right password wipes the slate', async () => {
    const { email } = await newPerson()
    for (let round = 0; round < 2; round++) {
      for (let i = 0; i < 9; i++) await signIn(email, 'wrong')
      expect((await signIn(email)).statusCode).toBe(200)
    }
  })

  test('one address may not try without end', async () => {
    const from = { method: 'POST' as const, url: '/api/session', remoteAddress: '192.0.2.7' }
    const codes: number[] = []
    for (let i = 0; i < 32; i++)
      codes.push(
        (await desk.http.app.inject({ ...from, payload: { email: `x${i}@example.com`, password: 'x' } }))
          .statusCode,
      )
    expect(codes.slice(0, 30)).toEqual(Array.from({ length: 30 }, () => 401))
    expect(codes.slice(30)).toEqual([429, 429])
  })
})

describe('sessions', () => {
  test('are listed with their browser, and ended one by one, at once', async () => {
    const { email } = await newPerson()
    const phone = await call('POST', '/api/session', {
      payload: { email, password: testPassword },
      headers: { 'user-agent': `Phone ${'x'.repeat(500)}` },
    })
    const desktop = await signIn(email)
    const listed = (await call('GET', '/api/sessions', { headers: cookieOf(desktop) })).json().rows
    expect(listed).toHaveLength(2)
    const other = listed.find((row: { isThis: boolean }) => !row.isThis)
    expect(other.agent).toMatch(/^Phone x+$/)
    expect(other.agent).toHaveLength(200)
    expect((await call('GET', '/api/session', { headers: cookieOf(phone) })).statusCode).toBe(200)
    expect(
      (await call('DELETE', `/api/sessions/${other.id}`, { headers: cookieOf(desktop) })).statusCode,
    ).toBe(200)
    expect((await call('GET', '/api/session', { headers: cookieOf(phone) })).json().code).toBe(
      'session.missing',
    )
    expect(
      (await call('DELETE', `/api/sessions/${other.id}`, { headers: cookieOf(desktop) })).statusCode,
    ).toBe(404)
  })

  test('of others cannot be ended, and look as if there were none', async () => {
    const [session] = await desk.db.asSystem((tx) =>
      tx.selectFrom('staff.sessions').select('id').where('account_id', '=', shop.owner.accountId).execute(),
    )
    const { email } = await newPerson()
    expect(
      (await call('DELETE', `/api/sessions/${session?.id}`, { headers: cookieOf(await signIn(email)) }))
        .statusCode,
    ).toBe(404)
    expect(
      (await call('DELETE', '/api/sessions/nonsense', { headers: cookieOf(await signIn(email)) })).statusCode,
    ).toBe(404)
  })

  test('end with signing out, and the browser forgets the cookie', async () => {
    const { email } = await newPerson()
    const headers = cookieOf(await signIn(email))
    const reply = await call('DELETE', '/api/session', { headers })
    expect(reply.cookies.find((one) => one.name === 'fh_session')).toMatchObject({ value: '', path: '/' })
    expect((await call('GET', '/api/session', { headers })).statusCode).toBe(401)
  })

  test('live thirty days from their last use', async () => {
    const { email } = await newPerson()
    const headers = cookieOf(await signIn(email))
    await desk.clock.advance(29 * 86_400_000)
    const used = await call('GET', '/api/session', { headers })
    expect(used.statusCode).toBe(200)
    expect(used.cookies.find((one) => one.name === 'fh_session')).toMatchObject({ maxAge: 30 * 86_400 })
    await desk.clock.advance(29 * 86_400_000)
    expect((await call('GET', '/api/session', { headers })).statusCode).toBe(200)
    await desk.clock.advance(30 * 86_400_000)
    expect((await call('GET', '/api/session', { headers })).statusCode).toBe(401)
    await desk.staff.sessions.removeExpired()
    expect((await call('GET', '/api/session', { headers: cookieOf(await signIn(email)) })).statusCode).toBe(
      200,
    )
  })

  test('cost no query while they are fresh, and what another process ended is known within five seconds', async () => {
    const { email, accountId } = await newPerson()
    const token = cookieOf(await signIn(email)).cookie.slice('fh_session='.length)
    const { credentials } = desk.staff
    const first = await credentials.account(token)
    expect(first).toMatchObject({ accountId })
    // As another process would: nothing here is told.
    await desk.db.asSystem((tx) =>
      tx.deleteFrom('staff.sessions').where('account_id', '=', accountId).execute(),
    )
    await desk.clock.advance(4_999)
    expect(await credentials.account(token)).toEqual(first)
    await desk.clock.advance(1)
    expect(await credentials.account(token)).toBe(null)
  })

  test.each([
    ['nothing', ''],
    ['a letter', 'x'],
    ['much', 'a'.repeat(5000)],
    ['an escape', '%00'],
    ['SQL', "' or 1=1 --"],
  ])('%s is nobody', async (_, token) => {
    expect(await desk.staff.credentials.account(token)).toBe(null)
    expect(await desk.staff.credentials.key(token)).toBe(null)
  })
})

describe('who is where', () => {
  const shopOf = async (person: Pick<TestPerson, 'headers'>, slug?: string) =>
    call('GET', '/api/shop', {
      headers: {
        cookie: person.headers.cookie,
        ...(slug === undefined ? {} : { 'x-fivehearts-shop': slug }),
      },
    })

  test('one shop needs no naming; a stranger’s shop is as if it were none', async () => {
    const [mine, other] = [await buildShop(desk), await buildShop(desk)]
    expect((await shopOf(mine.owner)).json()).toMatchObject({ id: mine.shopId })
    expect((await shopOf(mine.owner, mine.slug)).statusCode).toBe(200)
    const foreign = await shopOf(mine.owner, other.slug)
    const unknown = await shopOf(mine.owner, 'no-such-shop')
    expect(foreign.statusCode).toBe(401)
    expect({ ...foreign.json(), requestId: '' }).toEqual({ ...unknown.json(), requestId: '' })
  })

  test('the cookie is Secure behind a proxy that speaks https', async () => {
    const { createHttpServer } = await import('#platform/http/server.ts')
    const { registerStaffRoutes } = await import('../index.ts')
    const { silentLog } = await import('#platform/log/log.ts')
    const http = await createHttpServer({
      ...desk,
      log: silentLog(),
      trustedProxies: 1,
      credentials: { ...desk.staff.credentials, visitor: () => Promise.resolve(null) },
    })
    registerStaffRoutes(http, desk.staff)
    const ask = (headers: Record<string, string>) =>
      http.app.inject({
        method: 'POST',
        url: '/api/session',
        headers,
        payload: { email: shop.owner.email, password: testPassword },
      })
    expect((await ask({ 'x-forwarded-proto': 'https' })).cookies[0]).toMatchObject({ secure: true })
    expect((await ask({})).cookies[0]?.secure).toBeUndefined()
    await http.app.close()
  })
})
