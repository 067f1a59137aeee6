import type { Tx } from '#platform/database/database.ts'
import type { NewEvent } from '#platform/events/event.ts'
import { record } from '#platform/events/record.ts'
import { newId } from '#platform/ids/ids.ts'
import type { ShopFacts } from '#nouns/staff/index.ts'
import type { AddressStyle, phraseKinds } from '#contract/conversations/phrases.ts'
import {
  previewOf,
  toBuyerMessage,
  toInboxRow,
  toMessage,
  type ConversationRow,
  type MessageRow,
} from './conversation-row.ts'
import { insertMessage, updateConversation } from './conversations.store.ts'
import { defaultPhrase, type AutomaticKind } from './default-phrases.ts'
import { findPhraseOfKind } from './phrases.store.ts'
import { fillSlots, openSlots } from '#contract/conversations/slots.ts'
import { addressWords } from './slots.rules.ts'

const phraseKindOf: Record<AutomaticKind, (typeof phraseKinds)[number]> = {
  greeting: 'first_greeting',
  returning_greeting: 'returning_greeting',
  away: 'away',
  closed_hours: 'closed_hours',
  closing: 'closing',
}

/** The text of an automatic message in the buyer's language: the shop's phrase of that kind, or ours when its slots cannot be filled. */
export const automaticText = async (
  tx: Tx,
  facts: ShopFacts,
  kind: AutomaticKind,
  language: 'zh' | 'en',
  values: { agent: string | null; style: AddressStyle | null; opensAt?: string | null },
): Promise<string> => {
  const style = values.style ?? facts.settings.addressStyle
  const filled = (text: string) =>
    fillSlots(text, {
      ...addressWords(style, language),
      shop: facts.name,
      agent: values.agent ?? '',
      opens: values.opensAt ?? '',
    }).text
  const phrase = await findPhraseOfKind(tx, phraseKindOf[kind], language)
  const own = phrase ? filled(phrase.text) : null
  if (own !== null && openSlots(own).length === 0) return own
  return filled(
    defaultPhrase(kind, language, { hasAgent: values.agent !== null, hasOpening: Boolean(values.opensAt) }),
  )
}

/**
 * Posts an automatic message into a locked conversation. It never stops the buyer's clock and is counted apart (RSP-05).
 * `key` names the occasion, so that the same occasion posts once; `also` changes the row with it. Returns the new row, or null when it was posted before.
 */
export const postAutomatic = async (
  tx: Tx,
  facts: ShopFacts,
  conversation: ConversationRow,
  kind: AutomaticKind | 'waiting',
  text: string,
  key: string,
  now: Date,
  also: Partial<Pick<ConversationRow, 'assignee_id'>> = {},
): Promise<{ row: ConversationRow; message: MessageRow } | null> => {
  const number = conversation.last_number + 1
  const message = await insertMessage(tx, facts.id, {
    id: newId(),
    conversation_id: conversation.id,
    number,
    author: 'automatic',
    automatic: kind,
    member_id: null,
    agent_name: null,
    text,
    attachments: [],
    at: now,
    client_id: `auto:${kind}:${key}`,
    answered_in_ms: null,
    is_holding: false,
    phrase_id: null,
  })
  if (!message) return null
  const row = await updateConversation(tx, conversation.id, {
    ...also,
    last_number: number,
    last_at: now,
    ...(conversation.turn_id ? { turn_automatic: conversation.turn_automatic + 1 } : {}),
    // Lists show what was asked, or answered: a thank-you that is the same under every talk says nothing of this one.
    ...(conversation.last_author === 'automatic'
      ? { last_text: previewOf(text, []), last_author: 'automatic' }
      : {}),
  })
  await recordMessage(tx, facts, row, message, now, null)
  return { row, message }
}

/** The event of a message, with what both sides show already filled. */
export const recordMessage = (
  tx: Tx,
  facts: ShopFacts,
  row: ConversationRow,
  message: MessageRow,
  now: Date,
  actor: string | null,
) =>
  record(tx, now, {
    name: 'message.posted',
    subject: row.id,
    version: row.version,
    // Before the buyer has written anything there is nobody's queue to show it in.
    audience:
      row.state === 'visiting' ? [`visitor:${row.visitor_id}`] : ['desk', `visitor:${row.visitor_id}`],
    timeline: row.customer_id,
    actor,
    facts: { message: message.id, number: message.number, author: message.author },
    filled: {
      desk: { message: toMessage(message), conversation: toInboxRow(row, facts) },
      visitor: { message: toBuyerMessage(message) },
    },
  })

type ConversationEvent =
  | 'conversation.opened'
  | 'conversation.assigned'
  | 'conversation.closed'
  | 'conversation.reopened'
  | 'conversation.read'
  | 'conversation.identified'
  | 'conversation.marked'
  | 'conversation.joined'
  | 'conversation.parted'
  | 'clock.missed'
  | 'clock.kept'

/** An event about a conversation that listeners show as its row. */
export const recordConversation = (
  tx: Tx,
  facts: ShopFacts,
  row: ConversationRow,
  name: ConversationEvent,
  now: Date,
  actor: string | null,
  extra: Record<string, unknown> = {},
) => record(tx, now, conversationEvent(facts, row, name, actor, extra))

export const conversationEvent = (
  facts: ShopFacts,
  row: ConversationRow,
  name: ConversationEvent,
  actor: string | null,
  extra: Record<string, unknown> = {},
): NewEvent => ({
  name,
  subject: row.id,
  version: row.version,
  audience: name === 'conversation.read' ? ['desk', `visitor:${row.visitor_id}`] : ['desk'],
  timeline: name === 'conversation.read' ? null : row.customer_id,
  actor,
  facts: extra,
  filled: {
    desk: {
      conversation: toInboxRow(row, facts),
      readByBuyer: row.read_by_buyer,
      readByShop: row.read_by_shop,
      ...extra,
    },
    visitor: { readByShop: row.read_by_shop },
  },
})
