/** What stands in the log, line by line: date separators, messages, and what was not sent yet. */
import type { Message } from '#contract/conversations/conversations.ts'
import type { Outgoing } from './outgoing.rules.ts'

export type ChatLine =
  | { kind: 'day'; key: string; at: string }
  | {
      kind: 'message'
      key: string
      message: Message
      /** Same author as the line before, within a minute. */ isFollowing: boolean
    }
  | { kind: 'outgoing'; key: string; outgoing: Outgoing }
  | { kind: 'word'; key: string; word: EndedWord }

/** A word of this conversation that has ended: its end stands in the log where it happened. */
export interface EndedWord {
  id: string
  what: string
  state: string
  endedAt: string
}

const together = 60_000

/**
 * @param dayOf names the shop's local day of an instant (epoch ms)
 */
export function chatLines(
  messages: readonly Message[],
  outgoing: readonly Outgoing[],
  words: readonly EndedWord[],
  dayOf: (at: number) => string,
): ChatLine[] {
  const lines: ChatLine[] = []
  const stored = new Set(messages.map((message) => message.clientId))
  let day = ''
  let before: Message | null = null
  // What ended before the oldest message loaded belongs to a part that is not shown.
  const ended = [...words]
    .filter((word) => word.endedAt >= (messages[0]?.at ?? ''))
    .sort((a, b) => (a.endedAt < b.endedAt ? -1 : 1))
  const putWords = (until: string | null) => {
    while (ended[0] && (until === null || ended[0].endedAt < until)) {
      const word = ended.shift()
      if (word) lines.push({ kind: 'word', key: `word ${word.id}`, word })
      before = null
    }
  }
  for (const message of messages) {
    putWords(message.at)
    const here = dayOf(Date.parse(message.at))
    if (here !== day) lines.push({ kind: 'day', key: `day ${here}`, at: message.at })
    const isFollowing = here === day && before !== null && isSameSpeaker(before, message)
    lines.push({ kind: 'message', key: message.clientId || message.id, message, isFollowing })
    day = here
    before = message
  }
  putWords(null)
  for (const one of outgoing) {
    // The stream may bring the stored message before the reply to its sending does.
    if (!stored.has(one.clientId)) lines.push({ kind: 'outgoing', key: one.clientId, outgoing: one })
  }
  return lines
}

function isSameSpeaker(before: Message, message: Message): boolean {
  return (
    before.author === message.author &&
    before.memberId === message.memberId &&
    message.author !== 'automatic' &&
    message.answeredInMs === null &&
    Date.parse(message.at) - Date.parse(before.at) < together
  )
}
