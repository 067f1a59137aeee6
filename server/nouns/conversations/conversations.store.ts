import { sql } from 'kysely'
import type { Tx } from '#platform/database/database.ts'
import type { ConversationRow, MessageRow } from './conversation-row.ts'

const asRow = (row: unknown) => row as ConversationRow
const asMessages = (rows: unknown) => rows as MessageRow[]
export const pageOfMessages = 50

export const findConversation = async (tx: Tx, id: string): Promise<ConversationRow | null> => {
  const row = await tx
    .selectFrom('conversations.conversations')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst()
  return row ? asRow(row) : null
}
export const lockConversation = async (tx: Tx, id: string): Promise<ConversationRow | null> => {
  const row = await tx
    .selectFrom('conversations.conversations')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return row ? asRow(row) : null
}
export const updateConversation = async (
  tx: Tx,
  id: string,
  changes: Partial<Omit<ConversationRow, 'id' | 'version'>>,
): Promise<ConversationRow> =>
  asRow(
    await tx
      .updateTable('conversations.conversations')
      .set({
        ...changes,
        ...(changes.last_at ? { listed_at: changes.last_at } : {}),
        version: sql`version + 1`,
      })
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirstOrThrow(),
  )

/** Stores a message under its client's id; null when that id was stored before. */
export const insertMessage = async (
  tx: Tx,
  shopId: string,
  message: MessageRow,
): Promise<MessageRow | null> => {
  const key = await tx
    .insertInto('conversations.message_keys')
    .values({
      conversation_id: message.conversation_id,
      client_id: message.client_id,
      shop_id: shopId,
      message_id: message.id,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('message_id')
    .executeTakeFirst()
  if (!key) return null
  await tx
    .insertInto('conversations.messages')
    .values({ ...message, shop_id: shopId, attachments: JSON.stringify(message.attachments) })
    .execute()
  return message
}

export const findByClientId = async (
  tx: Tx,
  conversationId: string,
  clientId: string,
): Promise<MessageRow | null> => {
  const rows = await tx
    .selectFrom('conversations.message_keys as k')
    .innerJoin('conversations.messages as m', 'm.id', 'k.message_id')
    .selectAll('m')
    .where('k.conversation_id', '=', conversationId)
    .where('k.client_id', '=', clientId)
    .execute()
  return asMessages(rows)[0] ?? null
}

/** A page of messages, oldest first: the newest ones, those before a number, or those after one. */
export const selectMessages = async (
  tx: Tx,
  conversationId: string,
  range: { before?: number; after?: number },
): Promise<{ messages: MessageRow[]; hasEarlier: boolean }> => {
  let query = tx
    .selectFrom('conversations.messages')
    .selectAll()
    .where('conversation_id', '=', conversationId)
  if (range.after !== undefined) {
    const rows = asMessages(
      await query.where('number', '>', range.after).orderBy('number').limit(pageOfMessages).execute(),
    )
    return { messages: rows, hasEarlier: range.after > 0 }
  }
  if (range.before !== undefined) query = query.where('number', '<', range.before)
  const rows = asMessages(
    await query
      .orderBy('number', 'desc')
      .limit(pageOfMessages + 1)
      .execute(),
  )
  return { messages: rows.slice(0, pageOfMessages).reverse(), hasEarlier: rows.length > pageOfMessages }
}

/** The newest answer by another person after what the agent saw. */
export const answerSince = async (
  tx: Tx,
  conversationId: string,
  sawNumber: number,
  exceptMember: string | null,
): Promise<MessageRow | null> => {
  const rows = asMessages(
    await tx
      .selectFrom('conversations.messages')
      .selectAll()
      .where('conversation_id', '=', conversationId)
      .where('number', '>', sawNumber)
      .where('author', '=', 'agent')
      .where(sql<boolean>`member_id is distinct from ${exceptMember}::uuid`)
      .orderBy('number', 'desc')
      .limit(1)
      .execute(),
  )
  return rows[0] ?? null
}

/** Those of these that nobody holds just now, by id; whoever locks several must wait for none. */
export const lockFreeConversations = async (
  tx: Tx,
  ids: readonly string[],
): Promise<Map<string, ConversationRow>> =>
  new Map(
    (
      await tx
        .selectFrom('conversations.conversations')
        .selectAll()
        .where('id', 'in', [...ids])
        .forUpdate()
        .skipLocked()
        .execute()
    ).map((row) => [row.id, asRow(row)]),
  )

/**
 * One distribution at a time in a shop, so that two chats do not both take the last place. Taken after the conversation's own
 * lock; whoever has it already waits for no conversation.
 */
export const lockDistribution = (tx: Tx, shopId: string) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`distribute ${shopId}`}, 0))`.execute(tx)

export const insertHand = async (
  tx: Tx,
  hand: {
    id: string
    shopId: string
    conversationId: string
    inquiryId: string | null
    memberId: string
    what: 'assigned' | 'owner'
    by: string | null
    note: string | null
    at: Date
  },
) => {
  await tx
    .insertInto('conversations.hands')
    .values({
      id: hand.id,
      shop_id: hand.shopId,
      conversation_id: hand.conversationId,
      inquiry_id: hand.inquiryId,
      member_id: hand.memberId,
      what: hand.what,
      by: hand.by,
      note: hand.note,
      at: hand.at,
    })
    .execute()
}

/** Who held each buyer's conversations last: here before, or in an earlier one of the same customer. By conversation. */
export const lastServedByAll = async (
  tx: Tx,
  conversations: readonly Pick<ConversationRow, 'id' | 'customer_id'>[],
): Promise<Map<string, string>> => {
  if (conversations.length === 0) return new Map()
  const { rows } = await sql<{ id: string; member_id: string }>`
    select a.id, last.member_id
    from unnest(${conversations.map(({ id }) => id)}::uuid[], ${conversations.map((one) => one.customer_id)}::uuid[]) as a(id, customer_id)
    cross join lateral (
      select h.member_id from (
        select a.id as id
        union all (select c.id from conversations.conversations c where c.customer_id = any (customers.ids_of(a.customer_id)) order by c.listed_at desc limit 5)
      ) c cross join lateral (select h.member_id, h.at from conversations.hands h where h.conversation_id = c.id and h.what = 'assigned' order by h.at desc limit 1) h
      order by h.at desc limit 1) last`.execute(tx)
  return new Map(rows.map((row) => [row.id, row.member_id]))
}
export const lastServedBy = async (
  tx: Tx,
  conversation: Pick<ConversationRow, 'id' | 'customer_id'>,
): Promise<string | null> => (await lastServedByAll(tx, [conversation])).get(conversation.id) ?? null

/** Those of some conversations, of whatever shops, that are in somebody's hands. */
export const heldAmong = async (tx: Tx, ids: readonly string[]): Promise<ReadonlySet<string>> => {
  if (ids.length === 0) return new Set()
  const rows = await tx
    .selectFrom('conversations.conversations')
    .select('id')
    .where('id', 'in', ids)
    .where('assignee_id', 'is not', null)
    .execute()
  return new Set(rows.map(({ id }) => id))
}

/** Whether a person answered in a conversation after some moment. */
export const wasAnsweredSince = async (tx: Tx, conversationId: string, since: Date): Promise<boolean> =>
  (await tx
    .selectFrom('conversations.messages')
    .select('id')
    .where('conversation_id', '=', conversationId)
    .where('author', '=', 'agent')
    .where('at', '>', since)
    .limit(1)
    .executeTakeFirst()) !== undefined

/** All conversations that one person owns or holds go to another. */
export const moveHands = async (tx: Tx, from: string, to: string): Promise<void> => {
  await tx
    .updateTable('conversations.conversations')
    .set({ inquiry_owner_id: to, version: sql`version + 1` })
    .where('inquiry_owner_id', '=', from)
    .execute()
  await tx
    .updateTable('conversations.conversations')
    .set({ assignee_id: to, version: sql`version + 1` })
    .where('assignee_id', '=', from)
    .where('state', '=', 'open')
    .execute()
}

export const findMessage = async (
  tx: Tx,
  conversationId: string,
  number: number,
): Promise<MessageRow | null> => {
  const rows = asMessages(
    await tx
      .selectFrom('conversations.messages')
      .selectAll()
      .where('conversation_id', '=', conversationId)
      .where('number', '=', number)
      .execute(),
  )
  return rows[0] ?? null
}
