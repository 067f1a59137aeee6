import { sql } from 'kysely'
import type { Tx } from '#platform/database/database.ts'
import type { EditionRecord } from '../articles.store.ts'

/** What these articles say: the edition in force, else the latest. In the order of `ids`. */
export const selectWhole = async (tx: Tx, ids: readonly string[]): Promise<EditionRecord[]> => {
  const { rows } = await sql<EditionRecord>`
    select e.article_id, e.edition, e.section, e.language, e.mark, e.title, e.answer, e.is_public, e.body, e.questions, e.product_ids, e.categories,
      e.trial_by, e.trial_on::text, e.pictures, e.by, e.at, e.approved_by, e.approved_at
    from knowledge.articles a join knowledge.editions e on e.article_id = a.id and e.edition = coalesce(a.live_edition, a.latest_edition)
    where a.id = any(${[...ids]}::uuid[]) order by array_position(${[...ids]}::uuid[], a.id)`.execute(tx)
  return rows
}
