import { sql } from 'kysely'
import type { Tx } from '#platform/database/database.ts'

/** Which of these contents were taken in before. */
export const selectImported = async (
  tx: Tx,
  shopId: string,
  keys: readonly string[],
): Promise<Map<string, string>> => {
  const { rows } = await sql<{
    key: string
    article_id: string
  }>`select key, article_id from knowledge.imported
    where shop_id = ${shopId}::uuid and key = any(${[...keys]}::text[])`.execute(tx)
  return new Map(rows.map((row) => [row.key, row.article_id]))
}
export const insertImported = async (
  tx: Tx,
  shopId: string,
  key: string,
  articleId: string,
  at: Date,
): Promise<void> => {
  await sql`insert into knowledge.imported (shop_id, key, article_id, at)
    values (${shopId}::uuid, ${key}, ${articleId}::uuid, ${at}) on conflict do nothing`.execute(tx)
}

export interface TitledArticle {
  id: string
  title_key: string
  language: 'zh' | 'en'
  answer: string
  body: string
  version: number
  latest_edition: number
  pictures: number
}
/** Articles of these titles that are not put away, by what was written of them last. */
export const selectTitled = async (
  tx: Tx,
  shopId: string,
  titleKeys: readonly string[],
  isLocked = false,
): Promise<TitledArticle[]> => {
  const lock = isLocked ? sql`for update of a` : sql``
  const { rows } = await sql<TitledArticle>`
    select a.id, a.title_key, e.language, e.answer, e.body, a.version, a.latest_edition, jsonb_array_length(e.pictures) as pictures
    from knowledge.articles a join knowledge.editions e on e.article_id = a.id and e.edition = a.latest_edition
    where a.shop_id = ${shopId}::uuid and a.state <> 'retired' and a.title_key = any(${[...titleKeys]}::text[])
    order by a.created_at ${lock}`.execute(tx)
  return rows
}

/** Products by what a file calls them: name or SKU code, in any case. */
export const selectNamedProducts = async (
  tx: Tx,
  names: readonly string[],
): Promise<Map<string, { id: string; name: string }>> => {
  if (names.length === 0) return new Map()
  const keys = [...new Set(names.map((name) => name.toLowerCase()))]
  const { rows } = await sql<{ key: string; product_id: string; name: string }>`
    select distinct on (k.key) k.key, c.product_id, c.name from unnest(${keys}::text[]) as k (key)
    join products.v_catalogue c on lower(c.name) = k.key or lower(c.code) = k.key
    where c.status <> 'archived' order by k.key, c.product_id`.execute(tx)
  return new Map(rows.map((row) => [row.key, { id: row.product_id, name: row.name }]))
}
