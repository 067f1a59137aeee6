import { expect, test } from 'vitest'
import { readDiscontinued, readStatus, readWeight } from './product-values.rules.ts'

test.each([
  ['active', 'on_sale'],
  ['出售中', 'on_sale'],
  ['TRUE', 'on_sale'],
  ['仓库中', 'off_sale'],
  ['0', 'off_sale'],
  ['Draft', 'draft'],
  ['archived', 'archived'],
  ['perhaps', null],
  ['', null],
])('the status %j is %s', (text, status) => {
  expect(readStatus(text)).toBe(status)
})
test.each([
  ['1', 'off_sale'],
  ['0', 'on_sale'],
  ['', null],
])('discontinued %j is %s', (text, status) => {
  expect(readDiscontinued(text)).toBe(status)
})
test.each([
  ['500', '重量', '', 500],
  ['0.5', '重量(kg)', '', 500],
  ['0.5kg', '重量', '', 500],
  ['1.2 公斤', 'Weight', '', 1200],
  ['250', 'Variant Grams', 'kg', 250_000],
  ['250', 'Variant Grams', '', 250],
  ['1', 'Weight (lb)', '', 454],
  ['heavy', '重量', '', null],
  ['-1', '重量', '', null],
  ['99999999', '重量', '', null],
])('%s under %s %s is %s grams', (text, header, unit, grams) => {
  expect(readWeight(text, header, unit)).toBe(grams)
})
