import { describe, expect, test } from 'vitest'
import type { BuyerMessage } from '#contract/conversations/widget.ts'
import { newItem } from './outbox.rules.ts'
import { lastReadOwn, rowsOf } from './rows.rules.ts'
import type { Entry } from './timeline.rules.ts'

const noon = new Date(2026, 10, 11, 12, 0, 0).getTime()
const said = (
  number: number,
  author: BuyerMessage['author'],
  seconds: number,
  more: Partial<BuyerMessage> = {},
): Entry => ({
  kind: 'said',
  message: {
    id: `id-${number}`,
    number,
    author,
    automatic: null,
    agentName: author === 'agent' ? '阿禾' : null,
    text: 'x',
    attachments: [],
    at: new Date(noon + seconds * 1000).toISOString(),
    clientId: `client-${number}`,
    answeredInMs: null,
    ...more,
  },
})
const unsent = (clientId: string, seconds: number): Entry => ({
  kind: 'unsent',
  item: newItem(clientId, 'x', [], noon + seconds * 1000),
})
const meta = (entries: Entry[], lastRead = 0) =>
  rowsOf(entries, lastRead).flatMap((row) => (row.kind === 'entry' ? [row.hasMeta] : []))

describe('days', () => {
  test('each day is named once, before its first message', () => {
    const rows = rowsOf([said(1, 'agent', -86_400), said(2, 'buyer', -86_390), said(3, 'buyer', 0)], 0)
    expect(rows.map(({ kind }) => kind)).toEqual(['day', 'entry', 'entry', 'day', 'entry'])
  })
})

describe('runs', () => {
  test('messages of one side within a minute share one line of meta', () => {
    expect(
      meta([said(1, 'buyer', 0), said(2, 'buyer', 20), said(3, 'agent', 25), said(4, 'agent', 100)]),
    ).toEqual([false, true, true, true])
  })
  test('a colleague who steps in opens a run of their own', () => {
    expect(meta([said(1, 'agent', 0), said(2, 'agent', 5, { agentName: '小满' })])).toEqual([true, true])
  })
  test('an answer that says how fast it was keeps its line, and so does an automatic message', () => {
    expect(meta([said(1, 'agent', 0, { answeredInMs: 5000 }), said(2, 'agent', 5)])).toEqual([true, true])
    expect(meta([said(1, 'automatic', 0, { automatic: 'greeting' }), said(2, 'automatic', 5)])).toEqual([
      true,
      true,
    ])
  })
  test('a message that is acknowledged does not move what stands around it', () => {
    const before = meta([said(1, 'buyer', 0), unsent('client-2', 5)])
    expect(meta([said(1, 'buyer', 0), said(2, 'buyer', 5)])).toEqual(before)
    const keys = (entries: Entry[]) => rowsOf(entries, 0).map(({ key }) => key)
    expect(keys([unsent('client-2', 5)]).slice(1)).toEqual(keys([said(2, 'buyer', 5)]).slice(1))
  })
})

describe('the read mark', () => {
  const entries = [said(1, 'buyer', 0), said(2, 'agent', 1), said(3, 'buyer', 2), unsent('u', 3)]
  test.each([
    [0, 0],
    [1, 1],
    [2, 1],
    [3, 3],
    [9, 3],
  ])('read up to %i stands at %i', (readByShop, at) => {
    expect(lastReadOwn(entries, readByShop)).toBe(at)
  })
})
