import { describe, expect, test } from 'vitest'
import { clockTime, dayAndTime, dayName, isSameDay } from './when.rules.ts'

// The browser's own zone is what counts, so the instants are made in it.
const at = (year: number, month: number, day: number, hour = 0, minute = 0, second = 0) =>
  new Date(year, month, day, hour, minute, second).toISOString()
const now = new Date(2026, 10, 11, 12, 0, 0).getTime()

describe('days', () => {
  test.each([
    [at(2026, 10, 11, 23), '今天', 'Today'],
    [at(2026, 10, 10, 0), '昨天', 'Yesterday'],
    [at(2026, 10, 12, 9), '明天', 'Tomorrow'],
    [at(2026, 10, 14, 9), '11月14日周六', 'Sat 14 Nov'],
    [at(2025, 10, 14, 9), '2025年11月14日周五', 'Fri, 14 Nov 2025'],
  ])('%s', (instant, zh, en) => {
    const plain = (text: string) => text.replaceAll(/[\s,]/g, '')
    expect(plain(dayName(instant, now, 'zh'))).toBe(plain(zh))
    expect(plain(dayName(instant, now, 'en'))).toBe(plain(en))
  })
  test('midnight parts two days', () => {
    expect(isSameDay(at(2026, 10, 11, 0, 0, 0), at(2026, 10, 11, 23, 59, 59))).toBe(true)
    expect(isSameDay(at(2026, 10, 11, 23, 59, 59), at(2026, 10, 12, 0, 0, 0))).toBe(false)
  })
})

describe('times', () => {
  test('seconds are shown, on a clock of 24 hours that starts at 00', () => {
    expect(clockTime(at(2026, 10, 11, 0, 4, 9), 'zh')).toBe('00:04:09')
    expect(clockTime(at(2026, 10, 11, 22, 4, 9), 'en')).toBe('22:04:09')
  })
  test('an opening hour is a day and a time', () => {
    expect(dayAndTime(at(2026, 10, 12, 9, 0), now, 'zh')).toBe('明天 09:00')
  })
})
