/**
 * 优惠怎么写才成立 [PRC-04] [REC-04]: terms that give what they say. A reduction of more than the amount from which it holds
 * would be a present; a bundle of one piece is a special price.
 */
import type { Given } from '#contract/offers/terms.ts'

/** Names of what does not hold, for the request's `rule`; empty: sound. */
export const judgeTerms = (given: Given): string[] => {
  switch (given.kind) {
    case 'special': {
      const ids = given.terms.prices.map(({ productId }) => productId)
      return new Set(ids).size < ids.length ? ['product_twice'] : []
    }
    case 'bundle':
      return given.terms.items.reduce((sum, { quantity }) => sum + quantity, 0) < 2 ? ['one_piece'] : []
    case 'money_off': {
      const { tiers, isPerEach } = given.terms
      const froms = tiers.map(({ from }) => from)
      return [
        ...(tiers.some(({ from, off }) => off > from) ? ['off_beyond_from'] : []),
        ...(new Set(froms).size < froms.length ? ['tier_twice'] : []),
        ...(isPerEach && tiers.length > 1 ? ['per_each_one_tier'] : []),
      ]
    }
    case 'coupon':
      return (given.terms.off === null) === (given.terms.percent === null) ? ['off_or_percent'] : []
    case 'percent_off':
    case 'gift':
    case 'half_year_gift':
    case 'free_shipping':
      return []
  }
}

/** Products that the terms name. */
export const productsOf = (given: Given): string[] => {
  switch (given.kind) {
    case 'special':
      return given.terms.prices.map(({ productId }) => productId)
    case 'bundle':
      return given.terms.items.map(({ productId }) => productId)
    case 'gift':
      return given.terms.gifts.flatMap(({ productId }) => productId ?? [])
    case 'half_year_gift':
      return given.terms.gift.productId === null ? [] : [given.terms.gift.productId]
    default:
      return []
  }
}
