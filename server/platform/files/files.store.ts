import { sql } from 'kysely'
import type { Tx } from '../database/database.ts'

export interface FileRow {
  id: string
  shopId: string
  name: string
  mime: string
  bytes: number
  width: number | null
  height: number | null
  sha256: string
  hasThumb: boolean
  owner: string
}

const columns = [
  'id',
  'shop_id',
  'name',
  'mime',
  'bytes',
  'width',
  'height',
  'sha256',
  'has_thumb',
  'owner',
] as const
const asFile = (row: {
  id: string
  shop_id: string
  name: string
  mime: string
  bytes: number
  width: number | null
  height: number | null
  sha256: string
  has_thumb: boolean
  owner: string
}): FileRow => ({
  id: row.id,
  shopId: row.shop_id,
  name: row.name,
  mime: row.mime,
  bytes: row.bytes,
  width: row.width,
  height: row.height,
  sha256: row.sha256,
  hasThumb: row.has_thumb,
  owner: row.owner,
})

/** Holds one content until the transaction ends, so that it is not removed while somebody brings it again. */
export const lockContent = async (tx: Tx, sha256: string): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtextextended(${sha256}, 4555))`.execute(tx)
}

export const insertFile = async (tx: Tx, now: Date, file: FileRow): Promise<void> => {
  await tx
    .insertInto('platform.files')
    .values({
      id: file.id,
      shop_id: file.shopId,
      name: file.name,
      mime: file.mime,
      bytes: file.bytes,
      width: file.width,
      height: file.height,
      sha256: file.sha256,
      has_thumb: file.hasThumb,
      owner: file.owner,
      created_at: now,
    })
    .execute()
}

export const findFile = async (tx: Tx, id: string): Promise<FileRow | null> => {
  const row = await tx.selectFrom('platform.files').select(columns).where('id', '=', id).executeTakeFirst()
  return row ? asFile(row) : null
}

/** How many files of this owner nothing refers to yet. */
export const countUnkept = async (tx: Tx, owner: string): Promise<number> => {
  const row = await tx
    .selectFrom('platform.files')
    .select((eb) => eb.fn.countAll<number>().as('files'))
    .where('owner', '=', owner)
    .where('kept_at', 'is', null)
    .executeTakeFirstOrThrow()
  return row.files
}

/** Marks the owner's files as referred to; returns those that are there. Holds them, so that they cannot be removed meanwhile. */
export const keepFiles = async (
  tx: Tx,
  now: Date,
  ids: readonly string[],
  owner: string,
): Promise<FileRow[]> => {
  const rows = await tx
    .updateTable('platform.files')
    .set((eb) => ({ kept_at: eb.fn.coalesce('kept_at', eb.val(now)) }))
    .where('id', 'in', [...ids])
    .where('owner', '=', owner)
    .returning(columns)
    .execute()
  return rows.map(asFile)
}

/** Marks files of any owner and shop (`asSystem`). */
export const markKept = async (tx: Tx, now: Date, ids: readonly string[]): Promise<void> => {
  if (ids.length === 0) return
  await tx
    .updateTable('platform.files')
    .set({ kept_at: now })
    .where('id', 'in', [...ids])
    .execute()
}

/** The oldest files that nothing is known to refer to, across shops (`asSystem`). */
export const unkeptBefore = async (tx: Tx, before: Date, limit: number): Promise<FileRow[]> => {
  const rows = await tx
    .selectFrom('platform.files')
    .select(columns)
    .where('kept_at', 'is', null)
    .where('created_at', '<', before)
    .orderBy('created_at')
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(asFile)
}

/** Removes the row unless it was kept meanwhile. `isLast`: no other file of any shop has this content (`asSystem`). */
export const deleteUnkept = async (tx: Tx, file: FileRow): Promise<{ isGone: boolean; isLast: boolean }> => {
  const gone = await tx
    .deleteFrom('platform.files')
    .where('id', '=', file.id)
    .where('kept_at', 'is', null)
    .executeTakeFirst()
  const other = await tx
    .selectFrom('platform.files')
    .select('id')
    .where('sha256', '=', file.sha256)
    .limit(1)
    .executeTakeFirst()
  return { isGone: gone.numDeletedRows > 0n, isLast: other === undefined }
}
