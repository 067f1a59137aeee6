import { expect, test } from 'vitest'
import { refusedWishes, type CodeWish } from './code-wishes.rules.ts'

const wish = (skuId: string, key: string, holds: string | null = null): CodeWish => ({ skuId, key, holds })
const refused = (wishes: CodeWish[], holders: Record<string, string> = {}) =>
  [...refusedWishes(wishes, new Map(Object.entries(holders)))].map(({ skuId }) => skuId)

test('codes are swapped, passed round, and taken when free', () => {
  expect(refused([wish('1', 'b', 'a'), wish('2', 'a', 'b')], { a: '1', b: '2' })).toEqual([])
  expect(
    refused([wish('1', 'b', 'a'), wish('2', 'c', 'b'), wish('3', 'a', 'c')], { a: '1', b: '2', c: '3' }),
  ).toEqual([])
  expect(refused([wish('new', 'a'), wish('1', 'z', 'a')], { a: '1' })).toEqual([])
})

test('what another keeps is refused, and so is what only a refused one would have given up', () => {
  expect(refused([wish('1', 'b', 'a')], { a: '1', b: 'kept' })).toEqual(['1'])
  expect(refused([wish('1', 'a'), wish('2', 'a')])).toEqual(['2'])
  expect(
    refused([wish('new', 'a'), wish('1', 'b', 'a'), wish('2', 'c', 'b')], { a: '1', b: '2', c: 'kept' }),
  ).toEqual(['2', '1', 'new'])
})
