import { describe, expect, test } from 'vitest'
import type { Message } from '#contract/conversations/conversations.ts'
import {
  answeredSince,
  holeAfter,
  mergeFetched,
  withMessage,
  withMessages,
  withReading,
  type Chat,
} from './chat-changes.rules.ts'
import { chatLines } from './chat-rows.rules.ts'
import { afterReload, withOutgoing, withoutOutgoing, type Outgoing } from './outgoing.rules.ts'

function message(number: number, more: Partial<Message> = {}): Message {
  return {
    id: `m${number}`,
    conversationId: 'c',
    number,
    author: 'buyer',
    automatic: null,
    agentName: null,
    text: `第 ${number} 句`,
    attachments: [],
    at: new Date(Date.parse('2026-11-17T06:00:00Z') + number * 1000).toISOString(),
    clientId: `client-${number}`,
    answeredInMs: null,
    isHolding: false,
    phraseId: null,
    memberId: null,
    ...more,
  }
}
const conversation = { id: 'c', version: 1 } as Chat['conversation']
const chat = (numbers: number[], more: Partial<Chat> = {}): Chat => ({
  now: '2026-11-17T06:00:00.000Z',
  conversation,
  messages: numbers.map((number) => message(number)),
  hasEarlier: false,
  readByBuyer: 0,
  readByShop: 0,
  page: null,
  ...more,
})
const numbers = (list: readonly Message[]) => list.map((one) => one.number)

describe('messages', () => {
  test('come once each and stand by their number, in whatever order they came', () => {
    const known = [message(3)]
    expect(numbers(withMessages(known, [message(5), message(4), message(3)]))).toEqual([3, 4, 5])
    expect(withMessages(known, [message(3)])).toBe(known)
    const one = chat([1])
    expect(withMessage(one, message(1))).toBe(one)
  })

  test('a hole is seen', () => {
    expect(holeAfter([1, 2, 4].map((n) => message(n)))).toBe(2)
    expect(holeAfter([4, 5, 6].map((n) => message(n)))).toBeNull()
  })

  test('fetched again, what was loaded further up stays', () => {
    const merged = mergeFetched(chat([1, 2, 3, 4]), chat([3, 4, 5], { hasEarlier: true }))
    expect(numbers(merged.messages)).toEqual([1, 2, 3, 4, 5])
    expect(merged.hasEarlier).toBe(false)
  })

  test('fetched again after a long break, a torn history is loaded anew', () => {
    const merged = mergeFetched(chat([1, 2, 3]), chat([60, 61], { hasEarlier: true }))
    expect(numbers(merged.messages)).toEqual([60, 61])
    expect(merged.hasEarlier).toBe(true)
  })

  test('a newer row and a further read mark survive an older reply', () => {
    const known = chat([1], { conversation: { ...conversation, version: 9 }, readByBuyer: 7 })
    const merged = mergeFetched(known, chat([1], { readByBuyer: 3, readByShop: 2 }))
    expect(merged.conversation.version).toBe(9)
    expect([merged.readByBuyer, merged.readByShop]).toEqual([7, 2])
    expect(withReading(merged, { byBuyer: 6 })).toBe(merged)
  })

  test('a colleague’s answer since is found, the buyer’s own message is not one', () => {
    const list = [message(1), message(2, { author: 'agent', agentName: '阿乐' }), message(3)]
    expect(answeredSince(list, 1)?.agentName).toBe('阿乐')
    expect(answeredSince(list, 2)).toBeNull()
  })
})

describe('lines of the log', () => {
  const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10)
  const outgoing = (clientId: string): Outgoing => ({
    clientId,
    conversationId: 'c',
    body: { clientId, text: '在的' },
    attachments: [],
    at: '2026-11-17T06:01:00.000Z',
    state: 'sending',
    reason: null,
  })

  test('a day stands before its first message; the same speaker within a minute follows without a head', () => {
    const next = message(4, { at: '2026-11-18T06:00:00.000Z' })
    const lines = chatLines([message(1), message(2), message(3, { author: 'agent' }), next], [], [], dayOf)
    expect(
      lines.map((line) =>
        line.kind === 'message' ? `${line.message.number}${line.isFollowing ? '+' : ''}` : line.kind,
      ),
    ).toEqual(['day', '1', '2+', '3', 'day', '4'])
  })

  test('what is on its way stands below, and not twice once it is stored', () => {
    const stored = message(1, { author: 'agent', clientId: 'one' })
    const kinds = chatLines([stored], [outgoing('one'), outgoing('two')], [], dayOf).map((line) => line.key)
    expect(kinds).toEqual(['day 2026-11-17', 'one', 'two'])
  })

  test('a word that ended stands where it ended; one from before the messages loaded does not', () => {
    const word = (id: string, number: number) => ({
      id,
      what: '14:18 前给办法',
      state: 'kept',
      endedAt: message(number).at.replace('.000Z', '.500Z'),
    })
    const keys = chatLines(
      [message(2), message(3)],
      [],
      [word('after', 3), word('between', 2), word('before', 1)],
      dayOf,
    ).map((line) => line.key)
    expect(keys).toEqual(['day 2026-11-17', 'client-2', 'word between', 'client-3', 'word after'])
  })

  test('what was sending when the page went is offered again under the same id', () => {
    expect(afterReload([outgoing('one')])).toEqual([
      { ...outgoing('one'), state: 'failed', reason: 'unavailable' },
    ])
    const again = withOutgoing([outgoing('one'), outgoing('two')], { ...outgoing('one'), state: 'failed' })
    expect(again.map((one) => [one.clientId, one.state])).toEqual([
      ['two', 'sending'],
      ['one', 'failed'],
    ])
    expect(withoutOutgoing(again, 'two').map((one) => one.clientId)).toEqual(['one'])
  })
})
