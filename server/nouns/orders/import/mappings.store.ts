import { sql } from 'kysely'
import type { OrderMapping } from '#contract/orders/mapping.ts'
import type { Tx } from '#platform/database/database.ts'
import type { HeaderOfFile } from './imports.store.ts'

export interface KeptMapping {
  id: string
  store_id: string
  name: string
  headers: string[]
  mapping: OrderMapping
  used_at: Date
}
const mostListed = 200

/** The mapping by which a file with this header was read last. */
export const findKeptMapping = async (
  tx: Tx,
  shopId: string,
  headerKey: string,
): Promise<KeptMapping | null> => {
  const row = await tx
    .selectFrom('orders.mappings')
    .selectAll()
    .where('shop_id', '=', shopId)
    .where('header_key', '=', headerKey)
    .orderBy('used_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return (row as KeptMapping | undefined) ?? null
}

export const selectKeptMappings = async (tx: Tx, shopId: string): Promise<KeptMapping[]> =>
  (await tx
    .selectFrom('orders.mappings')
    .selectAll()
    .where('shop_id', '=', shopId)
    .orderBy('used_at', 'desc')
    .limit(mostListed)
    .execute()) as KeptMapping[]

export const keepMapping = async (
  tx: Tx,
  one: {
    id: string
    shopId: string
    storeId: string
    name: string
    header: HeaderOfFile
    mapping: OrderMapping
    at: Date
  },
): Promise<void> => {
  await sql`
    insert into orders.mappings (id, shop_id, store_id, name, header_key, headers, mapping, used_at)
    values (${one.id}, ${one.shopId}, ${one.storeId}, ${one.name}, ${one.header.key}, ${[...one.header.names]}::text[], ${JSON.stringify(one.mapping)}::jsonb, ${one.at})
    on conflict (shop_id, store_id, header_key) do update set mapping = excluded.mapping, name = excluded.name, used_at = excluded.used_at`.execute(
    tx,
  )
}

/** False when there is none. */
export const deleteKeptMapping = async (tx: Tx, id: string): Promise<boolean> => {
  const { numDeletedRows } = await tx.deleteFrom('orders.mappings').where('id', '=', id).executeTakeFirst()
  return numDeletedRows > 0n
}
