import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { buildShop, type TestPerson, type TestShop } from '#test/builders/staff.ts'
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

const call: StaffDesk['call'] = (...request) => desk.call(...request)
const agent = () => shop.agents[0] as TestPerson
const events = () =>
  desk.db.inShop(shop.shopId, (tx) =>
    tx.selectFrom('platform.events').select(['name', 'subject', 'version', 'facts']).orderBy('seq').execute(),
  )

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
