import { expect, test } from 'vitest'
import { quickDues, wordGroup } from './word-groups.rules.ts'

const at = (text: string) => `2026-11-${text}+08:00`
const now = Date.parse(at('20T14:00:00'))

test.each([
  ['20T13:59:59', 'overdue'],
  ['20T14:00:00', 'overdue'],
  ['20T23:59:59', 'today'],
  ['21T00:00:00', 'tomorrow'],
  ['21T23:59:00', 'tomorrow'],
  ['22T00:00:00', 'later'],
])('due %s is %s for a shop in Shanghai', (due, group) => {
  expect(wordGroup(at(due), 'Asia/Shanghai', now)).toBe(group)
})

test('the same instant is another day elsewhere', () => {
  expect(wordGroup(at('21T00:30:00'), 'Europe/London', now)).toBe('today')
})

test('this evening is not offered once it is near', () => {
  expect(quickDues(16)[0]?.kind).toBe('evening')
  expect(quickDues(17)[0]?.kind).toBe('noon')
})
