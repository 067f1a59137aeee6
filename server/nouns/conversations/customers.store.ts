import { sql } from 'kysely'
import type { AddressStyle } from '#contract/conversations/phrases.ts'
import type { Tx } from '#platform/database/database.ts'

/** How this customer wants to be addressed; null: the shop's way. */
export const customerStyle = async (tx: Tx, customerId: string | null): Promise<AddressStyle | null> => {
  if (customerId === null) return null
  const row = await tx
    .selectFrom('customers.v_customers')
    .select('address_style')
    .where('id', '=', customerId)
    .executeTakeFirst()
  return (row?.address_style ?? null) as AddressStyle | null
}

/** Name and whether they bought before; null when there is no such customer here. A merged one stands for the one that stays. */
export const customerFacts = async (
  tx: Tx,
  customerId: string,
): Promise<{ id: string; name: string; orderCount: number; note: string | null } | null> => {
  const { rows } = await sql<{ id: string; name: string; order_count: number; note: string | null }>`
    select k.id, k.name, k.order_count, k.note from customers.v_customers c join customers.v_customers k on k.id = coalesce(c.merged_into, c.id) where c.id = ${customerId}`.execute(
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
    await sql`select 1 from conversations.v_conversations where customer_id = ${customerId} and id <> ${exceptConversation} and state <> 'visiting' limit 1`.execute(
      tx,
    )
  return rows.length > 0
}
