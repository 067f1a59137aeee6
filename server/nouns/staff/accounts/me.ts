import type { Me } from '#contract/staff/session.ts'
import type { Tx } from '#platform/database/database.ts'
import { writeAudit, type AuditEntry } from '../audit/audit.store.ts'
import type { Account } from './accounts.store.ts'
import { membershipsOf } from './memberships.store.ts'

/** What a signed-in person is told about themselves. */
export const meOf = async (tx: Tx, account: Account): Promise<Me> => ({
  account: {
    id: account.id,
    email: account.email,
    name: account.name,
    language: account.language,
    hasSecondFactor: account.totpSecret !== null,
  },
  memberships: await membershipsOf(tx, account.id),
})

/** What concerns a person alone is told to every shop they work in: each of them trusts the account. */
export const auditEverywhere = async (
  tx: Tx,
  now: Date,
  accountId: string,
  entry: Omit<AuditEntry, 'by' | 'subject'>,
): Promise<void> => {
  for (const membership of await membershipsOf(tx, accountId))
    await writeAudit(tx, now, { ...entry, by: membership.id, subject: membership.id }, membership.shop.id)
}
