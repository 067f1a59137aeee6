/**
 * 聊天记录: what was said, each message once and in number order, however it came (opening, stream, refetch,
 * poll, the reply to a resend). Messages are numbered by the desk without gaps, so a gap here means that
 * something was missed and says from where to ask again.
 */
import type { BuyerMessage } from '#contract/conversations/widget.ts'
import type { OutboxItem } from './outbox.rules.ts'

export interface Timeline {
  /** Ascending by number, each number once. */
  messages: readonly BuyerMessage[]
  hasEarlier: boolean
  /** The highest number the shop has read. */
  readByShop: number
}

export const emptyTimeline: Timeline = { messages: [], hasEarlier: false, readByShop: 0 }

/** Adds what came, in any order and however often. The same timeline comes back when nothing was new. */
export function mergeMessages(timeline: Timeline, incoming: readonly BuyerMessage[]): Timeline {
  const byNumber = new Map(timeline.messages.map((message) => [message.number, message]))
  for (const message of incoming) if (!byNumber.has(message.number)) byNumber.set(message.number, message)
  if (byNumber.size === timeline.messages.length) return timeline
  return { ...timeline, messages: [...byNumber.values()].sort((a, b) => a.number - b.number) }
}

/** Adds a page of older messages; `hasEarlier` is that page's own word on what lies before it. */
export function addEarlier(timeline: Timeline, page: readonly BuyerMessage[], hasEarlier: boolean): Timeline {
  return { ...mergeMessages(timeline, page), hasEarlier }
}

/**
 * The newest page, joined to what is here when it is the same conversation and no page is missing between; in
 * place of it otherwise (another buyer's chat, or a long absence).
 */
export function joinNewest(timeline: Timeline, page: readonly BuyerMessage[], hasEarlier: boolean): Timeline {
  const ids = new Set(timeline.messages.map(({ id }) => id))
  if (!page.some(({ id }) => ids.has(id))) return addEarlier(emptyTimeline, page, hasEarlier)
  const reachesFurther = (page[0]?.number ?? Infinity) <= (timeline.messages[0]?.number ?? 0)
  return addEarlier(timeline, page, reachesFurther ? hasEarlier : timeline.hasEarlier)
}

export function readByShopUpTo(timeline: Timeline, upTo: number): Timeline {
  return upTo > timeline.readByShop ? { ...timeline, readByShop: upTo } : timeline
}

/** The number after which something is missing, or null. */
export function gapAfter({ messages }: Timeline): number | null {
  const before = messages.find(
    ({ number }, index) => messages[index + 1] && messages[index + 1]!.number !== number + 1,
  )
  return before?.number ?? null
}

export const lastNumber = ({ messages }: Timeline) => messages[messages.length - 1]?.number ?? 0

/** How many of the shop's messages lie beyond `readUpTo`. */
export const countUnread = ({ messages }: Timeline, readUpTo: number) =>
  messages.filter(({ number, author }) => number > readUpTo && author !== 'buyer').length

export type Entry = { kind: 'said'; message: BuyerMessage } | { kind: 'unsent'; item: OutboxItem }

/**
 * What stands on the screen: everything said, then what is still on its way. A message that arrived by the
 * stream before the reply to its sending came is shown once, as said.
 */
export function entriesOf(timeline: Timeline, outbox: readonly OutboxItem[]): Entry[] {
  const arrived = new Set(timeline.messages.map(({ clientId }) => clientId))
  return [
    ...timeline.messages.map((message): Entry => ({ kind: 'said', message })),
    ...outbox
      .filter(({ clientId }) => !arrived.has(clientId))
      .map((item): Entry => ({ kind: 'unsent', item })),
  ]
}
