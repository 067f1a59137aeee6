import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '#platform/database/database.ts'

export interface HandOverRow {
  id: string
  conversation_id: string
  inquiry_id: string
  from_id: string
  to_id: string
  note: string | null
  state: 'proposed' | 'accepted' | 'declined' | 'void'
  proposed_at: Date
  ended_at: Date | null
  version: number
  buyer_name: string
}
const shown = sql`h.*, c.buyer_name from conversations.hand_overs h join conversations.conversations c on c.id = h.conversation_id`
const rowsOf = async (tx: Tx, query: RawBuilder<HandOverRow>) => (await query.execute(tx)).rows

export const insertHandOver = async (
  tx: Tx,
  row: {
    id: string
    shopId: string
    conversationId: string
    inquiryId: string
    fromId: string
    toId: string
    note: string | null
    by: string | null
    at: Date
  },
) => {
  await tx
    .insertInto('conversations.hand_overs')
    .values({
      id: row.id,
      shop_id: row.shopId,
      conversation_id: row.conversationId,
      inquiry_id: row.inquiryId,
      from_id: row.fromId,
      to_id: row.toId,
      note: row.note,
      proposed_by: row.by,
      proposed_at: row.at,
    })
    .execute()
}
export const lockHandOver = async (tx: Tx, id: string): Promise<HandOverRow | null> =>
  (await rowsOf(tx, sql<HandOverRow>`select ${shown} where h.id = ${id} for update of h`))[0] ?? null
export const endHandOver = async (tx: Tx, id: string, state: 'accepted' | 'declined' | 'void', at: Date) => {
  await tx
    .updateTable('conversations.hand_overs')
    .set({ state, ended_at: at, version: sql`version + 1` })
    .where('id', '=', id)
    .execute()
}
/** What was asked before and not answered is asked no more. */
export const voidHandOvers = async (tx: Tx, inquiryId: string, at: Date) => {
  await tx
    .updateTable('conversations.hand_overs')
    .set({ state: 'void', ended_at: at, version: sql`version + 1` })
    .where('inquiry_id', '=', inquiryId)
    .where('state', '=', 'proposed')
    .execute()
}
export const handOversFor = (tx: Tx, shopId: string, memberId: string) =>
  rowsOf(
    tx,
    sql<HandOverRow>`select ${shown} where h.shop_id = ${shopId} and h.to_id = ${memberId} and h.state = 'proposed' order by h.proposed_at limit 100`,
  )
export const handOversOf = (tx: Tx, shopId: string, conversationId: string) =>
  rowsOf(
    tx,
    sql<HandOverRow>`select ${shown} where h.shop_id = ${shopId} and h.conversation_id = ${conversationId} order by h.proposed_at desc limit 100`,
  )
