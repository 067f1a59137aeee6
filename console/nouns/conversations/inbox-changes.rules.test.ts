import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { InboxRow } from '#contract/conversations/conversations.ts'
import { belongsTo, findRow, withQuietPage, withRow, type Inbox } from './inbox-changes.rules.ts'

const me = 'member-me'
const empty: Inbox = {
  now: '2026-11-17T06:00:00.000Z',
  waiting: [],
  owed: [],
  quiet: [],
  counts: { waiting: 0, owed: 0, quiet: 0, mine: 0, cap: 40, closedToday: 0 },
  quietNext: null,
  newcomers: [],
}

function row(id: string, version: number, more: Partial<InboxRow> = {}): InboxRow {
  return {
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
    assigneeId: me,
    assigneeName: '苏禾',
    inquiryOwnerId: me,
    inquiryOwnerName: '苏禾',
    clock: null,
    word: null,
    isReturning: false,
    lane: 'ordinary',
    isDifficult: false,
    joinedTo: null,
    isClosed: false,
    ...more,
  }
}
const filled = (...rows: InboxRow[]) => rows.reduce((inbox, one) => withRow(inbox, one, 'mine', me), empty)

describe('belongsTo', () => {
  test.each([
    ['mine', { assigneeId: me }, true],
    ['mine', { assigneeId: 'other', inquiryOwnerId: 'other' }, false],
    ['mine', { assigneeId: 'other', inquiryOwnerId: me }, true],
    ['mine', { assigneeId: null, inquiryOwnerId: 'other' }, true],
    ['unassigned', { assigneeId: null }, true],
    ['unassigned', { assigneeId: me }, false],
    ['all', { assigneeId: 'other' }, true],
    ['all', { isClosed: true }, false],
    ['mine', { isClosed: true }, false],
    ['coached', { assigneeId: 'new' }, true],
    ['coached', { assigneeId: me }, false],
    ['coached', { assigneeId: null }, false],
    ['coached', { assigneeId: 'new', isClosed: true }, false],
  ] as const)('%s %j: %s', (view, more, belongs) => {
    expect(belongsTo(view, row('a', 1, more), me, ['new'])).toBe(belongs)
  })
})

describe('withRow', () => {
  test('a conversation moves between the queues and the counts follow', () => {
    const asked = withRow(filled(row('a', 1)), row('a', 2, { queue: 'waiting' }), 'mine', me)
    expect(asked.waiting.map((one) => one.id)).toEqual(['a'])
    expect(asked.quiet).toEqual([])
    expect(asked.counts).toMatchObject({ waiting: 1, quiet: 0, mine: 1 })
  })

  test('an older event, and the same one again, change nothing', () => {
    const inbox = filled(row('a', 5, { queue: 'waiting' }))
    expect(withRow(inbox, row('a', 4), 'mine', me)).toBe(inbox)
    expect(withRow(inbox, row('a', 5), 'mine', me)).toBe(inbox)
  })

  test('handed to a colleague it leaves, and makes room', () => {
    const inbox = withRow(
      filled(row('a', 1), row('b', 1)),
      row('a', 2, { assigneeId: 'other', inquiryOwnerId: 'other' }),
      'mine',
      me,
    )
    expect(findRow(inbox, 'a')).toBeNull()
    expect(inbox.counts).toMatchObject({ quiet: 1, mine: 1 })
  })

  test('closed it leaves and counts as settled; a stranger’s conversation does not show', () => {
    const inbox = withRow(filled(row('a', 1)), row('a', 2, { isClosed: true }), 'mine', me)
    expect(inbox.counts).toMatchObject({ quiet: 0, mine: 0, closedToday: 1 })
    expect(withRow(inbox, row('x', 1, { assigneeId: 'other', inquiryOwnerId: 'other' }), 'mine', me)).toBe(
      inbox,
    )
  })

  test('owed: the next due on top; quiet: the newest on top', () => {
    const word = (dueAt: string) => ({ id: dueAt, what: '问仓库', dueAt, soonAt: dueAt })
    const inbox = filled(
      row('late', 1, { queue: 'owed', word: word('2026-11-17T10:00:00.000Z') }),
      row('soon', 1, { queue: 'owed', word: word('2026-11-17T06:25:00.000Z') }),
      row('old', 1, { lastAt: '2026-11-17T05:00:00.000Z' }),
      row('new', 1, { lastAt: '2026-11-17T05:30:00.000Z' }),
    )
    expect(inbox.owed.map((one) => one.id)).toEqual(['soon', 'late'])
    expect(inbox.quiet.map((one) => one.id)).toEqual(['new', 'old'])
  })

  test('in whatever order events come, the newest version of each stands', () => {
    const change = fc.record({
      id: fc.constantFrom('a', 'b', 'c'),
      version: fc.integer({ min: 1, max: 9 }),
      queue: fc.constantFrom('waiting' as const, 'owed' as const, 'quiet' as const),
    })
    fc.assert(
      fc.property(fc.uniqueArray(change, { selector: (one) => `${one.id} ${one.version}` }), (changes) => {
        const inbox = filled(...changes.map((one) => row(one.id, one.version, { queue: one.queue })))
        for (const id of ['a', 'b', 'c']) {
          const newest = changes.filter((one) => one.id === id).sort((x, y) => y.version - x.version)[0]
          expect(findRow(inbox, id)?.version).toBe(newest?.version)
          if (newest) expect(inbox[newest.queue].some((one) => one.id === id)).toBe(true)
        }
        const { counts } = inbox
        expect([counts.waiting, counts.owed, counts.quiet]).toEqual([
          inbox.waiting.length,
          inbox.owed.length,
          inbox.quiet.length,
        ])
        expect(counts.mine).toBe(new Set(changes.map((one) => one.id)).size)
      }),
    )
  })
})

test('a further page brings only what is not there yet', () => {
  const inbox = { ...filled(row('a', 2, { queue: 'waiting' }), row('b', 1)), quietNext: 'one' }
  const paged = withQuietPage(inbox, { quiet: [row('a', 1), row('c', 1)], quietNext: null })
  expect(paged.quiet.map((one) => one.id)).toEqual(['b', 'c'])
  expect(paged.quietNext).toBeNull()
})
