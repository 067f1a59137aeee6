import type { Membership } from '#contract/staff/session.ts'
import type { Clock } from '#platform/clock/clock.ts'
import type { Database } from '#platform/database/database.ts'
import type { LoggedEvent } from '#platform/events/event.ts'
import type { AccountCaller, Credentials, MemberCaller } from '#platform/http/caller.ts'
import { hashToken } from '#platform/ids/ids.ts'
import { membershipsOf } from '../accounts/memberships.store.ts'
import { findKey, noteKeyUse } from '../keys/keys.store.ts'
import { createBriefCache } from './brief-cache.ts'
import { findSession, touchSession } from './sessions.store.ts'
import { seenEveryMs, sessionMs } from './sign-in.rules.ts'

/** Another process may have ended a session or a membership; its events make this shorter where they arrive. */
const lifeMs = 5_000
const mostKept = 20_000

export interface StaffCredentials extends Pick<Credentials, 'account' | 'member' | 'key'> {
  forgetSession(sessionId: string): void
  forgetAccount(accountId: string): void
  forgetKey(keyId: string): void
  /** Something happened to the people of a shop, here or in another process. */
  onEvent(event: Pick<LoggedEvent, 'name' | 'shop'>): void
}

interface Places {
  accountId: string
  memberships: Membership[]
}
interface Keyed {
  caller: MemberCaller
  expiresAt: Date | null
}

/** Tells who calls, by session cookie or API key; remembers it for at most five seconds. */
export const createCredentials = ({ db, clock }: { db: Database; clock: Clock }): StaffCredentials => {
  const accounts = createBriefCache<AccountCaller & { expiresAt: Date }>(clock, lifeMs, mostKept)
  const places = createBriefCache<Places>(clock, lifeMs, mostKept)
  const keys = createBriefCache<Keyed>(clock, lifeMs, mostKept)

  const loadAccount = (hash: Buffer) =>
    db.asSystem(async (tx) => {
      const now = clock.now()
      const session = await findSession(tx, hash, now)
      if (!session) return null
      const expiresAt = new Date(now.getTime() + sessionMs)
      if (now.getTime() - session.lastSeenAt.getTime() >= seenEveryMs)
        await touchSession(tx, session.id, now, expiresAt)
      return {
        kind: 'account' as const,
        accountId: session.accountId,
        sessionId: session.id,
        expiresAt: session.expiresAt,
      }
    })
  const loadKey = (hash: Buffer) =>
    db.asSystem(async (tx): Promise<Keyed | null> => {
      const key = await findKey(tx, hash, clock.now())
      if (!key) return null
      await noteKeyUse(tx, key.id, clock.now())
      const caller: MemberCaller = {
        kind: 'member',
        shopId: key.shopId,
        memberId: null,
        accountId: null,
        sessionId: null,
        actorId: key.id,
        displayName: key.name,
        roles: [],
        scopes: key.scopes,
      }
      return { caller, expiresAt: key.expiresAt }
    })

  return {
    account: async (token) => {
      const hash = hashToken(token)
      const known = await accounts.get(hash.toString('base64'), () => loadAccount(hash))
      if (!known || known.expiresAt <= clock.now()) return null
      return { kind: 'account', accountId: known.accountId, sessionId: known.sessionId }
    },
    member: async (account, slug) => {
      const known = await places.get(account.accountId, () =>
        db.asSystem(async (tx) => ({
          accountId: account.accountId,
          memberships: await membershipsOf(tx, account.accountId),
        })),
      )
      const memberships = known?.memberships ?? []
      const only = slug === null && memberships.length === 1
      const place = only ? memberships[0] : memberships.find((one) => one.shop.slug === slug)
      if (!place) return null
      return {
        kind: 'member',
        shopId: place.shop.id,
        memberId: place.id,
        accountId: account.accountId,
        sessionId: account.sessionId,
        actorId: place.id,
        displayName: place.displayName,
        roles: place.roles,
        scopes: [],
      }
    },
    key: async (secret) => {
      if (!secret.startsWith('fh_')) return null
      const hash = hashToken(secret)
      const known = await keys.get(hash.toString('base64'), () => loadKey(hash))
      return known && (known.expiresAt === null || known.expiresAt > clock.now()) ? known.caller : null
    },
    forgetSession: (id) => accounts.forget((one) => one.sessionId === id),
    forgetAccount: (id) => {
      accounts.forget((one) => one.accountId === id)
      places.forget((one) => one.accountId === id)
    },
    forgetKey: (id) => keys.forget((one) => one.caller.actorId === id),
    onEvent: ({ name, shop }) => {
      if (!name.startsWith('staff.') && !name.startsWith('shop.')) return
      places.forget((one) => one.memberships.some((place) => place.shop.id === shop))
    },
  }
}
