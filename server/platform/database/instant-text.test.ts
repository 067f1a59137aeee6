import fc from 'fast-check'
import pg from 'pg'
import { expect, test } from 'vitest'
import { readUtcInstant } from './instant-text.ts'

const general = pg.types.getTypeParser(1184) as (text: string) => Date

test('reads what PostgreSQL writes as the general parser does, from the year 100 to 9999', () => {
  const first = Date.UTC(100, 0, 1)
  fc.assert(
    fc.property(
      fc.date({ min: new Date(first), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true }),
      fc.stringMatching(/^(\.\d{1,6})?$/),
      (date, fraction) => {
        const text = `${date.toISOString().slice(0, 19).replace('T', ' ')}${fraction}+00`
        expect(readUtcInstant(text)?.toISOString()).toBe(general(text).toISOString())
      },
    ),
  )
})

test.each([
  'infinity',
  '-infinity',
  '0044-03-15 00:00:00+00 BC',
  '12026-01-01 00:00:00+00',
  '2026-11-22 07:15:19+08',
  '2026-11-22 07:15:19+05:30',
  '',
  '2026-11-22',
  '0044-03-15 00:00:00+00',
])('leaves %j to the general parser', (text) => {
  expect(readUtcInstant(text)).toBeNull()
})
