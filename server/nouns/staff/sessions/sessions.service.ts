import type { BodyOf, ReplyOf } from '#contract/endpoint.ts'
import type { listSessions, Me, signIn } from '#contract/staff/session.ts'
import type { Clock } from '#platform/clock/clock.ts'
import type { Database } from '#platform/database/database.ts'
import { AppError, notFound } from '#platform/http/app-error.ts'
import type { AccountCaller } from '#platform/http/caller.ts'
import { findAccount } from '../accounts/accounts.store.ts'
import { auditEverywhere, meOf } from '../accounts/me.ts'
import type { StaffCredentials } from './credentials.ts'
import { openSession } from './open-session.ts'
import type { Origin, Proof } from './proof.ts'
import { deleteExpired, deleteSession, sessionsOf } from './sessions.store.ts'
import { lockMs } from './sign-in.rules.ts'

/** The cookie's value and what the person is told. */
export interface SignedIn {
  token: string
  me: Me
}

export type SessionsService = ReturnType<typeof createSessionsService>

export interface SessionPorts {
  db: Database
  clock: Clock
  proof: Proof
  credentials: StaffCredentials
}

export const createSessionsService = ({ db, clock, proof, credentials }: SessionPorts) => ({
  /**
   * @throws AppError session.wrong_credentials; session.locked {retryAfter: seconds};
   * session.second_factor_needed, with {wrongCode: true} when a code was given and is not right.
   */
  signIn: async (body: BodyOf<typeof signIn>, from: Origin): Promise<SignedIn> => {
    const proven = await proof.password(body.email, body.password, from)
    const { account } = proven
    if (account.totpSecret && body.code === undefined) {
      await proof.giveBack(proven)
      throw new AppError('session.second_factor_needed')
    }
    const opened = await db.asSystem(async (tx): Promise<SignedIn | null> => {
      const now = clock.now()
      const how = account.totpSecret ? await proof.spendCode(tx, account.id, body.code ?? '') : 'password'
      if (how === null) return null
      await proof.settle(tx, proven)
      await auditEverywhere(tx, now, account.id, {
        action: 'session.signed_in',
        details: { how, address: from.address },
      })
      return { token: await openSession(tx, now, account.id, from), me: await meOf(tx, account) }
    })
    if (opened) return opened
    await proof.wrongCode(proven, from)
    throw new AppError('session.second_factor_needed', { wrongCode: true })
  },

  me: (caller: AccountCaller): Promise<Me> =>
    db.asSystem(async (tx) => {
      const account = await findAccount(tx, caller.accountId)
      if (!account) throw new AppError('session.missing')
      return meOf(tx, account)
    }),

  signOut: async (caller: AccountCaller): Promise<void> => {
    await db.asSystem(async (tx) => {
      await deleteSession(tx, caller.accountId, caller.sessionId)
      await auditEverywhere(tx, clock.now(), caller.accountId, { action: 'session.ended' })
    })
    credentials.forgetSession(caller.sessionId)
  },

  list: async (caller: AccountCaller): Promise<ReplyOf<typeof listSessions>> => {
    const sessions = await db.asSystem((tx) => sessionsOf(tx, caller.accountId, clock.now()))
    return {
      rows: sessions.map((one) => ({
        id: one.id,
        createdAt: one.createdAt.toISOString(),
        lastSeenAt: one.lastSeenAt.toISOString(),
        agent: one.agent,
        isThis: one.id === caller.sessionId,
      })),
    }
  },

  end: async (caller: AccountCaller, id: string): Promise<void> => {
    await db.asSystem(async (tx) => {
      if (!(await deleteSession(tx, caller.accountId, id))) throw notFound()
      await auditEverywhere(tx, clock.now(), caller.accountId, { action: 'session.ended' })
    })
    credentials.forgetSession(id)
  },

  /** Recurring work: sessions that ended by themselves, and failures nobody counts any more. */
  removeExpired: (): Promise<void> =>
    db.asSystem((tx) => deleteExpired(tx, clock.now(), new Date(clock.now().getTime() - lockMs))),
})
