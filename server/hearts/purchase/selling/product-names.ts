import type { Clock } from '#platform/clock/clock.ts'
import type { Tx } from '#platform/database/database.ts'
import { selectProductNames } from '../talks.store.ts'
import type { KnownProduct } from './talked-product.rules.ts'

const freshMs = 300_000
const mostShops = 50

/** The names of a shop's products, kept for five minutes: the panel asks for them with every message. */
export const createProductNames = (clock: Clock) => {
  const kept = new Map<string, { at: number; names: KnownProduct[] }>()
  return {
    of: async (tx: Tx, shopId: string): Promise<KnownProduct[]> => {
      const now = clock.now().getTime()
      const known = kept.get(shopId)
      if (known && now - known.at < freshMs && now >= known.at) return known.names
      const names = await selectProductNames(tx)
      const oldest = kept.size >= mostShops ? kept.keys().next().value : undefined
      if (oldest !== undefined) kept.delete(oldest)
      kept.set(shopId, { at: now, names })
      return names
    },
    /** The catalogue changed. */
    forget: (shopId: string): void => {
      kept.delete(shopId)
    },
  }
}
export type ProductNames = ReturnType<typeof createProductNames>
