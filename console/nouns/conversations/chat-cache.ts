import type { QueryClient } from '@tanstack/react-query'
import type { InboxRow, Message } from '#contract/conversations/conversations.ts'
import { api } from '../../parts/api.ts'
import { noteServerNow } from '../../parts/stream.tsx'
import {
  holeAfter,
  mergeFetched,
  withConversation,
  withMessage,
  withMessages,
  withReading,
  type Chat,
  type MessagePage,
} from './chat-changes.rules.ts'
import { findRow, withQuietPage, withRow, type Inbox, type InboxView } from './inbox-changes.rules.ts'

/** All that is fetched here stands under the member's id, so that two shops of one person never mix. */
export const inboxKey = (memberId: string, view: InboxView) => ['inbox', memberId, view] as const
export const chatKey = (memberId: string, id: string) => ['chat', memberId, id] as const
export const panelKey = (memberId: string, id: string) => ['panel', memberId, id] as const

const pageSize = 50
const views = ['mine', 'all', 'unassigned', 'coached'] as const satisfies readonly InboxView[]
/** Rows that the stream brought while a page was being fetched: they may be newer than the page. */
const underWay = new Set<InboxRow[]>()

export async function fetchInbox(memberId: string, view: InboxView): Promise<Inbox> {
  const rows: InboxRow[] = []
  underWay.add(rows)
  try {
    const inbox = await api('GET /api/inbox', { query: { view, limit: pageSize } })
    noteServerNow(inbox.now)
    return rows.reduce((sofar: Inbox, row) => withRow(sofar, row, view, memberId), inbox)
  } finally {
    underWay.delete(rows)
  }
}

export async function fetchMoreQuiet(client: QueryClient, memberId: string, view: InboxView): Promise<void> {
  const known = client.getQueryData<Inbox>(inboxKey(memberId, view))
  if (!known?.quietNext) return
  const page = await api('GET /api/inbox', { query: { view, limit: pageSize, quietCursor: known.quietNext } })
  client.setQueryData<Inbox>(inboxKey(memberId, view), (inbox) => inbox && withQuietPage(inbox, page))
}

/** A chat with its newest messages, laid over what is known of it. */
export async function fetchChat(client: QueryClient, memberId: string, id: string): Promise<Chat> {
  const fetched = await api('GET /api/conversations/:id', { params: { id } })
  noteServerNow(fetched.now)
  takeRow(client, memberId, fetched.conversation, false)
  return mergeFetched(client.getQueryData<Chat>(chatKey(memberId, id)), fetched)
}

export async function fetchEarlier(client: QueryClient, memberId: string, id: string): Promise<void> {
  const first = client.getQueryData<Chat>(chatKey(memberId, id))?.messages[0]
  if (!first) return
  const page = await api('GET /api/conversations/:id/messages', {
    params: { id },
    query: { before: first.number },
  })
  takePage(client, memberId, id, page, true)
}

/** Fetches what came after the newest message known, or after a hole in the numbers. */
export async function fetchNewer(client: QueryClient, memberId: string, id: string): Promise<void> {
  const chat = client.getQueryData<Chat>(chatKey(memberId, id))
  if (!chat) return
  const after = holeAfter(chat.messages) ?? chat.messages.at(-1)?.number ?? 0
  takePage(
    client,
    memberId,
    id,
    await api('GET /api/conversations/:id/messages', { params: { id }, query: { after } }),
  )
}

function takePage(client: QueryClient, memberId: string, id: string, page: MessagePage, isEarlier = false) {
  client.setQueryData<Chat>(chatKey(memberId, id), (chat) => {
    if (!chat) return chat
    const messages = withMessages(chat.messages, page.messages)
    return { ...chat, messages, hasEarlier: isEarlier ? page.hasEarlier : chat.hasEarlier }
  })
}

/** A stored message into its chat, if that is loaded. Fetches what is missing between. */
export function takeMessage(client: QueryClient, memberId: string, message: Message): void {
  const key = chatKey(memberId, message.conversationId)
  const chat = client.setQueryData<Chat>(key, (known) => known && withMessage(known, message))
  if (chat && holeAfter(chat.messages) !== null)
    void fetchNewer(client, memberId, message.conversationId).catch(ignoreLost)
}

/**
 * A conversation as it is now, into every queue and chat on this device. `isNews` false: it was only looked at, and
 * where a queue does not show it, it lies beyond the page. Returns true when a queue did not know it.
 */
export function takeRow(client: QueryClient, memberId: string, row: InboxRow, isNews = true): boolean {
  let isUnknown = false
  for (const rows of underWay) rows.push(row)
  for (const view of views) {
    client.setQueryData<Inbox>(inboxKey(memberId, view), (inbox) => {
      if (!inbox) return inbox
      const isKnown = findRow(inbox, row.id) !== null
      if (!isKnown) isUnknown = true
      return isKnown || isNews ? withRow(inbox, row, view, memberId) : inbox
    })
  }
  client.setQueryData<Chat>(chatKey(memberId, row.id), (chat) => chat && withConversation(chat, row))
  return isUnknown
}

/** Counts of what lies beyond the page cannot be kept by events alone: they are asked for. */
export async function fetchCounts(client: QueryClient, memberId: string): Promise<void> {
  for (const view of views) {
    if (!client.getQueryData<Inbox>(inboxKey(memberId, view))) continue
    const { counts } = await api('GET /api/inbox', { query: { view, limit: 1 } })
    client.setQueryData<Inbox>(inboxKey(memberId, view), (inbox) => inbox && { ...inbox, counts })
  }
}

export function takeReading(
  client: QueryClient,
  memberId: string,
  id: string,
  read: { byBuyer?: number; byShop?: number },
) {
  client.setQueryData<Chat>(chatKey(memberId, id), (chat) => chat && withReading(chat, read))
}

/** What could not be fetched now comes with the next reset of the stream, which fetches everything again. */
export function ignoreLost(): void {}
