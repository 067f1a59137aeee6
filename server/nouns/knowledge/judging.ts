import type { Tx } from '#platform/database/database.ts'
import { DAY_MS } from '#platform/calendar/zone.rules.ts'
import type { LoggedEvent } from '#platform/events/event.ts'
import { record } from '#platform/events/record.ts'
import {
  addLearned,
  findMessage,
  lastAskedIn,
  markSent,
  setAnswered,
  type AskedRecord,
} from './asked.store.ts'
import { marksOfText } from './grouping.ts'
import { indexArticles } from './indexing.ts'
import { learnedFrom, outcomeOf, weightOf } from './learning.rules.ts'
import { likenessOf } from './likeness.rules.ts'
import type { KnowledgePorts } from './ports.ts'
import { foldText } from './search/fold.ts'

/** An answer is judged by what the buyer says within so long. */
export const judgedWithinMs = DAY_MS
const mostFollowed = 5000

/** Whether an answer answered, and what the search learns from it (KB-05). */
export const createJudging = ({ db, clock }: Pick<KnowledgePorts, 'db' | 'clock'>) => {
  /** Conversations with an answer that is not judged yet: so that other messages cost nothing. Lost with the process. */
  const followed = new Map<string, number>()
  const follow = (conversationId: string, at: number) => {
    followed.delete(conversationId)
    followed.set(conversationId, at)
    if (followed.size > mostFollowed) followed.delete(followed.keys().next().value as string)
  }

  const judge = async (
    tx: Tx,
    shopId: string,
    row: AskedRecord,
    answered: 'yes' | 'no',
    by: 'buyer' | 'agent',
    actor: string | null,
  ): Promise<void> => {
    const now = clock.now()
    if (!(await setAnswered(tx, row.id, answered, by, now))) return
    await learn(tx, shopId, row, answered, by, now)
    await record(tx, now, {
      name: 'knowledge.asked',
      subject: row.id,
      version: 2,
      audience: ['desk'],
      actor,
      facts: { conversation: row.conversation_id, article: row.article_id, answered },
    })
  }
  return {
    judge,

    /**
     * Hears every event; works only where an answer waits to be judged. An agent's message that holds the answer makes it
     * sent; the buyer's next one says whether it answered.
     */
    hear: async (event: LoggedEvent): Promise<void> => {
      if (event.name === 'knowledge.asked') {
        const { conversation, article, answered } = event.facts
        if (typeof conversation === 'string' && typeof article === 'string' && answered === undefined)
          follow(conversation, event.recordedAt.getTime())
        return
      }
      if (event.name !== 'message.posted' || !followed.has(event.subject)) return
      const id = messageOf(event)
      if (id === null) return
      await db.inShop(event.shop, async (tx) => {
        const message = await findMessage(tx, id)
        if (!message || message.automatic !== null) return
        const row = await lastAskedIn(tx, event.subject, new Date(message.at.getTime() - judgedWithinMs))
        if (!row || row.answered !== 'unknown') return void followed.delete(event.subject)
        if (message.author === 'agent') {
          if (row.sent_at !== null || !isSaid(message.text, row.said)) return
          await markSent(tx, row.id, message.at)
          await record(tx, clock.now(), {
            name: 'knowledge.asked',
            subject: row.id,
            version: 1,
            audience: ['desk'],
            facts: { conversation: row.conversation_id, article: row.article_id, isSent: true },
          })
          return
        }
        if (message.author !== 'buyer' || row.sent_at === null || message.at <= row.sent_at) return
        const outcome = outcomeOf(message.text, likenessOf(marksOfText(message.text), marksOfText(row.query)))
        if (outcome !== 'unknown') await judge(tx, event.shop, row, outcome, 'buyer', null)
        // One next message says it or nothing does.
        followed.delete(event.subject)
      })
    },
  }
}
export type Judging = ReturnType<typeof createJudging>

/** What an outcome teaches the search; the index follows when a phrasing begins or ceases to count. */
const learn = async (
  tx: Tx,
  shopId: string,
  row: AskedRecord,
  answered: 'yes' | 'no',
  by: 'buyer' | 'agent',
  now: Date,
) => {
  if (row.article_id === null) return
  const key = foldText(row.query)
  if (key.length < 2 || key.length > 120) return
  const { before, after } = await addLearned(tx, shopId, {
    articleId: row.article_id,
    key,
    phrasing: row.query,
    weight: weightOf(answered, by, row.place),
    at: now,
  })
  if (before >= learnedFrom !== after >= learnedFrom) await indexArticles(tx, shopId, [row.article_id])
}

/** A buyer's message comes filled before it is read from the log; one from the log names it. */
const messageOf = (event: LoggedEvent): string | null => {
  const filled = event.filled?.['desk']?.['message'] as { id?: unknown } | undefined
  const id = event.facts['message'] ?? filled?.id
  return typeof id === 'string' ? id : null
}

/** What was sent is the answer, even when the agent put in a word of their own. */
const isSaid = (text: string, said: string | null): boolean =>
  said === null || likenessOf(marksOfText(text), marksOfText(said)) >= 0.5
