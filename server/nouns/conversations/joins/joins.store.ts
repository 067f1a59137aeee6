import { sql } from 'kysely'
import type { Tx } from '#platform/database/database.ts'
import type { ConversationRow, MessageRow } from '../conversation-row.ts'

export interface JoinRow {
  id: string
  main_id: string
  joined_id: string
  assignee_before: string | null
  owner_before: string | null
}
export const insertJoin = async (tx: Tx, row: JoinRow & { shopId: string; by: string | null; at: Date }) => {
  const { shopId, ...rest } = row
  await tx
    .insertInto('conversations.joins')
    .values({ ...rest, shop_id: shopId })
    .execute()
}
export const lockJoin = async (tx: Tx, id: string): Promise<JoinRow | null> =>
  (await tx
    .selectFrom('conversations.joins')
    .select(['id', 'main_id', 'joined_id', 'assignee_before', 'owner_before'])
    .where('id', '=', id)
    .where('undone_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()) ?? null
export const undoJoin = async (tx: Tx, id: string, by: string | null, at: Date) => {
  await tx
    .updateTable('conversations.joins')
    .set({ undone_at: at, undone_by: by })
    .where('id', '=', id)
    .execute()
}
export const joinsOf = async (tx: Tx, mainId: string): Promise<JoinRow[]> =>
  tx
    .selectFrom('conversations.joins')
    .select(['id', 'main_id', 'joined_id', 'assignee_before', 'owner_before'])
    .where('main_id', '=', mainId)
    .where('undone_at', 'is', null)
    .orderBy('at')
    .limit(50)
    .execute()
/** True when both are of one person, as far as merges say. */
export const isSameCustomer = async (tx: Tx, a: string | null, b: string | null): Promise<boolean> =>
  a !== null &&
  b !== null &&
  ((
    await sql<{
      is_same: boolean
    }>`select ${b}::uuid = any (customers.ids_of(${a}::uuid)) as is_same`.execute(tx)
  ).rows[0]?.is_same ??
    false)
/** Other open talks of the same customer that stand by themselves. */
export const candidatesFor = async (tx: Tx, row: ConversationRow): Promise<ConversationRow[]> =>
  row.customer_id === null
    ? []
    : (
        await sql<ConversationRow>`select * from conversations.conversations where shop_id = ${row.shop_id}
        and customer_id = any (customers.ids_of(${row.customer_id}::uuid)) and id <> ${row.id} and state = 'open' and joined_to is null
        order by listed_at desc limit 10`.execute(tx)
      ).rows
export const newestOf = async (tx: Tx, ids: readonly string[]): Promise<MessageRow[]> =>
  (
    await sql<MessageRow>`select m.* from unnest(${ids}::uuid[]) as i(id),
      lateral (select * from conversations.messages where conversation_id = i.id order by number desc limit 100) m
    order by m.at desc, m.id desc limit 100`.execute(tx)
  ).rows.reverse()
export const inquiriesOf = async (tx: Tx, shopId: string, conversationId: string) =>
  (
    await sql<{
      id: string
      from_number: number
      opened_at: Date
      closed_at: Date | null
      owner_id: string
      split_from: string | null
    }>`
    select id, from_number, opened_at, closed_at, owner_id, split_from from conversations.inquiries
    where shop_id = ${shopId} and conversation_id = ${conversationId} and undone_at is null order by opened_at desc, id desc limit 50`.execute(
      tx,
    )
  ).rows
export const insertSplit = async (
  tx: Tx,
  row: {
    id: string
    shopId: string
    conversationId: string
    customerId: string | null
    ownerId: string
    fromNumber: number
    splitFrom: string
    at: Date
  },
) => {
  await tx
    .insertInto('conversations.inquiries')
    .values({
      id: row.id,
      shop_id: row.shopId,
      conversation_id: row.conversationId,
      customer_id: row.customerId,
      owner_id: row.ownerId,
      owned_since: row.at,
      owned_by_way_of: 'assigned',
      opened_at: row.at,
      from_number: row.fromNumber,
      split_from: row.splitFrom,
    })
    .execute()
}
/** Closes a split as undone; null when it is none, or was closed. */
export const undoSplit = async (tx: Tx, id: string, at: Date) =>
  (await tx
    .updateTable('conversations.inquiries')
    .set({ closed_at: at, undone_at: at, version: sql`version + 1` })
    .where('id', '=', id)
    .where('split_from', 'is not', null)
    .where('closed_at', 'is', null)
    .returning(['conversation_id', 'customer_id', 'version'])
    .executeTakeFirst()) ?? null
/** Open inquiries parted from a conversation's own. */
export const openSplits = async (tx: Tx, shopId: string, conversationId: string): Promise<string[]> =>
  (
    await sql<{
      id: string
    }>`select id from conversations.inquiries where shop_id = ${shopId} and conversation_id = ${conversationId}
      and split_from is not null and closed_at is null`.execute(tx)
  ).rows.map(({ id }) => id)
