import { expect, test } from 'vitest'
import { firstChunk, nextChunk } from './chunk-size.rules.ts'

test.each<[string, [size: number, orders: number, tookMs: number], number]>([
  ['a fast database takes twice as many next time', [500, 500, 30], 1000],
  ['as many as it does in a quarter of a second', [1000, 1000, 200], 1250],
  ['a slow one gets half', [1000, 1000, 900], 500],
  ['never fewer than 100', [120, 120, 5000], 100],
  ['never more than 2,000', [2000, 2000, 10], 2000],
  ['the end of a file tells nothing', [2000, 3, 400], 2000],
  ['a clock that stood still', [500, 500, 0], 1000],
])('%s', (_, [size, orders, tookMs], next) => expect(nextChunk(size, orders, tookMs, false)).toBe(next))

test('while buyers write a chunk takes no longer than they may notice', () => {
  expect(nextChunk(300, 300, 60, true)).toBe(200)
  expect(nextChunk(1000, 1000, 200, true)).toBe(500)
  expect(nextChunk(120, 120, 100, true)).toBe(100)
})

test('whatever a database does, it settles below half a second', () => {
  for (const msEach of [0.05, 0.12, 0.5, 2, 4.9]) {
    let size = firstChunk
    for (let i = 0; i < 10; i++) size = nextChunk(size, size, size * msEach, false)
    expect(size * msEach).toBeLessThan(500)
  }
})
