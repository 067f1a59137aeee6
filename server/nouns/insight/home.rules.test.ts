import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hearts } from '#contract/promises/words.ts'
import {
  comingDays,
  judgeHeart,
  lastSevenDays,
  nextSteps,
  pickMostBroken,
  pickThanks,
  scoreOf,
  stateOfHearts,
  type JourneyGroup,
  type SetUp,
} from './home.rules.ts'

const nothing = { tappedBad: false, tappedGood: false, broken: false, kept: false }

describe('[RPT-04] one journey in one heart', () => {
  test.each([
    [{}, 'unknown'],
    [{ kept: true }, 'good'],
    [{ tappedGood: true }, 'good'],
    [{ broken: true }, 'lost'],
    [{ tappedBad: true }, 'lost'],
    [{ kept: true, broken: true }, 'lost'],
    [{ kept: true, tappedBad: true }, 'lost'],
    [{ tappedGood: true, broken: true }, 'lost'],
    [{ tappedGood: true, kept: true }, 'good'],
  ] as const)('with %j is %s', (evidence, verdict) => {
    expect(judgeHeart({ ...nothing, ...evidence })).toBe(verdict)
  })
})

describe('[RPT-04] [JRN-02] the five hearts', () => {
  const group = (more: Partial<JourneyGroup>): JourneyGroup => ({
    ...nothing,
    heart: 'purchase',
    ofPeriod: true,
    journeys: 1,
    wordsKept: 0,
    wordsBroken: 0,
    ...more,
  })

  test('are always five, in the order of the flows', () => {
    expect(stateOfHearts([], {}, 0).map((state) => state.heart)).toEqual([...hearts])
  })
  test('without any word say that they have no data, however many orders were imported', () => {
    for (const state of stateOfHearts([], {}, 15_000))
      expect(state).toMatchObject({ hasData: false, score: null, good: 0, lost: 0, unknown: 15_000 })
  })
  test('count orders with evidence out of the unknown, talks without an order beside them', () => {
    const [purchase, dispatch] = stateOfHearts(
      [
        group({ kept: true, journeys: 6, wordsKept: 7 }),
        group({ broken: true, journeys: 1, wordsBroken: 1 }),
        group({ kept: true, broken: true, journeys: 1, wordsKept: 1, wordsBroken: 2 }),
        group({ kept: true, ofPeriod: false, journeys: 3, wordsKept: 3 }),
        group({ heart: 'dispatch', broken: true, ofPeriod: false, journeys: 2, wordsBroken: 2 }),
      ],
      { purchase: 4 },
      20,
    )
    expect(purchase).toEqual({
      heart: 'purchase',
      good: 9,
      lost: 2,
      unknown: 12,
      wordsKept: 11,
      wordsBroken: 3,
      wordsOpen: 4,
      score: 82,
      hasData: true,
    })
    expect(dispatch).toMatchObject({ good: 0, lost: 2, unknown: 20, score: 0, hasData: true })
  })
  test('with open words only have data and no score yet', () => {
    expect(stateOfHearts([], { delivery: 2 }, 3)[2]).toMatchObject({
      heart: 'delivery',
      hasData: true,
      score: null,
      unknown: 3,
      wordsOpen: 2,
    })
  })
  test.each([
    [0, 0, null],
    [1, 0, 100],
    [0, 1, 0],
    [2, 1, 67],
    [999, 1, 99],
    [1, 999, 1],
  ])('%d good and %d lost is %s: one loss never rounds to 100, one good never to 0', (good, lost, score) => {
    expect(scoreOf({ good, lost })).toBe(score)
  })
  test('the score stays between 0 and 100 and rises with every good', () => {
    fc.assert(
      fc.property(fc.nat(5000), fc.nat(5000), (good, lost) => {
        const score = scoreOf({ good, lost })
        if (good + lost === 0) return expect(score).toBeNull()
        expect(score).toBeGreaterThanOrEqual(0)
        expect(score).toBeLessThanOrEqual(100)
        expect(scoreOf({ good: good + 1, lost })).toBeGreaterThanOrEqual(score ?? 0)
      }),
    )
  })
})

describe('the period', () => {
  test.each([
    ['Asia/Shanghai', '2026-11-22T02:00:00Z', '2026-11-15T16:00:00.000Z'],
    ['Asia/Shanghai', '2026-11-21T16:00:00Z', '2026-11-15T16:00:00.000Z'],
    ['Asia/Shanghai', '2026-11-21T15:59:59Z', '2026-11-14T16:00:00.000Z'],
    ['America/New_York', '2026-11-02T12:00:00Z', '2026-10-27T04:00:00.000Z'],
  ])('in %s at %s begins at %s: six days before today’s midnight', (zone, now, from) => {
    const period = lastSevenDays(zone, new Date(now))
    expect(period.from.toISOString()).toBe(from)
    expect(period.to.toISOString()).toBe(new Date(now).toISOString())
  })
  test('the coming days are today and six more, edge to edge, over a change of the clocks too', () => {
    const { days, edges } = comingDays('America/New_York', new Date('2026-10-30T12:00:00Z'))
    expect(days).toEqual([
      '2026-10-30',
      '2026-10-31',
      '2026-11-01',
      '2026-11-02',
      '2026-11-03',
      '2026-11-04',
      '2026-11-05',
    ])
    expect(edges.map((edge) => edge.toISOString().slice(5, 16))).toEqual([
      '10-30T04:00',
      '10-31T04:00',
      '11-01T04:00',
      '11-02T05:00',
      '11-03T05:00',
      '11-04T05:00',
      '11-05T05:00',
      '11-06T05:00',
    ])
  })
})

describe('one person to thank', () => {
  const of = (memberId: string, caught: number, of_: number) => ({ memberId, caught, of: of_ })
  test.each([
    ['nobody who caught fewer than five', [of('a', 4, 4)], null],
    ['five are enough', [of('a', 5, 50)], 'a'],
    ['the most caught, not the best share', [of('a', 9, 9), of('b', 10, 40)], 'b'],
    ['of equals the one who missed fewer', [of('a', 8, 12), of('b', 8, 9)], 'b'],
    ['nobody at all', [], null],
  ])('%s', (_what, members, thanked) => {
    expect(pickThanks(members)?.memberId ?? null).toBe(thanked)
  })
})

describe('the word most often broken', () => {
  const said = (what: string, given: number, broken: number) => ({
    kind: 'said' as const,
    what,
    given,
    broken,
  })
  test.each([
    ['none when none broke', [said('今天发货', 9, 0)], null],
    ['the one that broke most often', [said('今天发货', 9, 2), said('补发螺丝', 3, 3)], '补发螺丝'],
    [
      'of equals the one that broke in more of its times',
      [said('今天发货', 9, 2), said('补发螺丝', 2, 2)],
      '补发螺丝',
    ],
    [
      'a holding phrase by what it promised',
      [{ kind: 'answer_due' as const, what: '有货吗', given: 5, broken: 4 }],
      '马上回答您',
    ],
  ])('is %s', (_what, groups, what) => {
    expect(pickMostBroken(groups, 'zh')?.what ?? null).toBe(what)
  })
})

describe('what to do next', () => {
  const now = new Date('2026-11-22T02:00:00Z')
  const settled: SetUp = {
    now,
    shopCreatedAt: new Date('2026-01-01T00:00:00Z'),
    hasOrders: true,
    hasTalked: true,
    canChat: true,
    isOpen: true,
    onDesk: 1,
    waiting: 0,
    waitingLate: 0,
    members: 3,
    isCalendarTouched: true,
  }
  const fresh: SetUp = {
    ...settled,
    shopCreatedAt: now,
    hasOrders: false,
    hasTalked: false,
    onDesk: 0,
    members: 1,
    isCalendarTouched: false,
  }
  test.each([
    ['a settled shop at work: nothing', {}, []],
    ['a settled shop of one with the usual hours: nothing', { members: 1, isCalendarTouched: false }, []],
    ['somebody waits for a second: the desk is at it', { waiting: 1 }, []],
    ['somebody waits beyond the limit', { waiting: 1, waitingLate: 1 }, ['answer_waiting']],
    ['somebody waits and nobody is there', { waiting: 1, onDesk: 0 }, ['answer_waiting', 'go_on_desk']],
    ['nobody is there in open hours', { onDesk: 0 }, ['go_on_desk']],
    ['nobody is there at night', { onDesk: 0, isOpen: false }, []],
  ] as [string, Partial<SetUp>, string[]][])('%s', (_what, more, steps) => {
    expect(nextSteps({ ...settled, ...more })).toEqual(steps)
  })
  test.each([
    ['a new shop', {}, ['import_orders', 'put_widget', 'go_on_desk']],
    ['a new shop at night', { isOpen: false }, ['import_orders', 'put_widget', 'set_hours']],
    [
      'a new shop that sells on Taobao alone has no chat to put anywhere',
      { canChat: false },
      ['import_orders', 'set_hours', 'invite_team'],
    ],
    [
      'a new shop with orders and a first talk',
      { hasOrders: true, hasTalked: true, onDesk: 1 },
      ['set_hours', 'invite_team'],
    ],
    [
      'its hours looked at',
      { hasOrders: true, hasTalked: true, onDesk: 1, isCalendarTouched: true },
      ['invite_team'],
    ],
  ] as [string, Partial<SetUp>, string[]][])('%s', (_what, more, steps) => {
    expect(nextSteps({ ...fresh, ...more })).toEqual(steps)
  })
  test('is never more than three, and nothing twice', () => {
    const bool = fc.boolean()
    fc.assert(
      fc.property(
        fc.record({
          hasOrders: bool,
          hasTalked: bool,
          canChat: bool,
          isOpen: bool,
          isCalendarTouched: bool,
          onDesk: fc.nat(2),
          waiting: fc.nat(2),
          waitingLate: fc.nat(1),
          members: fc.integer({ min: 1, max: 3 }),
        }),
        (more) => {
          const steps = nextSteps({ ...fresh, ...more })
          expect(steps.length).toBeLessThanOrEqual(3)
          expect(new Set(steps).size).toBe(steps.length)
        },
      ),
    )
  })
})
