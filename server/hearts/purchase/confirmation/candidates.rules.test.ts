import { describe, expect, test } from 'vitest'
import { judgeCandidate, type PlacedOrder, type Watch } from './candidates.rules.ts'

const now = new Date('2026-11-20T01:00:00Z')
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000)
const order = (change: Partial<PlacedOrder> = {}): PlacedOrder => ({
  status: 'paid',
  cashOnDelivery: false,
  placedAt: hoursAgo(10),
  paidAt: hoursAgo(9),
  shippedAt: null,
  isHistory: true,
  ...change,
})
/** Watched for a week. */
const watch = (change: Partial<Watch> = {}): Watch => ({ isWatched: true, since: hoursAgo(168), ...change })
const judge = (change: Partial<PlacedOrder>, w: Watch = watch()) => {
  const verdict = judgeCandidate(order(change), w, 3, now)
  return verdict.is === 'asked' ? 'asked' : verdict.why
}

describe('[ORD-07] which orders are asked about', () => {
  test.each<[string, Partial<PlacedOrder>, string]>([
    ['yesterday’s, in this morning’s report, unsent', {}, 'asked'],
    ['sent already when the report came', { shippedAt: hoursAgo(2), status: 'shipped' }, 'sent_or_over'],
    ['sent by its time although its state says paid', { shippedAt: hoursAgo(2) }, 'sent_or_over'],
    ['a part of it is on its way', { status: 'partially_shipped' }, 'sent_or_over'],
    ['not paid yet', { status: 'pending', paidAt: null }, 'not_paid'],
    ['paid on delivery', { status: 'pending', paidAt: null, cashOnDelivery: true }, 'asked'],
    ['cancelled', { status: 'cancelled' }, 'sent_or_over'],
    ['closed after a refund', { status: 'closed' }, 'sent_or_over'],
    ['a word of the platform that nobody knows', { status: 'unknown' }, 'sent_or_over'],
    ['paid three days and an hour ago', { placedAt: hoursAgo(80), paidAt: hoursAgo(73) }, 'too_old'],
    [
      'a presale placed a month ago and paid today',
      { placedAt: hoursAgo(720), paidAt: hoursAgo(1), isHistory: false },
      'asked',
    ],
  ])('%s', (_name, change, expected) => {
    expect(judge(change)).toBe(expected)
  })
  test('a first import is history: what was placed before the desk knew the store asks nobody', () => {
    const today = watch({ since: hoursAgo(1) })
    expect(judge({}, today)).toBe('before_watch')
    expect(judge({ placedAt: hoursAgo(0.5), paidAt: hoursAgo(0.4) }, today)).toBe('asked')
  })
  test('what comes live is news whenever the store was opened, but not forever', () => {
    const today = watch({ since: hoursAgo(1) })
    expect(judge({ isHistory: false }, today)).toBe('asked')
    expect(judge({ isHistory: false, placedAt: hoursAgo(200), paidAt: hoursAgo(199) }, today)).toBe('too_old')
  })
  test('a store that is not watched asks nobody', () => {
    expect(judge({ isHistory: false }, watch({ isWatched: false }))).toBe('not_watched')
  })
})
