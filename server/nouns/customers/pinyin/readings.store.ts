import { sql } from 'kysely'
import { arrayText, plainArrayText } from '#platform/database/copy-in.ts'
import type { Tx } from '#platform/database/database.ts'
import type { Reading } from './pinyin.rules.ts'

export interface NamedReading extends Reading {
  shopId: string
  customerId: string
  shown: string
}

/** What is there already stays. Asked later, when the texts are made. */
export const insertReadings = (rows: readonly NamedReading[]) => {
  const statement = sql`
    insert into customers.readings (shop_id, customer_id, plain, initials, part, shown)
    select * from unnest(${plainArrayText(rows.map(({ shopId }) => shopId))}::uuid[], ${plainArrayText(rows.map(({ customerId }) => customerId))}::uuid[],
      ${arrayText(rows.map(({ plain }) => plain))}::text[], ${arrayText(rows.map(({ initials }) => initials))}::text[], ${plainArrayText(rows.map(({ part }) => part))}::smallint[],
      ${arrayText(rows.map(({ shown }) => shown))}::text[])
    on conflict do nothing`
  return async (tx: Tx): Promise<void> => {
    if (rows.length > 0) await statement.execute(tx)
  }
}

/** Where the reading of names stopped: the last customer. */
export interface NamePlace {
  shopId?: string
  customerId?: string
}

/** Where it stopped, held until the transaction ends; null: it is done, or another process is at it. */
export const takeNamePlace = async (tx: Tx): Promise<NamePlace | null> => {
  const { rows } = await sql<{
    place: NamePlace
  }>`select place from customers.progress where name = 'read_names' and done_at is null for update skip locked`.execute(
    tx,
  )
  return rows[0]?.place ?? null
}

export const saveNamePlace = async (tx: Tx, place: NamePlace, doneAt: Date | null): Promise<void> => {
  await sql`update customers.progress set place = ${JSON.stringify(place)}, done_at = ${doneAt} where name = 'read_names'`.execute(
    tx,
  )
}

/** Names of all shops in the order of their customers, after that place; a customer's names come together. */
export const selectNamesAfter = async (
  tx: Tx,
  place: NamePlace,
  limit: number,
): Promise<{ shop_id: string; customer_id: string; shown: string }[]> => {
  const { rows } = await sql<{ shop_id: string; customer_id: string; shown: string }>`
    select shop_id, customer_id, shown from customers.names
    ${place.shopId === undefined ? sql`` : sql`where (shop_id, customer_id) > (${place.shopId}::uuid, ${place.customerId}::uuid)`}
    order by shop_id, customer_id fetch first ${sql.lit(limit)} rows with ties`.execute(tx)
  return rows
}
