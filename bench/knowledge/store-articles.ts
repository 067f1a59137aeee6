import pg from 'pg'
import { entryOf } from '#nouns/knowledge/search/find.ts'
import { putIntoIndex } from '#nouns/knowledge/search/index.store.ts'
import { systemClock } from '#platform/clock/clock.ts'
import type { Database } from '#platform/database/database.ts'
import type { TestShop } from '#test/builders/staff.ts'
import { RowBatch } from '../generate/copy-rows.ts'
import type { BenchArticle } from './corpus.ts'

const chunk = 500

/** Rows by COPY, the index as the application writes it. Answers how many milliseconds each transaction of it took. */
export const store = async (
  databaseUrl: string,
  db: Database,
  shop: TestShop,
  articles: readonly BenchArticle[],
  ids: readonly string[],
): Promise<number[]> => {
  const times: number[] = []
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  const now = systemClock().now()
  try {
    for (let from = 0; from < articles.length; from += chunk) {
      const part = articles.slice(from, from + chunk)
      const batch = new RowBatch()
      part.forEach((article, i) => addRows(batch, shop.shopId, ids[from + i] as string, article, now))
      await batch.write(client)
      const entries = part.map((article, i) =>
        entryOf(ids[from + i] as string, article, {
          isApproved: true,
          section: article.section,
          language: article.language,
          productIds: [],
        }),
      )
      const began = performance.now()
      await db.inShop(shop.shopId, (tx) => putIntoIndex(tx, shop.shopId, entries))
      times.push(performance.now() - began)
    }
    await client.query(
      'vacuum analyze knowledge.articles, knowledge.editions, knowledge.entries, knowledge.postings',
    )
    return times
  } finally {
    await client.end()
  }
}

const addRows = (batch: RowBatch, shopId: string, id: string, article: BenchArticle, at: Date): void => {
  batch.add('knowledge.articles', {
    id,
    shop_id: shopId,
    state: 'approved',
    live_edition: 1,
    latest_edition: 1,
    origin: 'hand',
    created_at: at,
    updated_at: at,
  })
  batch.add('knowledge.editions', {
    article_id: id,
    edition: 1,
    shop_id: shopId,
    section: article.section,
    language: article.language,
    title: article.title,
    answer: article.answer,
    body: article.body,
    questions: article.questions,
    at,
  })
}
