import type { TermsOf } from '#contract/offers/terms.ts'
import type { BasketLine, OfferVerdict } from '#contract/offers/offers.ts'
import type { CandidateRow, OfferRecord } from '#nouns/offers/index.ts'
import type { Candidate } from './ranking.rules.ts'

const plain = { lift: null, support: null, share: null, withId: null, note: null }

/** What the catalogue and the orders say goes with the basket. */
export const fromCatalogue = (rows: readonly CandidateRow[]): Candidate[] =>
  rows.map((row) => ({
    productId: row.product_id,
    reason: row.way === 'pair' ? 'together' : row.way === 'popular' ? 'popular' : 'accessory',
    withId: row.with_id,
    lift: row.lift,
    support: row.support,
    share: row.share,
    note: row.note,
  }))

/** The other goods of bundles of which one is in the basket, and goods at a special price [REC-04] [REC-05]. */
export const fromOffers = (offers: readonly OfferRecord[], basket: readonly string[]): Candidate[] =>
  offers.flatMap((offer): Candidate[] => {
    if (offer.kind === 'bundle') {
      const { items, reason } = offer.terms as TermsOf<'bundle'>
      const core = items.find(({ productId }) => basket.includes(productId))
      if (!core) return []
      return items
        .filter(({ productId }) => !basket.includes(productId))
        .map(({ productId }) => ({
          ...plain,
          productId,
          reason: 'bundle',
          withId: core.productId,
          note: reason,
        }))
    }
    if (offer.kind === 'special')
      return (offer.terms as TermsOf<'special'>).prices.map(({ productId }) => ({
        ...plain,
        productId,
        reason: 'promotion',
        note: offer.name,
      }))
    return offer.kind === 'percent_off' || offer.kind === 'money_off'
      ? offer.product_ids
          .slice(0, 10)
          .map((productId) => ({ ...plain, productId, reason: 'promotion', note: offer.name }))
      : []
  })

/**
 * 满就送 links recommendations [PRC-12]: of what suits anyway, the cheapest product that fills up what a near gift or reduction
 * lacks takes its place with that as the reason.
 */
export const fillingUp = (
  candidates: readonly Candidate[],
  verdict: OfferVerdict | null,
  priceOf: (productId: string) => number | null,
  basket: readonly BasketLine[],
): Candidate[] => {
  const near =
    verdict?.near.filter(({ kind }) => kind === 'gift' || kind === 'money_off' || kind === 'free_shipping') ??
    []
  return near.flatMap(({ name, missing }): Candidate[] => {
    const enough = candidates
      .filter(
        ({ productId, reason }) =>
          reason !== 'popular' && !basket.some((line) => line.productId === productId),
      )
      .flatMap((candidate) => {
        const price = priceOf(candidate.productId)
        return price !== null && price >= missing.minor ? [{ candidate, price }] : []
      })
      .sort((one, other) => one.price - other.price)[0]
    return enough ? [{ ...enough.candidate, reason: 'gift', note: name }] : []
  })
}
