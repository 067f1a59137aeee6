import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkDue, judgeWord, mayEnd, soonAtOf, wordTransitions, type WordState } from './words.rules.ts'

const given = new Date('2026-11-22T02:00:00Z')
const minute = 60_000
const in_ = (ms: number) => new Date(given.getTime() + ms)

describe('how a word ends', () => {
  const states = Object.keys(wordTransitions) as WordState[]
  test('every state can be reached from open, and no end leads on', () => {
    const reached = new Set<WordState>(['open', ...wordTransitions.open])
    expect([...reached].sort()).toEqual([...states].sort())
    for (const state of states.filter((s) => s !== 'open')) expect(wordTransitions[state]).toEqual([])
  })
  test('a broken word cannot become kept', () => {
    expect(mayEnd('open', 'kept')).toBe(true)
    expect(mayEnd('broken', 'kept')).toBe(false)
  })
})

describe('when to speak up', () => {
  test.each([
    [5 * minute, 3.75 * minute, 'a quarter of a short word'],
    [2 * minute, minute, 'never less than a minute'],
    [30 * 24 * 60 * minute, 29 * 24 * 60 * minute, 'never more than a day'],
    [30_000, 0, 'at once when shorter than the lead'],
  ])('a word of %d ms warns after %d ms (%s)', (length, soon) => {
    expect(soonAtOf(given, in_(length))).toEqual(in_(soon))
  })
  test('it is never before the word was given nor after it is due', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 90 * 24 * 60 * minute }), (length) => {
        const soon = soonAtOf(given, in_(length)).getTime()
        expect(soon).toBeGreaterThanOrEqual(given.getTime())
        expect(soon).toBeLessThanOrEqual(given.getTime() + length)
      }),
    )
  })
})

describe('due', () => {
  test('a word in the past or beyond two years is a slip', () => {
    expect(checkDue(given, given)).toEqual({ ok: false, reason: 'due_in_past' })
    expect(checkDue(given, in_(800 * 24 * 60 * minute))).toEqual({ ok: false, reason: 'due_too_far' })
    expect(checkDue(given, in_(minute))).toEqual({ ok: true })
  })
  test('late is strictly after the promise', () => {
    expect(judgeWord({ dueAt: given }, given)).toBe('wait')
    expect(judgeWord({ dueAt: given }, in_(1))).toBe('break')
  })
})
