import type { Tx } from '#platform/database/database.ts'
import { DAY_MS } from '#platform/calendar/zone.rules.ts'
import { record } from '#platform/events/record.ts'
import { newId } from '#platform/ids/ids.ts'
import { findArticle, selectHeads } from './articles.store.ts'
import { sumAsked } from './asked.store.ts'
import { marksOf, nearest } from './likeness.rules.ts'
import { againFrom } from './repeats.rules.ts'
import { addToRepeat, insertRepeat, joinAsked, selectGroups } from './repeats.store.ts'
import { concepts } from './search/find.ts'
import { foldPlain } from './search/fold.ts'

export const marksOfText = (text: string) => marksOf(foldPlain(text), concepts)

export const tellRepeat = (
  tx: Tx,
  now: Date,
  id: string,
  version: number,
  by: string | null,
  state: string,
) =>
  record(tx, now, {
    name: 'knowledge.repeat_changed',
    subject: id,
    version,
    audience: ['desk'],
    actor: by,
    facts: { state },
  })

/** The group of a question that nobody knew; a new one where it is like none. */
export const groupUnknown = async (
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
export const groupAgain = async (tx: Tx, shopId: string, articleId: string, key: string, now: Date) => {
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
