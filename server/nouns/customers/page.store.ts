import { sql } from 'kysely'
import type { Tx } from '#platform/database/database.ts'

export interface PageOrder {
  id: string
  name: string
  title: string
  status: string
  placed_at: Date
  total: number
  currency: string
  store_name: string | null
}

export const selectNewestOrders = async (
  tx: Tx,
  shopId: string,
  ids: readonly string[],
  limit: number,
): Promise<PageOrder[]> => {
  const { rows } = await sql<PageOrder>`
    select o.id, o.name, o.title, o.status, o.placed_at, o.total, o.currency, s.name as store_name
    from orders.v_summary o left join staff.v_stores s on s.id = o.store_id
    where o.shop_id = ${shopId} and o.customer_id = any (${[...ids]}::uuid[]) order by o.placed_at desc, o.id desc limit ${limit}`.execute(
    tx,
  )
  return rows
}

export const selectTalks = async (
  tx: Tx,
  shopId: string,
  ids: readonly string[],
  limit: number,
): Promise<{ id: string; last_at: Date; state: string; last_text: string }[]> => {
  const { rows } = await sql<{ id: string; last_at: Date; state: string; last_text: string }>`
    select id, last_at, state, last_text from conversations.v_conversations
    where shop_id = ${shopId} and customer_id = any (${[...ids]}::uuid[]) and state <> 'visiting' order by listed_at desc limit ${limit}`.execute(
    tx,
  )
  return rows
}

export interface PageWord {
  id: string
  what: string
  state: string
  due_at: Date
  conversation_id: string | null
}

/** Open ones by when they are due, then the latest that ended; one that was told before it broke has a follower. */
export const selectWordsGiven = async (
  tx: Tx,
  shopId: string,
  ids: readonly string[],
  limit: number,
): Promise<PageWord[]> => {
  const { rows } = await sql<PageWord>`
    select id, what, state, due_at, conversation_id from promises.v_words
    where shop_id = ${shopId} and customer_id = any (${[...ids]}::uuid[]) and state <> 'told'
    order by (state = 'open') desc, case when state = 'open' then due_at end, ended_at desc limit ${limit}`.execute(
    tx,
  )
  return rows
}

/** How these messages begin, by id. */
export const selectTexts = async (
  tx: Tx,
  ids: readonly string[],
  most: number,
): Promise<Map<string, string>> => {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<{ id: string; text: string }>`
    select id, left(text, ${most}) as text from conversations.v_messages where id = any (${[...ids]}::uuid[])`.execute(
    tx,
  )
  return new Map(rows.map((row) => [row.id, row.text]))
}
