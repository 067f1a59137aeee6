import { sql } from 'kysely'
import type { KnownPrice, KnownProduct, TalkSoFar } from '#contract/guard/known.ts'
import type { Tx } from '#platform/database/database.ts'

/** Which conversation a text goes to. */
export interface TalkAbout {
  conversationId: string
  customerId: string | null
  /** Since when this talk has been going on. */
  since: Date
  pageTitle: string | null
}

export const findTalk = async (tx: Tx, conversationId: string): Promise<TalkAbout | null> => {
  const { rows } = await sql<{ customer_id: string | null; opened_at: Date; page_title: string | null }>`
    select c.customer_id, c.opened_at, p.page_title from conversations.v_conversations c join conversations.v_pages p on p.id = c.id
    where c.id = ${conversationId}::uuid`.execute(tx)
  const row = rows[0]
  return row
    ? { conversationId, customerId: row.customer_id, since: row.opened_at, pageTitle: row.page_title }
    : null
}

/** The shop's products that sell, for recognising their names in a talk. */
export const selectProductNames = async (tx: Tx): Promise<{ id: string; name: string }[]> =>
  (
    await sql<{ id: string; name: string }>`
      select product_id as id, name from products.v_catalogue where status in ('on_sale', 'draft') and not is_archived
      group by product_id, name, sold_orders order by sold_orders desc, product_id desc limit 3000`.execute(
      tx,
    )
  ).rows

/** The last lines of a talk, newest first. */
export const selectSaid = async (
  tx: Tx,
  conversationId: string,
  limit: number,
): Promise<{ author: string; text: string }[]> =>
  (
    await sql<{ author: string; text: string }>`
      select author, left(text, 1000) as text from conversations.v_said where conversation_id = ${conversationId}::uuid order by number desc limit ${limit}`.execute(
      tx,
    )
  ).rows

export const selectBought = async (tx: Tx, customerId: string): Promise<string[]> =>
  (
    await sql<{ product_id: string }>`
      select product_id from (
        select product_id, max(placed_at) as last from products.v_sold where customer_id = any (customers.ids_of(${customerId}::uuid)) group by product_id
      ) bought order by last desc limit 4`.execute(tx)
  ).rows.map((row) => row.product_id)

/** Facts in force and prices that hold at `now`. */
export const selectProducts = async (tx: Tx, ids: readonly string[], now: Date): Promise<KnownProduct[]> => {
  if (ids.length === 0) return []
  const { rows } = await sql<{
    id: string
    name: string
    facts: KnownProduct['facts'] | null
    prices: (Omit<KnownPrice, 'since'> & { since: string })[] | null
  }>`
    select p.product_id as id, p.name,
      (select json_agg(json_build_object('key', f.key, 'value', f.value, 'unit', f.unit)) from products.v_facts_in_force f where f.product_id = p.product_id) as facts,
      (select json_agg(json_build_object('kind', x.kind, 'minor', x.amount, 'currency', x.currency, 'since', x.since)) from (
        select kind, amount, currency, valid_from as since, valid_from, valid_to from offers.v_marked_prices where product_id = p.product_id
        union all
        select kind, amount, currency, recorded_at, valid_from, valid_to from products.v_price_history where product_id = p.product_id and kind = 'physical_shop') x
        where x.valid_from <= ${now} and (x.valid_to is null or x.valid_to > ${now})) as prices
    from (select distinct product_id, name from products.v_catalogue where product_id = any (${sql.val([...ids])}::uuid[])) p`.execute(
    tx,
  )
  return rows.map(({ id, name, facts, prices }) => ({
    id,
    name,
    facts: facts ?? [],
    prices: (prices ?? []).map((price) => ({ ...price, since: new Date(price.since).toISOString() })),
  }))
}

/** How many answers of this talk came as they stand from phrases; of the newest thirty. */
export const selectTalkSoFar = async (tx: Tx, talk: TalkAbout): Promise<TalkSoFar> => {
  const { rows } = await sql<{ is_canned: boolean }>`
    select phrase_id is not null and not is_edited as is_canned from guard.readings
    where conversation_id = ${talk.conversationId}::uuid and at >= ${talk.since} order by number desc limit 30`.execute(
    tx,
  )
  const own = rows.findIndex((row) => !row.is_canned)
  return {
    answers: rows.length,
    canned: rows.filter((row) => row.is_canned).length,
    inRow: own < 0 ? rows.length : own,
  }
}
