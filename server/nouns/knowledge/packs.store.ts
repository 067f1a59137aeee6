import { sql } from 'kysely'
import type { Tx } from '#platform/database/database.ts'
import type { ShownFile } from '#platform/files/index.ts'

export type KeptItem = { articleId: string } | { file: ShownFile }
export interface PackRecord {
  product_id: string
  items: KeptItem[]
  version: number
}

export const selectPacks = async (
  tx: Tx,
  shopId: string,
  productIds: readonly string[],
): Promise<PackRecord[]> => {
  const { rows } = await sql<PackRecord>`select product_id, items, version from knowledge.packs
    where shop_id = ${shopId}::uuid and product_id = any(${[...productIds]}::uuid[])`.execute(tx)
  return rows
}
/** Writes the pack when its version is still `version` (0: none was chosen); returns the new one, or null. */
export const storePack = async (
  tx: Tx,
  row: {
    shopId: string
    productId: string
    items: readonly KeptItem[]
    version: number
    by: string | null
    at: Date
  },
): Promise<number | null> => {
  const items = JSON.stringify(row.items)
  const { rows } = await sql<{ version: number }>`
    insert into knowledge.packs (shop_id, product_id, items, version, by, at)
    select ${row.shopId}::uuid, ${row.productId}::uuid, ${items}::jsonb, 1, ${row.by}::uuid, ${row.at}
    where ${row.version}::int = 0 or exists (select 1 from knowledge.packs where shop_id = ${row.shopId}::uuid and product_id = ${row.productId}::uuid)
    on conflict (shop_id, product_id) do update set items = excluded.items, by = excluded.by, at = excluded.at, version = packs.version + 1
      where packs.version = ${row.version}
    returning version`.execute(tx)
  return rows[0]?.version ?? null
}
export const deletePack = async (
  tx: Tx,
  shopId: string,
  productId: string,
  version: number,
): Promise<boolean> =>
  (
    await tx
      .deleteFrom('knowledge.packs')
      .where('shop_id', '=', shopId)
      .where('product_id', '=', productId)
      .where('version', '=', version)
      .executeTakeFirst()
  ).numDeletedRows > 0n

export interface Buying {
  customer_id: string | null
  product_ids: string[]
}
export const productsOfOrder = async (tx: Tx, orderId: string): Promise<Buying | null> => {
  const { rows } = await sql<Buying>`
    select o.customer_id, array(select distinct s.product_id from products.v_sold s where s.order_id = o.id limit 20) as product_ids
    from orders.v_numbers o where o.id = ${orderId}::uuid`.execute(tx)
  return rows[0] ?? null
}
/** What a customer ordered last. */
export const productsOfLastOrder = async (tx: Tx, customerId: string): Promise<string[]> => {
  const { rows } = await sql<{ product_id: string }>`
    with sold as (
      select order_id, product_id, placed_at from products.v_sold
      where customer_id = any (customers.ids_of(${customerId}::uuid)) order by placed_at desc limit 60)
    select distinct product_id from sold
    where order_id = (select order_id from sold order by placed_at desc, order_id desc limit 1) limit 20`.execute(
    tx,
  )
  return rows.map((row) => row.product_id)
}
export interface TalkOfBuyer {
  id: string
  customer_id: string | null
  language: 'zh' | 'en'
}
export const findTalk = async (tx: Tx, conversationId: string): Promise<TalkOfBuyer | null> => {
  const { rows } = await sql<TalkOfBuyer>`
    select id, customer_id, language from conversations.v_talks where id = ${conversationId}::uuid`.execute(
    tx,
  )
  return rows[0] ?? null
}
/** Where a customer wrote last. */
export const lastTalkOf = async (tx: Tx, customerId: string): Promise<TalkOfBuyer | null> => {
  const { rows } = await sql<TalkOfBuyer>`
    select t.id, t.customer_id, t.language from conversations.v_talks t join conversations.v_pages p on p.id = t.id
    where t.customer_id = any (customers.ids_of(${customerId}::uuid)) order by p.opened_at desc limit 1`.execute(
    tx,
  )
  return rows[0] ?? null
}
