import type { Tx } from '#platform/database/database.ts'
import { record } from '#platform/events/record.ts'
import { AppError, notFound } from '#platform/http/app-error.ts'
import { newId } from '#platform/ids/ids.ts'
import { idsOf } from '../customers.store.ts'
import { closeLinks, refuseLinksOf, reopenLinks } from '../links/links.store.ts'
import { lockPeople } from '../people.store.ts'
import type { Decision } from '../ports.ts'
import {
  addUp,
  countAnew,
  findMerge,
  insertMerge,
  lockStanding,
  markUndone,
  membersBelow,
  nameInConversations,
  namesOfCustomers,
  ownActivity,
  pointBack,
  pointTo,
  type Standing,
} from './merging.store.ts'

/**
 * Makes two customers one person: whoever stands for `goneId` points to whoever stands for `keptId`. No stored id changes.
 * In a shop's transaction; merges, un-merges and imports of one shop wait for each other, so two merges at once never
 * make a circle. Returns the id of the merge, or null where the two are one person already.
 * @throws AppError not_found
 */
export const mergeCustomers = async (
  tx: Tx,
  decision: Decision,
  keptId: string,
  goneId: string,
): Promise<string | null> => {
  const { shopId, now, by, why } = decision
  await lockPeople(tx, shopId)
  const asked = await lockStanding(tx, [keptId, goneId])
  const [kept, gone] = await headsOf(tx, [asked.get(keptId), asked.get(goneId)])
  if (kept.id === gone.id) return null
  const id = newId()
  await insertMerge(tx, {
    id,
    shopId,
    kept_id: kept.id,
    gone_id: gone.id,
    why,
    by,
    at: now,
    kept_active_at: (await ownActivity(tx, shopId, kept.id, null)) ?? kept.active_at,
  })
  await addUp(tx, kept.id, gone.id)
  await pointTo(tx, shopId, gone.id, kept.id, await ownActivity(tx, shopId, gone.id, null))
  const ids = (await idsOf(tx, shopId, [kept.id])).map((one) => one.id)
  await nameInConversations(tx, ids, kept.name)
  await closeLinks(tx, shopId, ids, { mergeId: id, by, now })
  await tell(tx, decision, 'customer.merged', id, [kept.id, gone.id])
  return id
}

/**
 * Takes a merge back: who was gone stands for itself again, with everybody who had been merged into it. Orders and
 * conversations of the meantime stand under the id they came by, so both sides are counted anew and are as if never merged.
 * Returns the two ids. @throws AppError not_found; state.conflict when it was undone already
 */
export const unmergeCustomers = async (
  tx: Tx,
  decision: Decision,
  mergeId: string,
): Promise<{ keptId: string; goneId: string }> => {
  const { shopId, now, by, why } = decision
  await lockPeople(tx, shopId)
  const merge = await findMerge(tx, mergeId)
  if (!merge) throw notFound()
  if (merge.undone_at !== null)
    throw new AppError('state.conflict', { undoneAt: merge.undone_at.toISOString() })
  const before = await lockStanding(tx, [merge.gone_id])
  const rootId = before.get(merge.gone_id)?.merged_into
  if (!rootId) throw new Error('a merge that stands has somebody gone')
  await markUndone(tx, mergeId, now, by, why)
  const members = await membersBelow(tx, shopId, merge.gone_id)
  await lockStanding(tx, [rootId, merge.gone_id, ...members])
  await pointBack(tx, merge.gone_id, members)
  const all: string[] = []
  for (const head of [merge.gone_id, rootId]) {
    const ids = (await idsOf(tx, shopId, [head])).map((one) => one.id)
    // The row of whoever was gone has kept its own activity.
    const since = head === rootId ? await ownActivity(tx, shopId, head, mergeId) : null
    await countAnew(tx, shopId, head, ids, since)
    all.push(...ids)
  }
  const names = await namesOfCustomers(tx, [merge.gone_id])
  await nameInConversations(tx, [merge.gone_id, ...members], names[0]?.name ?? '')
  await refuseLinksOf(tx, mergeId, now, by)
  await reopenLinks(tx, shopId, all)
  await tell(tx, decision, 'customer.unmerged', mergeId, [rootId, merge.gone_id])
  return { keptId: rootId, goneId: merge.gone_id }
}

const headsOf = async (
  tx: Tx,
  asked: readonly [Standing | undefined, Standing | undefined],
): Promise<[Standing, Standing]> => {
  const [one, other] = asked
  if (!one || !other) throw notFound()
  const heads = await lockStanding(tx, [one.merged_into ?? one.id, other.merged_into ?? other.id])
  const [first, second] = [heads.get(one.merged_into ?? one.id), heads.get(other.merged_into ?? other.id)]
  if (!first || !second) throw notFound()
  return [first, second]
}

/** One event on each timeline, and a line in the audit log. */
const tell = async (
  tx: Tx,
  decision: Decision,
  name: 'customer.merged' | 'customer.unmerged',
  merge: string,
  [keptId, goneId]: readonly [string, string],
): Promise<void> => {
  const { now, memberId, by } = decision
  const after = await lockStanding(tx, [keptId, goneId])
  const [kept, gone] = [after.get(keptId), after.get(goneId)]
  if (!kept || !gone) throw new Error('customers are never deleted here')
  const event = (of: Standing, other: Standing, role: 'kept' | 'gone') => ({
    name,
    subject: of.id,
    version: of.version,
    audience: ['desk'],
    timeline: of.id,
    actor: memberId,
    // Names and reasons stay where they can be erased; a timeline looks them up.
    facts: { merge, other: other.id, role },
  })
  await record(tx, now, [event(kept, gone, 'kept'), event(gone, kept, 'gone')])
  await decision.audit(tx, now, { action: name, subject: keptId, by, details: { other: goneId, merge } })
}
