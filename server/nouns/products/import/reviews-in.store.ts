import { sql } from 'kysely'
import type { Tx } from '#platform/database/database.ts'
import { newId } from '#platform/ids/ids.ts'
import { uuidOf } from '../content-id.ts'
import type { ReviewDraft } from './read-reviews.ts'

export interface ReviewOutcome {
  created: number
  updated: number
  unchanged: number
  /** With a product, and with an order, of those that were written. */
  ofProducts: number
  ofOrders: number
}

/**
 * Takes reviews of one store in: new ones and those that now say something else, each with the product that the store knows
 * under its id or title and with the order that it names. History: nobody is told.
 */
export const putReviews = async (
  tx: Tx,
  now: Date,
  { shopId, storeId, importId }: { shopId: string; storeId: string; importId: string | null },
  reviews: readonly ReviewDraft[],
): Promise<ReviewOutcome> => {
  const rows = reviews.map(({ line: _line, ...review }) => ({
    ...review,
    id: newId(),
    hash: uuidOf(JSON.stringify(review)),
    titleId: review.title === null ? null : uuidOf(review.title),
    pictures: review.pictures,
  }))
  const { rows: known } = await sql<{
    key: string
    hash: string
  }>`select key, content_hash as hash from products.reviews
    where shop_id = ${shopId} and store_id = ${storeId} and key = any (${rows.map(({ key }) => key)}::uuid[])`.execute(
    tx,
  )
  const hashes = new Map(known.map(({ key, hash }) => [key, hash]))
  const changing = rows.filter(({ key, hash }) => hashes.get(key) !== hash)
  const created = changing.filter(({ key }) => !hashes.has(key)).length
  const outcome = { created, updated: changing.length - created, unchanged: rows.length - changing.length }
  if (changing.length === 0) return { ...outcome, ofProducts: 0, ofOrders: 0 }
  const { rows: written } = await sql<{ product_id: string | null; order_id: string | null }>`
    insert into products.reviews as r (id, shop_id, store_id, key, content_hash, product_id, external_product_id, title, title_id, order_number, order_id, customer_id,
      buyer_name, stars, verdict, text, more, reply, pictures, occurred_at, recorded_at, import_id)
    select w.id, ${shopId}, ${storeId}, w.key, w.hash, coalesce(a.product_id, b.product_id, c.product_id), w."externalId", w.title, w."titleId", w."orderNumber", o.id, o.customer_id,
      w."buyerName", w.stars, w.verdict, w.text, w.more, w.reply, array(select jsonb_array_elements_text(w.pictures)), w.at, ${now}, ${importId}::uuid
    from jsonb_to_recordset(${JSON.stringify(changing)}::jsonb) as w (id uuid, key uuid, hash uuid, "externalId" text, title text, "titleId" uuid, "orderNumber" text,
      "buyerName" text, stars int, verdict text, text text, more text, reply text, pictures jsonb, at timestamptz)
    left join lateral (select l.product_id from products.listings l where l.shop_id = ${shopId} and l.store_id is not distinct from ${storeId}::uuid and l.external_product_id = w."externalId" limit 1) a on true
    left join lateral (select (array_agg(distinct l.product_id))[1] as product_id from products.listings l
      where l.shop_id = ${shopId} and l.store_id = ${storeId} and l.title_id = w."titleId" having count(distinct l.product_id) = 1) b on true
    left join lateral (select (array_agg(p.id))[1] as product_id from products.products p where p.shop_id = ${shopId} and p.title_id = w."titleId" having count(*) = 1) c on true
    left join lateral (select n.id, n.customer_id from orders.v_numbers n where n.shop_id = ${shopId} and n.store_id = ${storeId} and n.external_id = w."orderNumber" limit 1) o on true
    on conflict (shop_id, store_id, key) do update set content_hash = excluded.content_hash, product_id = coalesce(excluded.product_id, r.product_id), title = excluded.title, title_id = excluded.title_id,
      order_number = excluded.order_number, order_id = coalesce(excluded.order_id, r.order_id), customer_id = coalesce(excluded.customer_id, r.customer_id), buyer_name = excluded.buyer_name,
      stars = excluded.stars, verdict = excluded.verdict, text = excluded.text, more = excluded.more, reply = excluded.reply, pictures = excluded.pictures, occurred_at = excluded.occurred_at, import_id = excluded.import_id
    returning r.product_id, r.order_id`.execute(tx)
  return {
    ...outcome,
    ofProducts: written.filter((row) => row.product_id !== null).length,
    ofOrders: written.filter((row) => row.order_id !== null).length,
  }
}
