import type { Tx } from '#platform/database/database.ts'
import { newId } from '#platform/ids/ids.ts'
import { insertArticle, insertEdition, selectShippedKeys } from './articles.store.ts'
import { shippedArticles } from './default-articles.ts'
import { shippedScenes } from './default-scenes.ts'
import { articlesShown } from './shown.ts'

/** A new shop starts with articles in both languages. */
export const seedKnowledge = async (tx: Tx, shop: { shopId: string; createdAt: Date }): Promise<void> => {
  await layArticles(tx, shop.shopId, shop.createdAt)
}

/**
 * Lays into a shop the shipped articles and scenes that it never had, by their keys: what it changed or put away keeps its key and
 * is left alone. What buyers would read comes into a shop at work as a draft. Returns how many were laid.
 */
export const layArticles = async (tx: Tx, shopId: string, at: Date): Promise<number> => {
  const had = await selectShippedKeys(tx, shopId)
  const isAtWork = had.size > 0
  const ids: string[] = []
  for (const { key, section, mark = null, ...article } of [...shippedArticles, ...shippedScenes])
    for (const language of ['zh', 'en'] as const) {
      const originKey = `shipped:${key}:${language}`
      if (had.has(originKey)) continue
      const isPublic = article.isApproved && section === 'faq' && mark === null
      const isApproved = article.isApproved && !(isAtWork && isPublic)
      const { title, answer, questions, body } = article[language]
      const id = newId()
      ids.push(id)
      await insertArticle(
        tx,
        shopId,
        {
          id,
          state: isApproved ? 'approved' : 'draft',
          origin: 'shipped',
          originKey,
          ownerId: null,
          reviewOn: null,
        },
        at,
      )
      await insertEdition(
        tx,
        shopId,
        id,
        1,
        {
          section,
          language,
          mark,
          title,
          answer,
          is_public: isPublic,
          body,
          questions: [...questions],
          product_ids: [],
          categories: [],
          trial_by: null,
          trial_on: null,
          pictures: [],
          by: null,
          at,
        },
        isApproved ? { by: null, at } : null,
      )
    }
  if (ids.length > 0) await articlesShown(tx, shopId, ids)
  return ids.length
}
