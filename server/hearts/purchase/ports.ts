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
      /** The shop's. */
      currency: string
      storeId: string
      customerId: string | null
      conversationId: string
      /** What the talk is about. */
      productIds: readonly string[]
      /** What was bought, where it was; null while it is only talked about. */
      orderId: string | null
      now: Date
    },
  ): Promise<ApplicableOffer[]>
}

export interface SellingPorts {
  db: Database
  clock: Clock
  directory: ShopDirectory
}
