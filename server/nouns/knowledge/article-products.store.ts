import { sql } from 'kysely'
import type { Mark, Section } from '#contract/knowledge/kinds.ts'
import type { Tx } from '#platform/database/database.ts'

/** Which products these articles are about, by the edition that is shown; one that was put away is about none. */
export const tieProducts = async (tx: Tx, shopId: string, ids: readonly string[]): Promise<void> => {
  await tx
    .deleteFrom('knowledge.article_products')
    .where('article_id', 'in', [...ids])
    .execute()
  await sql`insert into knowledge.article_products (shop_id, product_id, article_id)
    select distinct ${shopId}::uuid, p.id, a.id from knowledge.articles a
    join knowledge.editions e on e.article_id = a.id and e.edition = coalesce(a.live_edition, a.latest_edition), unnest(e.product_ids) as p (id)
    where a.id = any(${[...ids]}::uuid[]) and a.state <> 'retired'`.execute(tx)
}

export interface ProductArticle {
  product_id: string
  id: string
  section: Section
  mark: Mark | null
  language: 'zh' | 'en'
  title: string
  answer: string
}
/** Approved articles with an answer about these products, fit for buyers: no rules, trials or examples of feeling. */
export const selectProductArticles = async (
  tx: Tx,
  shopId: string,
  productIds: readonly string[],
): Promise<ProductArticle[]> => {
  const { rows } = await sql<ProductArticle>`
    select t.product_id, e.article_id as id, e.section, e.mark, e.language, e.title, e.answer
    from knowledge.article_products t
    join knowledge.articles a on a.id = t.article_id and a.state = 'approved'
    join knowledge.editions e on e.article_id = a.id and e.edition = a.live_edition
    where t.shop_id = ${shopId}::uuid and t.product_id = any(${[...productIds]}::uuid[])
      and e.answer <> '' and e.section <> 'rule' and coalesce(e.mark, '') not in ('trial', 'empathy')
    order by t.product_id, array_position(array['use', 'faq', 'product', 'industry'], e.section), e.title, e.article_id limit 400`.execute(
    tx,
  )
  return rows
}
