import { expect, test } from 'vitest'
import { isWhole, wordList, wordsShown } from './word-list.rules.ts'

test('words typed into one field come apart, and together again', () => {
  expect(wordList('冷链/冰袋，变质、 化冻;; \n cold')).toEqual(['冷链/冰袋', '变质', '化冻', 'cold'])
  expect(wordList(wordsShown(['a', 'b/c'], 'zh'))).toEqual(['a', 'b/c'])
})
test.each([
  [{ zh: '包好', en: '' }, { zh: ['包'], en: [] }, true],
  [{ zh: '包好', en: 'packed' }, { zh: ['包'], en: [] }, false],
  [{ zh: '', en: '' }, { zh: ['包'], en: [] }, false],
])(
  '[BUY-11] a statement is whole with words in each language it is written in: %j %j',
  (text, terms, whole) => {
    expect(isWhole(text, terms)).toBe(whole)
  },
)
