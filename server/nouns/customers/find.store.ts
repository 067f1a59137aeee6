import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '#platform/database/database.ts'
import { afterPrefix, gramsToFind } from '#platform/search/search-key.rules.ts'
import type { Found, MatchKind, MatchRank, Sought } from './search.rules.ts'

/** Rows of one way to be found. Each way reads at most this many. */
const source = (
  kind: MatchKind,
  rank: RawBuilder<unknown>,
  shown: string,
  from: RawBuilder<unknown>,
  most: number,
) =>
  sql`(select ${sql.ref('customer_id')} as customer_id, ${sql.lit(kind)} as kind, ${rank} as rank, ${sql.raw(shown)} as shown ${from} limit ${sql.lit(most)})`

/** Equal is exact, else it begins with it. */
const exactFirst = (column: string, value: string) =>
  sql`case when ${sql.raw(column)} = ${value} then 0 else 1 end`
const startsWith = (column: string, value: string) =>
  sql`${sql.raw(column)} >= ${value} and ${sql.raw(column)} < ${afterPrefix(value)}`

/**
 * Every way in which the text finds customers, at most `most` of each way; a customer may come several times. All
 * comparisons are leakproof ranges, so the indexes work under row-level security; names that hold the text somewhere come
 * from `customers.find_names`. Lateral with a limit looks up the few that were found; a plain join hashed all customers (50 ms
 * of 100,000).
 */
export const findCustomers = async (
  tx: Tx,
  shopId: string,
  sought: Sought,
  most: number,
): Promise<Found[]> => {
  const ways = [...waysByIdentity(shopId, sought, most), ...waysByOrder(shopId, sought, most)]
  const { rows } = await sql<{ customer_id: string; kind: MatchKind; rank: MatchRank; shown: string }>`
    select k.id as customer_id, w.kind, w.rank, w.shown from (${sql.join(ways, sql` union all `)}) w
    cross join lateral (select coalesce(c.merged_into, c.id) as id from customers.customers c where c.id = w.customer_id limit 1) c
    cross join lateral (select k.id, k.active_at from customers.customers k where k.id = c.id limit 1) k
    order by w.rank, k.active_at desc, k.id desc`.execute(tx)
  return rows.map((row) => ({
    customerId: row.customer_id,
    kind: row.kind,
    rank: row.rank,
    shown: row.shown,
  }))
}

/** Customers whose own names and identities the text finds, each once, at most `most`; nothing by way of orders. */
export const findByIdentity = async (
  tx: Tx,
  shopId: string,
  sought: Sought,
  most: number,
): Promise<string[]> => {
  const { rows } = await sql<{ customer_id: string }>`
    select distinct w.customer_id from (${sql.join(waysByIdentity(shopId, sought, most), sql` union all `)}) w limit ${most}`.execute(
    tx,
  )
  return rows.map((row) => row.customer_id)
}

const waysByIdentity = (shopId: string, { key, text, tail }: Sought, most: number) => {
  const grams = gramsToFind(shopId, key)
  const ways = [
    source(
      'name',
      exactFirst('key', key),
      'shown',
      sql`from customers.names where shop_id = ${shopId} and ${startsWith('key', key)} order by key`,
      most,
    ),
    source(
      'name',
      sql`2`,
      'shown',
      sql`from customers.find_names(${shopId}, ${key}, ${grams}::int[], ${most})`,
      most,
    ),
  ]
  if ([...key].length >= 2) {
    ways.push(
      source(
        'email',
        exactFirst('value', key),
        'value',
        sql`from customers.identities where shop_id = ${shopId} and kind = 'email' and ${startsWith('value', key)}`,
        most,
      ),
    )
    ways.push(
      source(
        'account',
        sql`0`,
        'value',
        sql`from customers.identities where shop_id = ${shopId} and kind in ('platform_account', 'site_login') and value = ${text}`,
        most,
      ),
    )
  }
  if (tail !== null)
    ways.push(
      source(
        'phone',
        sql`case when length(tail) - ${tail.length} < 4 then 0 else 1 end`,
        'value',
        sql`from customers.identities where shop_id = ${shopId} and ${startsWith('tail', tail)}`,
        most,
      ),
    )
  return ways
}

const waysByOrder = (shopId: string, { key, number, tail }: Sought, most: number) => {
  const ways: RawBuilder<unknown>[] = []
  const ofOrders = (condition: RawBuilder<unknown>) =>
    sql`from orders.v_summary where shop_id = ${shopId} and customer_id is not null and ${condition}`
  if (number !== null) {
    ways.push(
      source('order', exactFirst('name_key', number), 'name', ofOrders(startsWith('name_key', number)), most),
    )
    ways.push(
      source(
        'tracking',
        exactFirst('p.tracking_key', number),
        'p.tracking_number',
        sql`from orders.v_parcels p join orders.v_summary o on o.id = p.order_id
        where p.shop_id = ${shopId} and o.customer_id is not null and ${startsWith('p.tracking_key', number)}`,
        most,
      ),
    )
  }
  if ([...key].length >= 2)
    ways.push(source('recipient', sql`3`, 'recipient_name', ofOrders(startsWith('recipient_key', key)), most))
  if (tail !== null)
    ways.push(
      source(
        'recipient_phone',
        sql`3`,
        'recipient_phone',
        ofOrders(startsWith('recipient_tail', tail)),
        most,
      ),
    )
  return ways
}
