import type { ShopDirectory } from '#nouns/staff/index.ts'
import type { Clock } from '#platform/clock/clock.ts'
import type { Database, Tx } from '#platform/database/database.ts'
import type { ApplicableOffer } from './selling/disclosure.rules.ts'

/** Who knows which offers a buyer can use now (ORD-02). */
export interface ApplicableOffers {
  applicable(
    tx: Tx,
    of: {
      shopId: string
      customerId: string | null
      conversationId: string
      productIds: readonly string[]
      now: Date
    },
  ): Promise<ApplicableOffer[]>
}
/** For a shop without offers: none applies, and so there is none to tell of. */
export const noOffers: ApplicableOffers = { applicable: async () => [] }

export interface SellingPorts {
  db: Database
  clock: Clock
  directory: ShopDirectory
  offers: ApplicableOffers
}
