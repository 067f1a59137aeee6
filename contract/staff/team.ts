import { Type, type Static } from 'typebox'
import { endpoint } from '../endpoint.ts'
import { Id, Instant, Language, Nothing, Nullable, OneOf, Page, PageQuery, Strict, Text } from '../shapes.ts'
import { anyRole, leading, owning, roles, scopes } from './roles.ts'
import { Email, Password, Presence, Me } from './session.ts'

export const Member = Type.Object({
  id: Id,
  displayName: Type.String(),
  email: Nullable(Type.String()),
  roles: Type.Array(OneOf(roles)),
  presence: Presence,
  presenceSince: Instant,
  /** Most chats held at once. */
  cap: Type.Integer(),
  openConversations: Type.Integer(),
  openInquiries: Type.Integer(),
  isDutyLead: Type.Boolean(),
  leftAt: Nullable(Instant),
  joinedAt: Instant,
})
export type Member = Static<typeof Member>

export const listTeam = endpoint({
  method: 'GET',
  path: '/api/staff',
  access: { by: 'member', roles: anyRole, scope: 'staff:read' },
  summary: 'Everybody who works in the shop, and invitations not yet taken up.',
  reply: Type.Object({
    members: Type.Array(Member),
    invitations: Type.Array(
      Type.Object({
        id: Id,
        email: Nullable(Type.String()),
        displayName: Type.String(),
        roles: Type.Array(OneOf(roles)),
        expiresAt: Instant,
      }),
    ),
  }),
})
export const inviteMember = endpoint({
  method: 'POST',
  path: '/api/staff/invitations',
  access: { by: 'member', roles: leading },
  summary: 'Makes an invitation link, valid seven days, usable once. Only an owner may invite an owner.',
  body: Strict({
    displayName: Text(80),
    email: Type.Optional(Email),
    roles: Type.Array(OneOf(roles), { minItems: 1, maxItems: 6 }),
  }),
  reply: Type.Object({ id: Id, link: Type.String(), expiresAt: Instant }),
})
export const withdrawInvitation = endpoint({
  method: 'DELETE',
  path: '/api/staff/invitations/:id',
  access: { by: 'member', roles: leading },
  summary: 'Withdraws an invitation.',
  reply: Nothing,
})
export const readInvitation = endpoint({
  method: 'GET',
  path: '/api/invitations/:token',
  access: { by: 'anyone' },
  summary: 'What an invitation link is for.',
  reply: Type.Object({
    shopName: Type.String(),
    displayName: Type.String(),
    email: Nullable(Type.String()),
    roles: Type.Array(OneOf(roles)),
    hasAccount: Type.Boolean(),
  }),
})
export const acceptInvitation = endpoint({
  method: 'POST',
  path: '/api/invitations/:token/acceptance',
  access: { by: 'anyone' },
  summary: 'Takes up an invitation with a new account, or with the own one by its password; signs in.',
  body: Strict({ name: Text(80), email: Email, password: Password, language: Language }),
  reply: Me,
})
export const changeMember = endpoint({
  method: 'PATCH',
  path: '/api/staff/:id',
  access: { by: 'member', roles: leading },
  summary: 'Changes name, roles, cap or duty lead. Roles of owners are changed by owners only.',
  body: Strict({
    displayName: Type.Optional(Text(80)),
    roles: Type.Optional(Type.Array(OneOf(roles), { minItems: 1, maxItems: 6 })),
    cap: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
    isDutyLead: Type.Optional(Type.Literal(true)),
  }),
  reply: Member,
})
export const departMember = endpoint({
  method: 'POST',
  path: '/api/staff/:id/departure',
  access: { by: 'member', roles: leading },
  summary: 'A person leaves the shop; everything they own goes to `handOverTo` first, or it is refused.',
  body: Strict({ handOverTo: Type.Optional(Id) }),
  reply: Type.Object({ handedOver: Type.Integer() }),
})
export const ApiKey = Type.Object({
  id: Id,
  name: Type.String(),
  scopes: Type.Array(OneOf(scopes)),
  prefix: Type.String(),
  createdAt: Instant,
  lastUsedAt: Nullable(Instant),
  expiresAt: Nullable(Instant),
})
export const listKeys = endpoint({
  method: 'GET',
  path: '/api/keys',
  access: { by: 'member', roles: owning },
  summary: 'API keys of the shop; the secret is never shown again.',
  reply: Type.Object({ rows: Type.Array(ApiKey) }),
})
export const addKey = endpoint({
  method: 'POST',
  path: '/api/keys',
  access: { by: 'member', roles: owning },
  summary: 'Makes an API key; the reply alone holds its secret.',
  body: Strict({
    name: Text(80),
    scopes: Type.Array(OneOf(scopes), { minItems: 1 }),
    expiresAt: Type.Optional(Instant),
  }),
  reply: Type.Object({ key: ApiKey, secret: Type.String() }),
})
export const removeKey = endpoint({
  method: 'DELETE',
  path: '/api/keys/:id',
  access: { by: 'member', roles: owning },
  summary: 'Revokes an API key at once.',
  reply: Nothing,
})
export const AuditRow = Type.Object({
  id: Id,
  at: Instant,
  actor: Nullable(Type.String()),
  action: Type.String(),
  subject: Nullable(Type.String()),
  details: Type.Record(Type.String(), Type.Unknown()),
})
export const readAudit = endpoint({
  method: 'GET',
  path: '/api/audit',
  access: { by: 'member', roles: owning },
  summary: 'The audit log, newest first.',
  query: Strict({ ...PageQuery }),
  reply: Page(AuditRow),
})
export const teamEndpoints = [
  listTeam,
  inviteMember,
  withdrawInvitation,
  readInvitation,
  acceptInvitation,
  changeMember,
  departMember,
  listKeys,
  addKey,
  removeKey,
  readAudit,
] as const
