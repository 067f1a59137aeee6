import { likelyFrom } from '#contract/knowledge/kinds.ts'
import { openDatabase } from '#platform/database/database.ts'
import { newId } from '#platform/ids/ids.ts'
import type { TestShop } from '#test/builders/staff.ts'
import { startCluster, type Cluster } from '../cluster.ts'
import { prepareEmptyShop, startDesk, type RunningDesk } from '../desk/prepare.ts'
import { createRandom } from '../generate/random.ts'
import { figure, type Group, type Run } from '../measure.ts'
import { median, percentile } from '../samples.ts'
import { createBigramBm25 } from './bigram-bm25.ts'
import { likeArticles, shopKnowledge, type BenchArticle, type BenchQuestion } from './corpus.ts'
import { heldOutUnanswerable, unanswerable } from './held-out.ts'
import { store } from './store-articles.ts'

const hit1 = figure({ name: 'knowledge.hit1', unit: 'share' })
const hit5 = figure({ name: 'knowledge.hit5', unit: 'share', atLeast: 0.9 })
const mrr10 = figure({ name: 'knowledge.mrr10', unit: 'share' })
const heldOut1 = figure({ name: 'knowledge.held_out_hit1', unit: 'share' })
const heldOut5 = figure({ name: 'knowledge.held_out_hit5', unit: 'share', atLeast: 0.9 })
const heldOutMrr10 = figure({ name: 'knowledge.held_out_mrr10', unit: 'share' })
const bm25Hit1 = figure({ name: 'knowledge.bm25_hit1', unit: 'share' })
const bm25Hit5 = figure({ name: 'knowledge.bm25_hit5', unit: 'share' })
const bm25Mrr10 = figure({ name: 'knowledge.bm25_mrr10', unit: 'share' })
const offered = figure({ name: 'knowledge.offered', unit: 'share' })
const falseOffers = figure({ name: 'knowledge.false_offers', unit: 'share' })
const big5 = figure({ name: 'knowledge.hit5_at_100k', unit: 'share' })
const latency = figure({ name: 'knowledge.search_p95_ms', unit: 'ms', atMost: 20 })
const writing = figure({ name: 'knowledge.index_rows_per_s', unit: '1/s' })
const longest = figure({ name: 'knowledge.index_transaction_p95_ms', unit: 'ms', atMost: 500 })

const some = 300
const most = 100_000

/** Questions in other words than the articles, through the product's own search; and how long it takes among 100,000. */
export const knowledge: Group = {
  name: 'knowledge',
  figures: [
    hit1,
    hit5,
    mrr10,
    heldOut1,
    heldOut5,
    heldOutMrr10,
    bm25Hit1,
    bm25Hit5,
    bm25Mrr10,
    offered,
    falseOffers,
    big5,
    latency,
    writing,
    longest,
  ],
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
    run.say(`knowledge: ${own.tuned.length + own.heldOut.length} questions, ${near.length} articles`)
    const desk = await startDesk(run, cluster, databaseUrl)
    try {
      const keys = new Map(ids.map((id, key) => [id, key]))
      const ask = async (text: string) => (await search(desk, shop, text)).map(({ id }) => keys.get(id) ?? -1)
      const found = await qualityOf(own, near, ask)
      const offers = await offersOf(own, (text) => search(desk, shop, text))
      const count = run.isQuick ? 20_000 : most
      const far = likeArticles(random, count - near.length, near.length)
      run.say(`knowledge: indexing ${count.toLocaleString('en')} articles`)
      const began = performance.now()
      const transactions = await store(
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
      for (const { text } of own.tuned) await search(desk, shop, text)
      const among = await marksOf(own.heldOut, async (text) => {
        const start = performance.now()
        const rows = await ask(text)
        times.push(performance.now() - start)
        return rows
      })
      return [
        ...found,
        ...offers,
        big5.take(among.hit5, `the held-out questions among ${count.toLocaleString('en')} articles`),
        latency.take(
          percentile(times, 0.95),
          `one request at a time through HTTP, ${count.toLocaleString('en')} articles; median ${median(times).toFixed(1)}`,
        ),
        writing.take(perSecond, 'articles stored and indexed, 500 a transaction'),
        longest.take(percentile(transactions, 0.95), `the longest ${Math.max(...transactions).toFixed(0)}`),
      ]
    } finally {
      await desk.child.stop()
    }
  } finally {
    await db.close()
  }
}

type Own = ReturnType<typeof shopKnowledge>

const qualityOf = async (
  own: Own,
  near: readonly BenchArticle[],
  ask: (text: string) => Promise<number[]>,
) => {
  const yardstick = createBigramBm25(
    near.map(({ title, questions, answer, body }) => [title, ...questions, answer, body].join('\n')),
  )
  const bm25 = (text: string) => Promise.resolve(yardstick(text, 10))
  const ours = await marksOf(own.tuned, ask)
  const heldOut = await marksOf(own.heldOut, ask)
  const theirs = await marksOf(own.tuned, bm25)
  const theirsHeldOut = await marksOf(own.heldOut, bm25)
  const beside = ({ hit1: one, hit5: five, mrr }: typeof ours) =>
    `BM25 ${one.toFixed(2)}, ${five.toFixed(2)}, ${mrr.toFixed(2)}`
  return [
    hit1.take(ours.hit1, `${own.tuned.length} questions tuned on, ${near.length} articles`),
    hit5.take(ours.hit5),
    mrr10.take(ours.mrr),
    heldOut1.take(heldOut.hit1, `${own.heldOut.length} questions not tuned on; ${beside(theirsHeldOut)}`),
    heldOut5.take(heldOut.hit5),
    heldOutMrr10.take(heldOut.mrr),
    bm25Hit1.take(theirs.hit1),
    bm25Hit5.take(theirs.hit5, 'BM25 over pairs of characters, same run, questions tuned on'),
    bm25Mrr10.take(theirs.mrr),
  ]
}

/** How many questions an answer is offered to unasked: those that have one, and those that have none. */
const offersOf = async (own: Own, ask: (text: string) => Promise<{ score: number }[]>) => {
  const shareOf = async (texts: readonly string[]) => {
    let count = 0
    for (const text of texts) if (((await ask(text))[0]?.score ?? 0) >= likelyFrom) count += 1
    return count / Math.max(1, texts.length)
  }
  const asked = await shareOf(own.heldOut.map(({ text }) => text))
  const none = await shareOf(linesOf(heldOutUnanswerable))
  const tunedNone = await shareOf(linesOf(unanswerable))
  return [
    offered.take(asked, 'held-out questions to which an answer is offered unasked'),
    falseOffers.take(
      none,
      `small talk and what no article answers, held out; ${tunedNone.toFixed(2)} of those tuned on`,
    ),
  ]
}
const linesOf = (text: string) => text.trim().split('\n')

const search = async (
  desk: RunningDesk,
  shop: TestShop,
  text: string,
): Promise<{ id: string; score: number }[]> => {
  const response = await fetch(
    `http://127.0.0.1:${desk.port}/api/knowledge/search?limit=10&approved=true&q=${encodeURIComponent(text)}`,
    { headers: shop.owner.headers },
  )
  const body = (await response.json()) as { rows: { id: string; score: number }[] }
  if (response.status !== 200) throw new Error(`searching ${text} answered ${response.status}`)
  return body.rows
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
