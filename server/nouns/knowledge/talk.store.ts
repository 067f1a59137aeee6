import { sql } from 'kysely'
import type { Tx } from '#platform/database/database.ts'
import type { FactInForce } from './facts.rules.ts'

/** What was said last in a conversation and what its page is called: products are named in it. */
export const textsOfTalk = async (tx: Tx, conversationId: string): Promise<string[]> => {
  const { rows } = await sql<{ text: string | null }>`
    (select left(text, 1000) as text from conversations.v_said where conversation_id = ${conversationId}::uuid order by number desc limit 12)
    union all (select page_title from conversations.v_pages where id = ${conversationId}::uuid)`.execute(tx)
  return rows.flatMap(({ text }) => text ?? [])
}

/** Facts in force of these products. */
export const selectFacts = async (tx: Tx, productIds: readonly string[]): Promise<FactInForce[]> => {
  if (productIds.length === 0) return []
  const { rows } = await sql<FactInForce>`
    select id, product_id, key, value, unit, language, source from products.v_facts_in_force
    where product_id = any(${[...productIds]}::uuid[]) order by product_id, key limit 600`.execute(tx)
  return rows
}
