import { expect, test } from 'vitest'
import type { Hint } from '#contract/conversations/coaching.ts'
import type { Message } from '#contract/conversations/conversations.ts'
import { chatLines, type ChatLine } from './chat-rows.rules.ts'

const message = (
  conversationId: string,
  number: number,
  second: number,
  author: 'buyer' | 'agent' = 'buyer',
) =>
  ({
    id: `${conversationId}${number}`,
    clientId: `${conversationId}${number}`,
    conversationId,
    number,
    author,
    memberId: null,
    answeredInMs: null,
    at: new Date(Date.UTC(2026, 10, 11, 1, 0, second)).toISOString(),
  }) as Message
const oneDay = () => '2026-11-11'
const said = (lines: readonly ChatLine[]) =>
  lines.flatMap((line) =>
    line.kind === 'message'
      ? [`${line.message.id}${line.from ? `@${line.from}` : ''}${line.isFollowing ? '+' : ''}`]
      : [],
  )

test('talks told together are one log: by time, each in its own order, with a mark where it was said', () => {
  const here = [message('a', 1, 1), message('a', 2, 5, 'agent'), message('a', 3, 9)]
  const there = [message('b', 1, 3), message('b', 2, 7, 'agent')].map((one) => ({
    message: one,
    from: '二店',
  }))
  expect(said(chatLines(here, [], [], oneDay, there))).toEqual(['a1', 'b1@二店', 'a2', 'b2@二店', 'a3'])
})
test('nothing of theirs stands before what is not loaded yet', () => {
  const there = [message('b', 1, 3), message('b', 2, 7)].map((one) => ({ message: one, from: '二店' }))
  const here = [message('a', 51, 5)]
  expect(said(chatLines(here, [], [], oneDay, there, true))).toEqual(['a51', 'b2@二店'])
  expect(said(chatLines(here, [], [], oneDay, there, false))).toEqual(['b1@二店', 'a51', 'b2@二店'])
})
test('the same buyer in another talk begins anew', () => {
  const there = [{ message: message('b', 1, 2), from: '二店' }]
  expect(said(chatLines([message('a', 1, 1), message('a', 2, 3)], [], [], oneDay, there))).toEqual([
    'a1',
    'b1@二店',
    'a2',
  ])
  expect(said(chatLines([message('a', 1, 1), message('a', 2, 3)], [], [], oneDay))).toEqual(['a1', 'a2+'])
})
test('a hint stands where it was given, between messages and never among them', () => {
  const at = (second: number) => new Date(Date.UTC(2026, 10, 11, 1, 0, second)).toISOString()
  const hint = (id: string, second: number) => ({ id, at: at(second) }) as Hint
  const here = [message('a', 1, 10), message('a', 2, 20), message('a', 3, 30, 'agent')]
  const lines = chatLines(here, [], [], oneDay, [], true, [hint('x', 40), hint('h', 25), hint('before', 5)])
  expect(lines.map((line) => (line.kind === 'message' ? line.message.id : line.key))).toEqual([
    'day 2026-11-11',
    'a1',
    'a2',
    'hint h',
    'a3',
    'hint x',
  ])
})
