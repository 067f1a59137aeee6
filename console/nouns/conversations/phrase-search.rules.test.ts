import { expect, test } from 'vitest'
import type { Phrase } from '#contract/conversations/phrases.ts'
import { findPhrases, slashAt } from './phrase-search.rules.ts'

const at = (text: string) => slashAt(text, text.length)

test.each([
  ['/', '', false],
  ['/补', '补', false],
  ['周五就到。/补', '补', false],
  ['好的 /re', 're', false],
  ['好的/补', '补', true],
  ['一行\n/tk', 'tk', false],
])('%j asks for phrases', (text, query, isTentative) => {
  expect(at(text)).toEqual({ start: text.lastIndexOf('/'), end: text.length, query, isTentative })
})

test.each([
  '',
  '好的',
  'https://a.example/b',
  'https:/',
  '11/14',
  'and/or',
  '/补 寄',
  '//',
  `/${'x'.repeat(25)}`,
])('%j does not', (text) => {
  expect(at(text)).toBeNull()
})

test('what stands behind the caret does not count', () => {
  expect(slashAt('/补寄', 2)).toEqual({ start: 0, end: 2, query: '补', isTentative: false })
})

let uses = 100
const phrase = (shortcut: string, text: string, more: Partial<Phrase> = {}): Phrase => ({
  id: shortcut,
  kind: 'other',
  language: 'zh',
  shortcut,
  text,
  isHolding: false,
  isArchived: false,
  uses: (uses -= 1),
  attachments: [],
  ownerId: null,
  ownerName: null,
  state: 'approved',
  decisionNote: null,
  version: 1,
  updatedAt: '2026-11-17T00:00:00Z',
  ...more,
})
const phrases = [
  phrase('差价', '差价补给您'),
  phrase('要补', '要补什么'),
  phrase('补单号', '补寄的单号是 ____', { uses: 3 }),
  phrase('补寄', '壶盖我这就安排', { uses: 212 }),
  phrase('补旧', '收起来的', { isArchived: true, uses: 999 }),
  phrase('补en', 'Resend', { language: 'en', uses: 900 }),
]
const found = (query: string, isTentative = false) =>
  findPhrases(phrases, { query, isTentative }, 'zh').map((one) => one.shortcut)

test('shortcuts that begin so come first, own language and most used on top, then what contains it', () => {
  expect(found('补')).toEqual(['补寄', '补单号', '补en', '要补', '差价'])
  expect(found('')).toEqual(['补寄', '差价', '要补', '补单号', '补en'])
  expect(found('没有')).toEqual([])
})

test('right behind a letter only shortcuts that begin so are offered', () => {
  expect(found('补', true)).toEqual(['补寄', '补单号', '补en'])
  expect(found('', true)).toEqual([])
})
