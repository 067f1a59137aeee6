import { Type, type Static } from 'typebox'
import { endpoint } from '../endpoint.ts'
import { Id, Instant, Nothing, Nullable, OneOf, Strict, Text } from '../shapes.ts'
import { answering, anyRole, leading } from '../staff/roles.ts'
import { contactChannels } from './contact-policy.ts'
import { gateRules, touchKinds } from './kinds.ts'

const wallClock = Type.String({ pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$' })

/** How often a buyer is touched of our own accord, over all channels together. What is owed by a promise is never held back by it. */
export const TouchRules = Strict({
  /** So many at most … */
  most: Type.Integer({ minimum: 0, maximum: 30 }),
  /** … within so many days. */
  withinDays: Type.Integer({ minimum: 7, maximum: 365 }),
  /** Between two of them; every day is forbidden. */
  apartDays: Type.Integer({ minimum: 2, maximum: 180 }),
  /** After trouble has ended. */
  coolingDays: Type.Integer({ minimum: 0, maximum: 180 }),
  /** Wall clock of the shop; over midnight where the first is the later one. The same twice: never quiet. */
  quietFrom: wallClock,
  quietTo: wallClock,
})
export type TouchRules = Static<typeof TouchRules>
export const defaultTouchRules: TouchRules = {
  most: 2,
  withinDays: 30,
  apartDays: 7,
  coolingDays: 14,
  quietFrom: '21:00',
  quietTo: '09:00',
}

/** `from`: when it may go; null: not by waiting alone. */
export const GateVerdict = Type.Union([
  Type.Object({ is: Type.Literal('allowed') }),
  Type.Object({ is: Type.Literal('refused'), by: OneOf(gateRules), from: Nullable(Instant) }),
])
export type GateVerdict = Static<typeof GateVerdict>

export const Touch = Type.Object({
  id: Id,
  at: Instant,
  kind: OneOf(touchKinds),
  channel: OneOf(contactChannels),
  purpose: Type.String(),
  /** It took a place and nothing is known of a message. */
  isUnsent: Type.Boolean(),
  by: Nullable(Type.String()),
  orderId: Nullable(Id),
  conversationId: Nullable(Id),
})
export type Touch = Static<typeof Touch>
export const CustomerTouches = Type.Object({
  /** The latest of our own accord. */
  lastAt: Nullable(Instant),
  /** Whether this person may be written to now, by the channel that is freest. */
  next: GateVerdict,
  noMore: Nullable(
    Type.Object({
      at: Instant,
      source: OneOf(['chat', 'hand']),
      said: Type.String(),
      by: Nullable(Type.String()),
      conversationId: Nullable(Id),
    }),
  ),
  /** The latest, service and care. */
  rows: Type.Array(Touch),
})
export type CustomerTouches = Static<typeof CustomerTouches>

export const readCustomerTouches = endpoint({
  method: 'GET',
  path: '/api/customers/:id/touches',
  access: { by: 'member', roles: anyRole, scope: 'customers:read' },
  summary: 'When this person was last touched, when they may be again, and whether they want no more.',
  reply: CustomerTouches,
})
export const noteNoMore = endpoint({
  method: 'POST',
  path: '/api/customers/:id/no-more',
  access: { by: 'member', roles: answering, scope: 'customers:write' },
  summary: 'Notes that this person wants nothing but what is owed to them, in their words.',
  body: Strict({ said: Text(300) }),
  reply: CustomerTouches,
})
export const liftNoMore = endpoint({
  method: 'DELETE',
  path: '/api/customers/:id/no-more',
  access: { by: 'member', roles: answering, scope: 'customers:write' },
  summary: 'They want to hear from us again; why is kept.',
  body: Strict({ why: Text(300) }),
  reply: CustomerTouches,
})
export const readTouchRules = endpoint({
  method: 'GET',
  path: '/api/touch-rules',
  access: { by: 'member', roles: anyRole, scope: 'settings:read' },
  summary: 'How often buyers are touched, and when not.',
  reply: TouchRules,
})
export const changeTouchRules = endpoint({
  method: 'PUT',
  path: '/api/touch-rules',
  access: { by: 'member', roles: leading, scope: 'settings:write' },
  summary: 'Changes the budget; the old one stays in its history.',
  body: TouchRules,
  reply: Nothing,
})
export const touchLedgerEndpoints = [
  readCustomerTouches,
  noteNoMore,
  liftNoMore,
  readTouchRules,
  changeTouchRules,
] as const
