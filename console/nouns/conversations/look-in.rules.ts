/** How what a coach sees changes by what the stream tells: within a conversation `version` decides, older rows are dropped. */
import type { Newcomer } from '#contract/conversations/coaching.ts'
import type { InboxRow } from '#contract/conversations/conversations.ts'

/** The newcomers with one conversation as it is now; the same list when nothing changes for them. */
export function withChat(newcomers: readonly Newcomer[], row: InboxRow): readonly Newcomer[] {
  const known = newcomers.flatMap((one) => one.chats).find((chat) => chat.id === row.id)
  const holder = row.isClosed ? undefined : newcomers.find((one) => one.memberId === row.assigneeId)
  if (known ? known.version >= row.version : !holder) return newcomers
  return newcomers.map((one) => {
    const others = one.chats.filter((chat) => chat.id !== row.id)
    if (one === holder) return { ...one, chats: [...others, row].sort(byUrgency) }
    return others.length === one.chats.length ? one : { ...one, chats: others }
  })
}

/** Who waits longest first, then what is owed soonest, then the latest. */
export function byUrgency(a: InboxRow, b: InboxRow): number {
  return (
    queues.indexOf(a.queue) - queues.indexOf(b.queue) ||
    compare(a.clock?.startedAt ?? '', b.clock?.startedAt ?? '') ||
    compare(a.word?.dueAt ?? '', b.word?.dueAt ?? '') ||
    compare(b.lastAt, a.lastAt) ||
    compare(a.id, b.id)
  )
}
const queues: readonly InboxRow['queue'][] = ['waiting', 'owed', 'quiet']

/** Instants in ISO 8601 with `Z` and milliseconds, and UUIDs, sort as text. */
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
