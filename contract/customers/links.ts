import { Type, type Static } from 'typebox'
import { endpoint } from '../endpoint.ts'
import { Id, Instant, Nullable, OneOf, Page, PageQuery, Strict, Text } from '../shapes.ts'
import { answering, anyRole } from '../staff/roles.ts'
import { CustomerRow } from './rows.ts'

export const evidenceKinds = [
  /** One order named both: the account of one, the phone or e-mail of the other. */
  'same_order',
  /** One's parcels go to the number by which the other buys. */
  'recipient_is_buyer',
  /** Parcels of both go to the same name and number. */
  'same_recipient',
  'email_in_chat',
  'phone_in_chat',
  'order_in_chat',
  /** The same nick in two stores of one platform: anybody can be called so. */
  'same_nick',
] as const
export const linkStates = ['open', 'accepted', 'dismissed'] as const

/** Facts of evidence; clients have the sentences. Personal values are masked. */
const EvidenceFacts = Type.Object({
  shown: Type.Optional(Type.String()),
  name: Type.Optional(Type.String()),
  stores: Type.Optional(Type.Array(Type.String())),
  /** Orders whose parcels go there, of how many in all. */
  orders: Type.Optional(Type.Integer()),
  of: Type.Optional(Type.Integer()),
  sameAddress: Type.Optional(Type.Boolean()),
  conversationId: Type.Optional(Id),
  orderId: Type.Optional(Id),
})
/** A proposal that two customers are one person. Nobody is merged by it. */
export const CustomerLink = Type.Object({
  id: Id,
  /** 3 strong, 2 likely, 1 weak. */
  weight: Type.Integer({ minimum: 1, maximum: 3 }),
  state: OneOf(linkStates),
  evidence: Type.Array(Type.Object({ kind: OneOf(evidenceKinds), facts: EvidenceFacts })),
  /** As they stand now, the one with more orders first. */
  people: Type.Array(CustomerRow),
  foundAt: Instant,
  decidedAt: Nullable(Instant),
  decidedBy: Nullable(Type.String()),
})
export type CustomerLink = Static<typeof CustomerLink>

export const readLinks = endpoint({
  method: 'GET',
  path: '/api/customer-links',
  access: { by: 'member', roles: anyRole, scope: 'customers:read' },
  summary: 'Pairs of customers that may be one person, with the evidence; the weightiest first.',
  query: Strict({
    ...PageQuery,
    /** `weak`: what rests on a like nick or the like alone. */
    show: Type.Optional(OneOf(['open', 'weak', 'decided'])),
  }),
  reply: Page(CustomerLink),
})
export const acceptLink = endpoint({
  method: 'POST',
  path: '/api/customer-links/:id/acceptance',
  access: { by: 'member', roles: answering, scope: 'customers:write' },
  summary: 'They are one person: `keepId` stays, the other points to it.',
  body: Strict({ keepId: Id, why: Type.Optional(Text(200)) }),
  reply: CustomerLink,
})
export const dismissLink = endpoint({
  method: 'POST',
  path: '/api/customer-links/:id/dismissal',
  access: { by: 'member', roles: answering, scope: 'customers:write' },
  summary: 'They are two people; the same evidence never asks again.',
  body: Strict({}),
  reply: CustomerLink,
})
export const linkEndpoints = [readLinks, acceptLink, dismissLink] as const
