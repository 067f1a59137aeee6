import type { Tx } from '#platform/database/database.ts'
import { isSameDraft, mergeDrafts, type OrderDraft } from '../order-draft.rules.ts'
import { numberKey } from '../order-search.rules.ts'
import { selectDrafts, selectKnown, type Known } from './known.store.ts'
import type { Incoming } from './incoming.ts'

export type Compared =
  | { is: 'new'; incoming: Incoming }
  /** Nothing in it that was not said before. */
  | { is: 'same'; incoming: Incoming; known: Known }
  /** Said otherwise than last time; `isChanged` when that changes the order (the rest may be about the buyer). */
  | { is: 'other'; incoming: Incoming; known: Known; merged: OrderDraft; isChanged: boolean }
  /** A name that several orders of the store bear (`of`), or an order that stood in this chunk already. */
  | { is: 'ambiguous'; incoming: Incoming; of: number }
  /** Lines of an order that the store does not have. */
  | { is: 'unknown'; incoming: Incoming }

/** Lays orders that come in beside those of the store, in a few statements. */
export const compare = async (
  tx: Tx,
  shopId: string,
  storeId: string,
  incoming: readonly Incoming[],
): Promise<Compared[]> => {
  const nameless = incoming.filter(({ draft }) => draft.idFrom === 'name')
  const known = await selectKnown(
    tx,
    shopId,
    storeId,
    [
      ...new Set(
        incoming.flatMap(({ draft }) =>
          draft.idFrom === 'id' ? [draft.externalId, draft.name] : [draft.externalId],
        ),
      ),
    ],
    nameless.map(({ draft }) => numberKey(draft.name)),
  )
  const find = finder(known)
  const taken = new Set<string>()
  const found = incoming.map((one): Compared => {
    const { draft } = one
    const candidates = find(draft)
    const key = candidates[0]?.id ?? `${draft.idFrom} ${draft.externalId}`
    if (candidates.length > 1 || taken.has(key))
      return { is: 'ambiguous', incoming: one, of: candidates.length }
    taken.add(key)
    const [order] = candidates
    if (!order) return { is: draft.placedAt === '' ? 'unknown' : 'new', incoming: one }
    if (order.content_hash === one.hash) return { is: 'same', incoming: one, known: order }
    return { is: 'other', incoming: one, known: order, merged: draft, isChanged: true }
  })
  const stored = await selectDrafts(
    tx,
    found.flatMap((one) => (one.is === 'other' ? [one.known.id] : [])),
  )
  return found.map((one) => {
    const before = one.is === 'other' ? stored.get(one.known.id) : undefined
    if (one.is !== 'other' || !before) return one
    const merged = mergeDrafts(before, one.incoming.draft)
    return { ...one, merged, isChanged: !isSameDraft(before, merged) }
  })
}

/**
 * By id; else the order that was taken in by its name when a file had no ids; else, from such a file, the one order of
 * that name.
 */
const finder = (known: readonly Known[]) => {
  const byId = new Map(known.map((order) => [order.external_id, order]))
  const byName = Map.groupBy(new Map(known.map((order) => [order.id, order])).values(), (order) => order.name)
  return (draft: OrderDraft): Known[] => {
    const same = byId.get(draft.externalId)
    if (draft.idFrom === 'id') {
      const named = byId.get(draft.name)
      return same?.id_from === 'id' ? [same] : named?.id_from === 'name' ? [named] : []
    }
    return same?.id_from === 'name'
      ? [same]
      : (byName.get(draft.name) ?? []).filter((order) => order.id_from === 'id')
  }
}
