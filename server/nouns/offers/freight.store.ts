import { sql } from 'kysely'
import type { Tx } from '#platform/database/database.ts'

export interface AllowanceRecord {
  id: string
  amount: number
  currency: string
  reason: string
  member_id: string
  at: Date
}
/** Those that count, of a conversation, of an order, or of either, the earliest first. */
export const selectAllowances = (
  tx: Tx,
  shopId: string,
  of: { conversationId?: string; orderId?: string | null },
): Promise<AllowanceRecord[]> =>
  tx
    .selectFrom('offers.freight_allowances')
    .select(['id', 'amount', 'currency', 'reason', 'member_id', 'at'])
    .where('shop_id', '=', shopId)
    .where('withdrawn_at', 'is', null)
    .where((eb) =>
      eb.or([
        ...(of.conversationId ? [eb('conversation_id', '=', of.conversationId)] : []),
        ...(of.orderId ? [eb('order_id', '=', of.orderId)] : []),
      ]),
    )
    .orderBy('at')
    .limit(100)
    .execute()

export const lockAllowance = (tx: Tx, id: string) =>
  tx
    .selectFrom('offers.freight_allowances')
    .select(['id', 'member_id', 'conversation_id', 'customer_id', 'amount', 'currency', 'withdrawn_at'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
export const withdrawAllowance = async (tx: Tx, now: Date, id: string, by: string): Promise<void> => {
  await tx
    .updateTable('offers.freight_allowances')
    .set({ withdrawn_at: now, withdrawn_by: by })
    .where('id', '=', id)
    .execute()
}

/** Two at once must not both find room below the limit. */
export const lockAllowances = async (tx: Tx, about: string): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtextextended('offers.freight ' || ${about}, 0))`.execute(tx)
}
export const insertAllowance = async (
  tx: Tx,
  now: Date,
  shopId: string,
  allowance: {
    id: string
    conversationId: string | null
    orderId: string | null
    customerId: string | null
    memberId: string
    minor: number
    currency: string
    reason: string
  },
): Promise<void> => {
  await tx
    .insertInto('offers.freight_allowances')
    .values({
      id: allowance.id,
      shop_id: shopId,
      conversation_id: allowance.conversationId,
      order_id: allowance.orderId,
      customer_id: allowance.customerId,
      member_id: allowance.memberId,
      amount: allowance.minor,
      currency: allowance.currency,
      reason: allowance.reason,
      at: now,
    })
    .execute()
}
export const findOrderStore = async (
  tx: Tx,
  id: string,
): Promise<{ id: string; customer_id: string | null } | null> =>
  (
    await sql<{
      id: string
      customer_id: string | null
    }>`select id, customer_id from orders.v_charged where id = ${id}`.execute(tx)
  ).rows[0] ?? null
