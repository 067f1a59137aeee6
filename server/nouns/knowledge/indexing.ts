import type { Database, Tx } from '#platform/database/database.ts'
import { namesOfProducts, selectIndexable, selectLearned, selectShown } from './articles.store.ts'
import { learnedFrom } from './learning.rules.ts'
import { entryOf } from './search/find.ts'
import {
  emptyIndex,
  finishIndex,
  putIntoIndex,
  shopsWithOldIndex,
  takeFromIndex,
} from './search/index.store.ts'

/** Brings the index to what these articles now say; those put away leave it. In the change's own transaction. */
export const indexArticles = async (tx: Tx, shopId: string, ids: readonly string[]): Promise<void> => {
  if (ids.length === 0) return
  const shown = await selectShown(tx, ids)
  const names = await namesOfProducts(tx, [...new Set(shown.flatMap((row) => row.product_ids))])
  const learned = Map.groupBy(await selectLearned(tx, ids, learnedFrom), (row) => row.article_id)
  const there = new Set(shown.map((row) => row.article_id))
  const gone = ids.filter((id) => !there.has(id))
  if (gone.length > 0) await takeFromIndex(tx, shopId, gone)
  await putIntoIndex(
    tx,
    shopId,
    shown.map((row) =>
      entryOf(
        row.article_id,
        {
          title: row.title,
          answer: row.answer,
          body: row.body,
          questions: [
            ...row.questions,
            ...(learned.get(row.article_id) ?? []).slice(0, 20).map(({ phrasing }) => phrasing),
          ],
          names: [...row.product_ids.flatMap((id) => names.get(id) ?? []).slice(0, 20), ...row.categories],
        },
        {
          isApproved: row.state === 'approved',
          section: row.section,
          language: row.language,
          productIds: row.product_ids,
        },
      ),
    ),
  )
}

const chunk = 200

/** Makes indexes of an older format anew, in short transactions; what was cut off begins again. Answers how many. */
export const renewIndexes = async (db: Database): Promise<number> => {
  const shops = await db.asSystem(shopsWithOldIndex)
  for (const shop of shops) {
    await db.inShop(shop, (tx) => emptyIndex(tx, shop))
    let after: string | null = null
    for (;;) {
      const from: string | null = after
      const ids: string[] = await db.inShop(shop, async (tx) => {
        const next = await selectIndexable(tx, from, chunk)
        await indexArticles(tx, shop, next)
        return next
      })
      const last = ids.at(-1)
      if (last === undefined) break
      after = last
    }
    await db.inShop(shop, (tx) => finishIndex(tx, shop))
  }
  return shops.length
}
