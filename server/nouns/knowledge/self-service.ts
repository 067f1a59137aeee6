import type { BodyOf, QueryOf } from '#contract/endpoint.ts'
import { likelyFrom } from '#contract/knowledge/kinds.ts'
import { plainAnswer } from '#contract/knowledge/plain-answer.ts'
import type { lookUp, PublicAnswer, sayLookedUp } from '#contract/knowledge/self-service.ts'
import { DAY_MS } from '#platform/calendar/zone.rules.ts'
import type { LoggedEvent } from '#platform/events/event.ts'
import { record } from '#platform/events/record.ts'
import { notFound } from '#platform/http/app-error.ts'
import type { VisitorCaller } from '#platform/http/caller.ts'
import { newId } from '#platform/ids/ids.ts'
import { selectSynonyms } from './articles.store.ts'
import { addLearned } from './asked.store.ts'
import { groupAgain } from './grouping.ts'
import { indexArticles } from './indexing.ts'
import { learnedFrom, withoutNames } from './learning.rules.ts'
import type { KnowledgePorts } from './ports.ts'
import { findArticles } from './search/find.ts'
import { foldText } from './search/fold.ts'
import {
  hasVerdict,
  mostAskedPublic,
  putVerdict,
  selectPublic,
  type PublicArticle,
} from './self-service.store.ts'

const shownAtOnce = 4
const foundAtMost = 5
/** Looked through, as the search knows nothing of what is public. */
const lookedThrough = 50
/** Lower than for what is shown unasked: whoever looks for something sees what comes near. */
const leastScore = likelyFrom / 5
const keptMs = 60_000
const mostShops = 2000
/** Hundredths: three buyers who never met must find the same before it counts, as nobody knows who they are. */
const selfWeight = { yes: 35, no: -60 } as const

/** What buyers find by themselves: approved public articles and nothing else, their title and the sentence for buyers (KB-08). */
export const createSelfService = ({ db, clock }: Pick<KnowledgePorts, 'db' | 'clock'>) => {
  /** Ids only, for a minute: whether an article may still be seen is asked each time. */
  const most = new Map<string, { ids: string[]; until: number }>()
  const mostOf = async (shopId: string, language: 'zh' | 'en'): Promise<string[]> => {
    const now = clock.now()
    const key = `${shopId} ${language}`
    const before = most.get(key)
    if (before && before.until > now.getTime()) return before.ids
    const since = new Date(now.getTime() - 90 * DAY_MS)
    const ids = await db.inShop(shopId, (tx) => mostAskedPublic(tx, shopId, language, since, shownAtOnce * 2))
    if (most.size >= mostShops) most.clear()
    most.set(key, { ids, until: now.getTime() + keptMs })
    return ids
  }
  const mostPublic = async (shopId: string, language: 'zh' | 'en'): Promise<PublicArticle[]> => {
    const ids = await mostOf(shopId, language)
    return ids.length === 0 ? [] : db.inShop(shopId, (tx) => selectPublic(tx, ids))
  }
  const search = (shopId: string, q: string, language: 'zh' | 'en'): Promise<PublicArticle[]> =>
    db.inShop(shopId, async (tx) => {
      const ranked = await findArticles(
        tx,
        shopId,
        {
          text: q,
          synonyms: (await selectSynonyms(tx)).map(({ words }) => words),
          productIds: [],
          within: { approvedOnly: true, language },
        },
        lookedThrough,
      )
      const likely = ranked.filter(({ score }) => score >= leastScore)
      return selectPublic(
        tx,
        likely.map(({ id }) => id),
      )
    })

  return {
    lookUp: async (
      visitor: VisitorCaller,
      query: QueryOf<typeof lookUp>,
    ): Promise<{ rows: PublicAnswer[] }> => {
      const q = query.q?.trim() ?? ''
      const own = /\p{Script=Han}/u.test(q) ? 'zh' : (query.language ?? visitor.language)
      // Where nothing is written in the buyer's language, the other one is better than nothing.
      for (const language of own === 'zh' ? (['zh', 'en'] as const) : (['en', 'zh'] as const)) {
        const rows = shown(
          q === '' ? await mostPublic(visitor.shopId, language) : await search(visitor.shopId, q, language),
        )
        if (rows.length > 0) return { rows: rows.slice(0, q === '' ? shownAtOnce : foundAtMost) }
      }
      return { rows: [] }
    },

    /** @throws AppError not_found for an article that is not public. */
    say: (
      visitor: VisitorCaller,
      articleId: string,
      { q, answered }: BodyOf<typeof sayLookedUp>,
    ): Promise<Record<string, never>> =>
      db.inShop(visitor.shopId, async (tx) => {
        const [article] = await selectPublic(tx, [articleId])
        if (!article) throw notFound()
        const now = clock.now()
        const { shopId, conversationId } = visitor
        const query = withoutNames(q) || article.title
        const key = foldText(query)
        const isKnown = await hasVerdict(tx, shopId, conversationId, articleId)
        const { id, isFirst } = await putVerdict(tx, shopId, {
          id: newId(),
          query,
          queryKey: key,
          conversationId,
          articleId,
          answered,
          repeatId: isKnown ? null : await groupAgain(tx, shopId, articleId, key, now),
          at: now,
        })
        if (isFirst && q.trim().length > 1) {
          const row = { articleId, key, phrasing: query, weight: selfWeight[answered], at: now }
          const { before, after } = await addLearned(tx, shopId, row)
          if (before >= learnedFrom !== after >= learnedFrom) await indexArticles(tx, shopId, [articleId])
        }
        await record(tx, now, {
          name: 'knowledge.asked',
          subject: id,
          version: isFirst ? 1 : 2,
          audience: ['desk'],
          facts: { conversation: conversationId, article: articleId, way: 'self', answered },
        })
        return {}
      }),

    onEvent: (event: LoggedEvent): void => {
      if (event.name !== 'article.changed') return
      for (const language of ['zh', 'en']) most.delete(`${event.shop} ${language}`)
    },
  }
}
export type SelfService = ReturnType<typeof createSelfService>

/** What asks for a figure that only an agent knows is no answer for somebody alone. */
const shown = (rows: readonly PublicArticle[]): PublicAnswer[] =>
  rows.flatMap(({ id, title, language, answer }) => {
    const said = plainAnswer(answer, language)
    return said === null || said === '' ? [] : [{ id, title, answer: said }]
  })
