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
    select w.customer_id from (${sql.join(waysByIdentity(shopId, sought, most), sql` union all `)}) w
    group by w.customer_id order by min(w.rank) limit ${most}`.execute(tx)
  return rows.map((row) => row.customer_id)
}

/** Of people called exactly so, the latest come first; so more of them are looked at than are wanted by a screen. */
const leastNamesakes = 200

const waysByName = (shopId: string, { key, pinyin, cuts }: Sought, most: number) => {
  const grams = gramsToFind(shopId, key)
  const mostNamesakes = Math.max(leastNamesakes, most)
  const ways = [
    source(
      'name',
      sql`0`,
      'shown',
      sql`from customers.names where shop_id = ${shopId} and key = ${key}`,
      mostNamesakes,
    ),
    source(
      'name',
      sql`1`,
      'shown',
      sql`from customers.names where shop_id = ${shopId} and key > ${key} and key < ${afterPrefix(key)} order by key`,
      most,
    ),
  ]
  // No nick holds an order's number; among a million that end in digits, to look costs 20 ms.
  if (!/^\d{12,}$/.test(key))
    ways.push(
      source(
        'name',
        sql`2`,
        'shown',
        sql`from customers.find_names(${shopId}, ${key}, ${grams}::int[], ${most})`,
        most,
      ),
    )
  if (pinyin === null) return ways
  const spelled = (condition: RawBuilder<unknown>, rank: RawBuilder<unknown>, limit = most) =>
    source(
      'name',
      rank,
      'shown',
      sql`from customers.readings where shop_id = ${shopId} and ${condition}`,
      limit,
    )
  // A name typed whole is as good as written; initials are many people's.
  ways.push(
    spelled(sql`plain = ${pinyin}`, sql`case part when 0 then 0 else 2 end`, mostNamesakes),
    spelled(
      sql`plain > ${pinyin} and plain < ${afterPrefix(pinyin)}`,
      sql`case part when 0 then 1 else 2 end`,
    ),
    spelled(sql`initials = ${pinyin}`, sql`case part when 0 then 1 else 2 end`, mostNamesakes),
    spelled(sql`initials > ${pinyin} and initials < ${afterPrefix(pinyin)}`, sql`2`),
  )
  for (const cut of cuts)
    ways.push(
      source(
        'name',
        sql`case part when 0 then 1 else 2 end`,
        'shown',
        sql`from (select * from customers.readings where shop_id = ${shopId} and ${startsWith('initials', cut.initials)}
          and ${startsWith('plain', cut.first)} order by initials limit ${sql.lit(mostCandidates)}) r where r.plain ~ ${cut.pattern}`,
        most,
      ),
    )
  return ways
}
/** Names with these initials whose spelling is compared, at most. */
const mostCandidates = 3000

const waysByIdentity = (shopId: string, sought: Sought, most: number) => {
  const { key, text, tail } = sought
  const ways = waysByName(shopId, sought, most)
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
