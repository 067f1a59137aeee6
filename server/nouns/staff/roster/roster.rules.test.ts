import { describe, expect, test } from 'vitest'
import { defaultCalendar, type BusinessCalendar } from '#contract/calendar.ts'
import { checkRoster, emptyRoster, type Roster, type RosterShift } from '#contract/staff/roster.ts'
import { joined, planDuty, presentIntervals, type DutyFacts } from './roster.rules.ts'

const zone = 'Asia/Shanghai'
/** A Wednesday, 11:00 in Shanghai. */
const now = new Date('2026-03-04T03:00:00Z')
const shift = (from: number, to: number, memberId = 'a', kind: RosterShift['kind'] = 'desk') => ({
  memberId,
  from: from * 60,
  to: to * 60,
  kind,
})
const everyDay = (...shifts: RosterShift[]): Roster => ({
  ...emptyRoster(),
  week: { sun: shifts, mon: shifts, tue: shifts, wed: shifts, thu: shifts, fri: shifts, sat: shifts },
})
const at = (local: string) => new Date(`${local}+08:00`)
const facts = (given: Partial<DutyFacts>): DutyFacts => ({
  now,
  zone,
  calendar: defaultCalendar(zone),
  roster: emptyRoster(),
  special: new Map(),
  names: new Map([
    ['a', '小美'],
    ['b', '苏禾'],
  ]),
  present: [],
  ...given,
})
const planOf = (given: Partial<DutyFacts>, date: string, back = 7, ahead = 40) => {
  const day = planDuty(facts(given), back, ahead).days.find((one) => one.date === date)
  if (!day) throw new Error(`no ${date}`)
  return day
}
const gapsOf = (day: { own: { gaps: { from: string; to: string }[] } }) =>
  day.own.gaps.map(({ from, to }) => [from, to].map((one) => new Date(one).toISOString().slice(11, 16)))

describe('[RSP-06] duty on working days, 09:00 to 22:00', () => {
  test('a day whose roster covers it has no gap; one that ends early says from when to when', () => {
    expect(planOf({ roster: everyDay(shift(9, 22)) }, '2026-03-05')).toMatchObject({
      kind: 'workday',
      when: 'ahead',
      warnings: [],
      practice: { required: 780, uncovered: 0, gaps: [] },
    })
    expect(planOf({ roster: everyDay(shift(9, 18), shift(17, 20, 'b')) }, '2026-03-05')).toMatchObject({
      warnings: ['uncovered'],
      practice: {
        uncovered: 120,
        gaps: [{ from: '2026-03-05T12:00:00.000Z', to: '2026-03-05T14:00:00.000Z' }],
      },
    })
  })
  test('the past is judged by who was there, whatever the roster said', () => {
    const present = [{ from: at('2026-03-03T09:00'), to: at('2026-03-03T21:30') }]
    const day = planOf({ roster: everyDay(shift(9, 22)), present }, '2026-03-03')
    expect(day).toMatchObject({ when: 'past', practice: { uncovered: 30 }, warnings: [] })
    expect(gapsOf(day)).toEqual([['13:30', '14:00']])
  })
  test('of today, what has passed by who was there and the rest by the roster', () => {
    const present = [{ from: at('2026-03-04T09:30'), to: now }]
    const day = planOf({ roster: everyDay(shift(9, 20)), present }, '2026-03-04')
    expect(gapsOf(day)).toEqual([
      ['01:00', '01:30'],
      ['12:00', '14:00'],
    ])
  })
  test('sums are of the past and of what is ahead, today among the latter', () => {
    const plan = planDuty(facts({ roster: everyDay(shift(9, 21)) }), 1, 1)
    expect(plan.past).toEqual({ practiceUncovered: 780, ownUncovered: 780 })
    // Nobody was there today before 11:00; then 21:00 to 22:00 today and tomorrow.
    expect(plan.ahead).toEqual({ practiceUncovered: 120 + 60 + 60, ownUncovered: 120 + 60 + 60 })
  })
  test('who has left covers nothing', () => {
    expect(planOf({ roster: everyDay(shift(9, 22, 'gone')) }, '2026-03-05')).toMatchObject({
      shifts: [],
      practice: { uncovered: 780 },
    })
  })
})

describe('[RSP-07] holidays and weekends have a roster, or warn', () => {
  const holiday = new Map([
    ['2026-04-06', { kind: 'holiday' as const, name: { zh: '清明', en: 'Tomb-sweeping Day' } }],
    ['2026-03-07', { kind: 'makeup' as const, name: { zh: '调休上班', en: 'Make-up workday' } }],
  ])
  const workweek: Roster = {
    ...everyDay(shift(9, 22)),
    week: { ...everyDay(shift(9, 22)).week, sat: [], sun: [] },
  }
  test('a weekend without shifts warns, and nobody asks the practice of it', () => {
    expect(planOf({ roster: workweek }, '2026-03-08')).toMatchObject({
      kind: 'weekend',
      warnings: ['no_roster', 'uncovered'],
      practice: { required: 0 },
      own: { uncovered: 780 },
    })
  })
  test('a holiday that merely falls on a rostered weekday wants to be confirmed', () => {
    expect(planOf({ roster: workweek, special: holiday }, '2026-04-06')).toMatchObject({
      kind: 'holiday',
      name: { zh: '清明' },
      warnings: ['holiday_unconfirmed'],
    })
  })
  test.each([
    ['the usual Monday, said so', { date: '2026-04-06', follows: 'mon' as const }, []],
    ['shifts of its own', { date: '2026-04-06', shifts: [shift(9, 22, 'b')] }, []],
    ['nobody, on purpose', { date: '2026-04-06', shifts: [] }, ['uncovered']],
  ])('with %s it is rostered', (_what, day, warnings) => {
    const roster = { ...workweek, days: [day] }
    expect(planOf({ roster, special: holiday }, '2026-04-06').warnings).toEqual(warnings)
  })
  test('a make-up Saturday is a working day', () => {
    expect(planOf({ roster: workweek, special: holiday }, '2026-03-07')).toMatchObject({
      kind: 'makeup',
      practice: { required: 780, uncovered: 780 },
    })
  })
  test('the shop’s own calendar goes before what was announced', () => {
    const calendar: BusinessCalendar = {
      ...defaultCalendar(zone),
      exceptions: [{ date: '2026-03-05', kind: 'holiday', name: { zh: '店庆', en: 'Birthday' } }],
    }
    expect(planOf({ roster: everyDay(shift(9, 22)), calendar }, '2026-03-05')).toMatchObject({
      kind: 'holiday',
      name: { zh: '店庆' },
      own: { required: 0 },
    })
  })
})

describe('[RSP-08] longer hours are the shop’s own standard', () => {
  const untilOne: BusinessCalendar = {
    ...defaultCalendar(zone),
    weekly: Object.fromEntries(
      ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'].map((day) => [day, [{ from: 480, to: 1500 }]]),
    ) as BusinessCalendar['weekly'],
  }
  test('and are measured beside the practice', () => {
    expect(planOf({ roster: everyDay(shift(9, 22)), calendar: untilOne }, '2026-03-05')).toMatchObject({
      practice: { required: 780, uncovered: 0 },
      // 08:00–24:00 of the day, and the hour after midnight of the evening before.
      own: { required: 1020, uncovered: 240 },
    })
  })
  test('a night shift runs into the next day', () => {
    const roster = everyDay(shift(8, 18), shift(18, 25, 'b'))
    expect(planOf({ roster, calendar: untilOne }, '2026-03-05').own).toMatchObject({ uncovered: 0 })
  })
  test('shorter hours than the practice are said', () => {
    const calendar = { ...defaultCalendar(zone), weekly: { ...defaultCalendar(zone).weekly, thu: [] } }
    expect(planOf({ roster: everyDay(shift(9, 22)), calendar }, '2026-03-05').closedInPractice).toBe(780)
  })
  test('night duty, once wanted, warns where nobody is on call', () => {
    const day = { ...everyDay(shift(9, 22)), nightDuty: true }
    expect(planOf({ roster: day }, '2026-03-05')).toMatchObject({
      warnings: ['no_night'],
      night: { covered: 0 },
    })
    const night = { ...everyDay(shift(9, 22), shift(22, 33, 'b', 'night')), nightDuty: true }
    expect(planOf({ roster: night }, '2026-03-05')).toMatchObject({ warnings: [], night: { covered: 660 } })
  })
})

describe('presence', () => {
  const change = (local: string, presence: string, memberId = 'a') => ({
    memberId,
    at: at(local),
    presence,
  })
  test('of several people is one cover; a break is none; the last holds until now', () => {
    expect(
      presentIntervals(
        [
          change('2026-03-04T08:00', 'on'),
          change('2026-03-04T08:30', 'on', 'b'),
          change('2026-03-04T09:00', 'break'),
          change('2026-03-04T09:30', 'off', 'b'),
          change('2026-03-04T10:00', 'on'),
        ],
        now,
      ),
    ).toEqual([
      { from: at('2026-03-04T08:00'), to: at('2026-03-04T09:30') },
      { from: at('2026-03-04T10:00'), to: now },
    ])
  })
  test('intervals that touch are one', () => {
    const [eight, nine, ten] = [at('2026-03-04T08:00'), at('2026-03-04T09:00'), at('2026-03-04T10:00')]
    expect(
      joined([
        { from: nine, to: ten },
        { from: eight, to: nine },
      ]),
    ).toEqual([{ from: eight, to: ten }])
  })
})

describe('a roster that is unsound is refused by name', () => {
  const members = new Set(['a'])
  test.each([
    [
      'shift_ends_before_it_begins',
      { ...emptyRoster(), week: { ...emptyRoster().week, mon: [shift(9, 9)] } },
    ],
    ['shift_too_long', { ...emptyRoster(), week: { ...emptyRoster().week, mon: [shift(1, 26)] } }],
    [
      'shifts_overlap',
      { ...emptyRoster(), week: { ...emptyRoster().week, mon: [shift(9, 18), shift(17, 20)] } },
    ],
    ['no_such_member', { ...emptyRoster(), week: { ...emptyRoster().week, mon: [shift(9, 18, 'nobody')] } }],
    ['no_such_date', { ...emptyRoster(), days: [{ date: '2026-02-30', shifts: [] }] }],
    ['shifts_or_follows', { ...emptyRoster(), days: [{ date: '2026-03-08' }] }],
    [
      'date_repeated',
      {
        ...emptyRoster(),
        days: [
          { date: '2026-03-08', shifts: [] },
          { date: '2026-03-08', shifts: [] },
        ],
      },
    ],
  ] as const)('%s', (code, roster) => {
    expect(checkRoster(roster as unknown as Roster, members).map((problem) => problem.code)).toEqual([code])
  })
})
