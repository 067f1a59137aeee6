import type { Tx } from '#platform/database/database.ts'
import type { Failures } from './sign-in.rules.ts'

/** Sessions and wrong passwords; global tables, so every transaction here is `asSystem`. */
export interface Session {
  id: string
  accountId: string
  createdAt: Date
  lastSeenAt: Date
  expiresAt: Date
  agent: string | null
}

const columns = ['id', 'account_id', 'created_at', 'last_seen_at', 'expires_at', 'agent'] as const
const asSession = (row: {
  id: string
  account_id: string
  created_at: Date
  last_seen_at: Date
  expires_at: Date
  agent: string | null
}): Session => ({
  id: row.id,
  accountId: row.account_id,
  createdAt: row.created_at,
  lastSeenAt: row.last_seen_at,
  expiresAt: row.expires_at,
  agent: row.agent,
})

export const insertSession = async (tx: Tx, tokenHash: Buffer, session: Session): Promise<void> => {
  await tx
    .insertInto('staff.sessions')
    .values({
      id: session.id,
      account_id: session.accountId,
      token_hash: tokenHash,
      agent: session.agent,
      created_at: session.createdAt,
      last_seen_at: session.lastSeenAt,
      expires_at: session.expiresAt,
    })
    .execute()
}

export const findSession = async (tx: Tx, tokenHash: Buffer, now: Date): Promise<Session | null> => {
  const row = await tx
    .selectFrom('staff.sessions')
    .select(columns)
    .where('token_hash', '=', tokenHash)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return row ? asSession(row) : null
}

export const touchSession = async (tx: Tx, id: string, now: Date, expiresAt: Date): Promise<void> => {
  await tx
    .updateTable('staff.sessions')
    .set({ last_seen_at: now, expires_at: expiresAt })
    .where('id', '=', id)
    .execute()
}

export const sessionsOf = async (tx: Tx, accountId: string, now: Date): Promise<Session[]> => {
  const rows = await tx
    .selectFrom('staff.sessions')
    .select(columns)
    .where('account_id', '=', accountId)
    .where('expires_at', '>', now)
    .orderBy('last_seen_at', 'desc')
    .orderBy('id')
    .execute()
  return rows.map(asSession)
}

/** Ends one session of the account; false when it has none of that id. */
export const deleteSession = async (tx: Tx, accountId: string, id: string): Promise<boolean> => {
  const result = await tx
    .deleteFrom('staff.sessions')
    .where('id', '=', id)
    .where('account_id', '=', accountId)
    .executeTakeFirst()
  return result.numDeletedRows > 0n
}

/** Ends all sessions of the account but one. */
export const deleteOtherSessions = async (tx: Tx, accountId: string, keep: string): Promise<void> => {
  await tx.deleteFrom('staff.sessions').where('account_id', '=', accountId).where('id', '<>', keep).execute()
}

/** Sessions that ended by themselves, and failures nobody counts any more. */
export const deleteExpired = async (tx: Tx, now: Date, failuresBefore: Date): Promise<void> => {
  await tx.deleteFrom('staff.sessions').where('expires_at', '<=', now).execute()
  await tx.deleteFrom('staff.sign_in_failures').where('last_at', '<=', failuresBefore).execute()
}

/** The failures of an e-mail, held until the transaction ends so that attempts are counted one by one. */
export const lockFailures = async (tx: Tx, emailHash: Buffer, now: Date): Promise<Failures | null> => {
  await tx
    .insertInto('staff.sign_in_failures')
    .values({ email_hash: emailHash, count: 0, last_at: now, locked_until: null })
    .onConflict((conflict) => conflict.column('email_hash').doNothing())
    .execute()
  const row = await tx
    .selectFrom('staff.sign_in_failures')
    .select(['count', 'last_at', 'locked_until'])
    .where('email_hash', '=', emailHash)
    .forUpdate()
    .executeTakeFirst()
  return row && row.count > 0
    ? { count: row.count, lastAt: row.last_at, lockedUntil: row.locked_until }
    : null
}

/** Null: there are none any more. */
export const writeFailures = async (tx: Tx, emailHash: Buffer, failures: Failures | null): Promise<void> => {
  if (!failures) {
    await tx.deleteFrom('staff.sign_in_failures').where('email_hash', '=', emailHash).execute()
    return
  }
  const row = { count: failures.count, last_at: failures.lastAt, locked_until: failures.lockedUntil }
  await tx
    .insertInto('staff.sign_in_failures')
    .values({ email_hash: emailHash, ...row })
    .onConflict((conflict) => conflict.column('email_hash').doUpdateSet(row))
    .execute()
}
