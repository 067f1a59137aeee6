import type { Tx } from '#platform/database/database.ts'
import { newId } from '#platform/ids/ids.ts'
import { insertArticle, insertEdition } from './articles.store.ts'
import { shippedArticles } from './default-articles.ts'
import { shippedScenes } from './default-scenes.ts'
import { articlesShown } from './shown.ts'

/** A new shop starts with articles in both languages. */
export const seedKnowledge = async (tx: Tx, shop: { shopId: string; createdAt: Date }): Promise<void> => {
  const ids: string[] = []
  const at = shop.createdAt
  for (const { key, section, isApproved, mark = null, ...said } of [...shippedArticles, ...shippedScenes])
    for (const language of ['zh', 'en'] as const) {
      const { title, answer, questions, body } = said[language]
      const id = newId()
      ids.push(id)
      await insertArticle(
        tx,
        shop.shopId,
        {
          id,
          state: isApproved ? 'approved' : 'draft',
          origin: 'shipped',
          originKey: `shipped:${key}:${language}`,
          ownerId: null,
          reviewOn: null,
        },
        at,
      )
      await insertEdition(
        tx,
        shop.shopId,
        id,
        1,
        {
          section,
          language,
          mark,
          title,
          answer,
          is_public: isApproved && section === 'faq' && mark === null,
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
  await articlesShown(tx, shop.shopId, ids)
}
