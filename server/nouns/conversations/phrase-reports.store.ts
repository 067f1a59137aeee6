import { sql } from 'kysely'
import type { Tx } from '#platform/database/database.ts'

/** Uses counted in a report: of a shop that sends more, the newest. */
const mostUses = 4000
const mostQuestions = 3000

export interface UseRow {
  phrase_id: string
  is_edited: boolean
  at: Date
  is_known: boolean
  was_ordered: boolean
  next_said: string | null
}

export const selectUses = async (tx: Tx, since: Date): Promise<UseRow[]> =>
  (
    await sql<UseRow>`
      select r.phrase_id, r.is_edited, r.at, c.customer_id is not null as is_known,
        c.customer_id is not null and exists (select 1 from orders.v_numbers o where o.customer_id = any (customers.ids_of(c.customer_id))
          and o.placed_at > r.at and o.placed_at <= r.at + interval '1 day') as was_ordered,
        (select case when m.author = 'buyer' then left(m.text, 300) end from conversations.messages m where m.conversation_id = r.conversation_id
          and m.number > r.number and m.author <> 'automatic' order by m.number limit 1) as next_said
      from (select * from guard.v_readings where phrase_id is not null and at >= ${since} order by at desc limit ${mostUses}) r
      join conversations.conversations c on c.id = r.conversation_id`.execute(tx)
  ).rows

export const selectShopPhrases = async (tx: Tx) =>
  tx
    .selectFrom('conversations.phrases')
    .select(['id', 'kind', 'created_at', 'updated_at'])
    .where('archived_at', 'is', null)
    .where('owner_id', 'is', null)
    .limit(1000)
    .execute()

export interface AskedRow {
  text: string
  conversation_id: string
  at: Date
  answer: string | null
}
/** What buyers wrote since then, newest first, each with the next words of a person. Ids carry the time. */
export const selectAsked = async (tx: Tx, since: Date): Promise<AskedRow[]> =>
  (
    await sql<AskedRow>`
      select left(q.text, 400) as text, q.conversation_id, q.at,
        (select left(m.text, 1000) from conversations.messages m where m.conversation_id = q.conversation_id and m.number > q.number and m.number <= q.number + 4
          and m.author = 'agent' and not m.is_holding order by m.number limit 1) as answer
      from conversations.messages q where q.id >= platform.uuid_floor(${since}) and q.author = 'buyer' and length(q.text) between 3 and 400
      order by q.id desc limit ${mostQuestions}`.execute(tx)
  ).rows
