import type { TableKind } from '#contract/imports/kinds.ts'
import type { TableImport } from '#contract/imports/table-imports.ts'
import type { Tx } from '#platform/database/database.ts'
import type { Refused, Sample, TakenCounts } from './takers.ts'

export interface TableRecord {
  id: string
  shop_id: string
  kind: TableKind
  state: TableImport['state']
  file_name: string
  file_path: string | null
  bytes: number
  sheet: string | null
  sheets: string[]
  headers: string[]
  map: Record<string, string | null>
  columns: Record<string, string>
  store_id: string | null
  new_store: string | null
  is_strict: boolean
  percent: number
  counts: Partial<TakenCounts>
  refused: Refused[]
  refused_count: number
  sample: Partial<Sample>
  error: string | null
  error_detail: string | null
  by: string | null
  started_at: Date
  beat_at: Date
  finished_at: Date | null
  attempts: number
  version: number
}
const asRecord = (row: unknown) => row as TableRecord

export interface NewTable {
  id: string
  shopId: string
  kind: TableKind
  state: 'mapping' | 'previewing'
  fileName: string
  filePath: string
  bytes: number
  sheets: readonly string[]
  headers: readonly string[]
  storeId: string | null
  newStore: string | null
  by: string | null
  at: Date
}
export const insertTable = async (tx: Tx, one: NewTable): Promise<TableRecord> =>
  asRecord(
    await tx
      .insertInto('imports.tables')
      .values({
        id: one.id,
        shop_id: one.shopId,
        kind: one.kind,
        state: one.state,
        file_name: one.fileName,
        file_path: one.filePath,
        bytes: one.bytes,
        sheets: [...one.sheets],
        headers: [...one.headers],
        store_id: one.storeId,
        new_store: one.newStore,
        by: one.by,
        started_at: one.at,
        beat_at: one.at,
      })
      .returningAll()
      .executeTakeFirstOrThrow(),
  )

export const findTable = async (tx: Tx, id: string): Promise<TableRecord | null> => {
  const row = await tx.selectFrom('imports.tables').selectAll().where('id', '=', id).executeTakeFirst()
  return row ? asRecord(row) : null
}

/** The newest first; ids sort by the time they were made. */
export const selectTables = async (
  tx: Tx,
  shopId: string,
  kinds: readonly TableKind[],
  before: string | null,
  limit: number,
): Promise<TableRecord[]> => {
  let query = tx
    .selectFrom('imports.tables')
    .selectAll()
    .where('shop_id', '=', shopId)
    .where('kind', 'in', [...kinds])
    .orderBy('id', 'desc')
    .limit(limit)
  if (before !== null) query = query.where('id', '<', before)
  return (await query.execute()).map(asRecord)
}

/** Of every shop (`asSystem`): what is under way, or waits for somebody. */
export const selectUnfinished = async (tx: Tx): Promise<TableRecord[]> =>
  (
    await tx
      .selectFrom('imports.tables')
      .selectAll()
      .where('state', 'in', ['mapping', 'previewing', 'previewed', 'running'])
      .orderBy('started_at')
      .execute()
  ).map(asRecord)

export interface TableChange {
  state?: TableImport['state']
  kind?: TableKind
  storeId?: string | null
  newStore?: string | null
  isStrict?: boolean
  sheet?: string | null
  headers?: readonly string[]
  map?: Readonly<Record<string, string | null>>
  columns?: Readonly<Record<string, string>>
  percent?: number
  counts?: Partial<TakenCounts>
  refused?: readonly Refused[]
  refusedCount?: number
  sample?: Partial<Sample>
  error?: string | null
  errorDetail?: string | null
  finishedAt?: Date
  attempts?: number
  at: Date
}
/** Changes what is given, while the import is in one of these states and of that version; null when it has moved on. */
export const changeTable = async (
  tx: Tx,
  id: string,
  from: { states: readonly TableImport['state'][]; version?: number },
  change: TableChange,
): Promise<TableRecord | null> => {
  let query = tx
    .updateTable('imports.tables')
    .set((eb) => ({
      state: change.state,
      kind: change.kind,
      store_id: change.storeId,
      new_store: change.newStore,
      is_strict: change.isStrict,
      sheet: change.sheet,
      headers: change.headers && [...change.headers],
      map: json(change.map),
      columns: json(change.columns),
      percent: change.percent,
      counts: json(change.counts),
      refused: json(change.refused),
      refused_count: change.refusedCount,
      sample: json(change.sample),
      error: change.error,
      error_detail: change.errorDetail && storable(change.errorDetail),
      finished_at: change.finishedAt,
      attempts: change.attempts,
      beat_at: change.at,
      version: eb('version', '+', 1),
    }))
    .where('id', '=', id)
    .where('state', 'in', [...from.states])
  if (from.version !== undefined) query = query.where('version', '=', from.version)
  const row = await query.returningAll().executeTakeFirst()
  return row ? asRecord(row) : null
}

/** PostgreSQL refuses NUL and half a surrogate pair, and a value that was shortened may end in one. */
const storable = (text: string): string => text.toWellFormed().replaceAll('\0', '')
const json = (value: unknown): string | undefined =>
  value === undefined
    ? undefined
    : JSON.stringify(value, (_, part: unknown) => (typeof part === 'string' ? storable(part) : part))
