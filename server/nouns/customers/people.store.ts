import { sql } from 'kysely'
import { arrayText, plainArrayText } from '#platform/database/copy-in.ts'
import type { Tx } from '#platform/database/database.ts'
import type { Identity, IdentityKind } from './identity.rules.ts'
import type { NewCustomer, OrdersOf, Owner } from './who-is-who.rules.ts'

/** Who vouched for an identity: the platform, by its export, or the shop's site, by its signature. */
export type ProvenSource = 'import' | 'signed_identity'
const proven: readonly ProvenSource[] = ['import', 'signed_identity']

/** One at a time decides in a shop who is who; held until the transaction ends. Two at once would make a buyer twice. */
export const lockPeople = async (tx: Tx, shopId: string): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`customers:${shopId}`}, 0))`.execute(tx)
}

interface OwnerRow {
  kind: IdentityKind
  value: string
  customer_id: string
  head_id: string
  name: string
}

/**
 * Who holds these identities, proven ones only: the customer as it was stored, which an un-merge gives its own rows back, and
 * the one that stands for it now.
 */
export const ownersOf = async (
  tx: Tx,
  shopId: string,
  storeId: string,
  identities: readonly Identity[],
): Promise<OwnerRow[]> => {
  const of = async (wanted: readonly Identity[], isScoped: boolean): Promise<OwnerRow[]> => {
    if (wanted.length === 0) return []
    // Lateral with a limit: one look into the index for each value, whatever the planner believes of a table that is just
    // being filled.
    const { rows } = await sql<OwnerRow>`
      select w.kind, w.value, c.id as customer_id, c.head_id, c.name
      from unnest(${wanted.map(({ kind }) => kind)}::text[], ${wanted.map(({ value }) => value)}::text[]) as w (kind, value)
      cross join lateral (select i.customer_id from customers.identities i where i.shop_id = ${shopId} and i.kind = w.kind and i.value = w.value
        and ${isScoped ? sql`i.store_id = ${storeId}` : sql`i.store_id is null`} and i.source = any (${[...proven]}::text[]) limit 1) i
      cross join lateral (select c.id, c.name, coalesce(c.merged_into, c.id) as head_id from customers.customers c where c.id = i.customer_id limit 1) c`.execute(
      tx,
    )
    return rows
  }
  return [
    ...(await of(
      identities.filter(({ storeScoped }) => storeScoped),
      true,
    )),
    ...(await of(
      identities.filter(({ storeScoped }) => !storeScoped),
      false,
    )),
  ]
}

/** These customers with who stands for them after merges. */
export const standingFor = async (tx: Tx, ids: readonly string[]): Promise<Map<string, Owner>> => {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<{ id: string; head_id: string; name: string }>`
    select c.id, coalesce(c.merged_into, c.id) as head_id, c.name from customers.customers c where c.id = any (${[...ids]}::uuid[])`.execute(
    tx,
  )
  return new Map(rows.map((row) => [row.id, { customerId: row.id, headId: row.head_id, name: row.name }]))
}

/** Makes customers; as everything below that takes rows, what it returns is asked later, when the texts are made. */
export const insertCustomers = (shopId: string, now: Date, rows: readonly NewCustomer[]) => {
  const statement = sql`
    insert into customers.customers (id, shop_id, name, city, order_count, first_order_at, last_order_at, active_at, created_at)
    select w.id, ${shopId}, w.name, w.city, w.orders, w.first_at, w.last_at, coalesce(w.last_at, ${now}), ${now}
    from unnest(${plainArrayText(rows.map(({ id }) => id))}::uuid[], ${arrayText(rows.map(({ name }) => name))}::text[], ${arrayText(rows.map(({ city }) => city))}::text[],
      ${plainArrayText(rows.map(({ added }) => added))}::int[], ${arrayText(rows.map(({ first }) => first))}::timestamptz[], ${arrayText(rows.map(({ last }) => last))}::timestamptz[])
      as w (id, name, city, orders, first_at, last_at)`
  return (tx: Tx) => runFor(tx, rows, statement)
}

const runFor = async (tx: Tx, rows: readonly unknown[], statement: ReturnType<typeof sql>): Promise<void> => {
  if (rows.length > 0) await statement.execute(tx)
}

export interface NewIdentity {
  id: string
  customerId: string
  storeId: string | null
  kind: IdentityKind
  value: string
  tail: string | null
}

/** A value that somebody only claimed so far becomes the one's who is proven to hold it. */
export const insertIdentities = (
  shopId: string,
  now: Date,
  source: ProvenSource,
  rows: readonly NewIdentity[],
) => {
  const statement = sql`
    insert into customers.identities as i (id, shop_id, customer_id, store_id, kind, value, tail, source, created_at)
    select w.id, ${shopId}, w.customer_id, w.store_id, w.kind, w.value, w.tail, ${source}, ${now}
    from unnest(${plainArrayText(rows.map(({ id }) => id))}::uuid[], ${plainArrayText(rows.map(({ customerId }) => customerId))}::uuid[], ${plainArrayText(rows.map(({ storeId }) => storeId))}::uuid[],
      ${plainArrayText(rows.map(({ kind }) => kind))}::text[], ${arrayText(rows.map(({ value }) => value))}::text[], ${arrayText(rows.map(({ tail }) => tail))}::text[])
      as w (id, customer_id, store_id, kind, value, tail)
    on conflict (shop_id, store_id, kind, value) do update
      set customer_id = excluded.customer_id, source = excluded.source, created_at = excluded.created_at
      where i.source <> all (${[...proven]}::text[])`
  return (tx: Tx) => runFor(tx, rows, statement)
}

export interface NewName {
  customerId: string
  key: string
  shown: string
  grams: readonly number[]
}

export const insertNames = (shopId: string, rows: readonly NewName[]) => {
  const statement = sql`
    insert into customers.names (shop_id, customer_id, key, shown, grams)
    select ${shopId}, w.customer_id, w.key, w.shown, w.grams::int[]
    from unnest(${plainArrayText(rows.map(({ customerId }) => customerId))}::uuid[], ${arrayText(rows.map(({ key }) => key))}::text[], ${arrayText(rows.map(({ shown }) => shown))}::text[],
      ${arrayText(rows.map(({ grams }) => `{${grams.join(',')}}`))}::text[]) as w (customer_id, key, shown, grams)
    on conflict do nothing`
  return (tx: Tx) => runFor(tx, rows, statement)
}

/** Orders count for the one that stands for their customer. The caller holds `lockPeople`, so nobody is merged meanwhile. */
export const addOrders = (orders: ReadonlyMap<string, OrdersOf>) => {
  const rows = [...orders]
  const statement = sql`
    update customers.customers c set
      order_count = c.order_count + w.added, first_order_at = least(c.first_order_at, w.first_at), last_order_at = greatest(c.last_order_at, w.last_at),
      active_at = greatest(c.active_at, w.last_at)
    from (select coalesce(k.merged_into, k.id) as id, sum(w.added)::int as added, min(w.first_at) as first_at, max(w.last_at) as last_at
      from unnest(${plainArrayText(rows.map(([id]) => id))}::uuid[], ${plainArrayText(rows.map(([, one]) => one.added))}::int[], ${arrayText(rows.map(([, one]) => one.first))}::timestamptz[],
        ${arrayText(rows.map(([, one]) => one.last))}::timestamptz[]) as w (id, added, first_at, last_at)
      cross join lateral (select k.id, k.merged_into from customers.customers k where k.id = w.id limit 1) k group by 1) w
    where c.id = w.id`
  return (tx: Tx) => runFor(tx, rows, statement)
}

export const rename = async (
  tx: Tx,
  renames: readonly { customerId: string; name: string }[],
): Promise<void> => {
  for (const { customerId, name } of renames)
    await tx
      .updateTable('customers.customers')
      .set((eb) => ({ name, version: eb('version', '+', 1) }))
      .where('id', '=', customerId)
      .execute()
}

/**
 * The customer was here now, and so was the one that stands for it; written once an hour at most, because every page of a
 * shop tells of its buyer.
 */
export const seeCustomer = async (tx: Tx, id: string, now: Date): Promise<void> => {
  await sql`
    update customers.customers set active_at = ${now}
    where active_at < ${new Date(now.getTime() - 3_600_000)} and (id = ${id} or id = (select merged_into from customers.customers where id = ${id}))`.execute(
    tx,
  )
}

/** Platform and currency of a store: they tell how a phone number without +code is dialled. */
export const storeFacts = async (
  tx: Tx,
  storeId: string,
): Promise<{ platform: string; currency: string } | null> => {
  const row = await tx
    .selectFrom('staff.v_stores')
    .select(['platform', 'currency'])
    .where('id', '=', storeId)
    .executeTakeFirst()
  return row ? { platform: row.platform ?? '', currency: row.currency ?? '' } : null
}
