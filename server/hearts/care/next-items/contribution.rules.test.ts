import { expect, test } from 'vitest'
import { differenceOf, isThin, shareOf } from './contribution.rules.ts'

test('[REC-08] the share with and without, and the range chance leaves', () => {
  const [sent, without] = [
    { proposals: 200, boughtItem: 40 },
    { proposals: 200, boughtItem: 10 },
  ]
  expect([shareOf(sent), shareOf(without), shareOf({ proposals: 0, boughtItem: 0 })]).toEqual([
    0.2,
    0.05,
    null,
  ])
  const range = differenceOf(sent, without)
  expect(range?.low).toBeGreaterThan(0.08)
  expect(range?.high).toBeLessThan(0.22)
  expect(differenceOf(sent, { proposals: 0, boughtItem: 0 })).toBeNull()
})
test('[REC-08] few say nothing: the range holds nought, and it is called thin', () => {
  const range = differenceOf({ proposals: 5, boughtItem: 2 }, { proposals: 5, boughtItem: 0 })
  expect(range && range.low < 0 && range.high > 0).toBe(true)
  expect(isThin({ proposals: 29, boughtItem: 9 }, { proposals: 90, boughtItem: 9 })).toBe(true)
  expect(isThin({ proposals: 30, boughtItem: 9 }, { proposals: 30, boughtItem: 9 })).toBe(false)
})
