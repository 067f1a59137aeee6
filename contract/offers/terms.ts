import { Type, type Static, type TSchema } from 'typebox'
import { Id, Nullable, Strict, Text } from '../shapes.ts'
import type { OfferKind } from './kinds.ts'

const most = 10_000_000_000
/** Minor units of the offer's currency. Beside null it stands second: tried as a number first, null would be read as 0. */
const From = Type.Integer({ minimum: 0, maximum: most })
const Off = Type.Integer({ minimum: 1, maximum: most })
const OrNone = Type.Union([Type.Null(), Off])
const Quantity = Type.Integer({ minimum: 1, maximum: 99 })
const Percent = Type.Integer({ minimum: 1, maximum: 95 })

export const Gift = Strict({ productId: Nullable(Id), name: Text(80), quantity: Quantity })
export type Gift = Static<typeof Gift>

/**
 * What each kind of offer gives. `from`: the amount of goods from which it holds; goods count as they cost after special
 * prices and bundles and before anything else is taken off. `stacks`: goes together with the one best of the others.
 */
export const termShapes = {
  special: Strict({
    prices: Type.Array(Strict({ productId: Id, minor: From }), { minItems: 1, maxItems: 50 }),
  }),
  bundle: Strict({
    items: Type.Array(Strict({ productId: Id, quantity: Quantity }), { minItems: 1, maxItems: 10 }),
    price: From,
    reason: Text(200),
  }),
  money_off: Strict({
    tiers: Type.Array(Strict({ from: Off, off: Off }), { minItems: 1, maxItems: 6 }),
    /** 每满: again for each whole amount of the first tier. */
    isPerEach: Type.Boolean(),
    stacks: Type.Boolean(),
  }),
  percent_off: Strict({ from: From, percent: Percent, most: OrNone, stacks: Type.Boolean() }),
  coupon: Strict({
    from: From,
    off: OrNone,
    percent: Type.Union([Type.Null(), Percent]),
    most: OrNone,
    perCustomer: Type.Integer({ minimum: 1, maximum: 100 }),
    stacks: Type.Boolean(),
  }),
  gift: Strict({ from: From, gifts: Type.Array(Gift, { minItems: 1, maxItems: 5 }) }),
  half_year_gift: Strict({ from: Off, gift: Gift }),
  free_shipping: Strict({ from: From }),
} as const satisfies Record<OfferKind, TSchema>

export type TermsOf<K extends OfferKind> = Static<(typeof termShapes)[K]>
/** A kind with its own terms. */
export type Given = { [K in OfferKind]: { kind: K; terms: TermsOf<K> } }[OfferKind]
