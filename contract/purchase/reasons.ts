/** Why a product is recommended, without schemas: browsers load it. `by_hand`: the agent's own choice. */
export const recommendationReasons = [
  'accessory',
  'bundle',
  'gift',
  'together',
  'promotion',
  'popular',
  'by_hand',
] as const
export type RecommendationReason = (typeof recommendationReasons)[number]
