import type { Scope } from '#contract/staff/roles.ts'
import type { Tx } from '#platform/database/database.ts'

export interface KeyRow {
  id: string
  name: string
  scopes: Scope[]
  prefix: string
  createdAt: Date
  lastUsedAt: Date | null
  expiresAt: Date | null
}

/** Keys that still open something; one that expired by itself stays in the list. */
export const listKeyRows = async (tx: Tx): Promise<KeyRow[]> => {
  const rows = await tx
    .selectFrom('staff.api_keys')
    .select(['id', 'name', 'scopes', 'prefix', 'created_at', 'last_used_at', 'expires_at'])
    .where('revoked_at', 'is', null)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    scopes: row.scopes as Scope[],
    prefix: row.prefix,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
    expiresAt: row.expires_at,
  }))
}

export interface NewKeyRow {
  id: string
  shopId: string
  name: string
  hash: Buffer
  prefix: string
  scopes: Scope[]
  by: string | null
  expiresAt: Date | null
}

export const insertKey = async (tx: Tx, now: Date, key: NewKeyRow): Promise<void> => {
  await tx
    .insertInto('staff.api_keys')
    .values({
      id: key.id,
      shop_id: key.shopId,
      name: key.name,
      key_hash: key.hash,
      prefix: key.prefix,
      scopes: key.scopes,
      created_by: key.by,
      created_at: now,
      expires_at: key.expiresAt,
    })
    .execute()
}

/** False when the shop has no such key, or it was revoked before. */
export const revokeKey = async (tx: Tx, now: Date, id: string): Promise<boolean> => {
  const result = await tx
    .updateTable('staff.api_keys')
    .set({ revoked_at: now })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** The live key with this hash, in whatever shop (`asSystem`). */
export const findKey = async (
  tx: Tx,
  hash: Buffer,
  now: Date,
): Promise<{ id: string; shopId: string; name: string; scopes: Scope[]; expiresAt: Date | null } | null> => {
  const row = await tx
    .selectFrom('staff.api_keys')
    .select(['id', 'shop_id', 'name', 'scopes', 'expires_at'])
    .where('key_hash', '=', hash)
    .where('revoked_at', 'is', null)
    .where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', now)]))
    .executeTakeFirst()
  return row
    ? {
        id: row.id,
        shopId: row.shop_id,
        name: row.name,
        scopes: row.scopes as Scope[],
        expiresAt: row.expires_at,
      }
    : null
}

/** At most once a minute: a busy key must not write a row per request. */
export const noteKeyUse = async (tx: Tx, id: string, now: Date): Promise<void> => {
  const minuteAgo = new Date(now.getTime() - 60_000)
  await tx
    .updateTable('staff.api_keys')
    .set({ last_used_at: now })
    .where('id', '=', id)
    .where((eb) => eb.or([eb('last_used_at', 'is', null), eb('last_used_at', '<=', minuteAgo)]))
    .execute()
}
