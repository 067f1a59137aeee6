import { expect, test } from 'vitest'
import { shopTime } from './shop-time.ts'

const now = Date.parse('2026-11-17T06:22:09Z')
const zh = shopTime('Asia/Shanghai', 'zh', () => now)
const en = shopTime('Asia/Shanghai', 'en', () => now)

test.each([
  ['2026-11-17T06:16:20Z', '14:16', '今天 14:16', '14:16', '今天'],
  ['2026-11-16T15:59:00Z', '昨天', '昨天 23:59', '昨天 23:59', '昨天'],
  ['2026-11-18T04:00:00Z', '11-18', '明天 12:00', '明天 12:00', '明天'],
  ['2026-11-20T10:00:00Z', '11-20', '11-20 18:00', '周五 18:00', '周五 11-20'],
  ['2026-11-25T10:00:00Z', '11-25', '11-25 18:00', '11-25 18:00', '周三 11-25'],
  ['2025-11-14T02:00:00Z', '2025-11-14', '2025-11-14 10:00', '2025-11-14 10:00', '周五 2025-11-14'],
])('%s', (at, latest, since, due, heading) => {
  expect([zh.latest(at), zh.since(at), zh.due(at), zh.heading(at)]).toEqual([latest, since, due, heading])
})

test('in English', () => {
  expect(en.due('2026-11-18T04:00:00Z')).toBe('tomorrow 12:00')
  expect(en.since('2026-11-14T02:00:00Z')).toBe('14 Nov 10:00')
  expect(en.heading('2026-11-17T04:00:00Z')).toBe('Today')
})
