import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  buildAccount,
  buildShop,
  testPassword,
  type TestPerson,
  type TestShop,
} from '#test/builders/staff.ts'
import { createStaffDesk, type StaffDesk } from '#test/builders/staff-desk.ts'

let desk: StaffDesk
let shop: TestShop
beforeAll(async () => {
  desk = await createStaffDesk()
})
afterAll(() => desk.close())
beforeEach(async () => {
  shop = await buildShop(desk)
})

let calls = 0
const call: StaffDesk['call'] = (...request) => desk.call(...request)
const agent = () => shop.agents[0] as TestPerson
const eventsOf = (shopId: string) =>
  desk.db.inShop(shopId, (tx) => tx.selectFrom('platform.events').select('name').orderBy('seq').execute())

describe('invitations', () => {
  const invite = async (by: TestPerson, payload: object = {}) => {
    const reply = await call(by, 'POST', '/api/staff/invitations', {
      displayName: '小云',
      roles: ['agent'],
      ...payload,
    })
    return {
      ...(reply.json() as { id: string; link: string; expiresAt: string; code?: string }),
      token: String(reply.json().link).split('/').at(-1) ?? '',
    }
  }
  const accept = (token: string, payload: object = {}, headers: object = {}) =>
    call(
      null,
      'POST',
      `/api/invitations/${token}/acceptance`,
      {
        name: 'Yun',
        email: `yun-${++calls}@example.com`,
        password: 'a long password',
        language: 'zh',
        ...payload,
      },
      headers,
    )

  test('a link for seven days and one person, who is signed in by it', async () => {
    const { link, token, expiresAt } = await invite(shop.lead, { email: 'yun@example.com' })
    expect(link).toMatch(/^https:\/\/desk\.example\/invitation\/[\w-]{43}$/)
    expect(new Date(expiresAt).getTime() - desk.clock.now().getTime()).toBe(7 * 86_400_000)
    expect((await call(null, 'GET', `/api/invitations/${token}`)).json()).toEqual({
      shopName: shop.name,
      displayName: '小云',
      email: 'yun@example.com',
      roles: ['agent'],
      hasAccount: false,
    })
    const reply = await accept(token, { email: 'yun@example.com' })
    expect(reply.json()).toMatchObject({
      account: { name: 'Yun' },
      memberships: [{ displayName: '小云', roles: ['agent'], shop: { id: shop.shopId } }],
    })
    const cookie = reply.cookies.find((one) => one.name === 'fh_session')
    expect(
      (
        await call(
          { headers: { cookie: `fh_session=${cookie?.value}`, 'x-fivehearts-shop': shop.slug } },
          'GET',
          '/api/shop',
        )
      ).statusCode,
    ).toBe(200)
    expect((await accept(token)).json().code).toBe('link.expired')
    expect((await call(null, 'GET', `/api/invitations/${token}`)).statusCode).toBe(410)
    const stored = await desk.db.inShop(shop.shopId, (tx) =>
      tx.selectFrom('staff.invitations').selectAll().execute(),
    )
    expect(JSON.stringify(stored)).not.toContain(token)
    expect((await eventsOf(shop.shopId)).slice(-2).map((event) => event.name)).toEqual([
      'staff.invited',
      'staff.joined',
    ])
  })

  test('two who follow one link at once are one', async () => {
    const { token } = await invite(shop.owner)
    const replies = await Promise.all([accept(token), accept(token), accept(token)])
    expect(replies.map((one) => one.statusCode).toSorted((a, b) => a - b)).toEqual([200, 410, 410])
    expect((await call(shop.owner, 'GET', '/api/staff')).json().members).toHaveLength(5)
  })

  test('ends after seven days, and when it is withdrawn; a link that never was is not found', async () => {
    const { token } = await invite(shop.owner)
    await desk.clock.advance(7 * 86_400_000)
    expect((await accept(token)).json().code).toBe('link.expired')
    const second = await invite(shop.owner)
    expect((await call(shop.lead, 'DELETE', `/api/staff/invitations/${second.id}`)).statusCode).toBe(200)
    expect((await call(shop.lead, 'DELETE', `/api/staff/invitations/${second.id}`)).statusCode).toBe(404)
    expect((await accept(second.token)).json().code).toBe('link.expired')
    expect((await accept('nothing')).json().code).toBe('not_found')
    expect((await call(null, 'GET', `/api/invitations/${'x'.repeat(300)}`)).statusCode).toBe(404)
    const other = await buildShop(desk)
    expect(
      (await call(other.owner, 'DELETE', `/api/staff/invitations/${(await invite(shop.owner)).id}`))
        .statusCode,
    ).toBe(404)
  })

  test('only an owner invites an owner', async () => {
    expect((await invite(shop.lead, { roles: ['owner'] })).code).toBe('access.denied')
    const { token } = await invite(shop.owner, { roles: ['owner', 'agent', 'owner'] })
    expect((await accept(token)).json().memberships[0].roles).toEqual(['owner', 'agent'])
  })

  test('somebody with an account joins by their password, and only by it', async () => {
    const other = await buildShop(desk)
    const { email } = other.owner
    const { token } = await invite(shop.owner, { email })
    expect((await call(null, 'GET', `/api/invitations/${token}`)).json().hasAccount).toBe(true)
    expect(
      (await accept(token, { email: email.toUpperCase(), password: 'some other one' })).json().code,
    ).toBe('session.wrong_credentials')
    const reply = await accept(token, { email, password: testPassword })
    expect(reply.json()).toMatchObject({ account: { id: other.owner.accountId, name: 'Owner Lin' } })
    expect(reply.json().memberships.map((one: { shop: { id: string } }) => one.shop.id)).toEqual([
      other.shopId,
      shop.shopId,
    ])
    expect(
      (await accept((await invite(shop.owner)).token, { email, password: testPassword })).json().code,
    ).toBe('state.conflict')
  })

  test('a second factor is not walked around: its owner signs in first', async () => {
    const email = `careful-${++calls}@example.com`
    const accountId = await buildAccount(desk, email, 'Careful')
    const signedIn = await call(null, 'POST', '/api/session', { email, password: testPassword })
    await desk.db.asSystem((tx) =>
      tx
        .updateTable('staff.accounts')
        .set({ totp_secret: desk.secrets.seal('JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP') })
        .where('id', '=', accountId)
        .execute(),
    )
    const { token } = await invite(shop.owner)
    expect((await accept(token, { email, password: testPassword })).json().code).toBe(
      'session.second_factor_needed',
    )
    expect(
      (await accept(token, { email, password: testPassword }, { cookie: shop.owner.headers.cookie })).json()
        .code,
    ).toBe('session.second_factor_needed')
    const cookie = `fh_session=${signedIn.cookies.find((one) => one.name === 'fh_session')?.value}`
    expect((await accept(token, { email, password: testPassword }, { cookie })).statusCode).toBe(200)
  })

  test('one who left comes back to the same membership', async () => {
    await call(shop.owner, 'POST', `/api/staff/${agent().memberId}/departure`, {
      handOverTo: shop.lead.memberId,
    })
    const { token } = await invite(shop.owner, { displayName: 'Back again', roles: ['lead'] })
    const reply = await accept(token, { email: agent().email, password: testPassword })
    expect(reply.json().memberships).toMatchObject([
      { id: agent().memberId, displayName: 'Back again', roles: ['lead'] },
    ])
    expect((await call(agent(), 'GET', '/api/shop')).statusCode).toBe(200)
  })

  test('a repeated request with one key makes one invitation; its link is not kept for retries', async () => {
    const key = { 'idempotency-key': 'invite-1' }
    const payload = { displayName: 'Once', roles: ['agent'] }
    expect((await call(shop.owner, 'POST', '/api/staff/invitations', payload, key)).statusCode).toBe(200)
    const again = await call(shop.owner, 'POST', '/api/staff/invitations', payload, key)
    expect(again.json()).toMatchObject({ code: 'state.conflict', details: { isApplied: true } })
    expect((await call(shop.owner, 'GET', '/api/staff')).json().invitations).toHaveLength(1)
    const kept = await desk.db.inShop(shop.shopId, (tx) =>
      tx.selectFrom('platform.idempotency').select('reply').execute(),
    )
    expect(JSON.stringify(kept)).not.toContain('/invitation/')
  })
})
