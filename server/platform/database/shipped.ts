import { sql } from 'kysely'
import type { Tx } from './database.ts'

/**
 * What comes with the desk is laid into each shop once, by its key: claims those of the keys that this shop never had, and names
 * them. Of two processes one gets a key.
 */
export const claimShipped = async (
  tx: Tx,
  shopId: string,
  keys: readonly string[],
  now: Date,
): Promise<ReadonlySet<string>> => {
  const { rows } = await sql<{ key: string }>`
    insert into platform.shipped (shop_id, key, at) select ${shopId}, unnest(${keys}::text[]), ${now} on conflict do nothing returning key`.execute(
    tx,
  )
  return new Set(rows.map(({ key }) => key))
}

/** Whether this shop was ever laid anything whose key begins so. */
export const hasShipped = async (tx: Tx, shopId: string, prefix: string): Promise<boolean> =>
  (
    await sql`select 1 from platform.shipped where shop_id = ${shopId} and starts_with(key, ${prefix}) limit 1`.execute(
      tx,
    )
  ).rows.length > 0
