import { Type, type Static } from 'typebox'
import { endpoint } from '../endpoint.ts'
import { CurrencyCode, Money } from '../money.ts'
import { Id, Instant, Nothing, Nullable, OneOf, Page, PageQuery, Strict, Text } from '../shapes.ts'
import { anyRole, answering, leading } from '../staff/roles.ts'
import { audiences, offerKinds, offerStates, priceStrategies, refusals } from './kinds.ts'
import { Gift } from './terms.ts'

export const offerLimits = { name: 60, products: 200, running: 200, lines: 50, coupons: 1000 } as const

export const Offer = Type.Object({
  id: Id,
  name: Type.String(),
  kind: OneOf(offerKinds),
  state: OneOf(offerStates),
  currency: Type.String(),
  /** By the kind: contract/offers/terms.ts. */
  terms: Type.Record(Type.String(), Type.Unknown()),
  audience: OneOf(audiences),
  productIds: Type.Array(Id),
  storeIds: Type.Array(Id),
  startsAt: Instant,
  endsAt: Nullable(Instant),
  campaignId: Nullable(Id),
  /** Names of the products in its terms and its list. */
  products: Type.Record(Type.String(), Type.String()),
  /** How often it was used: coupons and half-year gifts. */
  uses: Type.Integer(),
  couponCount: Type.Integer(),
  version: Type.Integer(),
})
export type Offer = Static<typeof Offer>

const read = { by: 'member', roles: anyRole, scope: 'products:read' } as const
const write = { by: 'member', roles: leading, scope: 'products:write' } as const

const fields = {
  name: Text(offerLimits.name),
  kind: OneOf(offerKinds),
  terms: Type.Record(Type.String(), Type.Unknown()),
  audience: OneOf(audiences),
  productIds: Type.Array(Id, { maxItems: offerLimits.products, uniqueItems: true }),
  storeIds: Type.Array(Id, { maxItems: 50, uniqueItems: true }),
  startsAt: Nullable(Instant),
  endsAt: Nullable(Instant),
  campaignId: Nullable(Id),
}
export const listOffers = endpoint({
  method: 'GET',
  path: '/api/offers',
  access: read,
  summary: 'Offers by rule: running and planned ones, drafts, or ended ones; the newest first.',
  query: Strict({ ...PageQuery, view: Type.Optional(OneOf(['current', 'ended'])) }),
  reply: Page(Offer),
})
export const createOffer = endpoint({
  method: 'POST',
  path: '/api/offers',
  access: write,
  summary: 'An offer. Terms that do not hold are named one by one: request.invalid.',
  body: Strict({ ...fields, state: OneOf(['draft', 'running']), currency: Type.Optional(CurrencyCode) }),
  reply: Offer,
})
export const changeOffer = endpoint({
  method: 'PATCH',
  path: '/api/offers/:id',
  access: write,
  summary: 'Changes an offer, starts a draft, or ends it for good.',
  body: Strict({
    name: Type.Optional(fields.name),
    terms: Type.Optional(fields.terms),
    audience: Type.Optional(fields.audience),
    productIds: Type.Optional(fields.productIds),
    storeIds: Type.Optional(fields.storeIds),
    startsAt: Type.Optional(fields.startsAt),
    endsAt: Type.Optional(fields.endsAt),
    campaignId: Type.Optional(fields.campaignId),
    state: Type.Optional(OneOf(offerStates)),
    version: Type.Integer(),
  }),
  reply: Offer,
})

export const VerdictOffer = Type.Object({
  offerId: Id,
  name: Type.String(),
  kind: OneOf(offerKinds),
  endsAt: Nullable(Instant),
})
export const OfferVerdict = Type.Object({
  currency: Type.String(),
  goods: Money,
  saved: Money,
  pay: Money,
  applied: Type.Array(
    Type.Object({
      ...VerdictOffer.properties,
      saved: Money,
      gifts: Type.Array(Gift),
      isFreightFree: Type.Boolean(),
      /** Of the coupon that would be used. */
      code: Nullable(Type.String()),
    }),
  ),
  near: Type.Array(Type.Object({ ...VerdictOffer.properties, missing: Money })),
  refused: Type.Array(
    Type.Object({
      ...VerdictOffer.properties,
      why: OneOf(refusals),
      missing: Nullable(Money),
      beatenBy: Nullable(Type.String()),
    }),
  ),
})
export type OfferVerdict = Static<typeof OfferVerdict>

export const BasketLine = Type.Object({
  productId: Id,
  skuId: Nullable(Id),
  name: Type.String(),
  quantity: Type.Integer(),
  /** As marked; null: nobody has marked a price, so that it is left out of the reckoning. */
  unit: Nullable(Money),
  /** `agent`: put in by hand; `page`, `said`: read from the page the buyer was on, or from what was said. */
  from: OneOf(['agent', 'page', 'said', 'trial']),
})
export type BasketLine = Static<typeof BasketLine>
const NewLines = Type.Array(
  Strict({
    productId: Id,
    skuId: Type.Optional(Nullable(Id)),
    quantity: Type.Integer({ minimum: 1, maximum: 9999 }),
  }),
  { maxItems: offerLimits.lines },
)

export const tryOffers = endpoint({
  method: 'POST',
  path: '/api/offers/trial',
  access: read,
  summary: 'What a basket would be given, and why the rest would not; drafts can be tried before they run.',
  body: Strict({
    lines: NewLines,
    customerId: Type.Optional(Nullable(Id)),
    storeId: Type.Optional(Nullable(Id)),
    at: Type.Optional(Instant),
    withDrafts: Type.Optional(Type.Boolean()),
  }),
  reply: Type.Object({ lines: Type.Array(BasketLine), verdict: OfferVerdict }),
})
export const setBasket = endpoint({
  method: 'PUT',
  path: '/api/conversations/:id/basket',
  access: { by: 'member', roles: answering, scope: 'conversations:write' },
  summary: 'What is talked about with this buyer, so that offers and prices are reckoned for it.',
  body: Strict({ lines: NewLines }),
  reply: Nothing,
})

export const Coupon = Type.Object({
  id: Id,
  code: Type.String(),
  customerId: Nullable(Id),
  customerName: Nullable(Type.String()),
  expiresAt: Nullable(Instant),
  mostUses: Nullable(Type.Integer()),
  uses: Type.Integer(),
  isWithdrawn: Type.Boolean(),
  createdAt: Instant,
  version: Type.Integer(),
})
export type Coupon = Static<typeof Coupon>
export const listCoupons = endpoint({
  method: 'GET',
  path: '/api/offers/:id/coupons',
  access: { by: 'member', roles: answering, scope: 'customers:read' },
  summary: 'Codes of a coupon, the newest first.',
  query: Strict(PageQuery),
  reply: Page(Coupon),
})
export const addCoupon = endpoint({
  method: 'POST',
  path: '/api/offers/:id/coupons',
  access: write,
  summary: 'A code; made up where none is given. With a customer it is theirs alone.',
  body: Strict({
    code: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9-]{4,24}$' })),
    customerId: Type.Optional(Nullable(Id)),
    expiresAt: Type.Optional(Nullable(Instant)),
    mostUses: Type.Optional(Type.Union([Type.Null(), Type.Integer({ minimum: 1, maximum: 1_000_000 })])),
  }),
  reply: Coupon,
})
export const changeCoupon = endpoint({
  method: 'PATCH',
  path: '/api/offers/:id/coupons/:couponId',
  access: write,
  summary:
    'Corrects until when a code holds and how often. state.version; state.conflict for one that was withdrawn; not fewer than it was used.',
  body: Strict({
    expiresAt: Type.Optional(Nullable(Instant)),
    mostUses: Type.Optional(Type.Union([Type.Null(), Type.Integer({ minimum: 1, maximum: 1_000_000 })])),
    version: Type.Integer(),
  }),
  reply: Coupon,
})
export const withdrawCoupon = endpoint({
  method: 'DELETE',
  path: '/api/offers/:id/coupons/:couponId',
  access: write,
  summary: 'Withdraws a code. What was used stays.',
  reply: Nothing,
})
export const useOffer = endpoint({
  method: 'POST',
  path: '/api/offers/:id/uses',
  access: { by: 'member', roles: answering, scope: 'conversations:write' },
  summary:
    'Remembers that a buyer used a coupon or had the half-year gift; once for an order. offer.used_up, offer.expired.',
  body: Strict({
    code: Type.Optional(Type.String({ maxLength: 24 })),
    customerId: Type.Optional(Nullable(Id)),
    orderId: Type.Optional(Nullable(Id)),
    conversationId: Type.Optional(Nullable(Id)),
  }),
  reply: Type.Object({ uses: Type.Integer() }),
})

export const Campaign = Type.Object({
  id: Id,
  name: Type.String(),
  announcedAt: Instant,
  startsAt: Instant,
  endsAt: Instant,
  note: Type.String(),
  /** How many offers hang on it, ended ones too. */
  offers: Type.Integer(),
  version: Type.Integer(),
})
export type Campaign = Static<typeof Campaign>
export const listCampaigns = endpoint({
  method: 'GET',
  path: '/api/campaigns',
  access: read,
  summary: 'Campaigns with the times that were announced, the latest first; at most 100.',
  reply: Type.Object({ rows: Type.Array(Campaign) }),
})
export const createCampaign = endpoint({
  method: 'POST',
  path: '/api/campaigns',
  access: write,
  summary: 'A campaign with its announced times; its offers run within them.',
  body: Strict({
    name: Text(60),
    announcedAt: Type.Optional(Instant),
    startsAt: Instant,
    endsAt: Instant,
    note: Type.Optional(Type.String({ maxLength: 500 })),
  }),
  reply: Campaign,
})
export const changeCampaign = endpoint({
  method: 'PATCH',
  path: '/api/campaigns/:id',
  access: write,
  summary:
    'Corrects a campaign, or ends it sooner; offers that run exactly with it go along. state.version; state.conflict naming the offers that would lie outside of its times.',
  body: Strict({
    name: Type.Optional(Text(60)),
    announcedAt: Type.Optional(Instant),
    startsAt: Type.Optional(Instant),
    endsAt: Type.Optional(Instant),
    note: Type.Optional(Type.String({ maxLength: 500 })),
    version: Type.Integer(),
  }),
  reply: Campaign,
})
export const removeCampaign = endpoint({
  method: 'DELETE',
  path: '/api/campaigns/:id',
  access: write,
  summary: 'Takes a campaign away on which no offer hangs; state.conflict otherwise.',
  reply: Nothing,
})

/** PRC-03: what special prices drew, against as many days before. */
export const SpecialEffect = Type.Object({
  from: Instant,
  to: Instant,
  days: Type.Number(),
  /** Conversations opened on a page of one of them. */
  visits: Type.Object({ during: Type.Integer(), before: Type.Integer() }),
  orders: Type.Object({ during: Type.Integer(), before: Type.Integer() }),
  /** Of those orders: with other goods at their usual price as well, and for how much. */
  pulled: Type.Object({ orders: Type.Integer(), amount: Money }),
  pulledBefore: Type.Object({ orders: Type.Integer(), amount: Money }),
  /** All goods that are not special, in all orders. */
  regular: Type.Object({ during: Money, before: Money }),
  newBuyers: Type.Integer(),
})
export type SpecialEffect = Static<typeof SpecialEffect>
export const readSpecialEffect = endpoint({
  method: 'GET',
  path: '/api/offers/:id/effect',
  access: { by: 'member', roles: leading, scope: 'reports:read' },
  summary: 'What special prices drew: visits, orders, and how much at the usual price was bought with them.',
  reply: SpecialEffect,
})

// Null first: tried as a number, null would be read as 0.
const Limit = Type.Union([Type.Null(), Type.Integer({ minimum: 0, maximum: 10_000_000 })])
export const PricePolicy = Strict({
  /** Days in which a buyer gets the difference when the price falls; 0: the shop never announced a guarantee. */
  guaranteeDays: Type.Integer({ minimum: 0, maximum: 365 }),
  /** Days in which the difference is paid back. */
  refundDays: Type.Integer({ minimum: 1, maximum: 60 }),
  /** Freight that may be taken off in one conversation, in minor units of the shop's currency; null: without limit. */
  freightByRole: Strict({ agent: Limit, aftersales: Limit, lead: Limit, owner: Limit }),
  freightByMember: Type.Array(Strict({ memberId: Id, limit: Limit }), { maxItems: 200 }),
  strategy: Nullable(OneOf(priceStrategies)),
  /** What the shop says when asked about other sellers; empty: the shipped sentence. */
  othersStatement: Type.String({ maxLength: 300 }),
  /** Days from a conversation to an order that count together. */
  followDays: Type.Integer({ minimum: 1, maximum: 60 }),
})
export type PricePolicy = Static<typeof PricePolicy>
export const defaultPolicy: PricePolicy = {
  // A guarantee is a word to buyers, and only the shop can have told them of one.
  guaranteeDays: 0,
  refundDays: 3,
  freightByRole: { agent: 1000, aftersales: 1000, lead: 3000, owner: null },
  freightByMember: [],
  strategy: null,
  othersStatement: '',
  followDays: 7,
}
export const readPolicy = endpoint({
  method: 'GET',
  path: '/api/price-policy',
  access: read,
  summary: 'Price guarantee, freight that may be given, and what the prices stand for.',
  reply: PricePolicy,
})
export const setPolicy = endpoint({
  method: 'PUT',
  path: '/api/price-policy',
  access: write,
  summary: 'Replaces it; what held before stays in the history.',
  body: PricePolicy,
  reply: PricePolicy,
})
export const readPolicyHistory = endpoint({
  method: 'GET',
  path: '/api/price-policy/history',
  access: write,
  summary: 'Who changed it when; at most 50.',
  reply: Type.Object({
    rows: Type.Array(Type.Object({ at: Instant, by: Nullable(Type.String()), policy: PricePolicy })),
  }),
})
export const offerEndpoints = [
  listOffers,
  createOffer,
  changeOffer,
  tryOffers,
  setBasket,
  listCoupons,
  addCoupon,
  changeCoupon,
  withdrawCoupon,
  useOffer,
  listCampaigns,
  createCampaign,
  changeCampaign,
  removeCampaign,
  readSpecialEffect,
  readPolicy,
  setPolicy,
  readPolicyHistory,
] as const
