import { expect, test } from 'vitest'
import { readMinor } from './money-input.rules.ts'

test.each([
  ['129', 2, 12900],
  ['129.5', 2, 12950],
  ['￥1,299.00', 2, 129900],
  ['１２９', 2, 12900],
  ['12.00元', 2, 1200],
  ['1000', 0, 1000],
  ['1.234', 3, 1234],
  ['0', 2, 0],
  ['1.234', 2, null],
  ['12,5', 2, null],
  ['-1', 2, null],
  ['', 2, null],
  ['many', 2, null],
])('%j with %i decimals is %s', (text, decimals, minor) => {
  expect(readMinor(text, decimals)).toBe(minor)
})
