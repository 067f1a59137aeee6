/** The closed lists of offers, without schemas: browsers load them. */
export const offerKinds = [
  'special',
  'bundle',
  'money_off',
  'percent_off',
  'coupon',
  'gift',
  'half_year_gift',
  'free_shipping',
] as const
export type OfferKind = (typeof offerKinds)[number]
export const offerStates = ['draft', 'running', 'ended'] as const
export type OfferState = (typeof offerStates)[number]
/** Whom an offer is for: everybody, who never bought here, who did. */
export const audiences = ['all', 'new', 'returning'] as const
export type Audience = (typeof audiences)[number]
/** Why an offer does not apply. `below`: an amount is missing; `beaten`: another one, with which it does not go together, gives more. */
export const refusals = [
  'draft',
  'not_yet',
  'over',
  'other_currency',
  'other_store',
  'only_new',
  'only_returning',
  'other_products',
  'no_lower',
  'below',
  'no_code',
  'used_up',
  'beaten',
] as const
export type Refusal = (typeof refusals)[number]
/** PRC-11: what the shop's prices stand for: one price for all, much for the money, a price for each kind of buyer. */
export const priceStrategies = ['flat', 'value', 'segment'] as const
export type PriceStrategy = (typeof priceStrategies)[number]
