import type { BodyOf, QueryOf, ReplyOf } from '#contract/endpoint.ts'
import type {
  addArticle,
  Article,
  changeArticle,
  FoundArticle,
  keepArticle,
  listArticles,
  searchKnowledge,
  Edition,
} from '#contract/knowledge/knowledge.ts'
import { mayBePublic } from '#contract/knowledge/kinds.ts'
import { leading } from '#contract/staff/roles.ts'
import type { Tx } from '#platform/database/database.ts'
import { record } from '#platform/events/record.ts'
import { AppError, notFound } from '#platform/http/app-error.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import { decodeCursor, encodeCursor } from '#platform/http/cursor.ts'
import { newId } from '#platform/ids/ids.ts'
import {
  acknowledge,
  approveEdition,
  findArticle,
  insertArticle,
  insertEdition,
  namesOfProducts,
  productsOfConversation,
  selectArticles,
  selectEditions,
  selectHeads,
  selectSynonyms,
  updateArticle,
  type ArticleRecord,
  type EditionContent,
} from './articles.store.ts'
import { factsOf } from './facts.ts'
import { articlesShown } from './shown.ts'
import type { KnowledgePorts, PictureFile } from './ports.ts'
import { textsOfTalk } from './talk.store.ts'
import { findArticles } from './search/find.ts'
import { dayOf, showArticle, showEditions, toRow } from './show.ts'

const pageSize = 50
const found = 8
/** Products of a talk whose facts are looked through. */
const mostAbout = 6

type Body = BodyOf<typeof addArticle>

/** A change of an article, told to everybody at the desk. */
export const tellArticle = (
  tx: Tx,
  now: Date,
  id: string,
  version: number,
  by: string | null,
  facts: Record<string, unknown>,
): Promise<void> =>
  record(tx, now, { name: 'article.changed', subject: id, version, audience: ['desk'], actor: by, facts })

const lines = (texts: readonly string[] | undefined): string[] => [
  ...new Set((texts ?? []).map((text) => text.trim()).filter((text) => text !== '')),
]

/** What the shop knows: written, approved, found, kept right (KB-01, KB-02, KB-09, KB-10, KB-13). */
export const createArticles = ({ db, clock, directory, attachments, productsIn }: KnowledgePorts) => {
  const mayApprove = (caller: MemberCaller) => leading.some((role) => caller.roles.includes(role))

  /** The pictures that the text shows: those of the edition before, and newly uploaded ones. */
  const picturesOf = async (
    tx: Tx,
    caller: MemberCaller,
    body: Body,
    before: readonly PictureFile[],
  ): Promise<PictureFile[]> => {
    const known = new Map(before.map((picture) => [picture.id, picture]))
    const wanted = [...new Set(body.pictureIds ?? before.map(({ id }) => id))]
    const fresh = wanted.filter((id) => !known.has(id))
    const added = fresh.length === 0 ? [] : await attachments(tx, fresh, caller.actorId)
    const all = new Map([...known, ...added.map((picture) => [picture.id, picture] as const)])
    return wanted.flatMap((id) => {
      const one = all.get(id)
      return one ? [{ id, name: one.name, url: one.url, width: one.width, height: one.height }] : []
    })
  }
  const contentOf = async (
    tx: Tx,
    caller: MemberCaller,
    body: Body,
    before: readonly PictureFile[],
    now: Date,
  ): Promise<EditionContent> => {
    const title = body.title.trim()
    if (title === '') throw invalid('/body/title', 'minLength')
    const productIds = [...new Set(body.productIds ?? [])]
    const names = await namesOfProducts(tx, productIds)
    const unknown = productIds.findIndex((id) => !names.has(id))
    if (unknown >= 0) throw invalid(`/body/productIds/${unknown}`, 'unknown')
    if (body.isPublic && !mayBePublic(body.section, body.mark ?? null))
      throw invalid('/body/isPublic', 'section')
    const isTrial = body.mark === 'trial'
    // Somebody's own experience with a product: without one it is none (KB-10).
    if (isTrial && productIds.length === 0) throw invalid('/body/productIds', 'minItems')
    return {
      section: body.section,
      language: body.language,
      mark: body.mark ?? null,
      title,
      answer: (body.answer ?? '').trim(),
      is_public: body.isPublic ?? false,
      body: (body.body ?? '').trim(),
      questions: lines(body.questions),
      product_ids: productIds,
      categories: lines(body.categories),
      trial_by: isTrial ? caller.memberId : null,
      trial_on: isTrial ? (body.trialOn ?? dayOf(await directory.facts(caller.shopId), now)) : null,
      pictures: await picturesOf(tx, caller, body, before),
      by: caller.memberId,
      at: now,
    }
  }
  const show = async (tx: Tx, caller: MemberCaller, id: string, now: Date): Promise<Article> => {
    const row = await findArticle(tx, id)
    if (!row) throw notFound()
    return showArticle(tx, await directory.facts(caller.shopId), row, caller.memberId, now)
  }
  /** Runs one change on the locked article and shows it as it then is. */
  const changing = (
    caller: MemberCaller,
    id: string,
    version: number | null,
    work: (tx: Tx, row: ArticleRecord, now: Date) => Promise<void>,
  ): Promise<Article> =>
    db.inShop(caller.shopId, async (tx) => {
      const row = await findArticle(tx, id, true)
      if (!row) throw notFound()
      if (version !== null && row.version !== version)
        throw new AppError('state.version', { version: row.version })
      const now = clock.now()
      await work(tx, row, now)
      return show(tx, caller, id, now)
    })

  return {
    /** Articles, and facts of the products that the question or the talk names, else of what its buyer bought. */
    search: async (
      caller: MemberCaller,
      query: QueryOf<typeof searchKnowledge>,
    ): Promise<ReplyOf<typeof searchKnowledge>> => {
      const talk = query.conversationId
      const texts = talk ? await db.inShop(caller.shopId, (tx) => textsOfTalk(tx, talk)) : []
      const named = await productsIn(caller.shopId, [query.q, ...texts].join('\n'))
      return db.inShop(caller.shopId, async (tx) => {
        const bought = talk ? await productsOfConversation(tx, talk) : []
        const about = (named.length > 0 ? named : bought).slice(0, mostAbout)
        const rows = await findArticles(
          tx,
          caller.shopId,
          {
            text: query.q,
            synonyms: (await selectSynonyms(tx)).map(({ words }) => words),
            productIds: [...new Set([...named, ...bought])],
            within: {
              approvedOnly: query.approved ?? false,
              section: query.section,
              language: query.language,
            },
          },
          query.limit ?? found,
        )
        const heads = new Map(
          (
            await selectHeads(
              tx,
              rows.map(({ id }) => id),
            )
          ).map((one) => [one.id, one]),
        )
        return {
          rows: rows.flatMap(({ id, score }): FoundArticle[] => {
            const head = heads.get(id)
            if (!head) return []
            const { is_public: isPublic, ...shown } = head
            return [{ ...shown, isPublic, score: Math.round(score * 1000) / 1000 }]
          }),
          facts: query.section ? [] : await factsOf(tx, query.q, about),
        }
      })
    },

    list: async (
      caller: MemberCaller,
      query: QueryOf<typeof listArticles>,
    ): Promise<ReplyOf<typeof listArticles>> => {
      const facts = await directory.facts(caller.shopId)
      const now = clock.now()
      const limit = query.limit ?? pageSize
      const rows = await db.inShop(caller.shopId, (tx) =>
        selectArticles(
          tx,
          caller.shopId,
          {
            view: query.view ?? 'current',
            section: query.section,
            language: query.language,
            productId: query.productId,
            mark: query.mark,
            isPublic: query.isPublic,
            memberId: caller.memberId,
            today: dayOf(facts, now),
          },
          decodeCursor(query.cursor),
          limit + 1,
        ),
      )
      const last = rows.length > limit ? rows[limit - 1] : undefined
      return {
        rows: rows.slice(0, limit).map((row) => toRow(facts, row, now)),
        next: last ? encodeCursor(last.updated_at, last.id) : null,
      }
    },

    read: (caller: MemberCaller, id: string): Promise<Article> =>
      db.inShop(caller.shopId, (tx) => show(tx, caller, id, clock.now())),
    editions: async (caller: MemberCaller, id: string): Promise<{ rows: Edition[] }> => {
      const facts = await directory.facts(caller.shopId)
      return db.inShop(caller.shopId, async (tx) => {
        if (!(await findArticle(tx, id))) throw notFound()
        return { rows: await showEditions(tx, facts, id) }
      })
    },

    /** @throws AppError access.denied when somebody who may not approve asks for it; request.invalid. */
    add: (caller: MemberCaller, body: Body, origin: 'hand' | 'asked' = 'hand'): Promise<Article> =>
      db.inShop(caller.shopId, async (tx) => {
        const now = clock.now()
        if (body.approve && !mayApprove(caller)) throw new AppError('access.denied')
        const id = newId()
        const content = await contentOf(tx, caller, body, [], now)
        const state = body.approve ? 'approved' : 'draft'
        await insertArticle(
          tx,
          caller.shopId,
          { id, state, origin, originKey: null, ownerId: caller.memberId, reviewOn: null },
          now,
        )
        await insertEdition(
          tx,
          caller.shopId,
          id,
          1,
          content,
          body.approve ? { by: caller.memberId, at: now } : null,
        )
        await articlesShown(tx, caller.shopId, [id])
        await tellArticle(tx, now, id, 1, caller.memberId, { what: state, section: content.section })
        return show(tx, caller, id, now)
      }),

    /** A new edition. @throws AppError state.version, state.conflict for one that was put away, access.denied. */
    change: (caller: MemberCaller, id: string, body: BodyOf<typeof changeArticle>): Promise<Article> =>
      changing(caller, id, body.version, async (tx, row, now) => {
        if (body.approve && !mayApprove(caller)) throw new AppError('access.denied')
        if (row.state === 'retired') throw new AppError('state.conflict')
        const [before] = await selectEditions(tx, id, [row.latest_edition])
        const edition = row.latest_edition + 1
        const content = await contentOf(tx, caller, body, before?.pictures ?? [], now)
        await insertEdition(
          tx,
          caller.shopId,
          id,
          edition,
          // Whose trial it was stays, whoever mends the text.
          before?.mark === 'trial' && content.mark === 'trial'
            ? { ...content, trial_by: before.trial_by }
            : content,
          body.approve ? { by: caller.memberId, at: now } : null,
        )
        const version = await updateArticle(
          tx,
          id,
          { latest: edition, ...(body.approve && { state: 'approved', live: edition }) },
          now,
        )
        await articlesShown(tx, caller.shopId, [id])
        await tellArticle(tx, now, id, version, caller.memberId, {
          what: body.approve ? 'approved' : 'written',
          edition,
        })
      }),

    /** @throws AppError state.conflict when nothing waits for approval. */
    approve: (caller: MemberCaller, id: string, version: number): Promise<Article> =>
      changing(caller, id, version, async (tx, row, now) => {
        if (row.state === 'retired' || row.live_edition === row.latest_edition)
          throw new AppError('state.conflict')
        await approveEdition(tx, id, row.latest_edition, caller.memberId, now)
        const next = await updateArticle(tx, id, { state: 'approved', live: row.latest_edition }, now)
        await articlesShown(tx, caller.shopId, [id])
        await tellArticle(tx, now, id, next, caller.memberId, {
          what: 'approved',
          edition: row.latest_edition,
        })
      }),
    retire: (caller: MemberCaller, id: string, version: number): Promise<Article> =>
      changing(caller, id, version, async (tx, row, now) => {
        if (row.state === 'retired') return
        const next = await updateArticle(tx, id, { state: 'retired', live: null }, now)
        await articlesShown(tx, caller.shopId, [id])
        await tellArticle(tx, now, id, next, caller.memberId, { what: 'retired' })
      }),
    revive: (caller: MemberCaller, id: string): Promise<Article> =>
      changing(caller, id, null, async (tx, row, now) => {
        if (row.state !== 'retired') return
        const next = await updateArticle(tx, id, { state: 'draft', live: null }, now)
        await articlesShown(tx, caller.shopId, [id])
        await tellArticle(tx, now, id, next, caller.memberId, { what: 'revived' })
      }),
    keep: async (
      caller: MemberCaller,
      id: string,
      { ownerId, reviewOn }: BodyOf<typeof keepArticle>,
    ): Promise<Article> => {
      const facts = await directory.facts(caller.shopId)
      if (ownerId !== null && (facts.members.get(ownerId)?.hasLeft ?? true))
        throw invalid('/body/ownerId', 'unknown')
      return changing(caller, id, null, async (tx, _row, now) => {
        const next = await updateArticle(tx, id, { ownerId, reviewOn }, now)
        await tellArticle(tx, now, id, next, caller.memberId, { what: 'kept', reviewOn })
      })
    },
    /** Reading the same edition twice changes nothing. @throws AppError state.conflict when another edition is in force. */
    acknowledge: (caller: MemberCaller, id: string, edition: number): Promise<Record<string, never>> =>
      db.inShop(caller.shopId, async (tx) => {
        const { memberId } = caller
        if (memberId === null) throw new AppError('access.denied')
        const row = await findArticle(tx, id)
        if (!row) throw notFound()
        const now = clock.now()
        if (row.live_edition !== edition) throw new AppError('state.conflict', { edition: row.live_edition })
        if (await acknowledge(tx, caller.shopId, { articleId: id, edition, memberId, at: now }))
          await record(tx, now, {
            name: 'article.acknowledged',
            subject: id,
            version: row.version,
            audience: ['desk'],
            actor: memberId,
            facts: { edition },
          })
        return {}
      }),
  }
}
export type Articles = ReturnType<typeof createArticles>

const invalid = (path: string, rule: string) =>
  new AppError('request.invalid', { problems: [{ path, rule }] })
