import { describe, expect, test } from 'vitest'
import { confirmationStates, holdStates } from '#contract/purchase/confirmation.ts'
import {
  confirmationMoves,
  holdMoves,
  holdOnAnswer,
  holdOnDoubt,
  mayMove,
  urgencyOf,
} from './states.rules.ts'

const reachedFrom = <S extends string>(start: S, moves: Readonly<Record<S, readonly S[]>>): Set<S> => {
  const reached = new Set<S>([start])
  for (const state of reached) for (const next of moves[state]) reached.add(next)
  return reached
}

describe('the course of a confirmation', () => {
  test('every state can be reached, of it and of its hold', () => {
    expect([...reachedFrom('to_send', confirmationMoves)].sort()).toEqual([...confirmationStates].sort())
    expect([...reachedFrom('none', holdMoves)].sort()).toEqual([...holdStates].sort())
  })
  test('[ORD-07] a buyer may change their mind until it is taken over, and after; what ended stays ended', () => {
    expect(mayMove('confirmed', 'corrected')).toBe(true)
    expect(mayMove('corrected', 'confirmed')).toBe(true)
    expect(mayMove('taken', 'corrected')).toBe(true)
    expect(confirmationStates.some((to) => mayMove('ended', to))).toBe(false)
    expect(mayMove('confirmed', 'sent')).toBe(false)
  })
  test('[ORD-11] a doubt holds until the cut-off, after it the lead decides; a shop that does not hold never does', () => {
    const [before, at] = [new Date('2026-11-20T08:59:59Z'), new Date('2026-11-20T09:00:00Z')]
    expect(holdOnDoubt('none', true, at, before)).toBe('buyer')
    expect(holdOnDoubt('none', true, at, at)).toBe('lead')
    expect(holdOnDoubt('none', false, at, before)).toBe('none')
    expect(holdOnDoubt('released', true, at, before)).toBe('buyer')
  })
  test('an answer clears what was held, and nothing else', () => {
    expect(holdStates.map((hold) => [hold, holdOnAnswer(hold)])).toEqual([
      ['none', 'none'],
      ['buyer', 'cleared'],
      ['lead', 'cleared'],
      ['released', 'released'],
      ['cleared', 'cleared'],
    ])
  })
  test('[ORD-08] doubtful and silent first, then doubtful, silent, unseen, and those who talked with us', () => {
    const doubt = [{ kind: 'unclear_note' as const, detail: '' }]
    expect([
      urgencyOf(doubt, 'no'),
      urgencyOf(doubt, 'yes'),
      urgencyOf([], 'no'),
      urgencyOf([], 'unseen'),
      urgencyOf([], 'yes'),
    ]).toEqual([4, 3, 2, 1, 0])
  })
})
