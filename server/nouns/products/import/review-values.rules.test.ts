import { expect, test } from 'vitest'
import { readStars, readVerdict } from './review-values.rules.ts'

test.each([
  ['5', 5],
  ['4.0', 4],
  ['3 星', 3],
  ['★★★★☆', 4],
  ['⭐️⭐️', 2],
  ['4/5', 4],
  ['1 star', 1],
  ['4.5', null],
  ['6', null],
  ['0', null],
  ['★★★★★★', null],
  ['', null],
])('%j is %s stars', (text, stars) => {
  expect(readStars(text)).toBe(stars)
})
test.each([
  ['好评', 'good'],
  ['中评', 'neutral'],
  ['差评', 'bad'],
  ['Negative', 'bad'],
  ['5', null],
])('%s is %s', (text, verdict) => {
  expect(readVerdict(text)).toBe(verdict)
})
