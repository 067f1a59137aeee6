import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { settingKeys } from '#contract/staff/shop.ts'
import { buildShop, type TestPerson, type TestShop } from '#test/builders/staff.ts'
import { createStaffDesk, type StaffDesk } from '#test/builders/staff-desk.ts'
import { atOnce } from '#test/database/hold.ts'

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
