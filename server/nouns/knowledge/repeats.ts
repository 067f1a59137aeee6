import type { BodyOf, ReplyOf } from '#contract/endpoint.ts'
import type { changeRepeat, listRepeats, Repeat } from '#contract/knowledge/asked.ts'
import type { Article } from '#contract/knowledge/knowledge.ts'
import type { ShopFacts } from '#nouns/staff/index.ts'
import { DAY_MS } from '#platform/calendar/zone.rules.ts'
import type { Tx } from '#platform/database/database.ts'
import { AppError, notFound } from '#platform/http/app-error.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import type { Articles } from './articles.ts'
import { findArticle } from './articles.store.ts'
import { countAsked } from './asked.store.ts'
import {
  countInRepeat,
  dueChecks,
  findRepeat,
  selectRepeats,
  updateRepeat,
  type RepeatChange,
  type RepeatRecord,
} from './repeats.store.ts'
import { tellRepeat } from './grouping.ts'
import type { KnowledgePorts } from './ports.ts'
import { canBecome, checkAfterDays, checked } from './repeats.rules.ts'
import { dayOf, nameOf } from './show.ts'

const monthMs = 30 * DAY_MS
const since = (now: Date) => new Date(now.getTime() - monthMs)

/** What is asked again and again, or never found: what is changed, by whom, and whether it stopped (KB-05, KB-06). */
export const createRepeats = ({
  db,
  clock,
  directory,
  articles,
}: KnowledgePorts & { articles: Articles }) => {
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

  return {
    list: async (caller: MemberCaller, all: boolean): Promise<ReplyOf<typeof listRepeats>> => {
      const facts = await directory.facts(caller.shopId)
      const from = since(clock.now())
      return db.inShop(caller.shopId, async (tx) => ({
        rows: (await selectRepeats(tx, from, all)).map((row) => toRepeat(facts, row)),
        rate: await countAsked(tx, from),
      }))
    },

    /** @throws AppError state.version; state.conflict when it cannot become that; request.invalid for an owner who is none. */
    change: async (caller: MemberCaller, id: string, body: BodyOf<typeof changeRepeat>): Promise<Repeat> => {
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
    check: async (): Promise<void> => {
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
  }
}
export type Repeats = ReturnType<typeof createRepeats>

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
