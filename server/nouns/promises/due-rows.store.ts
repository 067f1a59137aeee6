import { sql } from 'kysely'
import type { Tx } from '#platform/database/database.ts'

/** Which shops an engine looks after: one alone (a demo in its story's time), or all but some. */
export type Shops = { only: string } | { except: readonly string[] }

export type DueTable =
  | 'conversations.conversations'
  | 'conversations.problems'
  | 'promises.words'
  | 'confirmations.confirmations'

export interface DueRow {
  id: string
  shop_id: string
}

const ofShops = (shops: Shops) =>
  'only' in shops ? sql`shop_id = ${shops.only}` : sql`shop_id <> all (${[...shops.except]}::uuid[])`

/** The earliest `next_fire_at` of a table, across shops; null when nothing is set. */
export const nextFireOf = async (tx: Tx, table: DueTable, shops: Shops): Promise<Date | null> => {
  const { rows } = await sql<{ at: Date }>`
    select next_fire_at as at from ${sql.table(table)} where next_fire_at is not null and ${ofShops(shops)}
    order by next_fire_at limit 1`.execute(tx)
  return rows[0]?.at ?? null
}

/** At most `limit` rows whose `next_fire_at` has come, earliest first, across shops. */
export const dueRows = async (
  tx: Tx,
  table: DueTable,
  now: Date,
  limit: number,
  shops: Shops,
): Promise<DueRow[]> => {
  const { rows } = await sql<DueRow>`
    select id, shop_id from ${sql.table(table)} where next_fire_at <= ${now} and ${ofShops(shops)}
    order by next_fire_at limit ${limit}`.execute(tx)
  return rows
}
