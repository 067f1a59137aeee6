import { describe, expect, test } from 'vitest'
import { dropReasons } from '#contract/purchase/kinds.ts'
import { isAboutOrder, mayDrop, mayMoveProspect, nextDay, prospectVerdict } from './prospects.rules.ts'

const facts = {
  wrote: true,
  hasBoughtEver: false,
  boughtSince: false,
  isSelling: false,
  isAboutOrder: false,
  hasOpen: false,
}

describe('prospects', () => {
  test.each([
    [{}, 'open'],
    [{ wrote: false }, 'none'],
    [{ boughtSince: true }, 'none'],
    [{ boughtSince: true, hasOpen: true }, 'won'],
    [{ hasOpen: true }, 'none'],
    [{ hasBoughtEver: true }, 'none'],
    [{ isAboutOrder: true }, 'none'],
    [{ isAboutOrder: true, isSelling: true }, 'open'],
    [{ hasBoughtEver: true, isSelling: true }, 'open'],
  ])('[BUY-06] whoever consulted and did not buy is followed up: %j is %s', (more, verdict) => {
    expect(prospectVerdict({ ...facts, ...more })).toBe(verdict)
  })
  test.each([
    [0, 'price', null, 'needs_words'],
    [0, 'price', ' ', 'needs_words'],
    [0, 'price', '只要 50 以内的', 'ok'],
    [0, 'no_answer', '没回', 'not_asked_yet'],
    [1, 'no_answer', null, 'ok'],
    [1, 'other', null, 'needs_words'],
    [2, 'price', null, 'ok'],
  ] as const)(
    '[BUY-06] a first-time contact is not dropped without a reason: %i follow-ups, %s, %s is %s',
    (followUps, reason, note, verdict) => {
      expect(mayDrop({ followUps, reason, note })).toBe(verdict)
    },
  )
  test.each([
    ['茶壶昨天收到了，少了盖子', true],
    ['到哪了？', true],
    ['我要退货', true],
    ['The fabric sample never came', true],
    ['收到了不满意能退吗', false],
    ['有青色的壶吗', false],
    ['What if my order arrives broken?', false],
  ])('who speaks of something bought is no prospect: %s', (text, verdict) => {
    const said = { id: '', number: 1, author: 'buyer' as const, automatic: null, text, at: '' }
    expect(isAboutOrder([said])).toBe(verdict)
    expect(isAboutOrder([{ ...said, author: 'agent' }])).toBe(false)
  })
  test('every reason can be given once somebody followed up', () => {
    for (const reason of dropReasons) expect(mayDrop({ followUps: 1, reason, note: '说了' })).toBe('ok')
  })
  test('the days between grow: two, a week, a month', () => {
    const now = new Date('2026-03-04T03:00:00Z')
    const days = [0, 1, 2, 9].map((done) => (nextDay(now, done).getTime() - now.getTime()) / 86_400_000)
    expect(days).toEqual([2, 7, 30, 30])
  })
  test('every state can be reached and left', () => {
    const states = ['open', 'won', 'dropped'] as const
    for (const to of states)
      expect(states.some((from) => from !== to && mayMoveProspect(from, to))).toBe(true)
    expect(mayMoveProspect('won', 'dropped')).toBe(false)
  })
})
