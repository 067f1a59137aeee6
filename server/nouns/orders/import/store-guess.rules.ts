/** To which store the first orders of a file belong, by those that stores hold already. */

/** An order of the file; `placedAt` is ISO 8601, empty where the file tells lines alone. */
export interface Seen {
  externalId: string
  placedAt: string
}
export interface Held {
  storeId: string
  externalId: string
  placedAt: Date
}
export interface Verdict {
  /** The store that clearly holds them. */
  storeId: string | null
  /** Stores that hold other orders under these numbers. */
  against: ReadonlySet<string>
}

const minute = 60_000
/** Zones lie whole quarters of an hour apart, at most 26 hours: the file may have been read in another one than its store's. */
const zoneStep = 15 * minute
const zonesApart = 26 * 60 * minute

/**
 * Two shops number their orders alike, so a number alone tells nothing: the moment of the order must agree as well, for
 * most of what the store holds of these numbers and for far more than in any other store. `isWeak`: numbers of one's own
 * making (1001, 1002 …); then it must be most of the orders that were looked at, too.
 */
export const storeThatHolds = (seen: readonly Seen[], held: readonly Held[], isWeak: boolean): Verdict => {
  const placed = new Map(seen.map((order) => [order.externalId, order.placedAt]))
  const agreeing = new Map<string, number>()
  const differing = new Map<string, number>()
  for (const { storeId, externalId, placedAt } of held) {
    const tally = isSameMoment(placed.get(externalId) ?? '', placedAt) ? agreeing : differing
    tally.set(storeId, (tally.get(storeId) ?? 0) + 1)
  }
  const [best, second] = [...agreeing].sort(([, one], [, other]) => other - one)
  const against = new Set(
    [...differing].flatMap(([storeId, count]) => (count >= (agreeing.get(storeId) ?? 0) ? [storeId] : [])),
  )
  const least = (best && differing.get(best[0])) ?? 0
  const isClear =
    best !== undefined &&
    best[1] > Math.max(least, (second?.[1] ?? 0) * 2) &&
    (!isWeak || best[1] * 2 > placed.size)
  return { storeId: isClear ? best[0] : null, against }
}

const isSameMoment = (said: string, stored: Date): boolean => {
  if (said === '') return true
  const apart = Math.abs(Date.parse(said) - stored.getTime())
  const rest = apart % zoneStep
  return apart <= zonesApart + minute && (rest < minute || zoneStep - rest < minute)
}
