import type { Tx } from '#platform/database/database.ts'
import { lockPeople } from '../people.store.ts'
import { weigh, withEvidence, type Pair } from './links.rules.ts'
import { lockLinks, saveLinks, type WantedLink } from './links.store.ts'

export interface ShopPair extends Pair {
  shopId: string
}

/** Keeps what was found as proposals: new ones, and open ones that know more now. What was refused stays refused. */
export const proposeLinks = async (tx: Tx, now: Date, pairs: readonly ShopPair[]): Promise<void> => {
  if (pairs.length === 0) return
  // Before any proposal is locked, as merges do; several shops always in the same order.
  for (const shopId of [...new Set(pairs.map((pair) => pair.shopId))].toSorted()) await lockPeople(tx, shopId)
  const keyOf = (pair: { oneId: string; otherId: string }) => `${pair.oneId} ${pair.otherId}`
  const found = Map.groupBy(pairs, keyOf)
  const firsts = [...found.values()].flatMap(([first]) => (first ? [first] : []))
  const known = new Map(
    (await lockLinks(tx, firsts)).map((row) => [keyOf({ oneId: row.one_id, otherId: row.other_id }), row]),
  )
  const wanted = firsts.flatMap((first): WantedLink[] => {
    const row = known.get(keyOf(first))
    const fresh = new Map((found.get(keyOf(first)) ?? []).map(({ evidence }) => [evidence.key, evidence]))
    const link = withEvidence(
      row ? { state: row.state, evidence: row.evidence, dismissedKeys: row.dismissed_keys } : null,
      [...fresh.values()],
    )
    const weight = link ? weigh(link.evidence) : 0
    if (!link || weight === 0) return []
    const { shopId, oneId, otherId } = first
    return [{ shopId, oneId, otherId, weight, evidence: link.evidence }]
  })
  await saveLinks(tx, now, wanted)
}
