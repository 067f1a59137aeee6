/** What stands in the log, line by line: date separators, messages, and what was not sent yet. */
import type { Hint } from '#contract/conversations/coaching.ts'
import type { Message } from '#contract/conversations/conversations.ts'
import type { Outgoing } from './outgoing.rules.ts'

export type ChatLine =
  | { kind: 'day'; key: string; at: string }
  | {
      kind: 'message'
      key: string
      message: Message
      /** Same author as the line before, within a minute. */ isFollowing: boolean
      /** Where it was said, when that was in another talk of the same customer; null: here. */
      from: string | null
    }
  | { kind: 'outgoing'; key: string; outgoing: Outgoing }
  | { kind: 'word'; key: string; word: EndedWord }
  | { kind: 'hint'; key: string; hint: Hint }

/** A word of this conversation that has ended: its end stands in the log where it happened. */
export interface EndedWord {
  id: string
  what: string
  state: string
  endedAt: string
}

/** Something said in a talk that is told together with this one, and the name of the store where. */
export interface Elsewhere {
  message: Message
  from: string
}

const together = 60_000

/**
 * @param dayOf names the shop's local day of an instant (epoch ms)
 * @param elsewhere what was said in talks joined with this one; `hasEarlier`: older messages of this one are not loaded yet, and
 * theirs do not stand before them
 * @param hints of a coach, which stand where they were given
 */
export function chatLines(
  messages: readonly Message[],
  outgoing: readonly Outgoing[],
  words: readonly EndedWord[],
  dayOf: (at: number) => string,
  elsewhere: readonly Elsewhere[] = [],
  hasEarlier = false,
  hints: readonly Hint[] = [],
): ChatLine[] {
  const lines: ChatLine[] = []
  const stored = new Set(messages.map((message) => message.clientId))
  let day = ''
  let before: Message | null = null
  // What ended before the oldest message loaded belongs to a part that is not shown.
  const asides = [...words.map(wordAside), ...hints.map(hintAside)]
    .filter((aside) => aside.at >= (messages[0]?.at ?? ''))
    .sort((a, b) => (a.at < b.at ? -1 : 1))
  const putAsides = (until: string | null) => {
    while (asides[0] && (until === null || asides[0].at < until)) {
      const aside = asides.shift()
      if (aside) lines.push(aside.line)
      before = null
    }
  }
  for (const { message, from } of inTime(messages, elsewhere, hasEarlier)) {
    putAsides(message.at)
    const here = dayOf(Date.parse(message.at))
    if (here !== day) lines.push({ kind: 'day', key: `day ${here}`, at: message.at })
    const isFollowing = here === day && before !== null && isSameSpeaker(before, message)
    const key = from === null ? message.clientId || message.id : `elsewhere ${message.id}`
    lines.push({ kind: 'message', key, message, isFollowing, from })
    day = here
    before = message
  }
  putAsides(null)
  for (const one of outgoing) {
    // The stream may bring the stored message before the reply to its sending does.
    if (!stored.has(one.clientId)) lines.push({ kind: 'outgoing', key: one.clientId, outgoing: one })
  }
  return lines
}

/** What stands between the messages, at its time. */
interface Aside {
  at: string
  line: ChatLine
}
const wordAside = (word: EndedWord): Aside => ({
  at: word.endedAt,
  line: { kind: 'word', key: `word ${word.id}`, word },
})
const hintAside = (hint: Hint): Aside => ({
  at: hint.at,
  line: { kind: 'hint', key: `hint ${hint.id}`, hint },
})

/** One log of all: each talk keeps its own order, between them the time decides. */
function inTime(messages: readonly Message[], elsewhere: readonly Elsewhere[], hasEarlier: boolean) {
  const here = messages.map((message) => ({ message, from: null as string | null }))
  if (elsewhere.length === 0) return here
  const since = hasEarlier ? (messages[0]?.at ?? '') : ''
  return [...here, ...elsewhere.filter(({ message }) => message.at >= since)].sort((a, b) =>
    a.message.conversationId === b.message.conversationId
      ? a.message.number - b.message.number
      : a.message.at < b.message.at
        ? -1
        : a.message.at > b.message.at
          ? 1
          : 0,
  )
}

function isSameSpeaker(before: Message, message: Message): boolean {
  return (
    before.author === message.author &&
    before.conversationId === message.conversationId &&
    before.memberId === message.memberId &&
    message.author !== 'automatic' &&
    message.answeredInMs === null &&
    Date.parse(message.at) - Date.parse(before.at) < together
  )
}
