import { sql } from 'kysely'
import type { Tx } from '#platform/database/database.ts'
import type { ConversationRow, MessageRow } from './conversation-row.ts'
import { conversationConditions, type ConversationFilter } from './inbox.store.ts'

/** By id, which never changes, unlike the place in the list: whoever writes while an export runs is neither missed nor written twice. */
export const selectConversationsById = async (
  tx: Tx,
  shopId: string,
  filter: ConversationFilter,
  before: string | null,
  limit: number,
): Promise<ConversationRow[]> => {
  const { rows } = await sql<ConversationRow>`
    select c.* from conversations.conversations c where c.shop_id = ${shopId} and ${conversationConditions(filter)}
      ${before === null ? sql`` : sql`and c.id < ${before}::uuid`} order by c.id desc limit ${limit}`.execute(
    tx,
  )
  return rows
}

/** Messages of these conversations, one conversation after the other, behind a place. */
export const selectMessagesAfter = async (
  tx: Tx,
  conversationIds: readonly string[],
  after: { conversationId: string; number: number } | null,
  limit: number,
): Promise<MessageRow[]> => {
  const { rows } = await sql<MessageRow>`
    select * from conversations.messages where conversation_id = any (${[...conversationIds]}::uuid[])
      ${after === null ? sql`` : sql`and (conversation_id, number) > (${after.conversationId}::uuid, ${after.number})`}
    order by conversation_id, number limit ${limit}`.execute(tx)
  return rows
}
