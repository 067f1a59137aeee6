import type { Attachment, InboxRow, Message } from '#contract/conversations/conversations.ts'
import type { BuyerMessage } from '#contract/conversations/widget.ts'
import type { ShopFacts } from '#nouns/staff/index.ts'

/** A row of `conversations.conversations`. */
export interface ConversationRow {
  id: string
  shop_id: string
  store_id: string
  channel: 'webchat'
  visitor_id: string
  customer_id: string | null
  buyer_name: string
  is_returning: boolean
  state: 'visiting' | 'open' | 'closed'
  assignee_id: string | null
  inquiry_id: string | null
  inquiry_owner_id: string | null
  last_number: number
  last_text: string
  last_at: Date
  listed_at: Date
  last_author: Message['author']
  read_by_buyer: number
  read_by_shop: number
  turn_id: string | null
  turn_started_at: Date | null
  turn_clock_at: Date | null
  turn_target_at: Date | null
  turn_due_at: Date | null
  turn_is_first: boolean | null
  turn_missed_at: Date | null
  turn_away_at: Date | null
  turn_automatic: number
  word_id: string | null
  word_what: string | null
  word_soon_at: Date | null
  word_due_at: Date | null
  next_fire_at: Date | null
  page_url: string | null
  page_title: string | null
  opened_at: Date
  closed_at: Date | null
  lane: 'ordinary' | 'vip'
  is_difficult: boolean
  /** Language of the buyer's own words, once they show it. */
  language: 'zh' | 'en' | null
  skills: string[]
  joined_to: string | null
  version: number
}

export interface MessageRow {
  id: string
  conversation_id: string
  number: number
  author: Message['author']
  automatic: Message['automatic']
  member_id: string | null
  agent_name: string | null
  text: string
  attachments: Attachment[]
  at: Date
  client_id: string
  answered_in_ms: number | null
  is_holding: boolean
  phrase_id: string | null
}

const instants = [
  'last_at',
  'listed_at',
  'turn_started_at',
  'turn_clock_at',
  'turn_target_at',
  'turn_due_at',
  'turn_missed_at',
  'turn_away_at',
  'word_soon_at',
  'word_due_at',
  'next_fire_at',
  'opened_at',
  'closed_at',
] as const

/** Rows that came through jsonb carry their times as text. */
export const parseConversation = (json: Record<string, unknown>): ConversationRow => {
  const row = { ...json }
  for (const name of instants) if (typeof row[name] === 'string') row[name] = new Date(row[name])
  return row as unknown as ConversationRow
}
export const parseMessage = (json: Record<string, unknown>): MessageRow =>
  ({ ...json, at: new Date(json['at'] as string) }) as unknown as MessageRow

export const toMessage = (row: MessageRow): Message => ({
  id: row.id,
  conversationId: row.conversation_id,
  number: row.number,
  author: row.author,
  automatic: row.automatic,
  agentName: row.agent_name,
  memberId: row.member_id,
  text: row.text,
  attachments: row.attachments,
  at: row.at.toISOString(),
  clientId: row.client_id,
  answeredInMs: row.answered_in_ms,
  isHolding: row.is_holding,
  phraseId: row.phrase_id,
})

/** What the buyer may see of a message. */
export const toBuyerMessage = (row: MessageRow): BuyerMessage => ({
  id: row.id,
  number: row.number,
  author: row.author,
  automatic: row.automatic,
  agentName: row.agent_name,
  text: row.text,
  attachments: row.attachments,
  at: row.at.toISOString(),
  clientId: row.client_id,
  answeredInMs: row.answered_in_ms,
})

export const queueOf = (row: ConversationRow): InboxRow['queue'] =>
  row.turn_id ? 'waiting' : row.word_id ? 'owed' : 'quiet'

/** A row as queues and pushes show it. */
export const toInboxRow = (row: ConversationRow, facts: ShopFacts): InboxRow => {
  const nameOf = (id: string | null) => (id === null ? null : (facts.members.get(id)?.displayName ?? null))
  const { turn_id, turn_clock_at, turn_target_at, turn_due_at, word_id, word_due_at, word_soon_at } = row
  return {
    id: row.id,
    queue: queueOf(row),
    channel: row.channel,
    buyerName: row.buyer_name,
    customerId: row.customer_id,
    storeName: facts.stores.get(row.store_id)?.name ?? '',
    lastText: row.last_text,
    lastAt: row.last_at.toISOString(),
    lastAuthor: row.last_author,
    unread: Math.max(0, row.last_number - row.read_by_shop),
    assigneeId: row.assignee_id,
    assigneeName: nameOf(row.assignee_id),
    inquiryOwnerId: row.inquiry_owner_id,
    inquiryOwnerName: nameOf(row.inquiry_owner_id),
    clock:
      turn_id && turn_clock_at && turn_target_at && turn_due_at
        ? {
            turnId: turn_id,
            startedAt: turn_clock_at.toISOString(),
            targetAt: turn_target_at.toISOString(),
            dueAt: turn_due_at.toISOString(),
            isFirst: row.turn_is_first ?? false,
            missed: row.turn_missed_at !== null,
          }
        : null,
    word:
      word_id && word_due_at && word_soon_at
        ? {
            id: word_id,
            what: row.word_what ?? '',
            dueAt: word_due_at.toISOString(),
            soonAt: word_soon_at.toISOString(),
          }
        : null,
    isReturning: row.is_returning,
    lane: row.lane,
    isDifficult: row.is_difficult,
    joinedTo: row.joined_to,
    isClosed: row.state === 'closed',
    version: row.version,
  }
}

/** One line of a message for lists; attachments stand as marks that clients word. */
export const previewOf = (text: string, attachments: { mime: string }[]): string => {
  const line = text.replace(/\s+/g, ' ').trim()
  if (line !== '') return [...line].slice(0, 120).join('')
  const first = attachments[0]
  return first ? (first.mime.startsWith('image/') ? '[image]' : '[file]') : ''
}
