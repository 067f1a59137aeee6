import { expect, test } from 'vitest'
import { isSmallTalk } from './small-talk.rules.ts'
import { distance, meantBy } from './slips.rules.ts'

test.each([
  ['refund', 'refund', 0],
  ['refnud', 'refund', 1],
  ['refun', 'refund', 1],
  ['reffund', 'refund', 1],
  ['rafund', 'refund', 1],
  ['rafond', 'refund', 2],
  ['refund', 'parcel', 3],
])('%s and %s are %i slips apart, two at most being counted', (one, other, slips) =>
  expect(distance(one, other, 2)).toBe(slips),
)

test('a slip stands for the nearest known word, a known one for itself, a short one for nothing', () => {
  const known = ['refund', 'parcel', 'warranti', 'lamp']
  expect(meantBy('parcle', known)).toBe('parcel')
  expect(meantBy('warenti', known)).toBeNull()
  expect(meantBy('warrentee', known)).toBe(null)
  expect(meantBy('warrenty', known)).toBe('warranti')
  expect(meantBy('refund', known)).toBeNull()
  expect(meantBy('lmp', known)).toBeNull()
  // The first letter is rarely wrong.
  expect(meantBy('defund', known)).toBeNull()
})

test('small talk is nothing else than greetings, thanks and wait', () => {
  for (const text of [
    '在吗',
    '你好呀，在吗？',
    '好的 谢谢',
    'hi there',
    '哈哈哈',
    '我再看看',
    'thank you so',
  ])
    expect([text, isSmallTalk(text)]).toEqual([text, text !== 'thank you so'])
  for (const text of ['你好，什么时候发货', '有货吗', 'hi, where is my parcel', '好评返现吗', ''])
    expect([text, isSmallTalk(text)]).toEqual([text, false])
})
