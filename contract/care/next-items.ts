import { Type, type Static } from 'typebox'
import { endpoint } from '../endpoint.ts'
import { Money } from '../money.ts'
import { Id, Instant, Nothing, Nullable, OneOf, Page, PageQuery, Strict, Text } from '../shapes.ts'
import { answering, anyRole, leading } from '../staff/roles.ts'
import { contactChannels } from '../touches/contact-policy.ts'
import { GateVerdict } from '../touches/touches.ts'
import { declineReasons, nextItemReasons, nextItemStates } from './kinds.ts'

export const nextItemLimits = { text: 1000 } as const

/** Who could be offered what next, and why. A proposal: nothing goes out by itself. */
export const NextItem = Type.Object({
  id: Id,
  state: OneOf(nextItemStates),
  customerId: Id,
  buyerName: Type.String(),
  orderId: Id,
  orderName: Type.String(),
  storeName: Type.String(),
  /** When it arrived, or when it was sent off where no arrival is known. */
  arrivedAt: Instant,
  isArrivalKnown: Type.Boolean(),
  /** What they bought, and what could follow. */
  boughtName: Type.String(),
  productId: Id,
  name: Type.String(),
  price: Nullable(Money),
  reason: OneOf(nextItemReasons),
  /** Of so many who bought the first, so many bought the second later; in the middle after so many days. */
  evidence: Nullable(Type.Object({ people: Type.Integer(), of: Type.Integer(), days: Type.Integer() })),
  note: Nullable(Type.String()),
  /** Ready to be sent; of a sent one what was sent. */
  text: Type.String(),
  channel: Nullable(OneOf(contactChannels)),
  /** The conversation that it goes into; null: a person takes the text elsewhere. */
  conversationId: Nullable(Id),
  /** Whether it may go now; null once it is over. */
  gate: Nullable(GateVerdict),
  endedAt: Nullable(Instant),
  byName: Nullable(Type.String()),
  declined: Nullable(OneOf(declineReasons)),
  said: Nullable(Type.String()),
  /** Of a sent one: whether the item was bought within the days that count; null while they run. */
  wasBought: Nullable(Type.Boolean()),
  version: Type.Integer(),
})
export type NextItem = Static<typeof NextItem>

export const listNextItems = endpoint({
  method: 'GET',
  path: '/api/next-items',
  access: { by: 'member', roles: answering, scope: 'customers:read' },
  summary: 'Who could be offered what next, and why; what was sent; what was left.',
  query: Strict({ ...PageQuery, view: Type.Optional(OneOf(['open', 'sent', 'left'])) }),
  reply: Type.Intersect([
    Page(NextItem),
    Type.Object({
      counts: Type.Object({ open: Type.Integer(), sent: Type.Integer(), left: Type.Integer() }),
      /** When the shop's orders were last read for what follows what; null: not yet. */
      computedAt: Nullable(Instant),
      isOn: Type.Boolean(),
    }),
  ]),
})
export const listChatNextItems = endpoint({
  method: 'GET',
  path: '/api/conversations/:id/next-items',
  access: { by: 'member', roles: answering, scope: 'conversations:read' },
  summary: 'What this buyer could be offered next.',
  reply: Type.Object({ rows: Type.Array(NextItem) }),
})
export const sendNextItem = endpoint({
  method: 'POST',
  path: '/api/next-items/:id/sending',
  access: { by: 'member', roles: answering, scope: 'conversations:write' },
  summary:
    'Through the gate into the conversation, or, without one, noted as taken elsewhere by hand. Refused with the rule and from when.',
  body: Strict({
    conversationId: Nullable(Id),
    text: Type.Optional(Text(nextItemLimits.text)),
    version: Type.Integer(),
  }),
  reply: NextItem,
})
export const declineNextItem = endpoint({
  method: 'POST',
  path: '/api/next-items/:id/declining',
  access: { by: 'member', roles: answering, scope: 'customers:write' },
  summary: 'Not offered, and why; it is not proposed again.',
  body: Strict({ reason: OneOf(declineReasons), said: Type.Optional(Text(300)), version: Type.Integer() }),
  reply: NextItem,
})

export const NextItemRules = Strict({
  isOn: Type.Boolean(),
  /** After it arrived. */
  afterArrivalDays: Type.Integer({ minimum: 1, maximum: 180 }),
  /** After it was sent off, where no arrival is known. */
  afterDispatchDays: Type.Integer({ minimum: 3, maximum: 180 }),
  /** Within so many days after the first the second was bought. */
  withinDays: Type.Integer({ minimum: 14, maximum: 365 }),
  /** So many people did, or it is chance. */
  leastPeople: Type.Integer({ minimum: 2, maximum: 1000 }),
  /** So many proposals stand at a time. */
  mostOpen: Type.Integer({ minimum: 1, maximum: 200 }),
})
export type NextItemRules = Static<typeof NextItemRules>
export const defaultNextItemRules: NextItemRules = {
  isOn: true,
  afterArrivalDays: 7,
  afterDispatchDays: 14,
  withinDays: 90,
  leastPeople: 3,
  mostOpen: 30,
}
export const readNextItemRules = endpoint({
  method: 'GET',
  path: '/api/next-item-rules',
  access: { by: 'member', roles: anyRole, scope: 'settings:read' },
  summary: 'When and by which evidence a next item is proposed.',
  reply: NextItemRules,
})
export const changeNextItemRules = endpoint({
  method: 'PUT',
  path: '/api/next-item-rules',
  access: { by: 'member', roles: leading, scope: 'settings:write' },
  summary: 'Changes the rules; the old ones stay in their history.',
  body: NextItemRules,
  reply: Nothing,
})

/** Proposals whose days have run out. `share`: of them, who bought the item within the days; null where there is none. */
const Side = Type.Object({
  proposals: Type.Integer(),
  boughtItem: Type.Integer(),
  boughtAny: Type.Integer(),
  share: Nullable(Type.Number()),
  /** Of what was bought within the days. */
  revenue: Money,
})
export const readNextItemReport = endpoint({
  method: 'GET',
  path: '/api/reports/next-items',
  access: { by: 'member', roles: leading, scope: 'reports:read' },
  summary:
    'Who bought the item within 30 days: of those it was sent to, and of those proposed and not sent to.',
  reply: Type.Object({
    days: Type.Integer(),
    sent: Side,
    without: Side,
    /** Sent, and their days still run. */
    running: Type.Integer(),
    isThin: Type.Boolean(),
    /** Share with less share without: the range in which it lies in 19 of 20 cases. */
    difference: Nullable(Type.Object({ low: Type.Number(), high: Type.Number() })),
  }),
})
export type NextItemReport = Static<(typeof readNextItemReport)['reply']>

export const nextItemEndpoints = [
  listNextItems,
  listChatNextItems,
  sendNextItem,
  declineNextItem,
  readNextItemRules,
  changeNextItemRules,
  readNextItemReport,
] as const
