import { Type, type Static } from 'typebox'
import { endpoint } from '../endpoint.ts'
import { Id, Instant, Nullable, OneOf, Strict } from '../shapes.ts'
import { anyRole, leading } from '../staff/roles.ts'
import { platforms } from '../staff/shop.ts'

/**
 * Ways to reach a buyer. `chat`: the desk's own, on the shop's site; `platform_chat`: the platform's own, written by a person by
 * hand, never by the desk.
 */
export const contactChannels = ['chat', 'platform_chat', 'email', 'sms', 'phone'] as const
export type ContactChannel = (typeof contactChannels)[number]
/** What a message may carry besides words: a link, a code to scan, a card to put into the box. */
export const contactForms = ['links', 'codes', 'cards'] as const
export type ContactForm = (typeof contactForms)[number]
export const contactItems = [...contactChannels, ...contactForms] as const
export type ContactItem = (typeof contactItems)[number]

export const ContactPolicy = Strict({
  chat: Type.Boolean(),
  platform_chat: Type.Boolean(),
  email: Type.Boolean(),
  sms: Type.Boolean(),
  phone: Type.Boolean(),
  links: Type.Boolean(),
  codes: Type.Boolean(),
  cards: Type.Boolean(),
})
export type ContactPolicy = Static<typeof ContactPolicy>
export const StorePolicy = Type.Object({
  storeId: Id,
  storeName: Type.String(),
  platform: OneOf(platforms),
  policy: ContactPolicy,
  /** What the platform leaves to the shop; the rest is fixed. */
  editable: Type.Array(OneOf(contactItems)),
  /** Null: as the platform's default. */
  changedAt: Nullable(Instant),
})
export type StorePolicy = Static<typeof StorePolicy>
export const listContactPolicies = endpoint({
  method: 'GET',
  path: '/api/contact-policies',
  access: { by: 'member', roles: anyRole, scope: 'settings:read' },
  summary: 'What may be sent to the buyers of each store, and what of it the shop may change.',
  reply: Type.Object({ rows: Type.Array(StorePolicy) }),
})
export const changeContactPolicy = endpoint({
  method: 'PUT',
  path: '/api/stores/:id/contact-policy',
  access: { by: 'member', roles: leading, scope: 'settings:write' },
  summary: 'Opens or closes ways to a store’s buyers. What the platform fixes is refused.',
  body: Strict({ policy: ContactPolicy }),
  reply: StorePolicy,
})
export const touchEndpoints = [listContactPolicies, changeContactPolicy] as const
