import { Type, type Static } from 'typebox'
import { endpoint } from '../endpoint.ts'
import { Money } from '../money.ts'
import { Id, Instant, Nothing, Nullable, OneOf, Strict } from '../shapes.ts'
import { answering, leading } from '../staff/roles.ts'
import { recommendationReasons } from './reasons.ts'

export const Recommendation = Type.Object({
  productId: Id,
  name: Type.String(),
  price: Nullable(Money),
  reason: OneOf(recommendationReasons),
  /** Of the product it goes with, where it goes with one. */
  withName: Nullable(Type.String()),
  /** The bundle's or the relation's own words, or the offer's name. */
  note: Nullable(Type.String()),
  /** Of a bundle: what all of it costs, and what that saves. */
  bundle: Nullable(Type.Object({ price: Money, saved: Money })),
  /** How it is known: of so many baskets with the other product, so many held both. */
  evidence: Nullable(Type.Object({ share: Type.Number(), support: Type.Integer() })),
  orders: Type.Integer(),
  /** From the product's approved facts. */
  points: Type.Array(Type.String()),
  /** Ready for the draft. */
  text: Type.String(),
})
export type Recommendation = Static<typeof Recommendation>

export const readRecommendations = endpoint({
  method: 'GET',
  path: '/api/conversations/:id/recommendations',
  access: { by: 'member', roles: answering, scope: 'conversations:read' },
  summary:
    'What suits this buyer, each with its reason; empty until a need was written down, unless asked for.',
  query: Strict({ anyway: Type.Optional(Type.Boolean()) }),
  reply: Type.Object({
    /** Listen first: a need is written down. */
    hasNeed: Type.Boolean(),
    rows: Type.Array(Recommendation),
    /** Recommended in this conversation, and how many of these blindly. */
    made: Type.Integer(),
    blind: Type.Integer(),
    computedAt: Nullable(Instant),
  }),
})
export const recommend = endpoint({
  method: 'POST',
  path: '/api/conversations/:id/recommendations',
  access: { by: 'member', roles: answering, scope: 'conversations:write' },
  summary:
    'Notes that a product was recommended; before a need was written down it counts as blind. Refused for one marked unsuitable.',
  body: Strict({ productId: Id, reason: OneOf(recommendationReasons) }),
  reply: Nothing,
})

/** One side of a comparison. `average` is null where there is no order. */
const Side = Type.Object({
  conversations: Type.Integer(),
  orders: Type.Integer(),
  average: Nullable(Money),
  /** Orders of more than one product among them. */
  attached: Type.Integer(),
})
export const ContributionRow = Type.Object({
  memberId: Nullable(Id),
  name: Nullable(Type.String()),
  recommended: Side,
  without: Side,
  /** Orders that held a product which was recommended before. */
  taken: Type.Integer(),
  made: Type.Integer(),
  blind: Type.Integer(),
  /** Too few orders on a side for the difference to mean anything. */
  isThin: Type.Boolean(),
  /** Of the average order, recommended less without, in minor units: the range in which it lies in 19 of 20 cases. */
  difference: Nullable(Type.Object({ low: Money, high: Money })),
})
export type ContributionRow = Static<typeof ContributionRow>
export const readContribution = endpoint({
  method: 'GET',
  path: '/api/reports/recommendations',
  access: { by: 'member', roles: leading, scope: 'reports:read' },
  summary:
    'Average order value and attach rate with and without a recommendation, for the shop and each agent.',
  query: Strict({ from: Type.Optional(Instant), to: Type.Optional(Instant) }),
  reply: Type.Object({
    from: Instant,
    to: Instant,
    currency: Type.String(),
    total: ContributionRow,
    rows: Type.Array(ContributionRow),
  }),
})

export const recommendationEndpoints = [readRecommendations, recommend, readContribution] as const
