import { describe, expect, test } from 'vitest'
import { labelOf, orderRows, reportPeriod } from './response-times.rules.ts'

const now = new Date('2026-11-22T02:00:00Z')
const day = 86_400_000
const at = (days: number) => new Date(now.getTime() + days * day)

describe('[RSP-03] the period of a report', () => {
  test.each([
    ['nothing: the last 30 days', {}, at(-30), now],
    ['from alone: until now', { from: at(-3) }, at(-3), now],
    ['to alone: 30 days before it', { to: at(-100) }, at(-130), at(-100)],
    ['400 days', { from: at(-400) }, at(-400), now],
    ['one instant', { from: now, to: now }, now, now],
  ])('asked with %s', (_what, asked, from, to) => {
    expect(reportPeriod(asked, now)).toEqual({ ok: true, from, to })
  })
  test.each([
    ['longer than 400 days', { from: new Date(at(-400).getTime() - 1) }, 'period_too_long'],
    ['upside down', { from: at(-1), to: at(-2) }, 'after_to'],
    ['from the future', { from: at(1) }, 'after_to'],
  ])('%s is refused', (_what, asked, rule) => {
    expect(reportPeriod(asked, now)).toEqual({ ok: false, path: '/query/from', rule })
  })
})

describe('rows of a report', () => {
  const facts = { names: new Map([['m1', '小美']]), language: 'zh' as const }
  test.each([
    ['agent', 'm1', '小美'],
    ['agent', null, '没有人接'],
    ['agent', 'm2', 'm2'],
    ['hour', '9', '09:00'],
    ['hour', '22', '22:00'],
    ['channel', 'webchat', '网页'],
    ['channel', 'pigeon', 'pigeon'],
  ] as const)('by %s: %s is called %s', (by, key, label) => {
    expect(labelOf(by, key, facts)).toBe(label)
  })
  const row = (key: string, turns: number) => ({ key, label: key, turns })
  test('hours stand in their order, people by how much they had to do', () => {
    expect(orderRows('hour', [row('22', 9), row('9', 1), row('10', 5)]).map((r) => r.key)).toEqual([
      '9',
      '10',
      '22',
    ])
    expect(orderRows('agent', [row('b', 5), row('c', 9), row('a', 5)]).map((r) => r.key)).toEqual([
      'c',
      'a',
      'b',
    ])
  })
})
