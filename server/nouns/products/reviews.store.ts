import { sql } from 'kysely'
import type { Tx } from '#platform/database/database.ts'

export interface ReviewRecord {
  id: string
  store_id: string
  stars: number | null
  verdict: 'good' | 'neutral' | 'bad' | null
  buyer_name: string
  text: string
  more: string | null
  reply: string | null
  pictures: string[]
  order_id: string | null
  order_number: string | null
  customer_id: string | null
  occurred_at: Date
}
/** A page, the newest first. */
export const selectReviews = async (
  tx: Tx,
  shopId: string,
  productId: string,
  verdict: string | null,
  cursor: { at: Date; id: string } | null,
  limit: number,
): Promise<ReviewRecord[]> =>
  (
    await sql<ReviewRecord>`
      select id, store_id, stars, verdict, buyer_name, text, more, reply, pictures, order_id, order_number, customer_id, occurred_at
      from products.reviews where shop_id = ${shopId} and product_id = ${productId}
        ${verdict === null ? sql`` : sql`and verdict = ${verdict}`}
        ${cursor ? sql`and (occurred_at, id) < (${cursor.at}, ${cursor.id}::uuid)` : sql``}
      order by occurred_at desc, id desc limit ${limit}`.execute(tx)
  ).rows

export interface ReviewSums {
  count: number
  average: number | null
  stars: number[]
  good: number
  neutral: number
  bad: number
}
export const sumReviews = async (tx: Tx, shopId: string, productId: string): Promise<ReviewSums> => {
  const { rows } = await sql<ReviewSums>`
    select count(*)::int as count, avg(stars)::float8 as average,
      array[count(*) filter (where stars = 1), count(*) filter (where stars = 2), count(*) filter (where stars = 3),
        count(*) filter (where stars = 4), count(*) filter (where stars = 5)]::int[] as stars,
      count(*) filter (where verdict = 'good')::int as good, count(*) filter (where verdict = 'neutral')::int as neutral,
      count(*) filter (where verdict = 'bad')::int as bad
    from products.reviews where shop_id = ${shopId} and product_id = ${productId}`.execute(tx)
  return rows[0] ?? { count: 0, average: null, stars: [0, 0, 0, 0, 0], good: 0, neutral: 0, bad: 0 }
}
