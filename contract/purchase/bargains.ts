/** The closed lists of bargaining, without schemas: browsers load them. */
/** What a buyer asks for: a lower price, a discount, the carriage, a gift, the odd amount off, or because it is cheaper elsewhere. */
export const bargainKinds = ['lower', 'discount', 'freight', 'gift', 'round', 'elsewhere'] as const
export type BargainKind = (typeof bargainKinds)[number]
/** What we gave: nothing but good reasons, a gift, freight, an offer by rule. */
export const givenKinds = ['held', 'gift', 'freight', 'offer'] as const
export type GivenKind = (typeof givenKinds)[number]
export const bargainEnds = ['bought', 'left'] as const
export type BargainEnd = (typeof bargainEnds)[number]
