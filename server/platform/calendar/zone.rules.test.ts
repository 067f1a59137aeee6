import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import { DAY_MS, dateOf, dayOf, instantOf, localOf, offsetAt, weekdayOf } from './zone.rules.ts'

const HOUR = 3_600_000
const at = (text: string) => Date.parse(text)
/** A local time, written as if it were UTC. */
const local = (text: string) => Date.parse(`${text}Z`)
const iso = (ms: number) => new Date(ms).toISOString()

describe('offsets', () => {
  test.each([
    ['Asia/Shanghai', '2026-07-01T00:00:00Z', 8],
    ['Asia/Shanghai', '1988-07-01T00:00:00Z', 9],
    ['Asia/Kolkata', '2026-07-01T00:00:00Z', 5.5],
    ['UTC', '2026-07-01T00:00:00Z', 0],
    ['Europe/London', '2026-03-29T00:59:59.999Z', 0],
    ['Europe/London', '2026-03-29T01:00:00Z', 1],
    ['Europe/London', '2026-10-25T00:59:59.999Z', 1],
    ['Europe/London', '2026-10-25T01:00:00Z', 0],
    ['America/New_York', '2026-03-08T06:59:59.999Z', -5],
    ['America/New_York', '2026-03-08T07:00:00Z', -4],
    ['America/New_York', '2026-11-01T05:59:59.999Z', -4],
    ['America/New_York', '2026-11-01T06:00:00Z', -5],
    ['Australia/Lord_Howe', '2026-10-03T15:30:00Z', 11],
    ['Australia/Lord_Howe', '2026-10-03T15:29:59Z', 10.5],
  ])('%s at %s is %d h ahead of UTC', (zone, instant, hours) => {
    expect(offsetAt(zone, at(instant))).toBe(hours * HOUR)
  })

  test('an unknown zone and a time that is none are refused', () => {
    expect(() => offsetAt('Mars/Olympus', 0)).toThrow(RangeError)
    expect(() => offsetAt('UTC', Number.NaN)).toThrow(RangeError)
  })
})

describe('the instant of a wall clock reading', () => {
  test.each([
    ['an ordinary evening', 'Asia/Shanghai', '2026-02-17T22:00:00', '2026-02-17T14:00:00Z'],
    ['just before the spring gap', 'Europe/London', '2026-03-29T00:59:00', '2026-03-29T00:59:00Z'],
    ['inside the gap: the change', 'Europe/London', '2026-03-29T01:30:00', '2026-03-29T01:00:00Z'],
    ['just after the gap', 'Europe/London', '2026-03-29T02:00:00', '2026-03-29T01:00:00Z'],
    ['twice in autumn: the first', 'Europe/London', '2026-10-25T01:30:00', '2026-10-25T00:30:00Z'],
    ['after the overlap', 'Europe/London', '2026-10-25T02:00:00', '2026-10-25T02:00:00Z'],
    ['inside the gap', 'America/New_York', '2026-03-08T02:30:00', '2026-03-08T07:00:00Z'],
    ['twice in autumn', 'America/New_York', '2026-11-01T01:00:00', '2026-11-01T05:00:00Z'],
    ['a midnight that does not exist', 'America/Santiago', '2026-09-06T00:00:00', '2026-09-06T04:00:00Z'],
    ['a day that does not exist', 'Pacific/Apia', '2011-12-30T12:00:00', '2011-12-30T10:00:00Z'],
  ])('%s (%s %s)', (_, zone, reading, instant) => {
    expect(iso(instantOf(zone, local(reading)))).toBe(iso(at(instant)))
  })
})

describe('against Temporal, over seventy years and the strangest zones', () => {
  const zone = fc.constantFrom(
    'Asia/Shanghai',
    'Europe/London',
    'America/New_York',
    'Australia/Lord_Howe',
    'Africa/Casablanca',
    'America/Santiago',
    'America/St_Johns',
    'Africa/Cairo',
    'Asia/Gaza',
    'Pacific/Apia',
    'Antarctica/Troll',
    'America/Caracas',
  )
  const instant = fc.integer({ min: at('1971-01-01T00:00:00Z'), max: at('2041-01-01T00:00:00Z') })

  test('the same offset at every instant', () => {
    fc.assert(
      fc.property(zone, instant, (name, time) => {
        const there = Temporal.Instant.fromEpochMilliseconds(time).toZonedDateTimeISO(name)
        expect(offsetAt(name, time)).toBe(there.offsetNanoseconds / 1e6)
      }),
      { numRuns: 500 },
    )
  })

  test('the same change of the clock, to the millisecond', () => {
    fc.assert(
      fc.property(zone, instant, (name, time) => {
        const there = Temporal.Instant.fromEpochMilliseconds(time).toZonedDateTimeISO(name)
        const change = there.getTimeZoneTransition('next')
        if (!change) return
        const before = change.subtract({ milliseconds: 1 })
        expect(offsetAt(name, change.epochMilliseconds)).toBe(change.offsetNanoseconds / 1e6)
        expect(offsetAt(name, before.epochMilliseconds)).toBe(before.offsetNanoseconds / 1e6)
      }),
      { numRuns: 150 },
    )
  })

  test('a reading that exists leads to its first instant', () => {
    fc.assert(
      fc.property(zone, instant, (name, time) => {
        const reading = localOf(name, time)
        const plain = Temporal.Instant.fromEpochMilliseconds(reading)
          .toZonedDateTimeISO('UTC')
          .toPlainDateTime()
        const first = plain.toZonedDateTime(name, { disambiguation: 'earlier' })
        expect(iso(instantOf(name, reading))).toBe(iso(first.epochMilliseconds))
      }),
      { numRuns: 500 },
    )
  })

  test('later readings never lead to earlier instants', () => {
    fc.assert(
      fc.property(zone, instant, fc.integer({ min: 0, max: 3 * 60 }), (name, time, minutes) => {
        expect(instantOf(name, time + minutes * 60_000)).toBeGreaterThanOrEqual(instantOf(name, time))
      }),
      { numRuns: 500 },
    )
  })
})

describe('days', () => {
  test.each([
    ['1970-01-01', 0, 4],
    ['2026-02-17', 20_501, 2],
    ['1969-12-28', -4, 0],
    ['2028-02-29', 21_243, 2],
  ])('%s is day %d, weekday %d', (date, day, weekday) => {
    expect(dayOf(date)).toBe(day)
    expect(dateOf(day)).toBe(date)
    expect(weekdayOf(day)).toBe(weekday)
    expect(new Date(day * DAY_MS).getUTCDay()).toBe(weekday)
  })

  test.each(['2026-02-30', '2026-13-01', '2026-2-1', '', 'soon'])('%j is no date', (text) => {
    expect(dayOf(text)).toBeNaN()
  })
})
