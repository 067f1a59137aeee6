import { describe, expect, test } from 'vitest'
import type { Newcomer } from '#contract/conversations/coaching.ts'
import type { InboxRow } from '#contract/conversations/conversations.ts'
import { withChat } from './look-in.rules.ts'

const row = (id: string, version: number, more: Partial<InboxRow> = {}): InboxRow => ({
  id,
  version,
  queue: 'quiet',
  channel: 'webchat',
  buyerName: id,
  customerId: null,
  storeName: '官网',
  lastText: '在吗',
  lastAt: '2026-11-17T06:00:00.000Z',
  lastAuthor: 'buyer',
  unread: 1,
  assigneeId: 'new',
  assigneeName: '小满',
  inquiryOwnerId: 'new',
  inquiryOwnerName: '小满',
  clock: null,
  word: null,
  isReturning: false,
  lane: 'ordinary',
  isDifficult: false,
  joinedTo: null,
  isClosed: false,
  ...more,
})
const waits = (startedAt: string): Partial<InboxRow> => ({
  queue: 'waiting',
  clock: { turnId: 't', startedAt, targetAt: startedAt, dueAt: startedAt, isFirst: true, missed: false },
})
const newcomer = (memberId: string, ...chats: InboxRow[]): Newcomer => ({
  memberId,
  name: memberId,
  presence: 'on',
  presenceSince: '2026-11-17T05:00:00.000Z',
  coachId: 'coach',
  coachName: '苏禾',
  cap: 3,
  beganAt: '2026-11-16T05:00:00.000Z',
  chats,
})
const shown = (newcomers: readonly Newcomer[]) =>
  newcomers.map((one) => `${one.memberId}: ${one.chats.map((chat) => chat.id).join(' ')}`)

describe('what a coach sees', () => {
  const seen = [newcomer('new', row('a', 2)), newcomer('other', row('b', 1, { assigneeId: 'other' }))]
  test.each([
    ['a new chat of a newcomer', row('c', 1, waits('2026-11-17T06:00:05.000Z')), ['new: c a', 'other: b']],
    [
      'one that is handed from one to the other',
      row('a', 3, { assigneeId: 'other' }),
      ['new: ', 'other: a b'],
    ],
    ['one that leaves their hands', row('a', 3, { assigneeId: 'coach' }), ['new: ', 'other: b']],
    ['one that is settled', row('b', 2, { assigneeId: 'other', isClosed: true }), ['new: a', 'other: ']],
  ])('%s', (_name, changed, after) => {
    expect(shown(withChat(seen, changed))).toEqual(after)
  })
  test('what is older, or not theirs, changes nothing', () => {
    expect(withChat(seen, row('a', 1, { isClosed: true }))).toBe(seen)
    expect(withChat(seen, row('z', 9, { assigneeId: 'coach' }))).toBe(seen)
    expect(withChat(seen, row('z', 9, { isClosed: true }))).toBe(seen)
  })
  test('who waits longest stands first', () => {
    const later = row('late', 1, waits('2026-11-17T06:00:09.000Z'))
    const sooner = row('soon', 1, waits('2026-11-17T06:00:01.000Z'))
    expect(shown([sooner, later].reduce(withChat, seen as readonly Newcomer[]))[0]).toBe('new: soon late a')
  })
})
