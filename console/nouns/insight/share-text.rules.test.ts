import { expect, test } from 'vitest'
import { readShare, shareText, waitText } from './share-text.rules.ts'

test.each([
  [9650, '96.5%'],
  [9667, '96.67%'],
  [10_000, '100%'],
  [0, '0%'],
  [null, '–'],
])('%s is said as %s', (share, text) => {
  expect(shareText(share)).toBe(text)
})
test.each([
  ['96.5', 9650],
  ['96.5%', 9650],
  [' 100 ％', 10_000],
  ['0', 0],
  ['100.01', null],
  ['-1', null],
  ['', null],
  ['九十', null],
])('%s is read as %s', (text, share) => {
  expect(readShare(text)).toBe(share)
})
test.each([
  [181_000, '3:01'],
  [3_720_000, '1:02:00'],
  [400, '0:00'],
])('%i ms is %s', (ms, text) => {
  expect(waitText(ms)).toBe(text)
})
