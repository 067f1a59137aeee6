import { Type, type Static } from 'typebox'
import { endpoint } from '../endpoint.ts'
import { Amount, Id, Instant, Nullable, OneOf, Page, PageQuery, Strict, Text } from '../shapes.ts'
import { anyRole, answering } from '../staff/roles.ts'
import { addressStyles } from '../conversations/phrases.ts'
import { productStatuses } from '../products/kinds.ts'
import { CustomerLink, linkEndpoints } from './links.ts'
import { CustomerRow } from './rows.ts'

export const identityKinds = ['platform_account', 'site_login', 'email', 'phone'] as const
export { CustomerRow }
/** Keys that screens suggest and have words for; any other text may be one. */
export const suggestedTraits = [
  'skin',
  'size',
  'height',
  'pets',
  'children',
  'taste',
  'allergy',
  'carrier',
  'language',
  'birthday',
  'company',
  'job',
  'tags',
] as const
export const Trait = Type.Object({
  key: Type.String(),
  value: Type.String(),
  source: OneOf(['agent', 'import']),
  by: Nullable(Type.String()),
  at: Instant,
})
export type Trait = Static<typeof Trait>
export const Customer = Type.Object({
  id: Id,
  name: Type.String(),
  city: Nullable(Type.String()),
  addressStyle: Nullable(OneOf(addressStyles)),
  note: Nullable(Type.String()),
  orderCount: Type.Integer(),
  spent: Type.Array(Amount),
  firstOrderAt: Nullable(Instant),
  lastOrderAt: Nullable(Instant),
  createdAt: Instant,
  version: Type.Integer(),
  identities: Type.Array(
    Type.Object({
      kind: OneOf(identityKinds),
      shown: Type.String(),
      storeName: Nullable(Type.String()),
      source: Type.String(),
      since: Instant,
    }),
  ),
  recipients: Type.Array(
    Type.Object({
      name: Nullable(Type.String()),
      phone: Nullable(Type.String()),
      address: Nullable(Type.String()),
      times: Type.Integer(),
      lastAt: Instant,
    }),
  ),
  /** What is worth knowing of them, by hand or from a file. */
  traits: Type.Array(Trait),
  /** What a file said of consent, the latest of each channel and store. Kept, not acted upon. */
  consents: Type.Array(
    Type.Object({
      channel: OneOf(['email', 'sms']),
      isGiven: Nullable(Type.Boolean()),
      said: Type.String(),
      source: Type.String(),
      storeName: Nullable(Type.String()),
      at: Instant,
    }),
  ),
  /** Newest first. */
  orders: Type.Array(
    Type.Object({
      id: Id,
      name: Type.String(),
      title: Type.String(),
      status: Type.String(),
      placedAt: Instant,
      total: Amount,
      storeName: Nullable(Type.String()),
    }),
  ),
  conversations: Type.Array(
    Type.Object({ id: Id, at: Instant, state: Type.String(), lastText: Type.String() }),
  ),
  /** Open ones first. */
  words: Type.Array(
    Type.Object({
      id: Id,
      what: Type.String(),
      state: Type.String(),
      dueAt: Instant,
      conversationId: Nullable(Id),
    }),
  ),
  /** Who was merged into this person; each step can be taken back. */
  merged: Type.Array(
    Type.Object({
      mergeId: Id,
      id: Id,
      name: Type.String(),
      at: Instant,
      why: Nullable(Type.String()),
      by: Nullable(Type.String()),
    }),
  ),
  /** Who else they may be. */
  links: Type.Array(CustomerLink),
})
export type Customer = Static<typeof Customer>
export const TimelineRow = Type.Object({
  id: Id,
  at: Instant,
  recordedAt: Instant,
  name: Type.String(),
  subject: Type.String(),
  actor: Nullable(Type.String()),
  facts: Type.Record(Type.String(), Type.Unknown()),
  /** Of a message: how it begins. */
  text: Nullable(Type.String()),
  isHistory: Type.Boolean(),
})
export type TimelineRow = Static<typeof TimelineRow>

export const findCustomers = endpoint({
  method: 'GET',
  path: '/api/customers',
  access: { by: 'member', roles: anyRole, scope: 'customers:read' },
  summary:
    'Customers by nick, name, e-mail, phone (full or last digits), order or tracking number; without `q` the latest. The look is audited.',
  query: Strict({
    ...PageQuery,
    q: Type.Optional(Type.String({ maxLength: 100 })),
    /** Those that a table import wrote; without `q`. */
    importId: Type.Optional(Id),
  }),
  reply: Page(CustomerRow),
})
export const readCustomer = endpoint({
  method: 'GET',
  path: '/api/customers/:id',
  access: { by: 'member', roles: anyRole, scope: 'customers:read' },
  summary:
    'One person; the look-up is audited. A key sees orders, conversations and words given with `orders:read`, `conversations:read` and `promises:read` only.',
  reply: Customer,
})
export const changeCustomer = endpoint({
  method: 'PATCH',
  path: '/api/customers/:id',
  access: { by: 'member', roles: answering, scope: 'customers:write' },
  summary: 'Name, address style, note.',
  body: Strict({
    name: Type.Optional(Text(100)),
    addressStyle: Type.Optional(Nullable(OneOf(addressStyles))),
    note: Type.Optional(Nullable(Text(1000))),
    version: Type.Integer(),
  }),
  reply: Customer,
})
/** A further value of a key takes the place of the one before; null removes it. */
export const noteTrait = endpoint({
  method: 'PUT',
  path: '/api/customers/:id/traits',
  access: { by: 'member', roles: answering, scope: 'customers:write' },
  summary: 'Notes a characteristic: skin type, size, pets, preferred carrier, or any other.',
  body: Strict({ key: Text(40), value: Nullable(Text(200)) }),
  reply: Customer,
})
export const mergeCustomer = endpoint({
  method: 'POST',
  path: '/api/customers/:id/merges',
  access: { by: 'member', roles: answering, scope: 'customers:write' },
  summary: 'Says that another customer is this person; this one stays. Can be undone.',
  body: Strict({ otherId: Id, why: Type.Optional(Text(200)) }),
  reply: Customer,
})
export const undoMerge = endpoint({
  method: 'POST',
  path: '/api/customers/:id/merges/:merge/undoing',
  access: { by: 'member', roles: answering, scope: 'customers:write' },
  summary: 'Makes them two again, each with what came by its own identities.',
  body: Strict({ why: Type.Optional(Text(200)) }),
  reply: Customer,
})
export const readTimeline = endpoint({
  method: 'GET',
  path: '/api/customers/:id/timeline',
  access: { by: 'member', roles: anyRole, scope: 'customers:read' },
  summary:
    'Everything that happened with this person, newest first; opening it is audited. What orders, conversations and words say needs their scopes.',
  query: Strict(PageQuery),
  reply: Page(TimelineRow),
})
/** One box for anything: nick, name, phone digits, order, tracking number. */
export const search = endpoint({
  method: 'GET',
  path: '/api/search',
  access: { by: 'member', roles: anyRole, scope: 'customers:read' },
  summary:
    'Customers, orders and products for one text (Ctrl-K); a key needs `orders:read` for the orders and `products:read` for the products. Audited.',
  query: Strict({ q: Text(100) }),
  reply: Type.Object({
    customers: Type.Array(CustomerRow),
    orders: Type.Array(
      Type.Object({
        id: Id,
        name: Type.String(),
        buyerName: Type.String(),
        title: Type.String(),
        placedAt: Instant,
        total: Amount,
        status: Type.String(),
      }),
    ),
    products: Type.Array(
      Type.Object({
        id: Id,
        name: Type.String(),
        status: OneOf(productStatuses),
        /** The code, barcode or store's id by which it was found; else its only code. */
        shown: Nullable(Type.String()),
      }),
    ),
  }),
})
export const customerEndpoints = [
  findCustomers,
  readCustomer,
  changeCustomer,
  noteTrait,
  mergeCustomer,
  undoMerge,
  readTimeline,
  search,
  ...linkEndpoints,
] as const
