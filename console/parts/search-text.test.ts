import { expect, test } from 'vitest'
import { searchTexts } from './search-text.ts'

test.each([
  ['?q=5521', '5521'],
  ['?q=%22259014441137716480%22', '259014441137716480'],
  ['?q=259014441137716480', '259014441137716480'],
  ['?q=%E5%B1%B1%E8%8C%B6%E8%8A%B1', '山茶花'],
  ['?q=%22', '"'],
  ['?q=%22a%5C%22b%22', 'a"b'],
])('%s', (search, q) => {
  expect(searchTexts(search).get('q')).toBe(q)
})

test('nothing is nothing', () => {
  expect(searchTexts('').size).toBe(0)
})
