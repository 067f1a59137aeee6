import { sql } from 'kysely'
import type { Tx } from '#platform/database/database.ts'

export interface PublicArticle {
  id: string
  language: 'zh' | 'en'
  title: string
  answer: string
}
/** Those of these that a buyer may see: in force, marked public, and of a kind that may be. In the order of `ids`. */
export const selectPublic = async (tx: Tx, ids: readonly string[]): Promise<PublicArticle[]> => {
  if (ids.length === 0) return []
  const { rows } = await sql<PublicArticle>`
    select a.id, e.language, e.title, e.answer from knowledge.articles a
    join knowledge.editions e on e.article_id = a.id and e.edition = a.live_edition
    where a.id = any(${[...ids]}::uuid[]) and a.state = 'approved' and e.is_public and e.answer <> ''
      and e.section <> 'rule' and coalesce(e.mark, '') not in ('trial', 'empathy')
    order by array_position(${[...ids]}::uuid[], a.id)`.execute(tx)
  return rows
}
/** Public articles of a language, those that were asked for most since `since` first. */
export const mostAskedPublic = async (
  tx: Tx,
  shopId: string,
  language: 'zh' | 'en',
  since: Date,
  limit: number,
): Promise<string[]> => {
  const { rows } = await sql<{ id: string }>`
    select a.id from knowledge.articles a join knowledge.editions e on e.article_id = a.id and e.edition = a.live_edition
    left join (select article_id, count(*) as times from knowledge.asked where shop_id = ${shopId}::uuid and at > ${since} and article_id is not null group by article_id) k
      on k.article_id = a.id
    where a.shop_id = ${shopId}::uuid and a.state = 'approved' and e.is_public and e.language = ${language} and e.answer <> ''
    order by coalesce(k.times, 0) desc, a.updated_at desc, a.id limit ${limit}`.execute(tx)
  return rows.map((row) => row.id)
}

/** One verdict of a buyer on an article: the last word counts. True when it is the first. */
export const putVerdict = async (
  tx: Tx,
  shopId: string,
  row: {
    id: string
    query: string
    queryKey: string
    conversationId: string
    articleId: string
    answered: 'yes' | 'no'
    repeatId: string | null
    at: Date
  },
): Promise<{ id: string; isFirst: boolean }> => {
  const { rows } = await sql<{ id: string }>`
    insert into knowledge.asked (id, shop_id, query, query_key, conversation_id, article_id, way, answered, answered_by, answered_at, repeat_id, at)
    values (${row.id}::uuid, ${shopId}::uuid, ${row.query}, ${row.queryKey}, ${row.conversationId}::uuid, ${row.articleId}::uuid, 'self', ${row.answered}, 'buyer', ${row.at}, ${row.repeatId}::uuid, ${row.at})
    on conflict (shop_id, conversation_id, article_id) where way = 'self'
      do update set answered = excluded.answered, answered_at = excluded.answered_at
    returning id`.execute(tx)
  const id = rows[0]?.id ?? row.id
  return { id, isFirst: id === row.id }
}
export const hasVerdict = async (
  tx: Tx,
  shopId: string,
  conversationId: string,
  articleId: string,
): Promise<boolean> => {
  const { rows } = await sql`select 1 from knowledge.asked
    where shop_id = ${shopId}::uuid and conversation_id = ${conversationId}::uuid and article_id = ${articleId}::uuid and way = 'self'`.execute(
    tx,
  )
  return rows.length > 0
}
