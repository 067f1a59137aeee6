import type { Access } from '#contract/endpoint.ts'
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
export interface Anonymous {
  kind: 'anyone'
}
export type Caller = AccountCaller | MemberCaller | VisitorCaller | Anonymous

export type CallerFor<A extends Access> = A extends { by: 'member' }
  ? MemberCaller
  : A extends { by: 'account' }
    ? AccountCaller
    : A extends { by: 'visitor' }
      ? VisitorCaller
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
}

export type Verdict = 'ok' | 'session.missing' | 'access.denied'

/** May this caller do what the endpoint names? Keys go by scope, people by role. */
export const mayCall = (access: Access, caller: Caller): Verdict => {
  if (access.by === 'anyone') return 'ok'
  if (caller.kind !== access.by) return 'session.missing'
  if (access.by !== 'member' || caller.kind !== 'member') return 'ok'
  if (caller.memberId === null)
    return access.scope !== undefined && caller.scopes.includes(access.scope) ? 'ok' : 'access.denied'
  return caller.roles.some((role) => access.roles.includes(role)) ? 'ok' : 'access.denied'
}
