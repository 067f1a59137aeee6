import { sql } from 'kysely'
import type { Way } from '#contract/knowledge/kinds.ts'
import type { Tx } from '#platform/database/database.ts'

export interface AskedRecord {
  id: string
  query: string
  conversation_id: string | null
  member_id: string | null
  article_id: string | null
  title: string | null
  place: number | null
  way: Way
  said: string | null
  sent_at: Date | null
  answered: 'yes' | 'no' | 'unknown'
  answered_by: 'buyer' | 'agent' | null
  repeat_id: string | null
  at: Date
}
const columns = sql`k.id, k.query, k.conversation_id, k.member_id, k.article_id, k.place, k.way, k.said, k.sent_at, k.answered, k.answered_by, k.repeat_id, k.at,
  (select e.title from knowledge.articles a join knowledge.editions e on e.article_id = a.id and e.edition = coalesce(a.live_edition, a.latest_edition) where a.id = k.article_id) as title`

export interface NewAsked {
  id: string
  query: string
  queryKey: string
  conversationId: string | null
  messageNumber: number | null
  memberId: string | null
  articleId: string | null
  place: number | null
  way: Way
  said: string | null
  repeatId: string | null
  at: Date
}
export const insertAsked = async (tx: Tx, shopId: string, row: NewAsked): Promise<void> => {
  await tx
    .insertInto('knowledge.asked')
    .values({
      id: row.id,
      shop_id: shopId,
      query: row.query,
      query_key: row.queryKey,
      conversation_id: row.conversationId,
      message_number: row.messageNumber,
      member_id: row.memberId,
      article_id: row.articleId,
      place: row.place,
      way: row.way,
      said: row.said,
      sent_at: row.way === 'sent' || row.way === 'copied' ? row.at : null,
      repeat_id: row.repeatId,
      at: row.at,
    })
    .execute()
}
export const findAsked = async (tx: Tx, id: string): Promise<AskedRecord | null> => {
  const { rows } =
    await sql<AskedRecord>`select ${columns} from knowledge.asked k where k.id = ${id}::uuid`.execute(tx)
  return rows[0] ?? null
}
/** The last answer in a conversation that came from the knowledge, since `after`. */
export const lastAskedIn = async (
  tx: Tx,
  conversationId: string,
  after: Date,
): Promise<AskedRecord | null> => {
  const { rows } = await sql<AskedRecord>`select ${columns} from knowledge.asked k
    where k.shop_id = platform.current_shop() and k.conversation_id = ${conversationId}::uuid and k.article_id is not null and k.way <> 'self' and k.at > ${after}
    order by k.at desc limit 1`.execute(tx)
  return rows[0] ?? null
}
/** True when it changed anything: what a buyer said stays, an agent may correct it. */
export const setAnswered = async (
  tx: Tx,
  id: string,
  answered: 'yes' | 'no',
  by: 'buyer' | 'agent',
  at: Date,
): Promise<boolean> => {
  const { numAffectedRows } =
    await sql`update knowledge.asked set answered = ${answered}, answered_by = ${by}, answered_at = ${at}
    where id = ${id}::uuid and (answered is distinct from ${answered}) and (${by} = 'agent' or answered = 'unknown')`.execute(
      tx,
    )
  return (numAffectedRows ?? 0n) > 0n
}
export const markSent = async (tx: Tx, id: string, at: Date): Promise<void> => {
  await tx
    .updateTable('knowledge.asked')
    .set({ sent_at: at })
    .where('id', '=', id)
    .where('sent_at', 'is', null)
    .execute()
}

/** Adds to what a phrasing is worth; returns the weight before and after. */
export const addLearned = async (
  tx: Tx,
  shopId: string,
  row: { articleId: string; key: string; phrasing: string; weight: number; at: Date },
): Promise<{ before: number; after: number }> => {
  const { rows } = await sql<{ weight: number }>`
    insert into knowledge.learned (shop_id, article_id, key, phrasing, weight, at)
    values (${shopId}::uuid, ${row.articleId}::uuid, ${row.key}, ${row.phrasing}, ${Math.max(0, row.weight)}, ${row.at})
    on conflict (article_id, key) do update set weight = greatest(0, learned.weight + ${row.weight}), at = ${row.at}
    returning weight`.execute(tx)
  const after = rows[0]?.weight ?? 0
  return { before: after - row.weight, after }
}

export const sumAsked = async (
  tx: Tx,
  articleId: string,
  since: Date,
): Promise<{ times: number; yes: number; no: number }> => {
  const { rows } = await sql<{ times: number; yes: number; no: number }>`
    select count(*)::int as times, count(*) filter (where answered = 'yes')::int as yes, count(*) filter (where answered = 'no')::int as no
    from knowledge.asked where shop_id = platform.current_shop() and article_id = ${articleId}::uuid and at > ${since}`.execute(
    tx,
  )
  return rows[0] ?? { times: 0, yes: 0, no: 0 }
}
export const countAsked = async (tx: Tx, since: Date): Promise<{ asked: number; notKnown: number }> => {
  const { rows } = await sql<{ asked: number; notKnown: number }>`
    select count(*)::int as asked, count(*) filter (where way = 'unknown')::int as "notKnown"
    from knowledge.asked where shop_id = platform.current_shop() and at > ${since}`.execute(tx)
  return rows[0] ?? { asked: 0, notKnown: 0 }
}

/** A message by number, with what came before it; null when there is none. */
export const findMessage = async (
  tx: Tx,
  id: string,
): Promise<{
  conversation_id: string
  author: string
  automatic: string | null
  text: string
  at: Date
} | null> => {
  const { rows } = await sql<{
    conversation_id: string
    author: string
    automatic: string | null
    text: string
    at: Date
  }>`
    select conversation_id, author, automatic, text, at from conversations.v_messages where id = ${id}::uuid`.execute(
    tx,
  )
  return rows[0] ?? null
}
