import { sql } from 'kysely'
import type { Tx } from '#platform/database/database.ts'

export interface SourceRow {
  source_key: string
  customer_id: string
  content_hash: string
}

/** What earlier runs said of these rows of a store. */
export const selectSourceRows = async (
  tx: Tx,
  shopId: string,
  storeId: string,
  keys: readonly string[],
): Promise<Map<string, SourceRow>> => {
  const { rows } = await sql<SourceRow>`
    select r.source_key, r.customer_id, r.content_hash from unnest(${[...keys]}::text[]) as w (key)
    cross join lateral (select * from customers.source_rows r where r.shop_id = ${shopId} and r.store_id = ${storeId} and r.source_key = w.key limit 1) r`.execute(
    tx,
  )
  return new Map(rows.map((row) => [row.source_key, row]))
}

export const saveSourceRows = async (
  tx: Tx,
  now: Date,
  where: { shopId: string; storeId: string },
  rows: readonly { key: string; customerId: string; contentHash: string; importId: string | null }[],
): Promise<void> => {
  if (rows.length === 0) return
  await sql`
    insert into customers.source_rows as r (shop_id, store_id, source_key, customer_id, content_hash, read_at, import_id)
    select ${where.shopId}, ${where.storeId}, w.key, w.customer_id, w.content_hash, ${now}, w.import_id
    from unnest(${rows.map(({ key }) => key)}::text[], ${rows.map(({ customerId }) => customerId)}::uuid[], ${rows.map(({ contentHash }) => contentHash)}::uuid[],
      ${rows.map(({ importId }) => importId)}::uuid[]) as w (key, customer_id, content_hash, import_id)
    on conflict (shop_id, store_id, source_key) do update
      set customer_id = excluded.customer_id, content_hash = excluded.content_hash, read_at = excluded.read_at,
        import_id = coalesce(excluded.import_id, r.import_id)`.execute(tx)
}

export interface Said {
  customerId: string
  name: string
  /** What they may have been called for want of a name. */
  makeshift: string[]
  city: string | null
  note: string | null
}

/**
 * Fills in what is not known: a city, a note, a name where the customer went by a nick. What people wrote by hand stays.
 * Returns who is called otherwise now, and whose row changed.
 */
export const fillIn = async (
  tx: Tx,
  said: readonly Said[],
): Promise<{ id: string; name: string; is_renamed: boolean }[]> => {
  if (said.length === 0) return []
  const { rows } = await sql<{ id: string; name: string; is_renamed: boolean }>`
    with w as (
      select w.id, w.name, w.city, w.note, array(select jsonb_array_elements_text(w.makeshift::jsonb)) as makeshift
      from unnest(${said.map(({ customerId }) => customerId)}::uuid[], ${said.map(({ name }) => name)}::text[], ${said.map(({ city }) => city)}::text[],
        ${said.map(({ note }) => note)}::text[], ${said.map(({ makeshift }) => JSON.stringify(makeshift))}::text[]) as w (id, name, city, note, makeshift)),
    better as (
      select w.*, w.name <> '' and c.name <> w.name and (c.name = '' or c.name = any (w.makeshift)) as is_renamed,
        (w.city is not null and c.city is null) or (w.note is not null and c.note is null) as is_filled
      from w join customers.customers c on c.id = w.id)
    update customers.customers c set name = case when b.is_renamed then b.name else c.name end, city = coalesce(c.city, b.city),
      note = coalesce(c.note, b.note), version = c.version + 1
    from better b where c.id = b.id and (b.is_renamed or b.is_filled) returning c.id, c.name, b.is_renamed`.execute(
    tx,
  )
  return rows
}

/** Counts the tables anew when they have grown a lot. */
export const refreshStatistics = async (tx: Tx, added: number): Promise<void> => {
  await sql`select orders.refresh_statistics(${added})`.execute(tx)
}
