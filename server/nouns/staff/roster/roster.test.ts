import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { emptyRoster, type DutyDay, type Roster } from '#contract/staff/roster.ts'
import { buildMember, type TestPerson, type TestShop } from '#test/builders/staff.ts'
import { openChatDesk, type ChatDesk } from '#test/builders/chat.ts'

let chat: ChatDesk
beforeAll(async () => {
  chat = await openChatDesk()
})
afterAll(() => chat.close())

const hour = 3_600_000
const save = (person: TestPerson, roster: Roster, version: number) =>
  chat.call('PUT /api/roster', { headers: person.headers, body: { roster, version } })
const dutyOf = async (person: TestPerson, query: { back?: number; ahead?: number } = {}) =>
  (await chat.call('GET /api/duty', { headers: person.headers, query })).body
const presence = (person: TestPerson, state: 'on' | 'break' | 'off') =>
  chat.call('PUT /api/staff/me/presence', { headers: person.headers, body: { presence: state } })
const weekOf = (shop: TestShop, from: number, to: number): Roster => {
  const day = [{ memberId: shop.owner.memberId, from, to, kind: 'desk' as const }]
  return {
    ...emptyRoster(),
    week: { sun: day, mon: day, tue: day, wed: day, thu: day, fri: day, sat: day },
  }
}
const day = (days: DutyDay[], date: string) => days.find((one) => one.date === date)

describe('the roster', () => {
  test('is written by leads, read by all, and never over a colleague’s', async () => {
    const shop = await chat.shop()
    const agent = await buildMember(chat.desk, shop, { displayName: '小美', roles: ['agent'] })
    const roster = weekOf(shop, 540, 1320)
    expect((await chat.call('GET /api/roster', { headers: agent.headers })).body).toEqual({
      roster: emptyRoster(),
      version: 0,
    })
    expect((await save(agent, roster, 0)).code).toBe('access.denied')
    expect((await save(shop.owner, roster, 0)).body).toEqual({ roster, version: 1 })
    expect((await save(shop.owner, roster, 0)).code).toBe('state.version')
    expect((await save(shop.owner, { ...roster, nightDuty: true }, 1)).body.version).toBe(2)
    const stranger = { ...roster, days: [{ date: '2026-03-08', follows: 'mon' as const, shifts: [] }] }
    expect((await save(shop.owner, stranger, 2)).code).toBe('setting.invalid')
  })
  test('tells everybody on the desk that it changed', async () => {
    const shop = await chat.shop()
    const heard = chat.listen(shop.shopId, ['desk'], 'desk')
    await save(shop.owner, weekOf(shop, 540, 1320), 0)
    await expect.poll(() => heard.names()).toContain('roster.changed')
    heard.leave()
  })
})

describe('[RSP-06] [RSP-07] uncovered minutes', () => {
  test('are known of the past by who was on the desk, and foreseen by the roster', async () => {
    const shop = await chat.shop({ presence: 'off', agents: 0 })
    await save(shop.owner, weekOf(shop, 540, 1200), 0)
    // 11:00; the owner comes, takes a break at 13:00, is back at 13:30 and goes home at 21:00.
    await presence(shop.owner, 'on')
    await chat.desk.clock.advance(2 * hour)
    await presence(shop.owner, 'break')
    await chat.desk.clock.advance(hour / 2)
    await presence(shop.owner, 'on')
    await chat.desk.clock.advance(7.5 * hour)
    await presence(shop.owner, 'off')
    await chat.desk.clock.advance(14 * hour)
    const { days, past } = await dutyOf(shop.owner, { back: 1, ahead: 1 })
    const yesterday = day(days, '2026-03-04')
    expect(yesterday?.practice).toEqual({
      required: 780,
      uncovered: 120 + 30 + 60,
      gaps: [
        { from: '2026-03-04T01:00:00.000Z', to: '2026-03-04T03:00:00.000Z' },
        { from: '2026-03-04T05:00:00.000Z', to: '2026-03-04T05:30:00.000Z' },
        { from: '2026-03-04T13:00:00.000Z', to: '2026-03-04T14:00:00.000Z' },
      ],
    })
    expect(past.practiceUncovered).toBe(210)
    expect(day(days, '2026-03-06')).toMatchObject({ practice: { uncovered: 120 }, warnings: ['uncovered'] })
  })
  test('China’s holidays want a roster of their own', async () => {
    const shop = await chat.shop()
    await save(shop.owner, weekOf(shop, 540, 1320), 0)
    const { days } = await dutyOf(shop.owner, { back: 0, ahead: 60 })
    const holidays = days.filter((one) => one.warnings.includes('holiday_unconfirmed'))
    expect(holidays.map((one) => one.name?.zh)).toContain('清明')
    const abroad = await chat.shop({ timeZone: 'Europe/Berlin' })
    await save(abroad.owner, weekOf(abroad, 540, 1320), 0)
    expect(
      (await dutyOf(abroad.owner, { back: 0, ahead: 60 })).days.filter((one) => one.warnings.length > 0),
    ).toEqual([])
  })
  test('the owner’s home names the evenings nobody is on; without any roster it is quiet', async () => {
    const shop = await chat.shop()
    const uncovered = async () =>
      (await chat.call('GET /api/home', { headers: shop.owner.headers })).body.uncovered
    expect(await uncovered()).toEqual([])
    await save(shop.owner, weekOf(shop, 540, 1200), 0)
    const named = await uncovered()
    expect(named.length).toBe(7)
    expect(named.at(-1)).toMatchObject({ minutes: 120 })
  })
})
