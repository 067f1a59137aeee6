import { expect, test } from 'vitest'
import { backoffMs } from './stream-connection.ts'

test('the first try comes within a second, later ones within half a minute, never all at once', () => {
  expect(backoffMs(0, 1)).toBeLessThan(1_000)
  expect(backoffMs(0, 0)).toBeGreaterThan(100)
  expect(backoffMs(50, 1)).toBeLessThanOrEqual(30_000)
  expect(backoffMs(3, 0.9)).toBeGreaterThan(backoffMs(3, 0.1))
})
