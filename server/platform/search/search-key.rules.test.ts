import { describe, expect, test } from 'vitest'
import {
  afterPrefix,
  digitsFromEnd,
  firstCharacters,
  gramsOf,
  gramsToFind,
  searchKey,
} from './search-key.rules.ts'

test.each([
  ['ＴＢ　Lily ', 'tb lily'],
  ['山茶花\u200b_86', '山茶花 _86'],
  ['a\u0000\u0007b', 'a b'],
  ['①', '1'],
  ['\ud800x', '\ufffdx'],
  ['😀'.repeat(120), '😀'.repeat(100)],
])('%j is sought as %j', (text, key) => expect(searchKey(text)).toBe(key))

test('texts that begin with a key lie between it and what comes after', () => {
  for (const text of ['山', '山茶', '山\u{10fffe}'])
    expect(Buffer.compare(Buffer.from(text), Buffer.from(afterPrefix('山')))).toBe(-1)
  expect(Buffer.compare(Buffer.from('屲'), Buffer.from(afterPrefix('山')))).toBe(1)
})

test.each([
  ['+86 139-1234-5670', '0765432193168'],
  ['0139', null],
  ['00123', null],
  ['1234', '4321'],
  ['１２３４', '4321'],
  ['x', null],
])('the digits of %j from the end: %j', (text, digits) => expect(digitsFromEnd(text, 4)).toBe(digits))

describe('pieces', () => {
  const holds = (text: string, part: string) => {
    const pieces = new Set(gramsOf('shop', searchKey(text)))
    return gramsToFind('shop', searchKey(part)).every((piece) => pieces.has(piece))
  }
  test.each([
    ['山茶花_86', '茶花', true],
    ['山茶花_86', '86', true],
    ['山茶花_86', '花', true],
    ['山茶花_86', '花茶', false],
    ['陈陈陈先生', '陈先生', true],
    ['Ida Brook', 'a b', true],
    ['Ida Brook', 'rook', true],
    ['Ida Brook', 'zz', false],
  ])('%j may hold %j: %j', (text, part, may) => expect(holds(text, part)).toBe(may))

  test('of two shops have nothing in common', () => {
    const here = new Set(gramsOf('one', '山茶花_86'))
    expect(gramsOf('two', '山茶花_86').some((piece) => here.has(piece))).toBe(false)
  })
  test('fit into an int column', () => {
    for (const piece of gramsOf('shop', 'the quick brown 狐狸')) expect(piece).toBe(piece | 0)
  })
})

test('a character is never cut in two', () => expect(firstCharacters('a😀b', 2)).toBe('a😀'))
