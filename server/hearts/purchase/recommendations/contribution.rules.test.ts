import { expect, test } from 'vitest'
import { addSides, averageOf, differenceOf, isThin, noSide, type SideSums } from './contribution.rules.ts'

const side = (totals: number[]): SideSums => ({
  conversations: totals.length,
  orders: totals.length,
  sum: totals.reduce((sum, total) => sum + total, 0),
  square: totals.reduce((sum, total) => sum + total * total, 0),
  attached: 0,
})
test('[REC-06] the average is of the orders, and there is none without an order', () => {
  expect(averageOf(side([10000, 20000, 20001]))).toBe(16667)
  expect(averageOf(noSide)).toBeNull()
})
test('[REC-06] the range holds the difference, is wide for few orders that differ, and missing where one side has but one', () => {
  const range = differenceOf(side([20000, 30000, 10000]), side([10000, 12000, 8000]))
  expect(range?.low).toBeLessThan(0)
  expect(range?.high).toBeGreaterThan(10000)
  const many = Array.from({ length: 400 }, (_, at) => 20000 + (at % 3) * 100)
  const less = many.map((total) => total - 5000)
  const tight = differenceOf(side(many), side(less))
  expect(tight && tight.low > 4900 && tight.high < 5100).toBe(true)
  expect(differenceOf(side([10000]), side(many))).toBeNull()
})
test('[REC-06] below thirty orders on either side it is thin', () => {
  const enough = side(Array.from({ length: 30 }, () => 100))
  expect(isThin(enough, enough)).toBe(false)
  expect(isThin(side([100]), enough)).toBe(true)
})
test('sides add up', () => {
  expect(addSides(side([1, 2]), side([3]))).toEqual(side([1, 2, 3]))
})
