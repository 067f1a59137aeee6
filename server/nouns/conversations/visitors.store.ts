import type { Tx } from '#platform/database/database.ts'
import type { ConversationRow } from './conversation-row.ts'

export interface VisitorRow {
  id: string
  shop_id: string
  store_id: string
  label: string
  language: 'zh' | 'en'
  site_login: string | null
  customer_id: string | null
}
const columns = ['id', 'shop_id', 'store_id', 'label', 'language', 'site_login', 'customer_id'] as const
const asRow = (row: unknown) => row as VisitorRow

export const visitorLanguage = async (tx: Tx, id: string): Promise<'zh' | 'en' | null> => {
  const row = await tx
    .selectFrom('conversations.visitors')
    .select('language')
    .where('id', '=', id)
    .executeTakeFirst()
  return row ? (row.language as 'zh' | 'en') : null
}
export const visitorByToken = async (
  tx: Tx,
  tokenHash: Buffer,
): Promise<(VisitorRow & { conversation_id: string }) | null> => {
  const row = await tx
    .selectFrom('conversations.visitor_tokens as t')
    .innerJoin('conversations.visitors as v', 'v.id', 't.visitor_id')
    .innerJoin('conversations.conversations as c', 'c.visitor_id', 'v.id')
    .select(columns.map((name) => `v.${name}` as const))
    .select('c.id as conversation_id')
    .where('t.token_hash', '=', tokenHash)
    .executeTakeFirst()
  return row ? (row as unknown as VisitorRow & { conversation_id: string }) : null
}
export const visitorByLogin = async (tx: Tx, storeId: string, login: string): Promise<VisitorRow | null> => {
  const row = await tx
    .selectFrom('conversations.visitors')
    .select(columns)
    .where('store_id', '=', storeId)
    .where('site_login', '=', login)
    .executeTakeFirst()
  return row ? asRow(row) : null
}
export const insertVisitor = async (tx: Tx, visitor: VisitorRow & { at: Date }): Promise<void> => {
  const { at, ...row } = visitor
  await tx
    .insertInto('conversations.visitors')
    .values({ ...row, created_at: at, last_seen_at: at })
    .execute()
}
/** Another browser of the same buyer; the others keep theirs. */
export const addVisitorToken = async (
  tx: Tx,
  shopId: string,
  visitorId: string,
  tokenHash: Buffer,
  at: Date,
): Promise<void> => {
  await tx
    .insertInto('conversations.visitor_tokens')
    .values({ token_hash: tokenHash, shop_id: shopId, visitor_id: visitorId, created_at: at })
    .execute()
}
export const seeVisitor = async (
  tx: Tx,
  id: string,
  changes: { language: 'zh' | 'en'; at: Date; siteLogin?: string; customerId?: string | null },
): Promise<void> => {
  await tx
    .updateTable('conversations.visitors')
    .set({
      language: changes.language,
      last_seen_at: changes.at,
      ...(changes.siteLogin === undefined ? {} : { site_login: changes.siteLogin }),
      ...(changes.customerId === undefined ? {} : { customer_id: changes.customerId }),
    })
    .where('id', '=', id)
    .execute()
}
export const conversationOfVisitor = async (tx: Tx, visitorId: string): Promise<ConversationRow | null> => {
  const row = await tx
    .selectFrom('conversations.conversations')
    .selectAll()
    .where('visitor_id', '=', visitorId)
    .forUpdate()
    .executeTakeFirst()
  return row ? (row as unknown as ConversationRow) : null
}
export const insertConversation = async (
  tx: Tx,
  row: {
    id: string
    shopId: string
    storeId: string
    visitorId: string
    customerId: string | null
    buyerName: string
    isReturning: boolean
    at: Date
  },
): Promise<ConversationRow> =>
  (await tx
    .insertInto('conversations.conversations')
    .values({
      id: row.id,
      shop_id: row.shopId,
      store_id: row.storeId,
      channel: 'webchat',
      visitor_id: row.visitorId,
      customer_id: row.customerId,
      buyer_name: row.buyerName,
      is_returning: row.isReturning,
      last_at: row.at,
      listed_at: row.at,
      opened_at: row.at,
    })
    .returningAll()
    .executeTakeFirstOrThrow()) as unknown as ConversationRow
