import type { Article, ArticleRow, Edition } from '#contract/knowledge/knowledge.ts'
import type { ShopFacts } from '#nouns/staff/index.ts'
import { DAY_MS, dateOf, localOf } from '#platform/calendar/zone.rules.ts'
import type { Tx } from '#platform/database/database.ts'
import {
  namesOfProducts,
  selectEditions,
  selectLearned,
  selectReaders,
  type ArticleRecord,
  type EditionRecord,
  type ListedArticle,
} from './articles.store.ts'
import { sumAsked } from './asked.store.ts'
import { learnedFrom } from './learning.rules.ts'

/** The shop's day, as `2026-11-22`. */
export const dayOf = (facts: ShopFacts, now: Date): string =>
  dateOf(Math.floor(localOf(facts.timeZone, now.getTime()) / DAY_MS))

export const nameOf = (facts: ShopFacts, memberId: string | null): string | null =>
  memberId === null ? null : (facts.members.get(memberId)?.displayName ?? null)

const isPending = (row: ArticleRecord) => row.state !== 'retired' && row.live_edition !== row.latest_edition

export const toRow = (facts: ShopFacts, row: ListedArticle, now: Date): ArticleRow => ({
  id: row.id,
  state: row.state,
  section: row.section,
  language: row.language,
  mark: row.mark,
  title: row.title,
  answer: row.answer,
  isPublic: row.is_public,
  isPending: isPending(row),
  ownerName: nameOf(facts, row.owner_id),
  reviewOn: row.review_on,
  isReviewDue: row.review_on !== null && row.review_on <= dayOf(facts, now),
  read:
    row.section === 'rule' && row.state === 'approved'
      ? { byMe: row.read_by_me, people: row.read_count, of: working(facts).length }
      : null,
  updatedAt: row.updated_at.toISOString(),
})

const working = (facts: ShopFacts) => [...facts.members.values()].filter((member) => !member.hasLeft)

const toEdition = (facts: ShopFacts, row: EditionRecord, names: ReadonlyMap<string, string>): Edition => ({
  edition: row.edition,
  section: row.section,
  language: row.language,
  mark: row.mark,
  title: row.title,
  answer: row.answer,
  isPublic: row.is_public,
  body: row.body,
  questions: row.questions,
  products: row.product_ids.flatMap((id) => {
    const name = names.get(id)
    return name === undefined ? [] : [{ id, name }]
  }),
  categories: row.categories,
  trial: row.trial_on === null ? null : { byName: nameOf(facts, row.trial_by), on: row.trial_on },
  pictures: row.pictures.map(({ id, name, url, width, height }) => ({ id, name, url, width, height })),
  byName: nameOf(facts, row.by),
  at: row.at.toISOString(),
  approvedByName: nameOf(facts, row.approved_by),
  approvedAt: row.approved_at?.toISOString() ?? null,
})

const editionsShown = async (
  tx: Tx,
  facts: ShopFacts,
  editions: readonly EditionRecord[],
): Promise<Edition[]> => {
  const names = await namesOfProducts(tx, [...new Set(editions.flatMap((one) => one.product_ids))])
  return editions.map((one) => toEdition(facts, one, names))
}
export const showEditions = async (tx: Tx, facts: ShopFacts, articleId: string): Promise<Edition[]> =>
  editionsShown(tx, facts, await selectEditions(tx, articleId))

/** An article as a member sees it. */
export const showArticle = async (
  tx: Tx,
  facts: ShopFacts,
  row: ArticleRecord,
  memberId: string | null,
  now: Date,
): Promise<Article> => {
  const wanted = [row.latest_edition, ...(row.live_edition === null ? [] : [row.live_edition])]
  const editions = await editionsShown(tx, facts, await selectEditions(tx, row.id, wanted))
  const latest = editions.find((one) => one.edition === row.latest_edition)
  const live = editions.find((one) => one.edition === row.live_edition)
  if (!latest) throw new Error('an article without its edition')
  const readers = live?.section === 'rule' ? new Set(await selectReaders(tx, row.id, live.edition)) : null
  return {
    id: row.id,
    state: row.state,
    version: row.version,
    latest,
    live: live && live.edition !== latest.edition ? live : null,
    isPending: isPending(row),
    owner: row.owner_id === null ? null : { id: row.owner_id, name: nameOf(facts, row.owner_id) ?? '' },
    reviewOn: row.review_on,
    isReviewDue: row.review_on !== null && row.review_on <= dayOf(facts, now),
    read: readers && {
      byMe: memberId !== null && readers.has(memberId),
      people: working(facts)
        .filter(({ id }) => readers.has(id))
        .map(({ displayName }) => displayName),
      missing: working(facts)
        .filter(({ id }) => !readers.has(id))
        .map(({ displayName }) => displayName),
    },
    asked: await sumAsked(tx, row.id, new Date(now.getTime() - 90 * DAY_MS)),
    learned: (await selectLearned(tx, [row.id], learnedFrom)).map(({ phrasing }) => phrasing),
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  }
}
