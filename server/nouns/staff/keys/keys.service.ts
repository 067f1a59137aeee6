import type { BodyOf, ReplyOf } from '#contract/endpoint.ts'
import type { Scope } from '#contract/staff/roles.ts'
import type { addKey, listKeys } from '#contract/staff/team.ts'
import type { Clock } from '#platform/clock/clock.ts'
import { contextOf, type Database } from '#platform/database/database.ts'
import { notFound } from '#platform/http/app-error.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import { hashToken, newId, newToken } from '#platform/ids/ids.ts'
import { writeAudit } from '../audit/audit.store.ts'
import { invalid, nameOf } from '../refusals.ts'
import type { StaffCredentials } from '../sessions/credentials.ts'
import { insertKey, listKeyRows, revokeKey, type KeyRow } from './keys.store.ts'

export type KeysService = ReturnType<typeof createKeysService>
type KeyShape = ReplyOf<typeof addKey>['key']

const shown = (row: KeyRow): KeyShape => ({
  id: row.id,
  name: row.name,
  scopes: row.scopes,
  prefix: row.prefix,
  createdAt: row.createdAt.toISOString(),
  lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
  expiresAt: row.expiresAt?.toISOString() ?? null,
})

/** API keys: `fh_` and 256 random bits. Only the hash is kept; the first letters tell a person which one it is. */
export const createKeysService = (ports: {
  db: Database
  clock: Clock
  credentials: Pick<StaffCredentials, 'forgetKey'>
}) => {
  const { db, clock, credentials } = ports

  /** `by` null: made by somebody at the machine. */
  const make = async (
    shopId: string,
    by: string | null,
    wanted: { name: string; scopes: readonly Scope[]; expiresAt: Date | null },
  ): Promise<{ key: KeyShape; secret: string }> => {
    const now = clock.now()
    const name = nameOf(wanted.name, 'name')
    if (wanted.expiresAt && wanted.expiresAt <= now) throw invalid('expiresAt', 'future')
    const secret = `fh_${newToken()}`
    const row: KeyRow = {
      id: newId(),
      name,
      scopes: [...new Set(wanted.scopes)],
      prefix: secret.slice(0, 11),
      createdAt: now,
      lastUsedAt: null,
      expiresAt: wanted.expiresAt,
    }
    await db.inShop(shopId, async (tx) => {
      await insertKey(tx, now, { ...row, shopId, hash: hashToken(secret), by })
      await writeAudit(tx, now, { action: 'key.added', subject: row.id, by, details: { scopes: row.scopes } })
    })
    return { key: shown(row), secret }
  }

  return {
    make,
    list: async (caller: MemberCaller): Promise<ReplyOf<typeof listKeys>> => ({
      rows: (await db.inShop(caller.shopId, listKeyRows)).map(shown),
    }),
    add: (caller: MemberCaller, body: BodyOf<typeof addKey>) =>
      make(caller.shopId, caller.actorId, {
        ...body,
        expiresAt: body.expiresAt ? new Date(body.expiresAt) : null,
      }),
    remove: (caller: MemberCaller, id: string): Promise<void> =>
      db.inShop(caller.shopId, async (tx) => {
        const now = clock.now()
        if (!(await revokeKey(tx, now, id))) throw notFound()
        await writeAudit(tx, now, { action: 'key.removed', subject: id, by: caller.actorId })
        contextOf(tx).afterCommit.push(() => credentials.forgetKey(id))
      }),
  }
}
