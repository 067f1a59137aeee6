import { sql } from 'kysely'
import { defaultConfirmationRules, type ConfirmationRules } from '#contract/purchase/confirmation-setup.ts'
import type { Tx } from '#platform/database/database.ts'
import { newId } from '#platform/ids/ids.ts'

/** The rules in force; what a newer version added has its default. */
export const rulesInForce = async (tx: Tx, shopId: string): Promise<ConfirmationRules> => {
  const row = await tx
    .selectFrom('confirmations.rules')
    .select('rules')
    .where('shop_id', '=', shopId)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return { ...defaultConfirmationRules, ...(row?.rules as Partial<ConfirmationRules> | undefined) }
}

export const insertRules = async (
  tx: Tx,
  now: Date,
  row: { shopId: string; rules: ConfirmationRules; by: string | null },
): Promise<void> => {
  await tx
    .insertInto('confirmations.rules')
    .values({ id: newId(), shop_id: row.shopId, rules: JSON.stringify(row.rules), by: row.by, at: now })
    .execute()
}

export interface WatchRow {
  store_id: string
  is_watched: boolean
  since: Date
  before: number
}
/** Every store's watch, and how many unsent orders of the last days lie before it. */
export const watchesOf = async (tx: Tx, shopId: string, paidFrom: Date): Promise<WatchRow[]> => {
  const { rows } = await sql<WatchRow>`
    select s.id as store_id, coalesce(w.is_watched, true) as is_watched, coalesce(w.since, s.opened_at) as since,
      (select count(*)::int from orders.v_to_confirm o where o.shop_id = s.shop_id and o.store_id = s.id and o.shipped_at is null
        and (o.status = 'paid' or (o.status = 'pending' and o.cash_on_delivery)) and o.is_history
        and o.placed_at >= ${paidFrom} and o.placed_at < coalesce(w.since, s.opened_at)
        and not exists (select 1 from confirmations.confirmations c where c.shop_id = o.shop_id and c.order_id = o.id)) as before
    from staff.v_store_openings s left join confirmations.watches w on w.store_id = s.id where s.shop_id = ${shopId} order by s.opened_at`.execute(
    tx,
  )
  return rows
}

export const putWatch = async (
  tx: Tx,
  now: Date,
  row: { shopId: string; storeId: string; isWatched: boolean; since: Date; by: string | null },
): Promise<void> => {
  const values = { is_watched: row.isWatched, since: row.since, by: row.by, at: now }
  await tx
    .insertInto('confirmations.watches')
    .values({ store_id: row.storeId, shop_id: row.shopId, ...values })
    .onConflict((conflict) => conflict.column('store_id').doUpdateSet(values))
    .execute()
}
