import { entryOf } from '#nouns/knowledge/search/find.ts'
import { putIntoIndex } from '#nouns/knowledge/search/index.store.ts'
import { openDatabase, type Database } from '#platform/database/database.ts'
import { systemClock } from '#platform/clock/clock.ts'
import { newId } from '#platform/ids/ids.ts'
import pg from 'pg'
import type { TestShop } from '#test/builders/staff.ts'
import { startCluster, type Cluster } from '../cluster.ts'
import { prepareEmptyShop, startDesk, type RunningDesk } from '../desk/prepare.ts'
import { RowBatch } from '../generate/copy-rows.ts'
import { createRandom } from '../generate/random.ts'
import { figure, type Group, type Run } from '../measure.ts'
import { median, percentile } from '../samples.ts'
import { createBigramBm25 } from './bigram-bm25.ts'
import { likeArticles, shopKnowledge, type BenchArticle, type BenchQuestion } from './corpus.ts'

const hit1 = figure({ name: 'knowledge.hit1', unit: 'share' })
const hit5 = figure({ name: 'knowledge.hit5', unit: 'share', atLeast: 0.9 })
const mrr10 = figure({ name: 'knowledge.mrr10', unit: 'share' })
const heldOut5 = figure({ name: 'knowledge.held_out_hit5', unit: 'share', atLeast: 0.9 })
const bm25Hit1 = figure({ name: 'knowledge.bm25_hit1', unit: 'share' })
const bm25Hit5 = figure({ name: 'knowledge.bm25_hit5', unit: 'share' })
const bm25Mrr10 = figure({ name: 'knowledge.bm25_mrr10', unit: 'share' })
const big5 = figure({ name: 'knowledge.hit5_at_100k', unit: 'share' })
const latency = figure({ name: 'knowledge.search_p95_ms', unit: 'ms', atMost: 20 })
const writing = figure({ name: 'knowledge.index_rows_per_s', unit: '1/s' })

const some = 300
const most = 100_000
const chunk = 500

/** Questions in other words than the articles, through the product's own search; and how long it takes among 100,000. */
export const knowledge: Group = {
  name: 'knowledge',
  figures: [hit1, hit5, mrr10, heldOut5, bm25Hit1, bm25Hit5, bm25Mrr10, big5, latency, writing],
  run: async (run) => {
    const cluster = await startCluster()
    try {
      return await measure(run, cluster)
    } finally {
      await cluster.stop()
    }
  },
}

const measure = async (run: Run, cluster: Cluster) => {
  const { databaseUrl, shop } = await prepareEmptyShop(cluster, 'knowledge', { agents: 1 })
  const own = shopKnowledge()
  const random = createRandom(7)
  const near = [...own.articles, ...likeArticles(random, some, own.articles.length)]
  const db = openDatabase(databaseUrl, { connections: 2 })
  try {
    const ids = near.map(() => newId())
    await store(databaseUrl, db, shop, near, ids)
    run.say(`knowledge: ${own.questions.length} questions, ${near.length} articles`)
    const desk = await startDesk(run, cluster, databaseUrl)
    try {
      const keys = new Map(ids.map((id, key) => [id, key]))
      const ask = async (text: string) => (await search(desk, shop, text)).map((id) => keys.get(id) ?? -1)
      const ours = await marksOf(own.questions, ask)
      const oursHeldOut = await marksOf(
        own.questions.filter((one) => one.isHeldOut),
        ask,
      )
      const yardstick = createBigramBm25(
        near.map(({ title, questions, answer, body }) => [title, ...questions, answer, body].join('\n')),
      )
      const bm25 = await marksOf(own.questions, (text) => Promise.resolve(yardstick(text, 10)))
      const bm25HeldOut = await marksOf(
        own.questions.filter((one) => one.isHeldOut),
        (text) => Promise.resolve(yardstick(text, 10)),
      )
      const count = run.isQuick ? 20_000 : most
      const far = likeArticles(random, count - near.length, near.length)
      run.say(`knowledge: indexing ${count.toLocaleString('en')} articles`)
      const began = performance.now()
      await store(
        databaseUrl,
        db,
        shop,
        far,
        far.map(() => newId()),
      )
      const perSecond = far.length / ((performance.now() - began) / 1000)
      await cluster.settle()
      run.say('knowledge: asking among them')
      const times: number[] = []
      for (const { text } of own.questions.slice(0, 60)) await search(desk, shop, text)
      const among = await marksOf(own.questions, async (text) => {
        const start = performance.now()
        const found = await ask(text)
        times.push(performance.now() - start)
        return found
      })
      return [
        hit1.take(
          ours.hit1,
          `${own.questions.length} questions over ${near.length} articles, half of them like others`,
        ),
        hit5.take(ours.hit5),
        mrr10.take(ours.mrr),
        heldOut5.take(
          oursHeldOut.hit5,
          `the half not tuned on: hit@1 ${oursHeldOut.hit1.toFixed(2)}, MRR@10 ${oursHeldOut.mrr.toFixed(2)}; BM25 ${bm25HeldOut.hit1.toFixed(2)}, ${bm25HeldOut.hit5.toFixed(2)}, ${bm25HeldOut.mrr.toFixed(2)}`,
        ),
        bm25Hit1.take(bm25.hit1),
        bm25Hit5.take(bm25.hit5, 'BM25 over pairs of characters, same run'),
        bm25Mrr10.take(bm25.mrr),
        big5.take(among.hit5, `the same questions among ${count.toLocaleString('en')} articles`),
        latency.take(
          percentile(times, 0.95),
          `one request at a time through HTTP, ${count.toLocaleString('en')} articles; median ${median(times).toFixed(1)}`,
        ),
        writing.take(perSecond, 'articles stored and indexed, 500 a transaction'),
      ]
    } finally {
      await desk.child.stop()
    }
  } finally {
    await db.close()
  }
}

const search = async (desk: RunningDesk, shop: TestShop, text: string): Promise<string[]> => {
  const response = await fetch(
    `http://127.0.0.1:${desk.port}/api/knowledge/search?limit=10&approved=true&q=${encodeURIComponent(text)}`,
    { headers: shop.owner.headers },
  )
  const body = (await response.json()) as { rows: { id: string }[] }
  if (response.status !== 200) throw new Error(`searching ${text} answered ${response.status}`)
  return body.rows.map(({ id }) => id)
}

const marksOf = async (questions: readonly BenchQuestion[], ask: (text: string) => Promise<number[]>) => {
  let [first, five, mrr] = [0, 0, 0]
  for (const { text, key } of questions) {
    const at = (await ask(text)).indexOf(key)
    if (at === 0) first += 1
    if (at >= 0 && at < 5) five += 1
    if (at >= 0 && at < 10) mrr += 1 / (at + 1)
  }
  const of = Math.max(1, questions.length)
  return { hit1: first / of, hit5: five / of, mrr: mrr / of }
}

/** Rows by COPY, the index as the application writes it. */
const store = async (
  databaseUrl: string,
  db: Database,
  shop: TestShop,
  articles: readonly BenchArticle[],
  ids: readonly string[],
): Promise<void> => {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  const now = systemClock().now()
  try {
    for (let from = 0; from < articles.length; from += chunk) {
      const part = articles.slice(from, from + chunk)
      const batch = new RowBatch()
      part.forEach((article, i) => addRows(batch, shop.shopId, ids[from + i] as string, article, now))
      await batch.write(client)
      await db.inShop(shop.shopId, (tx) =>
        putIntoIndex(
          tx,
          shop.shopId,
          part.map((article, i) => entryOf(ids[from + i] as string, article)),
        ),
      )
    }
    await client.query(
      'vacuum analyze knowledge.articles, knowledge.editions, knowledge.entries, knowledge.postings',
    )
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
