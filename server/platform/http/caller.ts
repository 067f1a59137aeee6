import type { Access, LinkPurpose } from '#contract/endpoint.ts'
import type { Role, Scope } from '#contract/staff/roles.ts'

/** A signed-in person, before any shop is chosen. */
export interface AccountCaller {
  kind: 'account'
  accountId: string
  sessionId: string
}
/** A person at work in one shop, or an API key of it (`memberId` and `sessionId` null). */
export interface MemberCaller {
  kind: 'member'
  shopId: string
  memberId: string | null
  accountId: string | null
  sessionId: string | null
  /** For the audit log: the membership or the key. */
  actorId: string
  displayName: string
  roles: readonly Role[]
  scopes: readonly Scope[]
}
/** A buyer in the widget. */
export interface VisitorCaller {
  kind: 'visitor'
  shopId: string
  storeId: string
  visitorId: string
  conversationId: string
  language: 'zh' | 'en'
}
/** A buyer who holds a private link to one thing. */
export interface LinkCaller {
  kind: 'link'
  shopId: string
  linkId: string
  purpose: LinkPurpose
  subject: string
}
export interface Anonymous {
  kind: 'anyone'
}
export type Caller = AccountCaller | MemberCaller | VisitorCaller | LinkCaller | Anonymous

export type CallerFor<A extends Access> = A extends { by: 'member' }
  ? MemberCaller
  : A extends { by: 'account' }
    ? AccountCaller
    : A extends { by: 'visitor' }
      ? VisitorCaller
      : A extends { by: 'link' }
        ? LinkCaller
        : Anonymous

/** What the credential resolver offers; written by whoever owns accounts, keys and visitors. */
export interface Credentials {
  /** The account behind a session cookie, or null. */
  account(sessionToken: string): Promise<AccountCaller | null>
  /** The membership of an account in the shop with this slug; with null, its only shop. */
  member(account: AccountCaller, shopSlug: string | null): Promise<MemberCaller | null>
  key(secret: string): Promise<MemberCaller | null>
  /** Asked with every message: a remembered one comes at once. */
  visitor(token: string): VisitorCaller | null | Promise<VisitorCaller | null>
  /** Whose private link this is; `address` is where the call comes from, for the limit on guesses. Throws link.expired, request.too_many. Left out: there are no links. */
  link?(token: string, address: string): Promise<LinkCaller | null>
}

export type Verdict = 'ok' | 'session.missing' | 'access.denied'

/** May this caller do what the endpoint names? Keys go by scope, people by role. */
export const mayCall = (access: Access, caller: Caller): Verdict => {
  if (access.by === 'anyone') return 'ok'
  if (caller.kind !== access.by) return 'session.missing'
  if (access.by === 'link' && caller.kind === 'link')
    return caller.purpose === access.purpose ? 'ok' : 'session.missing'
  if (access.by !== 'member' || caller.kind !== 'member') return 'ok'
  if (caller.memberId === null)
    return access.scope !== undefined && caller.scopes.includes(access.scope) ? 'ok' : 'access.denied'
  return caller.roles.some((role) => access.roles.includes(role)) ? 'ok' : 'access.denied'
}
