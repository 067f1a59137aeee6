/** How the open chat changes: messages come by the stream, by fetching, and by sending, each possibly twice. */
import type { InboxRow, Message } from '#contract/conversations/conversations.ts'
import type { Api } from '#contract/endpoints.ts'

export type Chat = Api['GET /api/conversations/:id']['reply']
export type MessagePage = Api['GET /api/conversations/:id/messages']['reply']

/** The messages with some more; each once, in order of their numbers. The same list when none is new. */
export function withMessages(known: Message[], more: readonly Message[]): Message[] {
  const ids = new Set(known.map((message) => message.id))
  const fresh = more.filter((message) => !ids.has(message.id))
  if (fresh.length === 0) return known
  return [...known, ...fresh].sort((a, b) => a.number - b.number)
}

export function withMessage(chat: Chat, message: Message): Chat {
  const messages = withMessages(chat.messages, [message])
  return messages === chat.messages ? chat : { ...chat, messages }
}

export function withConversation(chat: Chat, row: InboxRow): Chat {
  return row.version > chat.conversation.version ? { ...chat, conversation: row } : chat
}

/** How far a side has read only ever grows. */
export function withReading(chat: Chat, read: { byBuyer?: number; byShop?: number }): Chat {
  const readByBuyer = Math.max(chat.readByBuyer, read.byBuyer ?? 0)
  const readByShop = Math.max(chat.readByShop, read.byShop ?? 0)
  if (readByBuyer === chat.readByBuyer && readByShop === chat.readByShop) return chat
  return { ...chat, readByBuyer, readByShop }
}

/** A chat fetched again: the server is right, and what was loaded further up or came since is kept. */
export function mergeFetched(known: Chat | undefined, fetched: Chat): Chat {
  if (!known || known.conversation.id !== fetched.conversation.id) return fetched
  const first = fetched.messages[0]?.number ?? Number.POSITIVE_INFINITY
  const last = known.messages.at(-1)?.number ?? 0
  // The two do not touch: what lies between is unknown, so the older part goes and is loaded again on scrolling.
  const isTorn = known.messages.length > 0 && first > last + 1
  const base = isTorn ? [] : known.messages
  const messages = withMessages(base, fetched.messages)
  const hasEarlier = isTorn || (base[0]?.number ?? first) >= first ? fetched.hasEarlier : known.hasEarlier
  const merged: Chat = { ...fetched, messages, hasEarlier }
  return withReading(withConversation(merged, known.conversation), {
    byBuyer: known.readByBuyer,
    byShop: known.readByShop,
  })
}

/** The number of the last message before a hole, or null when the numbers run without one. */
export function holeAfter(messages: readonly Message[]): number | null {
  for (let i = 1; i < messages.length; i += 1) {
    const before = messages[i - 1]
    const here = messages[i]
    if (before && here && here.number > before.number + 1) return before.number
  }
  return null
}

/** The newest message that a colleague wrote after `sawNumber`; null when nobody but `agentName` answered. */
export function answeredSince(messages: readonly Message[], sawNumber: number): Message | null {
  return messages.findLast((message) => message.number > sawNumber && message.author === 'agent') ?? null
}
