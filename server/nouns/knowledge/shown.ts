import type { Tx } from '#platform/database/database.ts'
import { tieProducts } from './article-products.store.ts'
import { indexArticles } from './indexing.ts'

/** Brings what follows an article's text to what it now says: its products and the search. In the change's own transaction. */
export const articlesShown = async (tx: Tx, shopId: string, ids: readonly string[]): Promise<void> => {
  await tieProducts(tx, shopId, ids)
  await indexArticles(tx, shopId, ids)
}
