import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Role } from '#contract/staff/roles.ts'
import { buildMember, buildShop, type TestPerson, type TestShop } from '#test/builders/staff.ts'
import { createStaffDesk, type StaffDesk } from '#test/builders/staff-desk.ts'
import { atOnce } from '#test/database/hold.ts'

/** What people hold in these tests, as conversations would count it. */
const held = new Map<string, number>()
const handed: { from: string; to: string | null }[] = []

let desk: StaffDesk
let shop: TestShop
beforeAll(async () => {
  desk = await createStaffDesk({
    work: {
      openInquiries: () =>
        Promise.resolve(
          new Map([...held].map(([id, count]) => [id, { inquiries: count, conversations: count + 1 }])),
        ),
      handOver: (_tx, { from, to }) => {
        handed.push({ from, to })
        return Promise.resolve(held.get(from) ?? 0)
      },
    },
  })
})
afterAll(() => desk.close())
beforeEach(async () => {
  shop = await buildShop(desk)
})

const call: StaffDesk['call'] = (...request) => desk.call(...request)
const eventsOf = (shopId: string) =>
  desk.db.inShop(shopId, (tx) =>
    tx
      .selectFrom('platform.events')
      .select(['name', 'subject', 'version', 'audience', 'facts'])
      .orderBy('seq')
      .execute(),
  )
const auditOf = (shopId: string) =>
  desk.db.inShop(shopId, (tx) =>
    tx.selectFrom('staff.audit').select(['action', 'actor', 'subject', 'details']).orderBy('id').execute(),
  )
const agent = () => shop.agents[0] as TestPerson

describe('the team', () => {
  test('is shown with what everybody holds; colleagues’ e-mails and invitations only to those who lead', async () => {
    held.set(agent().memberId, 3)
    await call(shop.owner, 'POST', '/api/staff/invitations', {
      displayName: 'New',
      email: 'new@example.com',
      roles: ['agent'],
    })
    const team = (await call(shop.lead, 'GET', '/api/staff')).json()
    expect(team.members).toHaveLength(4)
    expect(team.members[0]).toMatchObject({
      id: shop.owner.memberId,
      isDutyLead: true,
      email: shop.owner.email,
      leftAt: null,
    })
    expect(team.members.find((one: { id: string }) => one.id === agent().memberId)).toMatchObject({
      openInquiries: 3,
      openConversations: 4,
      cap: 40,
      isDutyLead: false,
    })
    expect(team.invitations).toMatchObject([
      { displayName: 'New', email: 'new@example.com', roles: ['agent'] },
    ])
    const seen = (await call(agent(), 'GET', '/api/staff')).json()
    expect(seen.members.map((one: { email: unknown }) => one.email)).toEqual([null, null, null, null])
    expect(seen.invitations).toEqual([])
  })

  test('of another shop cannot be seen or changed', async () => {
    const other = await buildShop(desk)
    const ids = (await call(other.owner, 'GET', '/api/staff'))
      .json()
      .members.map((one: { id: string }) => one.id)
    expect(ids).not.toContain(shop.owner.memberId)
    for (const [method, url] of [
      ['PATCH', `/api/staff/${agent().memberId}`],
      ['POST', `/api/staff/${agent().memberId}/departure`],
    ] as const)
      expect((await call(other.owner, method, url, {})).json().code).toBe('not_found')
  })

  test.each([['agent'], ['aftersales'], ['dispatch'], ['finance']] as [Role][])(
    '%s leads nobody',
    async (role) => {
      const person = await buildMember(desk, shop, { displayName: `A ${role}`, roles: [role] })
      expect((await call(person, 'PATCH', `/api/staff/${agent().memberId}`, { cap: 5 })).json().code).toBe(
        'access.denied',
      )
      expect((await call(person, 'POST', `/api/staff/${agent().memberId}/departure`, {})).json().code).toBe(
        'access.denied',
      )
      expect(
        (await call(person, 'POST', '/api/staff/invitations', { displayName: 'X', roles: ['agent'] })).json()
          .code,
      ).toBe('access.denied')
    },
  )
})

describe('changing a person', () => {
  test('name, roles, cap: told to the desk, kept in the audit log, and in force with the next request', async () => {
    const { memberId } = agent()
    expect(
      (await call(agent(), 'POST', '/api/staff/invitations', { displayName: 'X', roles: ['agent'] }))
        .statusCode,
    ).toBe(403)
    const reply = await call(shop.lead, 'PATCH', `/api/staff/${memberId}`, {
      displayName: ' 小云 ',
      roles: ['agent', 'lead'],
      cap: 5,
    })
    expect(reply.json()).toMatchObject({
      id: memberId,
      displayName: '小云',
      roles: ['lead', 'agent'],
      cap: 5,
    })
    expect((await eventsOf(shop.shopId)).at(-1)).toMatchObject({
      name: 'staff.changed',
      subject: memberId,
      version: 2,
      audience: ['desk', `member:${memberId}`],
    })
    expect((await auditOf(shop.shopId)).at(-1)).toMatchObject({
      action: 'staff.changed',
      actor: shop.lead.memberId,
      details: { from: ['agent'], to: ['lead', 'agent'], cap: 5 },
    })
    expect(
      (await call(agent(), 'POST', '/api/staff/invitations', { displayName: 'X', roles: ['agent'] }))
        .statusCode,
    ).toBe(200)
    expect((await desk.staff.directory.facts(shop.shopId)).members.get(memberId)).toMatchObject({
      displayName: '小云',
      cap: 5,
    })
  })

  test('a lead may not make an owner, of anybody or of themselves', async () => {
    for (const id of [agent().memberId, shop.lead.memberId])
      expect((await call(shop.lead, 'PATCH', `/api/staff/${id}`, { roles: ['owner'] })).json().code).toBe(
        'access.denied',
      )
    expect(
      (await call(shop.lead, 'PATCH', `/api/staff/${shop.owner.memberId}`, { roles: ['agent'] })).json().code,
    ).toBe('access.denied')
    expect((await call(shop.lead, 'PATCH', `/api/staff/${shop.owner.memberId}`, { cap: 3 })).statusCode).toBe(
      200,
    )
  })

  test('[RTE-04] the last owner stays, also when two step down at once', async () => {
    expect(
      (await call(shop.owner, 'PATCH', `/api/staff/${shop.owner.memberId}`, { roles: ['lead'] })).json().code,
    ).toBe('staff.last_owner')
    const second = await buildMember(desk, shop, { displayName: 'Owner Two', roles: ['owner'] })
    const replies = await atOnce(
      desk,
      'select 1 from staff.shops where id = $1 for update',
      [shop.shopId],
      () => [
        call(shop.owner, 'PATCH', `/api/staff/${shop.owner.memberId}`, { roles: ['lead'] }),
        call(second, 'PATCH', `/api/staff/${second.memberId}`, { roles: ['lead'] }),
      ],
    )
    expect(replies.map((one) => one.statusCode).toSorted((a, b) => a - b)).toEqual([200, 409])
    expect(replies.find((one) => one.statusCode === 409)?.json().code).toBe('staff.last_owner')
  })

  test('the roles of this moment count, not those of five seconds ago', async () => {
    await desk.staff.credentials.member(shop.lead.account, shop.slug)
    // As another process would take the role away: nothing here is told.
    await desk.db.inShop(shop.shopId, (tx) =>
      tx
        .updateTable('staff.memberships')
        .set({ roles: ['agent'] })
        .where('id', '=', shop.owner.memberId)
        .execute(),
    )
    await desk.staff.credentials.member(shop.owner.account, shop.slug)
    expect(
      (await call(shop.owner, 'PATCH', `/api/staff/${agent().memberId}`, { roles: ['owner'] })).json().code,
    ).toBe('access.denied')
  })

  test('[RTE-04] the duty lead is somebody who leads, and never nobody', async () => {
    const dutyLeads = async () =>
      (await call(shop.owner, 'GET', '/api/staff'))
        .json()
        .members.filter((one: { isDutyLead: boolean }) => one.isDutyLead)
        .map((one: { id: string }) => one.id)
    expect(
      (await call(shop.owner, 'PATCH', `/api/staff/${agent().memberId}`, { isDutyLead: true })).json(),
    ).toMatchObject({ code: 'state.conflict', details: { reason: 'not_leading' } })
    expect(
      (await call(shop.owner, 'PATCH', `/api/staff/${shop.lead.memberId}`, { isDutyLead: true })).json()
        .isDutyLead,
    ).toBe(true)
    expect(await dutyLeads()).toEqual([shop.lead.memberId])
    await call(shop.owner, 'PATCH', `/api/staff/${shop.lead.memberId}`, { roles: ['agent'] })
    expect(await dutyLeads()).toEqual([shop.owner.memberId])
  })

  test('what is not a change of a person is refused', async () => {
    for (const payload of [
      { roles: [] },
      { roles: ['king'] },
      { cap: 0 },
      { displayName: '' },
      { isDutyLead: false },
      { more: 1 },
    ])
      expect(
        (await call(shop.owner, 'PATCH', `/api/staff/${agent().memberId}`, payload)).statusCode,
        JSON.stringify(payload),
      ).toBe(400)
    expect((await call(shop.owner, 'PATCH', '/api/staff/nonsense', {})).statusCode).toBe(404)
  })
})

describe('presence', () => {
  test('is told to the desk; saying it twice keeps "since"', async () => {
    const set = (presence: string) => call(agent(), 'PUT', '/api/staff/me/presence', { presence })
    expect((await set('on')).json()).toEqual({ presence: 'on' })
    const since = desk.clock.now()
    const events = await eventsOf(shop.shopId)
    expect(events.at(-1)).toMatchObject({
      name: 'staff.presence_changed',
      subject: agent().memberId,
      version: 2,
      audience: ['desk'],
      facts: { presence: 'on' },
    })
    await desk.clock.advance(60_000)
    await set('on')
    expect(await eventsOf(shop.shopId)).toHaveLength(events.length)
    expect((await desk.staff.directory.facts(shop.shopId)).members.get(agent().memberId)).toMatchObject({
      presence: 'on',
      presenceSince: since,
    })
    expect((await set('asleep')).statusCode).toBe(400)
    expect((await call(agent(), 'GET', '/api/session')).json().memberships[0].presence).toBe('on')
  })

  test('a repeated request with one key is done once', async () => {
    const key = { 'idempotency-key': 'presence-1' }
    const first = await call(agent(), 'PUT', '/api/staff/me/presence', { presence: 'on' }, key)
    await call(agent(), 'PUT', '/api/staff/me/presence', { presence: 'break' })
    const again = await call(agent(), 'PUT', '/api/staff/me/presence', { presence: 'on' }, key)
    expect(again.json()).toEqual(first.json())
    expect((await desk.staff.directory.facts(shop.shopId)).members.get(agent().memberId)?.presence).toBe(
      'break',
    )
  })
})

describe('leaving', () => {
  const depart = (by: TestPerson, who: TestPerson, handOverTo?: string) =>
    call(by, 'POST', `/api/staff/${who.memberId}/departure`, handOverTo ? { handOverTo } : {})

  test('[RTE-04] is refused while something is owned and nobody takes it over', async () => {
    held.set(agent().memberId, 2)
    expect((await depart(shop.lead, agent())).json()).toMatchObject({
      code: 'staff.still_owns',
      details: { count: 2 },
    })
    expect((await call(agent(), 'GET', '/api/shop')).statusCode).toBe(200)
    const packer = await buildMember(desk, shop, { displayName: 'Packer', roles: ['dispatch'] })
    expect((await depart(shop.lead, agent(), packer.memberId)).json()).toMatchObject({
      code: 'request.invalid',
    })
    expect((await depart(shop.lead, agent(), agent().memberId)).json()).toMatchObject({
      code: 'request.invalid',
    })
    const other = await buildShop(desk)
    expect((await depart(shop.lead, agent(), other.owner.memberId)).json()).toMatchObject({
      code: 'not_found',
    })
    handed.length = 0
    expect((await depart(shop.lead, agent(), shop.agents[1]?.memberId)).json()).toEqual({ handedOver: 2 })
    expect(handed).toEqual([{ from: agent().memberId, to: shop.agents[1]?.memberId }])
  })

  test('takes the access away at once, and leaves the account and other shops alone', async () => {
    const other = await buildShop(desk)
    const elsewhere = await buildMember(desk, other, {
      displayName: 'Same person',
      roles: ['agent'],
      accountId: agent().accountId,
    })
    expect((await call(agent(), 'GET', '/api/shop')).statusCode).toBe(200)
    expect((await depart(shop.owner, agent())).json()).toEqual({ handedOver: 0 })
    expect((await call(agent(), 'GET', '/api/shop')).json().code).toBe('session.missing')
    expect((await call(elsewhere, 'GET', '/api/shop')).statusCode).toBe(200)
    expect((await call(agent(), 'GET', '/api/session')).json().memberships).toMatchObject([
      { shop: { slug: other.slug } },
    ])
    expect((await eventsOf(shop.shopId)).at(-1)).toMatchObject({
      name: 'staff.left',
      subject: agent().memberId,
      audience: ['desk', `member:${agent().memberId}`],
    })
    expect((await desk.staff.directory.facts(shop.shopId)).members.get(agent().memberId)).toMatchObject({
      hasLeft: true,
      presence: 'off',
    })
    expect((await depart(shop.owner, agent())).json().code).toBe('state.conflict')
    expect((await call(shop.owner, 'PATCH', `/api/staff/${agent().memberId}`, { cap: 3 })).json().code).toBe(
      'state.conflict',
    )
  })

  test('a departure in another process is known here through its event', async () => {
    await call(agent(), 'GET', '/api/shop')
    await desk.db.inShop(shop.shopId, (tx) =>
      tx
        .updateTable('staff.memberships')
        .set({ left_at: desk.clock.now() })
        .where('id', '=', agent().memberId)
        .execute(),
    )
    expect((await call(agent(), 'GET', '/api/shop')).statusCode).toBe(200)
    desk.staff.onEvent({ name: 'staff.left', shop: shop.shopId })
    expect((await call(agent(), 'GET', '/api/shop')).statusCode).toBe(401)
  })

  test('[RTE-04] the last owner cannot leave, nor be dismissed by a lead', async () => {
    expect((await depart(shop.owner, shop.owner)).json().code).toBe('staff.last_owner')
    const second = await buildMember(desk, shop, { displayName: 'Owner Two', roles: ['owner'] })
    expect((await depart(shop.lead, second)).json().code).toBe('access.denied')
    expect((await depart(second, shop.owner)).statusCode).toBe(200)
    expect((await call(second, 'GET', '/api/staff')).json().members[0]).toMatchObject({
      id: shop.lead.memberId,
      isDutyLead: true,
    })
  })
})
