import { expect, test } from 'vitest'
import { namedIn } from './talked-about.rules.ts'

const products = ['茶壶', '梅子青茶壶', '桌旗', '杯'].map((name) => ({ productId: name, name }))
const named = (text: string, most = 5) => namedIn(products, text, most).map(({ name }) => name)

test('the longer name alone, where one holds the other', () => {
  expect(named('那把 梅子青 茶壶 还有吗')).toEqual(['梅子青茶壶'])
  expect(named('梅子青茶壶和另一把茶壶，配桌旗')).toEqual(['梅子青茶壶', '茶壶', '桌旗'])
})
test('a name of one letter is none, and there is a bound', () => {
  expect(named('杯子')).toEqual([])
  expect(named('茶壶 桌旗', 1)).toHaveLength(1)
})
