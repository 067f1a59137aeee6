import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chooseAgent, type Candidate } from './distribution.rules.ts'

const agent = (id: string, load: number, over: Partial<Candidate> = {}): Candidate => ({
  id,
  presence: 'on',
  held: load,
  load,
  cap: 10,
  lastAssignedAt: null,
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
