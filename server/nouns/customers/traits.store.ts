import { sql } from 'kysely'
import { newId } from '#platform/ids/ids.ts'
import type { Tx } from '#platform/database/database.ts'

export interface TraitRow {
  customer_id: string
  key: string
  value: string
  source: 'agent' | 'import'
  by: string | null
  noted_at: Date
}

/** By hand before from a file, the latest first. An empty value: removed by hand. */
export const selectTraits = async (tx: Tx, ids: readonly string[]): Promise<TraitRow[]> => {
  const { rows } = await sql<TraitRow>`
    select customer_id, key, value, source, by, noted_at from customers.traits where customer_id = any (${[...ids]}::uuid[])
    order by source, noted_at desc, key`.execute(tx)
  return rows
}

export interface NewTrait {
  customerId: string
  key: string
  value: string
  source: 'agent' | 'import'
  by: string | null
}

/** What a person wrote by hand stays when a file says otherwise. Returns whose traits are other now. */
export const saveTraits = async (
  tx: Tx,
  now: Date,
  shopId: string,
  traits: readonly NewTrait[],
): Promise<string[]> => {
  if (traits.length === 0) return []
  const { rows } = await sql<{ customer_id: string }>`
    insert into customers.traits as t (id, shop_id, customer_id, key, value, source, by, noted_at)
    select w.id, ${shopId}, w.customer_id, w.key, w.value, w.source, w.by, ${now}
    from unnest(${traits.map(() => newId())}::uuid[], ${traits.map(({ customerId }) => customerId)}::uuid[], ${traits.map(({ key }) => key)}::text[],
      ${traits.map(({ value }) => value)}::text[], ${traits.map(({ source }) => source)}::text[], ${traits.map(({ by }) => by)}::uuid[])
      as w (id, customer_id, key, value, source, by)
    on conflict (shop_id, customer_id, key) do update set value = excluded.value, source = excluded.source, by = excluded.by, noted_at = excluded.noted_at
      where excluded.source = 'agent' or t.source = 'import' and t.value <> excluded.value
    returning customer_id`.execute(tx)
  return rows.map((row) => row.customer_id)
}

export interface ConsentRow {
  channel: 'email' | 'sms'
  is_given: boolean | null
  said: string
  source: string
  store_name: string | null
  noted_at: Date
}

/** The latest of each channel and store. */
export const selectConsents = async (
  tx: Tx,
  shopId: string,
  ids: readonly string[],
): Promise<ConsentRow[]> => {
  const { rows } = await sql<ConsentRow>`
    select distinct on (c.channel, c.store_id, c.customer_id) c.channel, c.is_given, c.said, c.source, s.name as store_name, c.noted_at
    from customers.consents c left join staff.v_stores s on s.id = c.store_id
    where c.shop_id = ${shopId} and c.customer_id = any (${[...ids]}::uuid[])
    order by c.channel, c.store_id, c.customer_id, c.noted_at desc, c.id desc`.execute(tx)
  return rows
}

export interface NewConsent {
  customerId: string
  channel: 'email' | 'sms'
  isGiven: boolean | null
  said: string
}

/** Adds what is other than the latest word of that store on that channel. Returns whose. */
export const addConsents = async (
  tx: Tx,
  now: Date,
  where: { shopId: string; storeId: string; source: string },
  consents: readonly NewConsent[],
): Promise<string[]> => {
  if (consents.length === 0) return []
  const { rows } = await sql<{ customer_id: string }>`
    insert into customers.consents (id, shop_id, customer_id, store_id, channel, is_given, said, source, noted_at)
    select w.id, ${where.shopId}, w.customer_id, ${where.storeId}, w.channel, w.is_given, w.said, ${where.source}, ${now}
    from unnest(${consents.map(() => newId())}::uuid[], ${consents.map(({ customerId }) => customerId)}::uuid[], ${consents.map(({ channel }) => channel)}::text[],
      ${consents.map(({ isGiven }) => isGiven)}::boolean[], ${consents.map(({ said }) => said)}::text[]) as w (id, customer_id, channel, is_given, said)
    left join lateral (select c.said from customers.consents c where c.shop_id = ${where.shopId} and c.customer_id = w.customer_id and c.channel = w.channel
      and c.store_id = ${where.storeId} order by c.noted_at desc, c.id desc limit 1) before on true
    where before.said is distinct from w.said returning customer_id`.execute(tx)
  return rows.map((row) => row.customer_id)
}
