import { sql } from 'kysely'
import type { Tx } from '#platform/database/database.ts'

export interface InquiryRow {
  id: string
  conversation_id: string
  customer_id: string | null
  owner_id: string
  owned_since: Date
  owned_by_way_of: 'assigned' | 'duty_lead' | 'hand_over'
  opened_at: Date
  closed_at: Date | null
  version: number
}
const asRow = (row: unknown) => row as InquiryRow

export const findInquiry = async (tx: Tx, id: string): Promise<InquiryRow | null> => {
  const row = await tx
    .selectFrom('conversations.inquiries')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst()
  return row ? asRow(row) : null
}
export const setOwner = async (
  tx: Tx,
  id: string,
  ownerId: string,
  wayOf: InquiryRow['owned_by_way_of'],
  at: Date,
): Promise<InquiryRow> =>
  asRow(
    await tx
      .updateTable('conversations.inquiries')
      .set({ owner_id: ownerId, owned_since: at, owned_by_way_of: wayOf, version: sql`version + 1` })
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirstOrThrow(),
  )
export const closeInquiry = async (tx: Tx, id: string, at: Date): Promise<InquiryRow> =>
  asRow(
    await tx
      .updateTable('conversations.inquiries')
      .set({ closed_at: at, version: sql`version + 1` })
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirstOrThrow(),
  )
export const openInquiriesOf = async (tx: Tx, ownerId: string): Promise<InquiryRow[]> =>
  (
    await tx
      .selectFrom('conversations.inquiries')
      .selectAll()
      .where('owner_id', '=', ownerId)
      .where('closed_at', 'is', null)
      .forUpdate()
      .execute()
  ).map(asRow)
export const insertInquiry = async (
  tx: Tx,
  inquiry: {
    id: string
    shopId: string
    conversationId: string
    customerId: string | null
    ownerId: string
    wayOf: InquiryRow['owned_by_way_of']
    at: Date
  },
) => {
  await tx
    .insertInto('conversations.inquiries')
    .values({
      id: inquiry.id,
      shop_id: inquiry.shopId,
      conversation_id: inquiry.conversationId,
      customer_id: inquiry.customerId,
      owner_id: inquiry.ownerId,
      owned_since: inquiry.at,
      owned_by_way_of: inquiry.wayOf,
      opened_at: inquiry.at,
    })
    .execute()
}
export const countOpenByMember = async (
  tx: Tx,
): Promise<Map<string, { inquiries: number; conversations: number }>> => {
  const { rows } = await sql<{ id: string; inquiries: number; conversations: number }>`
    select m.id,
      (select count(*)::int from conversations.inquiries i where i.shop_id = m.shop_id and i.owner_id = m.id and i.closed_at is null) as inquiries,
      (select count(*)::int from conversations.conversations c where c.shop_id = m.shop_id and c.assignee_id = m.id and c.state = 'open') as conversations
    from staff.v_members m where m.left_at is null`.execute(tx)
  return new Map(rows.map((row) => [row.id, { inquiries: row.inquiries, conversations: row.conversations }]))
}
