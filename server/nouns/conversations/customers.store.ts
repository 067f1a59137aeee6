import { sql } from 'kysely'
import type { AddressStyle } from '#contract/conversations/phrases.ts'
import type { Tx } from '#platform/database/database.ts'

/**
 * Joins the one that stands for a customer `c`. With CASE: PostgreSQL takes COALESCE for leaky, and under row-level security
 * then reads every customer of the shop instead of the index (20 ms at 40,000).
 */
const joinHead =
  'join customers.v_customers k on k.id = case when c.merged_into is null then c.id else c.merged_into end'

/** How this customer wants to be addressed, null where nobody said, and how often they bought; a stranger bought nothing. */
export const buyerOf = async (
  tx: Tx,
  customerId: string | null,
): Promise<{ style: AddressStyle | null; orderCount: number }> => {
  if (customerId === null) return { style: null, orderCount: 0 }
  const { rows } = await sql<{ style: AddressStyle | null; order_count: number }>`
    select coalesce(k.address_style, c.address_style) as style, k.order_count
    from customers.v_customers c ${sql.raw(joinHead)} where c.id = ${customerId}`.execute(tx)
  return { style: rows[0]?.style ?? null, orderCount: rows[0]?.order_count ?? 0 }
}

/** Name and whether they bought before; null when there is no such customer here. A merged one stands for the one that stays. */
export const customerFacts = async (
  tx: Tx,
  customerId: string,
): Promise<{ id: string; name: string; orderCount: number; note: string | null } | null> => {
  const { rows } = await sql<{ id: string; name: string; order_count: number; note: string | null }>`
    select k.id, k.name, k.order_count, coalesce(k.note, c.note) as note from customers.v_customers c ${sql.raw(joinHead)} where c.id = ${customerId}`.execute(
    tx,
  )
  const row = rows[0]
  return row ? { id: row.id, name: row.name, orderCount: row.order_count, note: row.note } : null
}

/** True when the customer ever wrote to us in another conversation that is over. */
export const wroteBefore = async (
  tx: Tx,
  customerId: string,
  exceptConversation: string,
): Promise<boolean> => {
  const { rows } =
    await sql`select 1 from conversations.v_conversations where customer_id = any (customers.ids_of(${customerId})) and id <> ${exceptConversation} and state <> 'visiting' limit 1`.execute(
      tx,
    )
  return rows.length > 0
}
