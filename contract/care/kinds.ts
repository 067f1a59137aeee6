/** Words of the care heart, without schemas: browsers load them. */
export const nextItemReasons = ['followed', 'again', 'accessory', 'together'] as const
export type NextItemReason = (typeof nextItemReasons)[number]
export const nextItemStates = ['open', 'sent', 'declined', 'bought', 'lapsed'] as const
export type NextItemState = (typeof nextItemStates)[number]
/** Why a person does not offer it. `no_stock` rests the product for everybody, `not_this_buyer` every item for this one. */
export const declineReasons = [
  'unsuitable',
  'has_it',
  'no_stock',
  'not_now',
  'not_this_buyer',
  'other',
] as const
export type DeclineReason = (typeof declineReasons)[number]
