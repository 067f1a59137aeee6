import { acceptedStep, hashRecoveryCode } from '#platform/auth/second-factor.ts'
import type { Passwords } from '#platform/auth/passwords.ts'
import type { Clock } from '#platform/clock/clock.ts'
import type { Database, Tx } from '#platform/database/database.ts'
import { AppError } from '#platform/http/app-error.ts'
import { hashToken } from '#platform/ids/ids.ts'
import type { Secrets } from '#platform/secrets/secrets.ts'
import { findAccountByEmail, lockAccount, updateAccount, type Account } from '../accounts/accounts.store.ts'
import { auditEverywhere } from '../accounts/me.ts'
import { lockFailures, writeFailures } from './sessions.store.ts'
import { countAttempt, giveBack, type Failures } from './sign-in.rules.ts'

/** Where a request came from, for the audit log and the list of sessions. */
export interface Origin {
  address: string
  agent: string | null
}

export interface ProofPorts {
  db: Database
  clock: Clock
  passwords: Passwords
  secrets: Secrets
}

/** An e-mail whose password was right. Not yet counted as a success: `settle` or `giveBack` ends the attempt. */
export interface Proven {
  account: Account
  emailHash: Buffer
  failures: Failures
}

export type Proof = ReturnType<typeof createProof>

/** Judges passwords and second factors; wrong ones are counted and told to the shops of the account. */
export const createProof = ({ db, clock, passwords, secrets }: ProofPorts) => {
  const refused = async (account: Account | null, reason: string, from: Origin, isLocked: boolean) => {
    if (!account) return
    await db.asSystem(async (tx) => {
      const now = clock.now()
      await auditEverywhere(tx, now, account.id, {
        action: 'session.refused',
        details: { reason, address: from.address },
      })
      if (isLocked)
        await auditEverywhere(tx, now, account.id, {
          action: 'session.locked',
          details: { address: from.address },
        })
    })
  }

  return {
    /** @throws AppError session.locked {retryAfter: seconds}, session.wrong_credentials */
    password: async (email: string, password: string, from: Origin): Promise<Proven> => {
      const emailHash = hashToken(email.normalize('NFC').trim().toLowerCase())
      const { attempt, account } = await db.asSystem(async (tx) => {
        const counted = countAttempt(await lockFailures(tx, emailHash, clock.now()), clock.now())
        if (counted.verdict === 'try') await writeFailures(tx, emailHash, counted.failures)
        return { attempt: counted, account: await findAccountByEmail(tx, email.trim()) }
      })
      if (attempt.verdict === 'locked')
        throw new AppError('session.locked', { retryAfter: attempt.retryAfterSeconds })
      // Outside the transaction: it takes longer than a connection should be held.
      const isRight = await passwords.verify(account?.passwordHash ?? null, password)
      if (account && isRight) return { account, emailHash, failures: attempt.failures }
      await refused(account, 'password', from, attempt.failures.lockedUntil !== null)
      throw new AppError('session.wrong_credentials')
    },

    /** The second factor is still to come: the attempt does not count, earlier ones do. */
    giveBack: (proven: Proven): Promise<void> =>
      db.asSystem((tx) => writeFailures(tx, proven.emailHash, giveBack(proven.failures))),

    /** Whether the code is the app's, or a recovery code; it is spent in this transaction. */
    spendCode: async (tx: Tx, accountId: string, code: string): Promise<'app' | 'recovery' | null> => {
      const account = await lockAccount(tx, accountId)
      if (!account?.totpSecret) return null
      const step = acceptedStep(secrets.open(account.totpSecret), code, clock.now(), account.totpLastStep)
      if (step !== null) {
        await updateAccount(tx, account.id, { totpLastStep: step })
        return 'app'
      }
      const hash = hashRecoveryCode(code)
      if (!account.recoveryHashes.includes(hash)) return null
      await updateAccount(tx, account.id, {
        recoveryHashes: account.recoveryHashes.filter((one) => one !== hash),
      })
      return 'recovery'
    },

    wrongCode: (proven: Proven, from: Origin): Promise<void> =>
      refused(proven.account, 'code', from, proven.failures.lockedUntil !== null),

    /** Everything was right: nothing is counted any more. */
    settle: (tx: Tx, proven: Proven): Promise<void> => writeFailures(tx, proven.emailHash, null),
  }
}
