import type { BasketLine, OfferVerdict } from '#contract/offers/offers.ts'
import { buyerFacts, pricedLines, reckon, type OfferRecord } from '#nouns/offers/index.ts'
import type { Tx } from '#platform/database/database.ts'
import type { OfferPlace, SaidOffer } from './offer-words.rules.ts'
import { asSaid } from './said-offers.ts'

export interface StandingOffers {
  verdict: OfferVerdict
  /** Nothing is talked about yet: what the shop has for this buyer is all that could apply. */
  open: (OfferVerdict['near'] | OfferVerdict['refused'])[number][]
  /** Every offer of which a buyer can be told, as it is said, and how it stands with what is talked about. */
  offers: { offerId: string; said: SaidOffer; place: OfferPlace }[]
}

/** How the shop's offers stand with what a buyer talks about, or with nothing yet. */
export const standingOffers = async (
  tx: Tx,
  of: {
    shopId: string
    currency: string
    storeId: string
    customerId: string | null
    lines: readonly Pick<BasketLine, 'productId' | 'quantity' | 'unit'>[]
    offers: readonly OfferRecord[]
    at: Date
  },
): Promise<StandingOffers> => {
  const { shopId, currency, customerId, offers, at } = of
  const basket = { currency, storeId: of.storeId, lines: pricedLines(of.lines), freight: null }
  const { verdict } = await reckon(tx, shopId, offers, basket, customerId, at)
  const buyer = await buyerFacts(tx, shopId, customerId, currency, at, offers)
  const isEmpty = basket.lines.length === 0
  const open = isEmpty
    ? [...verdict.refused.filter(({ why }) => why === 'below' || why === 'other_products'), ...verdict.near]
    : []
  const places = new Map<string, OfferPlace>([
    ...open.map(({ offerId }) => [offerId, { is: 'open' }] as const),
    ...verdict.near
      .filter(() => !isEmpty)
      .map(({ offerId, missing }) => [offerId, { is: 'near', missing: missing.minor }] as const),
    ...verdict.applied.map(({ offerId, saved }) => [offerId, { is: 'applies', saved: saved.minor }] as const),
  ])
  return {
    verdict,
    open,
    offers: offers.flatMap((offer) => {
      const place = places.get(offer.id)
      return place
        ? [{ offerId: offer.id, said: asSaid(offer, buyer.facts.coupons, buyer.codes), place }]
        : []
    }),
  }
}
