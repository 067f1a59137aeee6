import { expect, test } from 'vitest'
import { isThanks, judgePhrase } from './phrase-verdict.rules.ts'

const now = new Date('2026-06-01T00:00:00Z')
const days = (n: number) => new Date(now.getTime() - n * 86_400_000)
const none = { sent: 0, edited: 0, thanked: 0, askedAgain: 0, ordered: 0 }

test.each([
  ['works', { ...none, sent: 20, edited: 3, thanked: 9 }, 'good'],
  ['is mostly rewritten', { ...none, sent: 20, edited: 10 }, 'rewrite'],
  ['does not answer', { ...none, sent: 20, askedAgain: 12, thanked: 3 }, 'retire'],
  [
    'leads to orders although they ask on',
    { ...none, sent: 20, askedAgain: 10, ordered: 8, thanked: 3 },
    'good',
  ],
  ['was used too little', { ...none, sent: 9, edited: 9 }, 'too_few'],
] as const)('[PHR-13] a phrase that %s', (_what, counted, verdict) => {
  expect(judgePhrase(counted, { isAutomatic: false, createdAt: days(200), lastAt: days(1) }, now)).toBe(
    verdict,
  )
})
test('[PHR-13] one that nobody used for a quarter is in the way, a new one is not', () => {
  const judge = (createdAt: Date) => judgePhrase(none, { isAutomatic: false, createdAt, lastAt: null }, now)
  expect(judge(days(90))).toBe('unused')
  expect(judge(days(89))).toBe('too_few')
})
test('of what the desk sends by itself nothing is said', () => {
  expect(judgePhrase(none, { isAutomatic: true, createdAt: days(200), lastAt: null }, now)).toBe('good')
})
test.each([
  ['谢谢', true],
  ['好的', true],
  ['Thanks a lot', true],
  ['那不行', false],
])('%s thanks: %s', (text, expected) => {
  expect(isThanks(text)).toBe(expected)
})
