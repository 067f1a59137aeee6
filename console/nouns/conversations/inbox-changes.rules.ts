/**
 * How the inbox on screen changes by what the stream tells. An event may come twice, late, or in another order
 * than the one before: within a conversation `version` decides, and older rows are dropped.
 */
import type { InboxRow } from '#contract/conversations/conversations.ts'
import type { Api } from '#contract/endpoints.ts'

export type InboxView = 'mine' | 'all' | 'unassigned' | 'coached'
export type Inbox = Api['GET /api/inbox']['reply']
type Queue = InboxRow['queue']

/**
 * Whether an open conversation stands in this view; closed ones stand in none. "Mine" are the chats that one
 * holds, those that one owns although a colleague holds them, and those in nobody's hands; "coached" those that one's
 * newcomers hold.
 */
export function belongsTo(
  view: InboxView,
  row: InboxRow,
  memberId: string,
  newcomers: readonly string[] = [],
): boolean {
  if (row.isClosed) return false
  if (view === 'all') return true
  if (view === 'unassigned') return row.assigneeId === null
  if (view === 'coached') return row.assigneeId !== null && newcomers.includes(row.assigneeId)
  return row.assigneeId === memberId || row.inquiryOwnerId === memberId || row.assigneeId === null
}

export function findRow(inbox: Inbox, id: string): InboxRow | null {
  for (const queue of ['waiting', 'owed', 'quiet'] as const) {
    const found = inbox[queue].find((row) => row.id === id)
    if (found) return found
  }
  return null
}

/**
 * The inbox with one conversation as it is now. Returns the same object when nothing changes: the row is known
 * in this version or a newer one. The counts follow the rows; what they count beyond the page is left as it was.
 */
export function withRow(inbox: Inbox, row: InboxRow, view: InboxView, memberId: string): Inbox {
  const known = findRow(inbox, row.id)
  if (known && known.version >= row.version) return inbox
  const belongs = belongsTo(view, row, memberId, inbox.newcomers)
  if (!known && !belongs) return inbox
  const counts = { ...inbox.counts }
  const next = { ...inbox, counts }
  if (known) {
    next[known.queue] = inbox[known.queue].filter((one) => one.id !== row.id)
    counts[known.queue] = Math.max(0, counts[known.queue] - 1)
  }
  if (belongs) {
    next[row.queue] = place(next[row.queue], row)
    counts[row.queue] += 1
  }
  const wasMine = known !== null && known.assigneeId === memberId
  const isMine = !row.isClosed && row.assigneeId === memberId
  if (wasMine !== isMine) counts.mine = Math.max(0, counts.mine + (isMine ? 1 : -1))
  if (known && row.isClosed) counts.closedToday += 1
  return next
}

/** `waiting` is sorted where it is shown, because its order changes with time; the others are kept sorted here. */
function place(rows: readonly InboxRow[], row: InboxRow): InboxRow[] {
  return [...rows, row].sort(queueOrders[row.queue])
}

const queueOrders: Record<Queue, (a: InboxRow, b: InboxRow) => number> = {
  waiting: (a, b) => compare(a.clock?.startedAt ?? '', b.clock?.startedAt ?? '') || compare(a.id, b.id),
  owed: (a, b) => compare(a.word?.dueAt ?? '', b.word?.dueAt ?? '') || compare(a.id, b.id),
  quiet: (a, b) => compare(b.lastAt, a.lastAt) || compare(b.id, a.id),
}

/** Instants in ISO 8601 with `Z` and milliseconds, and UUIDs, sort as text. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** A further page of quiet conversations, without those that are already there. */
export function withQuietPage(inbox: Inbox, page: Pick<Inbox, 'quiet' | 'quietNext'>): Inbox {
  const fresh = page.quiet.filter((row) => findRow(inbox, row.id) === null)
  return { ...inbox, quiet: [...inbox.quiet, ...fresh], quietNext: page.quietNext }
}
