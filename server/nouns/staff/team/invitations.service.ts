import type { BodyOf, ReplyOf } from '#contract/endpoint.ts'
import type { acceptInvitation, inviteMember, readInvitation } from '#contract/staff/team.ts'
import type { Passwords } from '#platform/auth/passwords.ts'
import type { Clock } from '#platform/clock/clock.ts'
import type { Database, Tx } from '#platform/database/database.ts'
import { record } from '#platform/events/record.ts'
import { AppError, notFound } from '#platform/http/app-error.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import { hashToken, newId, newToken } from '#platform/ids/ids.ts'
import { findAccountByEmail } from '../accounts/accounts.store.ts'
import { meOf } from '../accounts/me.ts'
import { makeAccount } from '../accounts/new-account.ts'
import { writeAudit } from '../audit/audit.store.ts'
import { nameOf } from '../refusals.ts'
import type { StaffCredentials } from '../sessions/credentials.ts'
import { openSession } from '../sessions/open-session.ts'
import type { Origin, Proof } from '../sessions/proof.ts'
import type { SignedIn } from '../sessions/sessions.service.ts'
import type { ShopDirectory } from '../shop-facts.ts'
import { findShop } from '../shops/shops.store.ts'
import {
  findInvitation,
  insertInvitation,
  useInvitation,
  withdrawInvitationRow,
  type InvitationRow,
} from './invitations.store.ts'
import { joinShop } from './join.ts'
import { inOrder, mayInvite } from './team.rules.ts'

const lifeMs = 7 * 24 * 3_600_000

export interface InvitationPorts {
  db: Database
  clock: Clock
  passwords: Passwords
  proof: Proof
  directory: ShopDirectory
  credentials: StaffCredentials
  publicUrl: () => string
}
export type InvitationsService = ReturnType<typeof createInvitationsService>

export const createInvitationsService = (ports: InvitationPorts) => {
  const { db, clock, passwords, proof, directory, credentials, publicUrl } = ports

  /** @throws AppError not_found for a link that never was; link.expired for one that is spent. */
  const liveOne = async (tx: Tx, token: string): Promise<InvitationRow> => {
    const found = await findInvitation(tx, hashToken(token))
    if (!found) throw notFound()
    if (found.usedAt || found.withdrawnAt || found.expiresAt <= clock.now())
      throw new AppError('link.expired')
    return found
  }

  /** Whose account takes the link up: the own one by its password, else a new one, made in the returned step. */
  const claimant = async (
    body: BodyOf<typeof acceptInvitation>,
    from: Origin,
    sessionToken: string | null,
  ) => {
    const existing = await db.asSystem((tx) => findAccountByEmail(tx, body.email.trim()))
    if (!existing) {
      const passwordHash = await passwords.hash(body.password)
      return (tx: Tx) => makeAccount(tx, clock.now(), { ...body, passwordHash })
    }
    const proven = await proof.password(body.email, body.password, from)
    if (proven.account.totpSecret) {
      // This form has no place for a code: whoever has a second factor signs in first and then follows the link.
      const signedIn = sessionToken ? await credentials.account(sessionToken) : null
      if (signedIn?.accountId !== proven.account.id) {
        await proof.giveBack(proven)
        throw new AppError('session.second_factor_needed')
      }
    }
    return async (tx: Tx) => {
      await proof.settle(tx, proven)
      return proven.account
    }
  }

  return {
    /** @throws AppError access.denied when somebody who is no owner invites one. */
    invite: (
      caller: MemberCaller,
      body: BodyOf<typeof inviteMember>,
    ): Promise<ReplyOf<typeof inviteMember>> => {
      const roles = inOrder(body.roles)
      const displayName = nameOf(body.displayName, 'displayName')
      if (mayInvite(caller.roles, roles) !== 'ok') throw new AppError('access.denied')
      const { shopId, actorId } = caller
      return db.inShop(shopId, async (tx) => {
        const now = clock.now()
        const id = newId()
        const token = newToken()
        const expiresAt = new Date(now.getTime() + lifeMs)
        await insertInvitation(tx, now, {
          id,
          shopId,
          displayName,
          email: body.email?.trim() ?? null,
          roles,
          expiresAt,
          tokenHash: hashToken(token),
          by: actorId,
        })
        await record(tx, now, {
          name: 'staff.invited',
          subject: id,
          version: 1,
          audience: ['desk'],
          actor: actorId,
        })
        await writeAudit(tx, now, { action: 'staff.invited', subject: id, by: actorId, details: { roles } })
        return { id, link: `${publicUrl()}/invitation/${token}`, expiresAt: expiresAt.toISOString() }
      })
    },

    withdraw: (caller: MemberCaller, id: string): Promise<void> =>
      db.inShop(caller.shopId, async (tx) => {
        const now = clock.now()
        if (!(await withdrawInvitationRow(tx, now, id))) throw notFound()
        await record(tx, now, {
          name: 'staff.invited',
          subject: id,
          version: 2,
          audience: ['desk'],
          actor: caller.actorId,
          facts: { isWithdrawn: true },
        })
        await writeAudit(tx, now, { action: 'staff.invitation_withdrawn', subject: id, by: caller.actorId })
      }),

    read: (token: string): Promise<ReplyOf<typeof readInvitation>> =>
      db.asSystem(async (tx) => {
        const { shopId, displayName, email, roles } = await liveOne(tx, token)
        const shop = await findShop(tx, shopId)
        const hasAccount = email !== null && (await findAccountByEmail(tx, email)) !== null
        return { shopName: shop?.name ?? '', displayName, email, roles, hasAccount }
      }),

    /**
     * Joins the shop and signs in; `sessionToken` is the cookie of whoever is signed in already.
     * @throws AppError not_found, link.expired; session.wrong_credentials and the like for an existing account;
     * state.conflict when the account works there already; name.taken {field: 'email'}.
     */
    accept: async (
      token: string,
      body: BodyOf<typeof acceptInvitation>,
      from: Origin,
      sessionToken: string | null,
    ): Promise<SignedIn> => {
      nameOf(body.name, 'name')
      await db.asSystem((tx) => liveOne(tx, token))
      const take = await claimant(body, from, sessionToken)
      const { signedIn, shopId, accountId } = await db.asSystem(async (tx) => {
        const now = clock.now()
        const invitation = await liveOne(tx, token)
        if (!(await useInvitation(tx, now, invitation.id))) throw new AppError('link.expired')
        const account = await take(tx)
        await joinShop(tx, now, {
          shopId: invitation.shopId,
          accountId: account.id,
          displayName: invitation.displayName,
          roles: invitation.roles,
          by: invitation.invitedBy,
        })
        const opened = { token: await openSession(tx, now, account.id, from), me: await meOf(tx, account) }
        return { signedIn: opened, shopId: invitation.shopId, accountId: account.id }
      })
      directory.forget(shopId)
      credentials.forgetAccount(accountId)
      return signedIn
    },
  }
}
