import type { BodyOf } from '#contract/endpoint.ts'
import type { Asked, noteAsked } from '#contract/knowledge/asked.ts'
import type { ShopFacts } from '#nouns/staff/index.ts'
import { record } from '#platform/events/record.ts'
import { AppError, notFound } from '#platform/http/app-error.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import { newId } from '#platform/ids/ids.ts'
import { findArticle } from './articles.store.ts'
import { findAsked, insertAsked, lastAskedIn, type AskedRecord } from './asked.store.ts'
import { groupAgain, groupUnknown } from './grouping.ts'
import { judgedWithinMs, type Judging } from './judging.ts'
import { withoutNames } from './learning.rules.ts'
import type { KnowledgePorts } from './ports.ts'
import { foldText } from './search/fold.ts'
import { nameOf } from './show.ts'

/** What was asked of the knowledge and what was chosen (KB-05, KB-06). */
export const createAsked = ({ db, clock, directory, judging }: KnowledgePorts & { judging: Judging }) => ({
  note: async (caller: MemberCaller, body: BodyOf<typeof noteAsked>): Promise<Asked> => {
    const facts = await directory.facts(caller.shopId)
    if ((body.way === 'unknown') !== (body.articleId === null))
      throw new AppError('request.invalid', { problems: [{ path: '/body/articleId', rule: 'way' }] })
    return db.inShop(caller.shopId, async (tx) => {
      const now = clock.now()
      const { articleId } = body
      if (articleId !== null && !(await findArticle(tx, articleId))) throw notFound()
      const query = withoutNames(body.query) || '—'
      const key = foldText(query)
      const repeatId =
        articleId === null
          ? await groupUnknown(tx, caller.shopId, query, key, now)
          : await groupAgain(tx, caller.shopId, articleId, key, now)
      const id = newId()
      await insertAsked(tx, caller.shopId, {
        id,
        query,
        queryKey: key,
        conversationId: body.conversationId ?? null,
        messageNumber: body.messageNumber ?? null,
        memberId: caller.memberId,
        articleId,
        place: body.place ?? null,
        way: body.way,
        said: body.said ?? null,
        repeatId,
        at: now,
      })
      await record(tx, now, {
        name: 'knowledge.asked',
        subject: id,
        version: 1,
        audience: ['desk'],
        actor: caller.memberId,
        facts: { conversation: body.conversationId ?? null, article: articleId, way: body.way },
      })
      const row = await findAsked(tx, id)
      if (!row) throw notFound()
      return toAsked(facts, row)
    })
  },

  last: async (caller: MemberCaller, conversationId: string): Promise<{ asked: Asked | null }> => {
    const facts = await directory.facts(caller.shopId)
    const after = new Date(clock.now().getTime() - judgedWithinMs)
    const row = await db.inShop(caller.shopId, (tx) => lastAskedIn(tx, conversationId, after))
    return { asked: row && toAsked(facts, row) }
  },

  /** One click of the agent; it may correct what was read from the buyer's words. */
  sayAnswered: async (caller: MemberCaller, id: string, answered: 'yes' | 'no'): Promise<Asked> => {
    const facts = await directory.facts(caller.shopId)
    return db.inShop(caller.shopId, async (tx) => {
      const row = await findAsked(tx, id)
      if (!row) throw notFound()
      await judging.judge(tx, caller.shopId, row, answered, 'agent', caller.memberId)
      return toAsked(facts, { ...row, answered, answered_by: 'agent' })
    })
  },
})
export type AskedDesk = ReturnType<typeof createAsked>

const toAsked = (facts: ShopFacts, row: AskedRecord): Asked => ({
  id: row.id,
  query: row.query,
  article: row.article_id === null ? null : { id: row.article_id, title: row.title ?? '' },
  way: row.way,
  memberName: nameOf(facts, row.member_id),
  conversationId: row.conversation_id,
  isSent: row.sent_at !== null,
  answered: row.answered,
  answeredBy: row.answered_by,
  at: row.at.toISOString(),
})
