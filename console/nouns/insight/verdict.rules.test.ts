import { describe, expect, test } from 'vitest'
import { crowdedDays, verdictOf, worstFirst } from './verdict.rules.ts'

const names = ['purchase', 'dispatch', 'delivery', 'aftersales', 'care'] as const
const heart = (name: (typeof names)[number], wordsKept = 0, wordsBroken = 0) => ({
  heart: name,
  score: null,
  good: 0,
  lost: 0,
  unknown: 0,
  wordsKept,
  wordsBroken,
  wordsOpen: 0,
  hasData: false,
})
const quiet = {
  hearts: names.map((name) => heart(name)),
  orders: 0,
  conversations: 0,
  clocks: { withinTarget: 0, withinDue: 0, withinAnnounced: 0, late: 0, automatic: 0, medianMs: null },
  mostBroken: null,
  waitingNow: 0,
  onDesk: 1,
}
const answered = {
  withinTarget: 30,
  withinDue: 5,
  withinAnnounced: 0,
  late: 0,
  automatic: 2,
  medianMs: 4_000,
}

describe('the gravest thing is said, and only that', () => {
  test('nothing yet', () => expect(verdictOf(quiet)).toEqual({ is: 'empty' }))
  test('the first buyer waits', () =>
    expect(verdictOf({ ...quiet, waitingNow: 1, orders: 3 })).toEqual({ is: 'waiting', waiting: 1 }))
  test('orders but no talk', () =>
    expect(verdictOf({ ...quiet, orders: 312 })).toEqual({ is: 'only_orders', orders: 312 }))
  test('all in time', () =>
    expect(verdictOf({ ...quiet, clocks: answered })).toEqual({ is: 'in_time', turns: 35 }))
  test('words kept', () => {
    const hearts = [heart('purchase', 12), ...quiet.hearts.slice(1)]
    expect(verdictOf({ ...quiet, hearts, clocks: answered })).toEqual({ is: 'kept', words: 12, turns: 35 })
  })
  test('late answers before words kept', () => {
    const hearts = [heart('purchase', 12), ...quiet.hearts.slice(1)]
    expect(verdictOf({ ...quiet, hearts, clocks: { ...answered, late: 3 } })).toEqual({
      is: 'late',
      turns: 38,
      late: 3,
      isAllKept: true,
    })
  })
  test('broken words before late answers, with the sentence broken most', () => {
    const hearts = [heart('purchase', 12), heart('dispatch', 17, 6), ...quiet.hearts.slice(2)]
    const mostBroken = { what: '今天就发', given: 23, broken: 6 }
    expect(verdictOf({ ...quiet, hearts, mostBroken, clocks: { ...answered, late: 3 } })).toEqual({
      is: 'broken_one',
      heart: 'dispatch',
      ...mostBroken,
      held: 1,
    })
    expect(verdictOf({ ...quiet, hearts })).toEqual({
      is: 'broken_some',
      heart: 'dispatch',
      ended: 23,
      broken: 6,
      held: 1,
    })
  })
  test('buyers whom nobody looks after come before everything', () => {
    expect(verdictOf({ ...quiet, waitingNow: 2, onDesk: 0, clocks: { ...answered, late: 9 } })).toEqual({
      is: 'unattended',
      waiting: 2,
    })
  })
})

test('a crowded day stands out of its week, three words are no crowd', () => {
  const of = (...counts: number[]) => crowdedDays(counts.map((count) => ({ count })))
  expect(of(12, 26, 9, 38, 11, 18, 6)).toEqual([false, true, false, true, false, false, false])
  expect(of(2, 0, 0, 0, 0, 0, 0)).toEqual([false, false, false, false, false, false, false])
  expect(of()).toEqual([])
})

test('worst heart first, unknown last', () => {
  const order = worstFirst([
    { name: 'a', score: 88, hasData: true },
    { name: 'b', score: null, hasData: false },
    { name: 'c', score: 71, hasData: true },
    { name: 'd', score: null, hasData: true },
  ])
  expect(order.map((h) => h.name).join('')).toBe('cadb')
})
