import { Type, type Static } from 'typebox'
import { endpoint } from '../endpoint.ts'
import { Amount, Id, Instant, Nullable, OneOf, Page, PageQuery, Strict, Text } from '../shapes.ts'
import { anyRole, answering } from '../staff/roles.ts'
import { addressStyles } from '../conversations/phrases.ts'

export const identityKinds = ['platform_account', 'site_login', 'email', 'phone'] as const
export const CustomerRow = Type.Object({
  id: Id,
  name: Type.String(),
  city: Nullable(Type.String()),
  orderCount: Type.Integer(),
  spent: Type.Array(Amount),
  lastOrderAt: Nullable(Instant),
  lastTalkAt: Nullable(Instant),
  /** How this person was found, when searched for. */
  matched: Nullable(Type.Object({ kind: Type.String(), shown: Type.String() })),
})
export type CustomerRow = Static<typeof CustomerRow>
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
    }),
  ),
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
  isHistory: Type.Boolean(),
})
export type TimelineRow = Static<typeof TimelineRow>

export const findCustomers = endpoint({
  method: 'GET',
  path: '/api/customers',
  access: { by: 'member', roles: anyRole, scope: 'customers:read' },
  summary:
    'Customers by nick, name, e-mail, phone (full or last digits), order or tracking number; without `q` the latest.',
  query: Strict({ ...PageQuery, q: Type.Optional(Type.String({ maxLength: 100 })) }),
  reply: Page(CustomerRow),
})
export const readCustomer = endpoint({
  method: 'GET',
  path: '/api/customers/:id',
  access: { by: 'member', roles: anyRole, scope: 'customers:read' },
  summary: 'One person; the look-up is audited.',
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
export const readTimeline = endpoint({
  method: 'GET',
  path: '/api/customers/:id/timeline',
  access: { by: 'member', roles: anyRole, scope: 'customers:read' },
  summary: 'Everything that happened with this person, newest first.',
  query: Strict(PageQuery),
  reply: Page(TimelineRow),
})
/** One box for anything: nick, name, phone digits, order, tracking number. */
export const search = endpoint({
  method: 'GET',
  path: '/api/search',
  access: { by: 'member', roles: anyRole, scope: 'customers:read' },
  summary: 'Customers, orders and conversations for one text (Ctrl-K).',
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
  }),
})
export const customerEndpoints = [findCustomers, readCustomer, changeCustomer, readTimeline, search] as const
