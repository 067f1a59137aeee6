import { describe, expect, test } from 'vitest'
import { defaultCalendar } from '#contract/calendar.ts'
import { nextCutOff } from './cut-off.rules.ts'
import { untilSaid } from './until.rules.ts'

const calendar = defaultCalendar('Asia/Shanghai')
const at = (text: string) => new Date(text)
const next = (now: string, due: string | null = null, of = calendar) =>
  nextCutOff(of, '17:00', at(now), due === null ? null : at(due)).toISOString()

describe('[ORD-11] the cut-off', () => {
  test.each([
    ['in the morning: today', '2026-11-20T09:00:00+08:00', '2026-11-20T09:00:00.000Z'],
    ['a second before', '2026-11-20T16:59:59+08:00', '2026-11-20T09:00:00.000Z'],
    ['exactly then: tomorrow’s', '2026-11-20T17:00:00+08:00', '2026-11-21T09:00:00.000Z'],
    ['at night: that day’s', '2026-11-21T00:30:00+08:00', '2026-11-21T09:00:00.000Z'],
  ])('%s', (_name, now, expected) => {
    expect(next(now)).toBe(expected)
  })
  test('a day on which the shop rests has none', () => {
    const resting = {
      ...calendar,
      exceptions: [{ date: '2026-11-20', kind: 'holiday' as const, name: { zh: '歇一天', en: 'A day off' } }],
    }
    expect(next('2026-11-20T09:00:00+08:00', null, resting)).toBe('2026-11-21T09:00:00.000Z')
  })
  test('an order that is due earlier is asked about until then, one that is late until the cut-off', () => {
    expect(next('2026-11-20T09:00:00+08:00', '2026-11-20T12:00:00+08:00')).toBe('2026-11-20T04:00:00.000Z')
    expect(next('2026-11-20T09:00:00+08:00', '2026-11-22T12:00:00+08:00')).toBe('2026-11-20T09:00:00.000Z')
    expect(next('2026-11-20T09:00:00+08:00', '2026-11-19T12:00:00+08:00')).toBe('2026-11-20T09:00:00.000Z')
  })
  test('it is told on the shop’s wall clock', () => {
    const now = at('2026-11-20T09:00:00+08:00')
    const said = (text: string, language: 'zh' | 'en') => untilSaid(language, 'Asia/Shanghai', at(text), now)
    expect(said('2026-11-20T17:00:00+08:00', 'zh')).toBe('今天 17:00')
    expect(said('2026-11-21T17:05:00+08:00', 'zh')).toBe('明天 17:05')
    expect(said('2026-11-24T09:00:00+08:00', 'zh')).toBe('11月24日 09:00')
    expect(said('2026-11-21T17:00:00+08:00', 'en')).toBe('17:00 tomorrow')
  })
})
