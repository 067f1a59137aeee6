/** What offers are reckoned with 优惠与货 [PRC-06]: an offer by rule, and a line of goods at its marked price. */
import type { Audience, OfferState } from '#contract/offers/kinds.ts'
import type { Given } from '#contract/offers/terms.ts'

export type Offer = Given & {
  id: string
  state: OfferState
  currency: string
  audience: Audience
  /** Empty: of all products, in all stores. */
  productIds: readonly string[]
  storeIds: readonly string[]
  startsAt: Date
  endsAt: Date | null
}
export interface BasketLine {
  /** Null: the desk does not know which product it is. */
  productId: string | null
  quantity: number
  /** What one piece costs as marked, in minor units of the basket's currency. */
  unit: number
}
