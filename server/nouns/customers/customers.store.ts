import { sql } from 'kysely'
import type { Tx } from '#platform/database/database.ts'
import type { IdentityKind } from './identity.rules.ts'

export interface CustomerRecord {
  id: string
  name: string
  city: string | null
  address_style: string | null
  note: string | null
  order_count: number
  first_order_at: Date | null
  last_order_at: Date | null
  active_at: Date
  version: number
  created_at: Date
}
const columns = [
  'id',
  'name',
  'city',
  'address_style',
  'note',
  'order_count',
  'first_order_at',
  'last_order_at',
  'active_at',
  'version',
  'created_at',
] as const

/** The newest first; merged ones stand under the one that stays. */
export const selectLatest = async (
  tx: Tx,
  shopId: string,
  cursor: { at: Date; id: string } | null,
  limit: number,
): Promise<CustomerRecord[]> => {
  let query = tx
    .selectFrom('customers.customers')
    .select(columns)
    .where('shop_id', '=', shopId)
    .where('merged_into', 'is', null)
    .orderBy('active_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
  if (cursor) query = query.where(sql<boolean>`(active_at, id) < (${cursor.at}, ${cursor.id}::uuid)`)
  return query.execute()
}

/** Ids that a table import wrote, each with the one it stands under by now. */
export const selectWrittenBy = async (
  tx: Tx,
  shopId: string,
  importId: string,
  after: string | null,
  limit: number,
): Promise<{ id: string; head: string }[]> => {
  const { rows } = await sql<{ id: string; head: string }>`
    select r.id, h.head from (select distinct customer_id as id from customers.source_rows where shop_id = ${shopId} and import_id = ${importId}
      ${after === null ? sql`` : sql`and customer_id > ${after}::uuid`} order by customer_id limit ${limit}) r
    cross join lateral (select coalesce(c.merged_into, c.id) as head from customers.customers c where c.id = r.id limit 1) h
    order by r.id`.execute(tx)
  return rows
}

export const selectCustomers = async (
  tx: Tx,
  ids: readonly string[],
): Promise<Map<string, CustomerRecord>> => {
  if (ids.length === 0) return new Map()
  const rows = await tx
    .selectFrom('customers.customers')
    .select(columns)
    .where('id', 'in', [...ids])
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
}

/**
 * The one that stands for this id, after merges; null when there is none here. What its own row does not say, one that was
 * merged into it may; where somebody cleared it, its own row holds the empty text, and then nobody's counts.
 */
export const findHead = async (tx: Tx, id: string): Promise<CustomerRecord | null> => {
  const said = (column: string) =>
    sql`nullif(coalesce(k.${sql.ref(column)}, (select m.${sql.ref(column)} from customers.customers m
      where m.shop_id = k.shop_id and m.merged_into = k.id and m.${sql.ref(column)} <> '' order by m.active_at desc limit 1)), '') as ${sql.ref(column)}`
  // With CASE: PostgreSQL takes COALESCE for leaky, and under row-level security then reads every customer of the shop.
  const { rows } = await sql<CustomerRecord>`
    select k.id, k.name, ${said('city')}, ${said('address_style')}, ${said('note')}, k.order_count, k.first_order_at, k.last_order_at, k.active_at, k.version, k.created_at
    from customers.customers c
    join customers.customers k on k.id = case when c.merged_into is null then c.id else c.merged_into end where c.id = ${id}`.execute(
    tx,
  )
  return rows[0] ?? null
}

/** For a change: held until the transaction ends. */
export const lockCustomer = async (tx: Tx, id: string): Promise<CustomerRecord | null> =>
  (await tx
    .selectFrom('customers.customers')
    .select(columns)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()) ?? null

/** `address_style` and `note`: the empty text clears them, whatever was said under ids that were merged into this one. */
export const updateCustomer = async (
  tx: Tx,
  id: string,
  changes: { name?: string; address_style?: string; note?: string },
): Promise<CustomerRecord> =>
  tx
    .updateTable('customers.customers')
    .set((eb) => ({ ...changes, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .returning(columns)
    .executeTakeFirstOrThrow()

/** The ids under which rows of each customer stand: its own and those merged into it. Pairs of id and head. */
export const idsOf = async (
  tx: Tx,
  shopId: string,
  heads: readonly string[],
): Promise<{ id: string; head: string }[]> => {
  if (heads.length === 0) return []
  const { rows } = await sql<{ id: string; head: string }>`
    select id, merged_into as head from customers.customers where shop_id = ${shopId} and merged_into = any (${[...heads]}::uuid[])`.execute(
    tx,
  )
  return [...heads.map((id) => ({ id, head: id })), ...rows]
}

/** What was paid and kept, by customer id and currency; an order that was never paid counts nothing. */
export const selectSpent = async (
  tx: Tx,
  shopId: string,
  ids: readonly string[],
): Promise<{ customer_id: string; currency: string; minor: number }[]> => {
  if (ids.length === 0) return []
  const { rows } = await sql<{ customer_id: string; currency: string; minor: number }>`
    select customer_id, currency, sum(case when status = 'closed' and refunded is null then 0 else total - coalesce(refunded, 0) end)::bigint as minor
    from orders.v_summary where shop_id = ${shopId} and customer_id = any (${[...ids]}::uuid[]) and status not in ('pending', 'cancelled', 'unknown')
    group by customer_id, currency order by 3 desc`.execute(tx)
  return rows
}

export const selectLastTalks = async (
  tx: Tx,
  shopId: string,
  ids: readonly string[],
): Promise<{ customer_id: string; at: Date }[]> => {
  if (ids.length === 0) return []
  const { rows } = await sql<{ customer_id: string; at: Date }>`
    select customer_id, max(last_at) as at from conversations.v_conversations
    where shop_id = ${shopId} and customer_id = any (${[...ids]}::uuid[]) and state <> 'visiting' group by customer_id`.execute(
    tx,
  )
  return rows
}

export interface IdentityRow {
  kind: IdentityKind
  value: string
  store_name: string | null
  source: string
  created_at: Date
}

export const selectIdentities = async (
  tx: Tx,
  shopId: string,
  ids: readonly string[],
): Promise<IdentityRow[]> => {
  const { rows } = await sql<IdentityRow>`
    select i.kind, i.value, s.name as store_name, i.source, i.created_at from customers.identities i left join staff.v_stores s on s.id = i.store_id
    where i.shop_id = ${shopId} and i.customer_id = any (${[...ids]}::uuid[])
    order by array_position(array['platform_account', 'site_login', 'email', 'phone'], i.kind), i.created_at, i.value`.execute(
    tx,
  )
  return rows
}

export interface RecipientRow {
  name: string | null
  phone: string | null
  address: string | null
  times: number
  last_at: Date
}

/** To whom this buyer's parcels went, the most frequent first. */
export const selectRecipients = async (
  tx: Tx,
  shopId: string,
  ids: readonly string[],
  limit: number,
): Promise<RecipientRow[]> => {
  const { rows } = await sql<RecipientRow>`
    select recipient_name as name, recipient_phone as phone, recipient_address as address, count(*)::int as times, max(placed_at) as last_at from orders.v_summary
    where shop_id = ${shopId} and customer_id = any (${[...ids]}::uuid[]) and (recipient_name is not null or recipient_address is not null)
    group by 1, 2, 3 order by times desc, last_at desc limit ${limit}`.execute(tx)
  return rows
}

export interface TimelineRecord {
  id: string
  name: string
  subject: string
  actor: string | null
  facts: Record<string, unknown>
  occurred_at: Date
  recorded_at: Date
}

/** From the log, the latest first. */
export const selectTimeline = async (
  tx: Tx,
  shopId: string,
  ids: readonly string[],
  cursor: { at: Date; id: string } | null,
  limit: number,
): Promise<TimelineRecord[]> => {
  const [only] = ids
  const { rows } = await sql<TimelineRecord>`
    select id, name, subject, actor, facts, occurred_at, recorded_at from customers.v_timeline
    where shop_id = ${shopId} and ${ids.length === 1 ? sql`customer_id = ${only}` : sql`customer_id = any (${[...ids]}::uuid[])`}
      ${cursor ? sql`and (occurred_at, id) < (${cursor.at}, ${cursor.id}::uuid)` : sql``}
    order by occurred_at desc, id desc limit ${limit}`.execute(tx)
  return rows
}
