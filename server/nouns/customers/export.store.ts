import { sql } from 'kysely'
import type { Tx } from '#platform/database/database.ts'
import type { CustomerRecord } from './customers.store.ts'
import type { IdentityKind } from './identity.rules.ts'

/**
 * Everybody who stands for themselves, by id: unlike the time of the last visit it never changes, so nobody who comes
 * by while an export runs is missed or written twice.
 */
export const selectById = async (
  tx: Tx,
  shopId: string,
  before: string | null,
  limit: number,
): Promise<CustomerRecord[]> => {
  const { rows } = await sql<CustomerRecord>`
    select id, name, city, address_style, note, order_count, first_order_at, last_order_at, active_at, version, created_at
    from customers.customers where shop_id = ${shopId} and merged_into is null ${before === null ? sql`` : sql`and id < ${before}::uuid`}
    order by id desc limit ${limit}`.execute(tx)
  return rows
}

/** How these customers are known, by the id under which each stands. */
export const selectIdentitiesOf = async (
  tx: Tx,
  shopId: string,
  ids: readonly string[],
): Promise<{ customer_id: string; kind: IdentityKind; value: string }[]> => {
  const { rows } = await sql<{ customer_id: string; kind: IdentityKind; value: string }>`
    select customer_id, kind, value from customers.identities where shop_id = ${shopId} and customer_id = any (${[...ids]}::uuid[])
    order by customer_id, kind, created_at, value`.execute(tx)
  return rows
}
