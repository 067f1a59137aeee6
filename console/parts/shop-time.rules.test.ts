import { expect, test } from 'vitest'
import { dayNumber, inputText, instantAt, instantOfInput, readingOf } from './shop-time.rules.ts'

const noonInShanghai = Date.parse('2026-11-17T04:00:05Z')

test('reads the wall clock of the zone', () => {
  expect(readingOf('Asia/Shanghai', noonInShanghai)).toEqual({
    year: 2026,
    month: 11,
    day: 17,
    hour: 12,
    minute: 0,
    second: 5,
    weekday: 2,
  })
  expect(readingOf('America/New_York', Date.parse('2026-11-17T04:59:59Z'))).toMatchObject({
    day: 16,
    hour: 23,
    weekday: 1,
  })
})

test.each([
  ['Asia/Shanghai', '2026-11-17T17:30'],
  ['America/New_York', '2026-03-08T01:30'],
  ['America/New_York', '2026-03-08T03:30'],
  ['Europe/Berlin', '2026-10-25T12:00'],
  ['Asia/Kathmandu', '2026-01-01T00:00'],
])('%s %s goes to an instant and back', (zone, text) => {
  const instant = instantOfInput(zone, text)
  expect(instant && inputText(zone, instant)).toBe(text)
})

test('a time that spring skips is taken an hour later, half a field is no time', () => {
  const instant = instantAt('Europe/Berlin', { year: 2026, month: 3, day: 29, hour: 2, minute: 30 })
  expect(['2026-03-29T03:30', '2026-03-29T01:30']).toContain(inputText('Europe/Berlin', instant))
  expect(instantOfInput('Europe/Berlin', '2026-03-')).toBeNull()
})

test('a local day has one number', () => {
  const late = readingOf('Asia/Shanghai', Date.parse('2026-11-17T15:59:59Z'))
  const next = readingOf('Asia/Shanghai', Date.parse('2026-11-17T16:00:00Z'))
  expect(dayNumber(next) - dayNumber(late)).toBe(1)
  expect(dayNumber(readingOf('Asia/Shanghai', noonInShanghai))).toBe(dayNumber(late))
})
