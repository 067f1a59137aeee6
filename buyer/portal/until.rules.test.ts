import { expect, test } from 'vitest'
import { untilSaid } from './until.rules.ts'

const now = new Date('2026-11-20T02:00:00Z')
const said = (language: 'zh' | 'en', at: string) =>
  untilSaid(language, 'Asia/Shanghai', at, now, {
    today: language === 'zh' ? '今天' : 'today',
    tomorrow: language === 'zh' ? '明天' : 'tomorrow',
  })

test('a moment is told on the shop’s wall clock, near days by their name', () => {
  expect(said('zh', '2026-11-20T09:00:00Z')).toBe('今天 17:00')
  expect(said('en', '2026-11-21T09:00:00Z')).toBe('17:00 tomorrow')
  expect(said('zh', '2026-11-24T09:00:00Z')).toBe('11月24日 17:00')
  // Past midnight there, still the day before here.
  expect(said('en', '2026-11-20T16:30:00Z')).toBe('00:30 tomorrow')
})
