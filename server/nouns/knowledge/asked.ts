import type { BodyOf, ReplyOf } from '#contract/endpoint.ts'
import type { Asked, changeRepeat, listRepeats, noteAsked, Repeat } from '#contract/knowledge/asked.ts'
import type { Article } from '#contract/knowledge/knowledge.ts'
import type { ShopFacts } from '#nouns/staff/index.ts'
import { DAY_MS } from '#platform/calendar/zone.rules.ts'
import type { Tx } from '#platform/database/database.ts'
import type { LoggedEvent } from '#platform/events/event.ts'
import { record } from '#platform/events/record.ts'
import { AppError, notFound } from '#platform/http/app-error.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import { newId } from '#platform/ids/ids.ts'
import type { Articles } from './articles.ts'
import { findArticle, selectHeads } from './articles.store.ts'
import {
  addLearned,
  addToRepeat,
  countAsked,
  countInRepeat,
  dueChecks,
  findAsked,
  findMessage,
  findRepeat,
  insertAsked,
  insertRepeat,
  joinAsked,
  lastAskedIn,
  markSent,
  selectGroups,
  selectRepeats,
  setAnswered,
  sumAsked,
  updateRepeat,
  type AskedRecord,
  type RepeatChange,
  type RepeatRecord,
} from './asked.store.ts'
import { indexArticles } from './indexing.ts'
import { learnedFrom, outcomeOf, weightOf, withoutNames } from './learning.rules.ts'
import { likenessOf, marksOf, nearest } from './likeness.rules.ts'
import type { KnowledgePorts } from './ports.ts'
import { againFrom, canBecome, checkAfterDays, checked } from './repeats.rules.ts'
import { concepts } from './search/find.ts'
import { foldPlain, foldText } from './search/fold.ts'
import { dayOf, nameOf } from './show.ts'

const monthMs = 30 * DAY_MS
/** An answer is judged by what the buyer says within so long. */
const judgedWithinMs = DAY_MS
const mostFollowed = 5000

const marksOfText = (text: string) => marksOf(foldPlain(text), concepts)

/** What was asked of the knowledge, whether it answered, and what repeats (KB-05, KB-06). */
export const createAsked = ({ db, clock, directory, articles }: KnowledgePorts & { articles: Articles }) => {
  /** Conversations with an answer that is not judged yet: so that other messages cost nothing. Lost with the process. */
  const followed = new Map<string, number>()
  const follow = (conversationId: string, at: number) => {
    followed.delete(conversationId)
    followed.set(conversationId, at)
    if (followed.size > mostFollowed) followed.delete(followed.keys().next().value as string)
  }

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
  const toRepeat = (facts: ShopFacts, row: RepeatRecord): Repeat => ({
    id: row.id,
    kind: row.kind,
    title: row.title,
    state: row.state,
    times: row.times,
    lastAt: row.last_at?.toISOString() ?? null,
    examples: row.examples,
    change: row.change,
    article: row.article_id === null ? null : { id: row.article_id, title: row.article_title ?? '' },
    ownerId: row.owner_id,
    ownerName: nameOf(facts, row.owner_id),
    note: row.note,
    changedAt: row.changed_at?.toISOString() ?? null,
    checkOn: row.check_on,
    before: row.asked_before,
    after: row.asked_after,
    version: row.version,
  })
  const tellRepeat = (tx: Tx, now: Date, id: string, version: number, by: string | null, state: string) =>
    record(tx, now, {
      name: 'knowledge.repeat_changed',
      subject: id,
      version,
      audience: ['desk'],
      actor: by,
      facts: { state },
    })

  /** The group of a question that nobody knew; a new one where it is like none. */
  const groupUnknown = async (
    tx: Tx,
    shopId: string,
    query: string,
    key: string,
    now: Date,
  ): Promise<string> => {
    const groups = (await selectGroups(tx)).filter(({ kind }) => kind === 'not_found')
    const same = nearest(
      marksOfText(query),
      groups.map((group) => ({ group, questions: group.keys.map(marksOfText) })),
    )
    if (same) {
      // What was changed and checked is asked again: it did not stop.
      const version = await addToRepeat(tx, same.id, key, same.state === 'stopped', now)
      await tellRepeat(tx, now, same.id, version, null, same.state)
      return same.id
    }
    const id = newId()
    await insertRepeat(tx, shopId, {
      id,
      kind: 'not_found',
      title: query,
      keys: [key],
      change: 'article',
      articleId: null,
      ownerId: null,
      at: now,
    })
    await tellRepeat(tx, now, id, 1, null, 'open')
    return id
  }
  /** An article that answers again and again: a page should have said it. */
  const groupAgain = async (tx: Tx, shopId: string, articleId: string, key: string, now: Date) => {
    const group = (await selectGroups(tx)).find((one) => one.kind === 'again' && one.article_id === articleId)
    if (group) {
      const version = await addToRepeat(tx, group.id, key, group.state === 'stopped', now)
      await tellRepeat(tx, now, group.id, version, null, group.state)
      return group.id
    }
    const since = new Date(now.getTime() - againFrom.days * DAY_MS)
    if ((await sumAsked(tx, articleId, since)).times + 1 < againFrom.times) return null
    const [head] = await selectHeads(tx, [articleId])
    const article = await findArticle(tx, articleId)
    const id = newId()
    await insertRepeat(tx, shopId, {
      id,
      kind: 'again',
      title: head?.title ?? '',
      keys: [key],
      change: 'page',
      articleId,
      ownerId: article?.owner_id ?? null,
      at: now,
    })
    await joinAsked(tx, id, articleId, since)
    await tellRepeat(tx, now, id, 1, null, 'open')
    return id
  }
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
  const changed = async (
    tx: Tx,
    caller: MemberCaller,
    row: RepeatRecord,
    change: Partial<RepeatChange> & { state: RepeatChange['state'] },
    now: Date,
  ): Promise<Repeat> => {
    const version = await updateRepeat(
      tx,
      row.id,
      {
        change: row.change,
        articleId: row.article_id,
        ownerId: row.owner_id,
        note: row.note,
        changedAt: row.changed_at,
        checkOn: row.check_on,
        before: row.asked_before,
        after: row.asked_after,
        ...change,
      },
      now,
    )
    await tellRepeat(tx, now, row.id, version, caller.memberId, change.state)
    const after = await findRepeat(tx, row.id, since(now))
    if (!after) throw notFound()
    return toRepeat(await directory.facts(caller.shopId), after)
  }
  const since = (now: Date) => new Date(now.getTime() - monthMs)

  return {
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
        await judge(tx, caller.shopId, row, answered, 'agent', caller.memberId)
        return toAsked(facts, { ...row, answered, answered_by: 'agent' })
      })
    },

    repeats: async (caller: MemberCaller, all: boolean): Promise<ReplyOf<typeof listRepeats>> => {
      const facts = await directory.facts(caller.shopId)
      const from = since(clock.now())
      return db.inShop(caller.shopId, async (tx) => ({
        rows: (await selectRepeats(tx, from, all)).map((row) => toRepeat(facts, row)),
        rate: await countAsked(tx, from),
      }))
    },

    /** @throws AppError state.version; state.conflict when it cannot become that; request.invalid for an owner who is none. */
    changeRepeat: async (
      caller: MemberCaller,
      id: string,
      body: BodyOf<typeof changeRepeat>,
    ): Promise<Repeat> => {
      const facts = await directory.facts(caller.shopId)
      if (body.ownerId && (facts.members.get(body.ownerId)?.hasLeft ?? true))
        throw new AppError('request.invalid', { problems: [{ path: '/body/ownerId', rule: 'unknown' }] })
      return db.inShop(caller.shopId, async (tx) => {
        const now = clock.now()
        const row = await findRepeat(tx, id, since(now), true)
        if (!row) throw notFound()
        if (row.version !== body.version) throw new AppError('state.version', { version: row.version })
        if (!canBecome(row.state, body.state)) throw new AppError('state.conflict')
        if (body.articleId && !(await findArticle(tx, body.articleId))) throw notFound()
        const isChanged = body.state === 'changed'
        const checkOn = body.checkOn ?? dayOf(facts, new Date(now.getTime() + checkAfterDays * DAY_MS))
        return changed(
          tx,
          caller,
          row,
          {
            state: body.state,
            ...(body.change !== undefined && { change: body.change }),
            ...(body.articleId !== undefined && { articleId: body.articleId }),
            ...(body.ownerId !== undefined && { ownerId: body.ownerId }),
            ...(body.note !== undefined && { note: body.note }),
            ...(isChanged && {
              ownerId: body.ownerId ?? row.owner_id ?? caller.memberId,
              changedAt: now,
              checkOn,
              after: 0,
              before: await countInRepeat(
                tx,
                id,
                new Date(now.getTime() - Math.max(1, Date.parse(checkOn) - now.getTime())),
                now,
              ),
            }),
          },
          now,
        )
      })
    },

    /** An article begun with the ways in which it was asked; the group goes to whoever began it. */
    draft: async (caller: MemberCaller, id: string): Promise<Article> => {
      const row = await db.inShop(caller.shopId, (tx) => findRepeat(tx, id, since(clock.now())))
      if (!row) throw notFound()
      if (row.article_id !== null) return articles.read(caller, row.article_id)
      const facts = await directory.facts(caller.shopId)
      const article = await articles.add(
        caller,
        {
          section: 'faq',
          language: /\p{Script=Han}/u.test(row.title)
            ? 'zh'
            : /[a-z]/i.test(row.title)
              ? 'en'
              : facts.language,
          title: row.title.slice(0, 120),
          questions: row.keys.slice(0, 20).map((key) => key.slice(0, 120)),
        },
        'asked',
      )
      await db.inShop(caller.shopId, async (tx) => {
        const now = clock.now()
        const here = await findRepeat(tx, id, since(now), true)
        if (here && canBecome(here.state, 'taken'))
          await changed(
            tx,
            caller,
            here,
            {
              state: 'taken',
              change: 'article',
              articleId: article.id,
              ownerId: here.owner_id ?? caller.memberId,
            },
            now,
          )
      })
      return article
    },

    /** Looks at what was changed whose day of the check has come: it stopped, or it goes on. */
    checkRepeats: async (): Promise<void> => {
      const now = clock.now()
      const due = await db.asSystem((tx) => dueChecks(tx, now.toISOString().slice(0, 10)))
      for (const { id, shop_id: shop } of due)
        await db.inShop(shop, async (tx) => {
          const row = await findRepeat(tx, id, since(now), true)
          if (!row || row.state !== 'changed' || !row.changed_at) return
          const after = await countInRepeat(tx, id, row.changed_at, now)
          const state = checked(row.asked_before, after)
          const version = await updateRepeat(
            tx,
            id,
            {
              state,
              change: row.change,
              articleId: row.article_id,
              ownerId: row.owner_id,
              note: row.note,
              changedAt: row.changed_at,
              checkOn: row.check_on,
              before: row.asked_before,
              after,
            },
            now,
          )
          await tellRepeat(tx, now, id, version, null, state)
        })
    },

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
export type AskedDesk = ReturnType<typeof createAsked>

/** A buyer's message comes filled before it is read from the log; one from the log names it. */
const messageOf = (event: LoggedEvent): string | null => {
  const filled = event.filled?.['desk']?.['message'] as { id?: unknown } | undefined
  const id = event.facts['message'] ?? filled?.id
  return typeof id === 'string' ? id : null
}

/** What was sent is the answer, even when the agent put in a word of their own. */
const isSaid = (text: string, said: string | null): boolean =>
  said === null || likenessOf(marksOfText(text), marksOfText(said)) >= 0.5
