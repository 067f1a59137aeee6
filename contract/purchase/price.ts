import { Type, type Static } from 'typebox'
import { endpoint } from '../endpoint.ts'
import { Money } from '../money.ts'
import { BasketLine, OfferVerdict } from '../offers/offers.ts'
import { Id, Instant, Nothing, Nullable, OneOf, Page, PageQuery, Strict, Text } from '../shapes.ts'
import { anyRole, answering, leading } from '../staff/roles.ts'
import { bargainEnds, bargainKinds, givenKinds } from './bargains.ts'

export const Bargain = Type.Object({
  id: Id,
  conversationId: Id,
  buyerName: Type.String(),
  customerId: Nullable(Id),
  memberName: Nullable(Type.String()),
  asked: Type.Array(OneOf(bargainKinds)),
  asks: Type.Integer(),
  openedAt: Instant,
  lastAt: Instant,
  /** The buyer's last words of it; null where they were erased. */
  said: Nullable(Type.String()),
  given: Nullable(OneOf(givenKinds)),
  ended: Nullable(OneOf(bargainEnds)),
  orderId: Nullable(Id),
  note: Nullable(Type.String()),
  version: Type.Integer(),
})
export type Bargain = Static<typeof Bargain>

/** PRC-01: what is known about one product's price, for the three worries. */
export const PriceWorry = Type.Object({
  productId: Id,
  name: Type.String(),
  ours: Nullable(Money),
  /** PRC-02: what it costs in a physical shop, since when we know, from where. */
  physical: Nullable(Type.Object({ amount: Money, at: Instant, source: Nullable(Type.String()) })),
  /** The lowest and the last price asked in the past year, and how often it was changed. */
  history: Type.Object({ changes: Type.Integer(), lowest: Nullable(Money), since: Nullable(Instant) }),
  /** Merits from the product's approved facts. */
  merits: Type.Array(Type.String()),
})
export type PriceWorry = Static<typeof PriceWorry>

export const ToldOffer = Type.Object({ offerId: Id, isTold: Type.Boolean(), text: Type.String() })
export const PricePanel = Type.Object({
  lines: Type.Array(BasketLine),
  /** Null: nothing is talked about yet; `open` then holds what the shop has for this buyer. */
  verdict: Nullable(OfferVerdict),
  /** A sentence for each offer that applies, is near, or is open to this buyer, and whether the buyer was told. */
  offers: Type.Array(ToldOffer),
  open: Type.Array(Type.Object({ offerId: Id, name: Type.String(), endsAt: Nullable(Instant) })),
  /** Applies to this buyer and has not been said. */
  untold: Type.Integer(),
  worries: Type.Array(PriceWorry),
  /** Sentences for the draft, in the language of the buyer's shop. */
  sentences: Type.Array(
    Type.Object({
      kind: OneOf(['physical', 'others', 'guarantee', 'held', 'merits', 'freight', 'benefit']),
      productId: Nullable(Id),
      text: Type.String(),
    }),
  ),
  guaranteeDays: Type.Integer(),
  bargain: Nullable(Bargain),
  freight: Type.Object({
    /** What this member may still take off here; null: without limit. */
    left: Nullable(Money),
    given: Type.Array(
      Type.Object({
        id: Id,
        amount: Money,
        reason: Type.String(),
        by: Nullable(Type.String()),
        at: Instant,
        /** Whoever gave it may, and whoever leads. */
        mayTakeBack: Type.Boolean(),
      }),
    ),
  }),
})
export type PricePanel = Static<typeof PricePanel>

const talking = { by: 'member', roles: answering, scope: 'conversations:read' } as const
export const readPricePanel = endpoint({
  method: 'GET',
  path: '/api/conversations/:id/price',
  access: talking,
  summary:
    'Beside the chat: the offers that apply, what was not told, and what answers a worry about the price.',
  reply: PricePanel,
})
export const allowFreight = endpoint({
  method: 'POST',
  path: '/api/conversations/:id/freight-allowances',
  access: { by: 'member', roles: answering, scope: 'conversations:write' },
  summary:
    'Takes freight off, within what the caller may give in one conversation; else offer.beyond_authority with who may.',
  body: Strict({
    minor: Type.Integer({ minimum: 1, maximum: 10_000_000 }),
    reason: Text(200),
    orderId: Type.Optional(Nullable(Id)),
  }),
  reply: Nothing,
})
export const takeFreightBack = endpoint({
  method: 'POST',
  path: '/api/freight-allowances/:id/withdrawal',
  access: { by: 'member', roles: answering, scope: 'conversations:write' },
  summary:
    'Takes back freight that was noted by mistake, one’s own or as a lead; it counts no more. state.conflict when it is taken back already.',
  body: Nothing,
  reply: Nothing,
})

export const listBargains = endpoint({
  method: 'GET',
  path: '/api/bargains',
  access: talking,
  summary: 'Attempts to bargain with what we gave and how it ended, the newest first.',
  query: Strict({
    ...PageQuery,
    ended: Type.Optional(OneOf([...bargainEnds, 'open'])),
    memberId: Type.Optional(Id),
  }),
  reply: Page(Bargain),
})
export const changeBargain = endpoint({
  method: 'PATCH',
  path: '/api/bargains/:id',
  access: { by: 'member', roles: answering, scope: 'conversations:write' },
  summary: 'What we gave, how it ended, a note for the review.',
  body: Strict({
    given: Type.Optional(OneOf(givenKinds)),
    ended: Type.Optional(OneOf(bargainEnds)),
    note: Type.Optional(Nullable(Text(500))),
    version: Type.Integer(),
  }),
  reply: Bargain,
})

export const MissedOffer = Type.Object({
  orderId: Id,
  orderName: Type.String(),
  buyerName: Type.String(),
  customerId: Nullable(Id),
  conversationId: Nullable(Id),
  memberName: Nullable(Type.String()),
  offerId: Id,
  offerName: Type.String(),
  saved: Money,
  /** Null: there was no conversation. */
  wasTold: Nullable(Type.Boolean()),
  placedAt: Instant,
  settledAt: Nullable(Instant),
  note: Nullable(Type.String()),
})
export type MissedOffer = Static<typeof MissedOffer>
export const listMissed = endpoint({
  method: 'GET',
  path: '/api/missed-offers',
  access: { by: 'member', roles: answering, scope: 'orders:read' },
  summary: 'Orders that closed without an offer they were entitled to, the newest first.',
  query: Strict({ ...PageQuery, view: Type.Optional(OneOf(['open', 'settled'])) }),
  reply: Page(MissedOffer),
})
export const settleMissed = endpoint({
  method: 'POST',
  path: '/api/missed-offers/:orderId/:offerId/settlement',
  access: { by: 'member', roles: answering, scope: 'orders:write' },
  summary: 'Made good, or explained: says how.',
  body: Strict({ note: Text(200) }),
  reply: MissedOffer,
})
export const PriceRefund = Type.Object({
  orderId: Id,
  orderName: Type.String(),
  buyerName: Type.String(),
  productName: Type.String(),
  paid: Money,
  now: Money,
  quantity: Type.Integer(),
  refund: Money,
  openedAt: Instant,
  wordId: Id,
  wordState: Type.String(),
  wordDueAt: Instant,
})
export type PriceRefund = Static<typeof PriceRefund>
export const listRefunds = endpoint({
  method: 'GET',
  path: '/api/price-refunds',
  access: { by: 'member', roles: anyRole, scope: 'orders:read' },
  summary: 'Differences to be paid back by the price guarantee, each with its word; the newest first.',
  query: Strict(PageQuery),
  reply: Page(PriceRefund),
})
export const readOrderOffers = endpoint({
  method: 'GET',
  path: '/api/orders/:id/offers',
  access: { by: 'member', roles: anyRole, scope: 'orders:read' },
  summary:
    'Offers that an order was entitled to when it was placed, what it went without, and what was given for it.',
  reply: Type.Object({
    verdict: Nullable(OfferVerdict),
    missed: Type.Array(MissedOffer),
    refunds: Type.Array(PriceRefund),
    freight: PricePanel.properties.freight.properties.given,
  }),
})
export const readBargainSummary = endpoint({
  method: 'GET',
  path: '/api/reports/bargains',
  access: { by: 'member', roles: leading, scope: 'reports:read' },
  summary: 'Bargaining of the last 90 days: how it ended by what was given.',
  reply: Type.Object({
    rows: Type.Array(
      Type.Object({
        given: Nullable(OneOf(givenKinds)),
        bought: Type.Integer(),
        left: Type.Integer(),
        open: Type.Integer(),
      }),
    ),
  }),
})

export const priceEndpoints = [
  readPricePanel,
  allowFreight,
  takeFreightBack,
  listBargains,
  changeBargain,
  listMissed,
  settleMissed,
  listRefunds,
  readOrderOffers,
  readBargainSummary,
] as const
