import { expect, test } from 'vitest'
import { fillSlots, nextOpenSlot, openSlots } from './slots.ts'

const shown = (text: string) => openSlots(text).map((one) => text.slice(one.start, one.end))

test.each([
  ['补寄的单号是 ____，预计 ____ 到', ['____', '____']],
  ['差价 {amount} 元', ['{amount}']],
  ['欢迎光临{shop}店，我是客服{agent}', ['{shop}', '{agent}']],
  ['全角＿＿也是', ['＿＿']],
  ['a__b 不是，{} 不是，{断\n行} 不是', []],
])('[PHR-02] open slots of %s', (text, slots) => {
  expect(shown(text)).toEqual(slots)
})

test('[PHR-02] [PHR-07] known slots are filled and marked, unknown ones stay open', () => {
  const filled = fillSlots('{address}，{order} 走{carrier}，单号 ____，退 {amount} 元', {
    address: '您好',
    order: '5521',
    carrier: ' ',
  })
  expect(filled.text).toBe('您好，5521 走{carrier}，单号 ____，退 {amount} 元')
  expect(filled.filled.map((one) => filled.text.slice(one.start, one.end))).toEqual(['您好', '5521'])
  expect(filled.open.map((one) => one.name)).toEqual(['carrier', '', 'amount'])
  for (const one of filled.open) expect(filled.text.slice(one.start, one.end)).toMatch(/^(\{.+\}|_+)$/)
})

test('a value that itself looks like a slot does not count as open', () => {
  const filled = fillSlots('{buyer}您好，{order}', { buyer: '{猫}' })
  expect(filled.text).toBe('{猫}您好，{order}')
  expect(filled.open.map((one) => one.name)).toEqual(['order'])
})

test('names of the object itself are no values', () => {
  expect(fillSlots('{constructor}', {}).text).toBe('{constructor}')
})

test('Tab goes to the next slot and round, Shift+Tab back', () => {
  const text = '单号 ____，{date} 到'
  const [first, second] = openSlots(text)
  const at = (offset: number) => ({ start: offset, end: offset })
  expect(nextOpenSlot(text, at(0))).toEqual(first)
  expect(nextOpenSlot(text, first ?? at(0))).toEqual(second)
  expect(nextOpenSlot(text, second ?? at(0))).toEqual(first)
  expect(nextOpenSlot(text, second ?? at(0), true)).toEqual(first)
  expect(nextOpenSlot(text, first ?? at(0), true)).toEqual(second)
  expect(nextOpenSlot('没有', at(0))).toBeNull()
})
