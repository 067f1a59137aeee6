import fc from 'fast-check'
import { expect, test } from 'vitest'
import { markedPieces, movedRanges, spliced } from './draft-edits.rules.ts'

const shown = (text: string, ranges: { start: number; end: number }[]) =>
  ranges.map((r) => text.slice(r.start, r.end))

test.each([
  ['今天 17:30 前发', '好的，今天 17:30 前发', ['17:30']],
  ['今天 17:30 前发', '今天 17:30 前发出', ['17:30']],
  ['今天 17:30 前发', '今天 18:30 前发', []],
  ['今天 17:30 前发', '', []],
])('%s becomes %s', (before, after, kept) => {
  expect(shown(after, movedRanges([{ start: 3, end: 8 }], before, after))).toEqual(kept)
})

test('a phrase goes in place of its slash, and marks around it stay on their words', () => {
  const draft = {
    text: '您好，/补 明天见',
    filled: [
      { start: 0, end: 2 },
      { start: 6, end: 8 },
    ],
  }
  const next = spliced(draft, { start: 3, end: 5 }, { text: '走顺丰寄出。', filled: [{ start: 1, end: 3 }] })
  expect(next.text).toBe('您好，走顺丰寄出。 明天见')
  expect(shown(next.text, next.filled)).toEqual(['您好', '顺丰', '明天'])
})

test('pieces joined are the text', () => {
  expect(markedPieces('退 ____ 元到 顺丰', [{ start: 10, end: 12 }], [{ start: 2, end: 6 }])).toEqual([
    { text: '退 ', kind: 'plain' },
    { text: '____', kind: 'open' },
    { text: ' 元到 ', kind: 'plain' },
    { text: '顺丰', kind: 'filled' },
  ])
})

test('whatever is typed, a kept range still holds its words', () => {
  const some = fc.tuple(
    fc.string({ maxLength: 12 }),
    fc.string({ minLength: 1, maxLength: 6 }),
    fc.string({ maxLength: 12 }),
    fc.string({ maxLength: 30 }),
  )
  fc.assert(
    fc.property(some, ([head, word, tail, after]) => {
      const before = head + word + tail
      const range = { start: head.length, end: head.length + word.length }
      for (const moved of movedRanges([range], before, after))
        expect(after.slice(moved.start, moved.end)).toBe(word)
    }),
  )
})
