import { describe, expect, test } from 'vitest'
import type { ImportedStatus } from '#contract/orders/import-record.ts'
import { isJourneyOpen, petalsOf, type Journey } from './journey.rules.ts'

const now = new Date('2026-03-31T00:00:00Z')
const days = (count: number) => new Date(now.getTime() - count * 86_400_000)
const order = (
  status: ImportedStatus,
  ages: { placed?: number; paid?: number; shipped?: number; completed?: number } = {},
  isHistory = true,
): Journey => ({
  status,
  placedAt: days(ages.placed ?? 2),
  isHistory,
  paidAt: ages.paid === undefined ? null : days(ages.paid),
  shippedAt: ages.shipped === undefined ? null : days(ages.shipped),
  completedAt: ages.completed === undefined ? null : days(ages.completed),
})
const marks = { done: '●', under_way: '◐', ahead: '○', broken: '×' }
const drawn = (one: Journey) =>
  petalsOf(one, now)
    .map((petal) => marks[petal])
    .join('')

describe('[JRN-01] each of the five flows has a state', () => {
  test.each<[string, Journey, string, boolean]>([
    ['unpaid', order('pending'), '◐○○○○', true],
    ['unpaid for a month and more', order('pending', { placed: 31 }), '×○○○○', false],
    ['unpaid for exactly thirty days', order('pending', { placed: 30 }), '◐○○○○', true],
    ['paid', order('paid', { paid: 1 }), '●◐○○○', true],
    ['paid long ago and never sent: somebody waits', order('paid', { placed: 90, paid: 90 }), '●◐○○○', true],
    ['one of two parcels sent', order('partially_shipped', { paid: 2, shipped: 1 }), '●◐◐○○', true],
    ['on the road', order('shipped', { paid: 2, shipped: 1 }), '●●◐○○', true],
    [
      'sent a month ago, no further word',
      order('shipped', { placed: 40, paid: 40, shipped: 31 }),
      '●●●●●',
      false,
    ],
    [
      'ordered long before, sent lately',
      order('shipped', { placed: 90, paid: 90, shipped: 3 }),
      '●●◐○○',
      true,
    ],
    ['received', order('completed', { paid: 9, shipped: 8, completed: 1 }), '●●●●●', false],
    ['refunded before it was sent', order('closed', { paid: 3 }), '●×○●○', false],
    ['refunded after it was sent', order('closed', { paid: 3, shipped: 2 }), '●●○●○', false],
    [
      'refunded after it was received',
      order('closed', { paid: 9, shipped: 8, completed: 2 }),
      '●●●●○',
      false,
    ],
    ['never paid and called off', order('cancelled'), '×○○○○', false],
    ['a word we do not know, paid', order('unknown', { paid: 1 }), '●◐○○○', true],
    ['a word we do not know, sent', order('unknown', { paid: 2, shipped: 1 }), '●●◐○○', true],
    ['a word we do not know, nothing else', order('unknown'), '◐○○○○', true],
  ])('%s', (_, one, petals, isOpen) => {
    expect(drawn(one)).toBe(petals)
    expect(isJourneyOpen(one, now)).toBe(isOpen)
  })

  test('sent after the day that was promised, dispatch is broken; on the moment it is not', () => {
    const sent = order('completed', { paid: 9, shipped: 8, completed: 1 })
    expect(drawn({ ...sent, dispatchDueAt: days(8.5) })).toBe('●×●●●')
    expect(drawn({ ...sent, dispatchDueAt: days(8) })).toBe('●●●●●')
    expect(drawn({ ...order('paid', { paid: 9 }), dispatchDueAt: days(8) })).toBe('●◐○○○')
  })

  test('a new order waits for its outcomes, history has them', () => {
    const ages = { paid: 9, shipped: 8, completed: 1 }
    expect(drawn(order('completed', ages, false))).toBe('●●●◐○')
    expect(drawn(order('shipped', { placed: 40, paid: 40, shipped: 31 }, false))).toBe('●●◐○○')
    expect(isJourneyOpen(order('completed', ages, false), now)).toBe(true)
  })
})
