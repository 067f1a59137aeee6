/** A SKU that is to have a code, by the code's key; `holds`: the key of the one it has now. */
export interface CodeWish {
  skuId: string
  key: string
  holds: string | null
}

/**
 * The wishes that cannot come true together, where each code is one SKU's: two may swap and any number may pass their
 * codes round, but what somebody else keeps is not to be had. Whoever is refused keeps its own code, which may refuse
 * another. `holders`: who has the wished codes now, by key.
 */
export const refusedWishes = (
  wishes: readonly CodeWish[],
  holders: ReadonlyMap<string, string>,
): Set<CodeWish> => {
  const refused = new Set<CodeWish>()
  for (;;) {
    const open = wishes.filter((wish) => !refused.has(wish))
    const owners = new Map(holders)
    for (const { skuId, holds } of open)
      if (holds !== null && owners.get(holds) === skuId) owners.delete(holds)
    const before = refused.size
    for (const wish of open) {
      if ((owners.get(wish.key) ?? wish.skuId) === wish.skuId) owners.set(wish.key, wish.skuId)
      else refused.add(wish)
    }
    if (refused.size === before) return refused
  }
}
