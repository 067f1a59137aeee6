import type { BodyOf, ReplyOf } from '#contract/endpoint.ts'
import type { beginSecondFactor, changeMe, confirmSecondFactor, Me } from '#contract/staff/session.ts'
import {
  acceptedStep,
  hashRecoveryCode,
  newRecoveryCodes,
  newTotpSecret,
  totpUri,
} from '#platform/auth/second-factor.ts'
import type { Passwords } from '#platform/auth/passwords.ts'
import type { Clock } from '#platform/clock/clock.ts'
import type { Database, Tx } from '#platform/database/database.ts'
import { AppError } from '#platform/http/app-error.ts'
import type { AccountCaller } from '#platform/http/caller.ts'
import type { Secrets } from '#platform/secrets/secrets.ts'
import { nameOf } from '../refusals.ts'
import type { StaffCredentials } from '../sessions/credentials.ts'
import type { Origin, Proof } from '../sessions/proof.ts'
import { deleteOtherSessions } from '../sessions/sessions.store.ts'
import { findAccount, lockAccount, updateAccount, type Account } from './accounts.store.ts'
import { auditEverywhere, meOf } from './me.ts'

export interface AccountPorts {
  db: Database
  clock: Clock
  secrets: Secrets
  passwords: Passwords
  proof: Proof
  credentials: Pick<StaffCredentials, 'forgetAccount'>
}
export type AccountsService = ReturnType<typeof createAccountsService>

export const createAccountsService = ({
  db,
  clock,
  secrets,
  passwords,
  proof,
  credentials,
}: AccountPorts) => {
  const own = async (tx: Tx, id: string, find = findAccount): Promise<Account> => {
    const account = await find(tx, id)
    if (!account) throw new AppError('session.missing')
    return account
  }
  /** Whoever found an open screen must not be able to take the account over. */
  const prove = async (caller: AccountCaller, password: string, from: Origin) => {
    const account = await db.asSystem((tx) => own(tx, caller.accountId))
    const proven = await proof.password(account.email, password, from)
    await db.asSystem((tx) => proof.settle(tx, proven))
  }

  return {
    /** A new password ends all other sessions. @throws AppError session.wrong_credentials for the old password. */
    change: async (caller: AccountCaller, body: BodyOf<typeof changeMe>, from: Origin): Promise<Me> => {
      const name = body.name === undefined ? undefined : nameOf(body.name, 'name')
      if (body.password) await prove(caller, body.password.old, from)
      const passwordHash = body.password ? await passwords.hash(body.password.new) : undefined
      const me = await db.asSystem(async (tx) => {
        await updateAccount(tx, caller.accountId, { name, language: body.language, passwordHash })
        if (passwordHash) {
          await deleteOtherSessions(tx, caller.accountId, caller.sessionId)
          await auditEverywhere(tx, clock.now(), caller.accountId, { action: 'account.password_changed' })
        }
        return meOf(tx, await own(tx, caller.accountId))
      })
      credentials.forgetAccount(caller.accountId)
      return me
    },

    /** @throws AppError state.conflict when there is a second factor already: it is removed first, by the password. */
    beginSecondFactor: (caller: AccountCaller): Promise<ReplyOf<typeof beginSecondFactor>> =>
      db.asSystem(async (tx) => {
        const account = await own(tx, caller.accountId, lockAccount)
        if (account.totpSecret) throw new AppError('state.conflict')
        const secret = newTotpSecret()
        await updateAccount(tx, account.id, { totpPending: secrets.seal(secret) })
        return { secret, uri: totpUri('Five Hearts', account.email, secret) }
      }),

    /** @throws AppError state.conflict when none was begun; session.second_factor_needed {wrongCode: true}. */
    confirmSecondFactor: (
      caller: AccountCaller,
      code: string,
    ): Promise<ReplyOf<typeof confirmSecondFactor>> =>
      db.asSystem(async (tx) => {
        const account = await own(tx, caller.accountId, lockAccount)
        if (!account.totpPending || account.totpSecret) throw new AppError('state.conflict')
        const now = clock.now()
        const step = acceptedStep(secrets.open(account.totpPending), code, now, 0)
        if (step === null) throw new AppError('session.second_factor_needed', { wrongCode: true })
        const recoveryCodes = newRecoveryCodes()
        await updateAccount(tx, account.id, {
          totpSecret: account.totpPending,
          totpPending: null,
          totpLastStep: step,
          recoveryHashes: recoveryCodes.map(hashRecoveryCode),
        })
        await auditEverywhere(tx, now, account.id, { action: 'account.second_factor_added' })
        return { recoveryCodes }
      }),

    removeSecondFactor: async (caller: AccountCaller, password: string, from: Origin): Promise<void> => {
      await prove(caller, password, from)
      await db.asSystem(async (tx) => {
        await updateAccount(tx, caller.accountId, {
          totpSecret: null,
          totpPending: null,
          totpLastStep: 0,
          recoveryHashes: [],
        })
        await auditEverywhere(tx, clock.now(), caller.accountId, { action: 'account.second_factor_removed' })
      })
    },
  }
}
