import { describe, expect, test } from 'vitest'
import { announcedDispatch, laterOf } from './presale.rules.ts'

const order = (title: string, variant: string | null = null) => ({
  placedAt: '2026-11-11T00:03:00+08:00',
  paidAt: '2026-11-11T00:05:00+08:00',
  lines: [{ title, variant }],
})

describe('what a listing announces of its dispatch', () => {
  test.each<[string, string | null, string | null]>([
    ['【预售】灰色毛毯 11月30日前发货', null, '2026-11-30T15:59:59.000Z'],
    ['灰色毛毯', '大号（预售，11.30之前发出）', '2026-11-30T15:59:59.000Z'],
    ['预售 2026年12月5日发货', null, '2026-12-05T15:59:59.000Z'],
    ['预售 2026-12-05 统一发货', null, '2026-12-05T15:59:59.000Z'],
    // In January of the next year: the first such day that is not before the order.
    ['预售款 1月8号前发货', null, '2027-01-08T15:59:59.000Z'],
    ['预售 付款后15天内发货', null, '2026-11-25T16:05:00.000Z'],
    ['预定 １５天发货', null, '2026-11-25T16:05:00.000Z'],
    ['Wool blanket, pre-order, ships by Nov 30', null, '2026-11-30T15:59:59.000Z'],
    ['Pre-order: ships within 15 days', null, '2026-11-25T16:05:00.000Z'],
    // A beginning is no deadline.
    ['预售 11月20日起陆续发货', null, null],
    ['预售 11月20日开始发货', null, null],
    // Said of goods that are there: the source's own date holds.
    ['现货 11月30日前发货', null, null],
    ['预售', '11月30日前发货', null],
    // No such day, and further ahead than anybody announces.
    ['预售 2月30日前发货', null, null],
    ['预售 2028年1月1日发货', null, null],
    ['预售 999天内发货', null, null],
    ['灰色毛毯', null, null],
  ])('%s %s', (title, variant, due) => {
    expect(announcedDispatch(order(title, variant))).toBe(due)
  })
  test('of several lines the last counts, and without a time of the order nothing does', () => {
    const lines = [{ title: '预售 11月20日前发货' }, { title: '预售 11月25日前发货' }, { title: '台灯' }]
    expect(announcedDispatch({ ...order(''), lines })).toBe('2026-11-25T15:59:59.000Z')
    expect(announcedDispatch({ ...order(''), lines, placedAt: '' })).toBeNull()
  })
  test('it moves what is due away and never nearer', () => {
    expect(laterOf('2026-11-13T00:00:00Z', '2026-11-30T15:59:59.000Z')).toBe('2026-11-30T15:59:59.000Z')
    expect(laterOf('2026-12-13T00:00:00Z', '2026-11-30T15:59:59.000Z')).toBe('2026-12-13T00:00:00Z')
    expect(laterOf(null, '2026-11-30T15:59:59.000Z')).toBe('2026-11-30T15:59:59.000Z')
    expect(laterOf('2026-12-13T00:00:00Z', null)).toBe('2026-12-13T00:00:00Z')
  })
})
