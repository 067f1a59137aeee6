import { sql } from 'kysely'
import type { Tx } from '#platform/database/database.ts'
import { afterPrefix } from '#platform/search/search-key.rules.ts'

/** What is gone through for links, each in the order of its ids. */
export type Source = 'orders' | 'identities' | 'messages'

/** How far this source was read, held until the transaction ends; null while another process is at it. */
export const takePlace = async (tx: Tx, source: Source): Promise<string | null> => {
  const name = `links_${source}`
  await sql`insert into customers.progress (name, place) values (${name}, '{}') on conflict do nothing`.execute(
    tx,
  )
  const { rows } = await sql<{
    after: string | null
  }>`select place ->> 'after' as after from customers.progress where name = ${name} for update skip locked`.execute(
    tx,
  )
  return rows[0] ? (rows[0].after ?? '00000000-0000-0000-0000-000000000000') : null
}

export const savePlace = async (tx: Tx, source: Source, after: string): Promise<void> => {
  await sql`update customers.progress set place = ${JSON.stringify({ after })} where name = ${`links_${source}`}`.execute(
    tx,
  )
}

interface Span {
  after: string
  upTo: string
  limit: number
}

export interface SentOrder {
  id: string
  shop_id: string
  customer_id: string | null
  recipient_phone: string | null
  platform: string
  currency: string
}
export const ordersIn = async (tx: Tx, span: Span): Promise<SentOrder[]> => {
  const { rows } = await sql<SentOrder>`
    select o.id, o.shop_id, o.customer_id, o.recipient_phone, s.platform, s.currency
    from (select * from orders.v_summary o where o.id > ${span.after} and o.id <= ${span.upTo} order by o.id limit ${span.limit}) o
    join staff.v_stores s on s.id = o.store_id order by o.id`.execute(tx)
  return rows
}

export interface NewIdentityRow {
  id: string
  shop_id: string
  customer_id: string
  store_id: string | null
  kind: string
  value: string
}
export const identitiesIn = async (tx: Tx, span: Span): Promise<NewIdentityRow[]> => {
  const { rows } = await sql<NewIdentityRow>`
    select id, shop_id, customer_id, store_id, kind, value from customers.identities
    where id > ${span.after} and id <= ${span.upTo} order by id limit ${span.limit}`.execute(tx)
  return rows
}

export interface SaidRow {
  id: string
  shop_id: string
  conversation_id: string
  customer_id: string | null
  text: string
  platform: string
  currency: string
  /** A buyer's, with something in it that may be an address or a number. */
  may_tell: boolean
}
export const messagesIn = async (tx: Tx, span: Span): Promise<SaidRow[]> => {
  const { rows } = await sql<SaidRow>`
    select m.id, m.shop_id, m.conversation_id, c.customer_id, m.text, s.platform, s.currency,
      m.author = 'buyer' and c.customer_id is not null and m.text ~ '@|[0-9０-９]{3}' as may_tell
    from (select * from conversations.v_messages m where m.id > ${span.after} and m.id <= ${span.upTo} order by m.id limit ${span.limit}) m
    join conversations.v_conversations c on c.id = m.conversation_id join staff.v_stores s on s.id = c.store_id order by m.id`.execute(
    tx,
  )
  return rows
}

/** A full number in one shop: by `tail`, its own digits from the last to the first, it is looked for. */
export interface WantedPhone {
  shopId: string
  e164: string
  tail: string
}
export interface PhoneUse {
  shop_id: string
  /** The number that was looked for. */
  e164: string
  customer_id: string
  head_id: string
  name: string
  order_count: number
  is_buyer: boolean
  recipient: string | null
  address: string | null
  /** As it stands on the parcel, and of the store the parcel came from; null for a buyer's own number. */
  phone: string | null
  platform: string | null
  currency: string | null
}

/**
 * Who buys by these numbers, and who has parcels sent to numbers that end like them, from the indexes; at most `mostOrders` of
 * a number, which is more than one person's number needs. A short number is the end of many strangers' ones: whether a
 * parcel's number is the one looked for, its store's country tells. `order_count` is of the person as they stand.
 */
export const usesOfPhones = async (
  tx: Tx,
  phones: readonly WantedPhone[],
  mostOrders: number,
): Promise<PhoneUse[]> => {
  if (phones.length === 0) return []
  const { rows } = await sql<PhoneUse>`
    select w.shop_id, w.e164, u.customer_id, k.id as head_id, k.name, k.order_count, u.is_buyer, u.recipient, u.address, u.phone, s.platform, s.currency
    from unnest(${phones.map(({ shopId }) => shopId)}::uuid[], ${phones.map(({ tail }) => tail)}::text[], ${phones.map(({ tail }) => afterPrefix(tail))}::text[],
      ${phones.map(({ e164 }) => e164)}::text[]) as w (shop_id, tail, tail_end, e164)
    cross join lateral (
      (select i.customer_id, true as is_buyer, null::text as recipient, null::text as address, null::text as phone, null::uuid as store_id from customers.identities i
        where i.shop_id = w.shop_id and i.tail >= w.tail and i.tail < w.tail_end and i.kind = 'phone' and i.value = w.e164 limit 20)
      union all
      (select o.customer_id, false, o.recipient_name, o.recipient_address, o.recipient_phone, o.store_id from orders.v_summary o
        where o.shop_id = w.shop_id and o.recipient_tail >= w.tail and o.recipient_tail < w.tail_end and o.customer_id is not null limit ${mostOrders})) u
    left join staff.v_stores s on s.id = u.store_id
    cross join lateral (select c.id, c.merged_into from customers.customers c where c.id = u.customer_id limit 1) c
    cross join lateral (select k.id, k.name, k.order_count from customers.customers k where k.id = coalesce(c.merged_into, c.id) limit 1) k`.execute(
    tx,
  )
  return rows
}

export interface Holder {
  shop_id: string
  /** What was looked for. */
  wanted: string
  customer_id: string
  head_id: string
  asked_head_id: string
  identity_id: string
  store_name: string | null
  /** Of the one asked for, where that is an identity of a store. */
  own_store_name: string | null
}

/** Holders of these nicks in other stores of the same platform. */
export const holdersOfNicks = async (
  tx: Tx,
  wanted: readonly { shopId: string; storeId: string; nick: string; customerId: string }[],
): Promise<(Holder & { asked_id: string })[]> => {
  if (wanted.length === 0) return []
  const { rows } = await sql<Holder & { asked_id: string }>`
    select w.shop_id, w.nick as wanted, w.customer_id as asked_id, coalesce(a.merged_into, a.id) as asked_head_id, i.customer_id,
      coalesce(c.merged_into, c.id) as head_id, i.id as identity_id, t.name as store_name, s.name as own_store_name
    from unnest(${wanted.map(({ shopId }) => shopId)}::uuid[], ${wanted.map(({ storeId }) => storeId)}::uuid[], ${wanted.map(({ nick }) => nick)}::text[],
      ${wanted.map(({ customerId }) => customerId)}::uuid[]) as w (shop_id, store_id, nick, customer_id)
    join staff.v_stores s on s.id = w.store_id
    cross join lateral (select i.* from customers.identities i where i.shop_id = w.shop_id and i.value = w.nick and i.kind = 'platform_account'
      and i.store_id <> w.store_id limit 5) i
    join staff.v_stores t on t.id = i.store_id and t.platform = s.platform
    cross join lateral (select c.id, c.merged_into from customers.customers c where c.id = i.customer_id limit 1) c
    cross join lateral (select a.id, a.merged_into from customers.customers a where a.id = w.customer_id limit 1) a
    where coalesce(a.merged_into, a.id) <> coalesce(c.merged_into, c.id)`.execute(tx)
  return rows
}

export interface WantedClaim {
  shopId: string
  customerId: string
  value: string
}
type Claimed = Pick<Holder, 'shop_id' | 'wanted' | 'customer_id'> & { asked_id: string; row_id: string }

/** Other people who are known by these e-mails or numbers. */
export const holdersOfClaims = async (
  tx: Tx,
  kind: 'email' | 'phone',
  wanted: readonly WantedClaim[],
): Promise<Claimed[]> => {
  if (wanted.length === 0) return []
  const { rows } = await sql<Claimed>`
    select w.shop_id, w.value as wanted, w.customer_id as asked_id, i.customer_id, i.id as row_id
    from unnest(${wanted.map(({ shopId }) => shopId)}::uuid[], ${wanted.map(({ customerId }) => customerId)}::uuid[], ${wanted.map(({ value }) => value)}::text[])
      as w (shop_id, customer_id, value)
    cross join lateral (select i.id, i.customer_id from customers.identities i where i.shop_id = w.shop_id and i.store_id is null and i.kind = ${kind}
      and i.value = w.value limit 1) i
    where ${areTwo(sql`i.customer_id`)}`.execute(tx)
  return rows
}

/** Other people whose orders have these numbers. */
export const buyersOfOrders = async (tx: Tx, wanted: readonly WantedClaim[]): Promise<Claimed[]> => {
  if (wanted.length === 0) return []
  const { rows } = await sql<Claimed>`
    select w.shop_id, w.value as wanted, w.customer_id as asked_id, o.customer_id, o.id as row_id
    from unnest(${wanted.map(({ shopId }) => shopId)}::uuid[], ${wanted.map(({ customerId }) => customerId)}::uuid[], ${wanted.map(({ value }) => value)}::text[])
      as w (shop_id, customer_id, value)
    cross join lateral (select o.id, o.customer_id from orders.v_summary o where o.shop_id = w.shop_id and o.name_key = w.value limit 2) o
    where o.customer_id is not null and ${areTwo(sql`o.customer_id`)}`.execute(tx)
  return rows
}

const areTwo = (found: ReturnType<typeof sql>) =>
  sql`(select coalesce(c.merged_into, c.id) from customers.customers c where c.id = ${found}) <> (select coalesce(c.merged_into, c.id) from customers.customers c where c.id = w.customer_id)`
