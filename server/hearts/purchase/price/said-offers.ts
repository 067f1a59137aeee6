import type { Given } from '#contract/offers/terms.ts'
import type { OfferRecord } from '#nouns/offers/index.ts'
import type { SaidOffer } from './offer-words.rules.ts'

/** An offer as it is said; `codes` by the ids of coupons. */
export const asSaid = (
  offer: OfferRecord,
  coupons: readonly { couponId: string; offerId: string }[],
  codes: ReadonlyMap<string, string>,
): SaidOffer => ({
  name: offer.name,
  currency: offer.currency,
  given: { kind: offer.kind, terms: offer.terms } as Given,
  codes: coupons.flatMap(({ couponId, offerId }) =>
    offerId === offer.id ? (codes.get(couponId) ?? []) : [],
  ),
})
