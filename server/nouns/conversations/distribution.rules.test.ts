import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  capOf,
  chooseAgent,
  misfit,
  noNeeds,
  plainProfile,
  type Candidate,
  type Needs,
  type Profile,
} from './distribution.rules.ts'

const agent = (id: string, load: number, over: Partial<Candidate> = {}): Candidate => ({
  id,
  presence: 'on',
  held: load,
  load,
  cap: 10,
  lastAssignedAt: null,
  recent: 0,
  profile: plainProfile,
  ...over,
})

describe('[RTE-01] a conversation goes to the available agent with the least load under the cap', () => {
  test('least load wins', () => {
    expect(chooseAgent([agent('a', 3), agent('b', 1), agent('c', 2)], null)).toEqual({
      kind: 'chosen',
      id: 'b',
      because: 'least_load',
    })
  })
  test('equal loads: whoever waited longest for a chat', () => {
    const at = (minute: number) => new Date(Date.UTC(2026, 10, 22, 2, minute))
    expect(
      chooseAgent([agent('a', 1, { lastAssignedAt: at(5) }), agent('b', 1, { lastAssignedAt: at(3) })], null),
    ).toMatchObject({ id: 'b' })
    expect(chooseAgent([agent('a', 1, { lastAssignedAt: at(5) }), agent('b', 1)], null)).toMatchObject({
      id: 'b',
    })
  })
  test('buyers just greeted in somebody’s name count for fairness, not against the cap', () => {
    expect(chooseAgent([agent('a', 1, { held: 0 }), agent('b', 0)], null)).toMatchObject({ id: 'b' })
    expect(chooseAgent([agent('a', 12, { held: 9 })], null)).toMatchObject({ id: 'a' })
  })
  test('somebody on a break or off gets nothing, whatever their load', () => {
    expect(
      chooseAgent([agent('a', 0, { presence: 'break' }), agent('b', 0, { presence: 'off' })], 'a'),
    ).toEqual({ kind: 'nobody', because: 'nobody_on_desk' })
  })
  test('a full desk is said to be full', () => {
    expect(chooseAgent([agent('a', 10)], 'a')).toEqual({ kind: 'nobody', because: 'all_full' })
  })
  test('[RTE-03] the agent who served this buyer before comes first, when there is a place', () => {
    expect(chooseAgent([agent('a', 9), agent('b', 0)], 'a')).toEqual({
      kind: 'chosen',
      id: 'a',
      because: 'served_before',
    })
    expect(chooseAgent([agent('a', 10), agent('b', 0)], 'a')).toEqual({
      kind: 'chosen',
      id: 'b',
      because: 'least_load',
    })
  })
  test('whoever is chosen is on the desk and has a place; nobody only when there is none', () => {
    const candidates = fc.array(
      fc.record({
        id: fc.uuid(),
        presence: fc.constantFrom('on' as const, 'break' as const, 'off' as const),
        held: fc.nat(12),
        load: fc.nat(12),
        cap: fc.integer({ min: 1, max: 10 }),
        lastAssignedAt: fc.constant(null),
        recent: fc.nat(5),
        profile: fc.constant(plainProfile),
      }),
      { maxLength: 8 },
    )
    fc.assert(
      fc.property(candidates, fc.option(fc.uuid()), (list, before) => {
        const choice = chooseAgent(list, before)
        const free = list.filter((c) => c.presence === 'on' && c.held < c.cap)
        if (choice.kind === 'nobody') {
          expect(free).toEqual([])
          return
        }
        const chosen = free.find((c) => c.id === choice.id)
        expect(chosen).toBeDefined()
        if (choice.because === 'least_load') expect(chosen?.load).toBe(Math.min(...free.map((c) => c.load)))
      }),
    )
  })
})

const profiled = (id: string, load: number, profile: Partial<Profile>, over: Partial<Candidate> = {}) =>
  agent(id, load, { profile: { ...plainProfile, ...profile }, ...over })
const needs = (over: Partial<Needs>): Needs => ({ ...noNeeds, ...over })

describe('[RTE-11] whoever fits the buyer best', () => {
  test.each([
    ['language', { language: 'en' }, { languages: ['zh'] }, { languages: ['en'] }],
    ['product line', { skills: ['灯具'] }, { skills: ['毯子'] }, { skills: ['灯具', '毯子'] }],
    ['VIP lane', { lane: 'vip' }, { lane: 'ordinary' }, { lane: 'vip' }],
    ['ordinary lane', { lane: 'ordinary' }, { lane: 'vip' }, { lane: 'both' }],
    ['difficult buyer', { isDifficult: true }, { takesDifficult: false }, {}],
    ['difficult buyer, trainee', { isDifficult: true }, { traineeCap: 3 }, {}],
    ['newcomer without the product’s test', { productIds: ['p'] }, { certifiedFor: ['q'] }, {}],
    ['newcomer who passed it', { productIds: ['p'] }, { certifiedFor: [] }, { certifiedFor: ['p', 'q'] }],
  ] as [string, Partial<Needs>, Partial<Profile>, Partial<Profile>][])(
    '%s: the fitting one, although more laden',
    (_name, wanted, unfit, fit) => {
      expect(chooseAgent([profiled('a', 0, unfit), profiled('b', 7, fit)], null, needs(wanted))).toEqual({
        kind: 'chosen',
        id: 'b',
        because: 'fits',
      })
      // Nobody fits: whoever is there, for an answer by anybody beats none.
      expect(chooseAgent([profiled('a', 0, unfit)], null, needs(wanted))).toMatchObject({ id: 'a' })
    },
  )
  test('language weighs more than product line, lane and difficulty together', () => {
    const wanted = needs({
      language: 'en',
      skills: ['灯具'],
      lane: 'vip',
      isDifficult: true,
      productIds: ['p'],
    })
    const wrongLanguage = misfit({ ...plainProfile, languages: ['zh'] }, wanted)
    const wrongRest = misfit(
      { ...plainProfile, skills: ['毯子'], lane: 'ordinary', takesDifficult: false, certifiedFor: [] },
      wanted,
    )
    expect(wrongLanguage).toBeGreaterThan(wrongRest)
  })
  test('a trainee has a cap of their own', () => {
    expect(chooseAgent([profiled('a', 3, { traineeCap: 3 })], 'a')).toEqual({
      kind: 'nobody',
      because: 'all_full',
    })
  })
  test('[RTE-03] an absent agent who knows the buyer is stood in for by the deputy they named', () => {
    const gone = profiled('a', 0, { deputyId: 'c' }, { presence: 'break' })
    expect(chooseAgent([gone, agent('b', 0), agent('c', 5)], 'a')).toEqual({
      kind: 'chosen',
      id: 'c',
      because: 'deputy',
    })
    expect(chooseAgent([gone, agent('b', 0), agent('c', 10)], 'a')).toMatchObject({ id: 'b' })
  })
})

const anyProfile = fc.record({
  weight: fc.integer({ min: 1, max: 10 }),
  skills: fc.subarray(['灯具', '毯子', '香薰']),
  languages: fc.subarray(['zh', 'en'] as const),
  lane: fc.constantFrom('both' as const, 'ordinary' as const, 'vip' as const),
  takesDifficult: fc.boolean(),
  traineeCap: fc.option(fc.integer({ min: 1, max: 5 })),
  certifiedFor: fc.option(fc.subarray(['p', 'q'])),
  deputyId: fc.constantFrom(null, 'agent 0', 'agent 1'),
})
const anyNeeds = fc.record({
  language: fc.constantFrom('zh' as const, 'en' as const, null),
  skills: fc.subarray(['灯具', '毯子', '香薰']),
  lane: fc.constantFrom('ordinary' as const, 'vip' as const),
  isDifficult: fc.boolean(),
  productIds: fc.subarray(['p', 'q']),
})

test('[RTE-01] [RTE-11] whatever is needed: never over a cap, never somebody absent, nobody only when there is no place', () => {
  const people = fc.array(
    fc.record({
      presence: fc.constantFrom('on' as const, 'break' as const, 'off' as const),
      held: fc.nat(8),
      greeted: fc.nat(3),
      cap: fc.integer({ min: 1, max: 8 }),
      profile: anyProfile,
    }),
    { maxLength: 8 },
  )
  fc.assert(
    fc.property(people, anyNeeds, fc.nat(8), (list, wanted, before) => {
      const candidates = list.map(({ greeted, ...one }, i) =>
        agent(`agent ${i}`, one.held + greeted, { ...one, id: `agent ${i}` }),
      )
      const free = candidates.filter((c) => c.presence === 'on' && c.held < capOf(c))
      const choice = chooseAgent(candidates, `agent ${before}`, wanted)
      if (choice.kind === 'nobody') {
        expect(free).toEqual([])
        return
      }
      const chosen = free.find((c) => c.id === choice.id)
      expect(chosen).toBeDefined()
      if (chosen && (choice.because === 'fits' || choice.because === 'least_load'))
        expect(misfit(chosen.profile, wanted)).toBe(Math.min(...free.map((c) => misfit(c.profile, wanted))))
    }),
  )
})

test('[RTE-01] over a day each is given buyers by weight: within two of the exact share, while chats end as they come', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 10 }), { minLength: 2, maxLength: 6 }),
      fc.integer({ min: 50, max: 300 }),
      (weights, chats) => {
        const given = weights.map(() => 0)
        for (let i = 0; i < chats; i++) {
          // Every chat ends before the next comes, so what is held decides nothing and only the hour's count can be fair.
          const choice = chooseAgent(
            weights.map((weight, n) =>
              profiled(
                String(n),
                0,
                { weight: 5 },
                { recent: given[n] ?? 0, profile: { ...plainProfile, weight } },
              ),
            ),
            null,
          )
          if (choice.kind === 'chosen') given[Number(choice.id)] = (given[Number(choice.id)] ?? 0) + 1
        }
        const sum = weights.reduce((a, b) => a + b, 0)
        expect(given.reduce((a, b) => a + b, 0)).toBe(chats)
        weights.forEach((weight, n) => {
          expect(given[n] ?? 0).toBeGreaterThanOrEqual(Math.floor((chats * weight) / sum) - 2)
        })
      },
    ),
  )
})
