import type pg from 'pg'
import type { Import } from '#contract/orders/orders.ts'
import type { OrderMapping } from '#contract/orders/mapping.ts'
import type { OrderFormat, RefusedLine } from '#contract/orders/import-record.ts'
import type { Tx } from '#platform/database/database.ts'
import type { Counts } from './import-tally.ts'

export interface ImportRecord {
  id: string
  shop_id: string
  store_id: string | null
  state: Import['state']
  is_dry_run: boolean
  is_strict: boolean
  file_name: string
  file_path: string | null
  /** A second file with the lines of the orders. */
  lines_path: string | null
  lines_name: string | null
  /** Of a workbook: the sheet that is read (null: the first), and all that a person would see. */
  sheet: string | null
  sheets: string[]
  /** A person said that the store is yet to be made: none is guessed. */
  is_new_store: boolean
  mapping: OrderMapping | null
  header_key: string | null
  headers: string[] | null
  bytes: number
  format: OrderFormat | null
  done_bytes: number
  counts: Partial<Counts>
  refused: RefusedLine[]
  refused_count: number
  sample: Import['sample']
  error: string | null
  error_detail: string | null
  by: string | null
  started_at: Date
  run_started_at: Date | null
  finished_at: Date | null
  beat_at: Date | null
  seconds_left: number | null
  /** A person wants it to stop. */
  stop_asked_at: Date | null
  /** How often in a row a process began to work on it and died. */
  attempts: number
  version: number
}
const asRecord = (row: unknown) => row as ImportRecord

export interface NewImport {
  id: string
  shopId: string
  isDryRun: boolean
  isStrict: boolean
  fileName: string
  filePath: string
  linesPath?: string | null
  bytes: number
  format: OrderFormat | null
  storeId: string | null
  by: string | null
  at: Date
  /** `mapping` where nobody knows yet how it is to be read. */
  state?: 'mapping' | 'previewing'
  mapping?: OrderMapping | null
  header?: HeaderOfFile | null
  sheets?: readonly string[]
}
/** Names in their order, and what files with the same header share. */
export interface HeaderOfFile {
  names: readonly string[]
  key: string
}

export const insertImport = async (tx: Tx, one: NewImport): Promise<ImportRecord> =>
  asRecord(
    await tx
      .insertInto('orders.imports')
      .values({
        id: one.id,
        shop_id: one.shopId,
        state: one.state ?? 'previewing',
        is_dry_run: one.isDryRun,
        is_strict: one.isStrict,
        file_name: one.fileName,
        file_path: one.filePath,
        lines_path: one.linesPath ?? null,
        mapping: one.mapping ? JSON.stringify(one.mapping) : null,
        header_key: one.header?.key ?? null,
        headers: one.header ? [...one.header.names] : null,
        sheets: [...(one.sheets ?? [])],
        bytes: one.bytes,
        format: one.format,
        store_id: one.storeId,
        by: one.by,
        started_at: one.at,
      })
      .returningAll()
      .executeTakeFirstOrThrow(),
  )

export const findImport = async (tx: Tx, id: string): Promise<ImportRecord | null> => {
  const row = await tx.selectFrom('orders.imports').selectAll().where('id', '=', id).executeTakeFirst()
  return row ? asRecord(row) : null
}

/** The newest first; ids sort by the time they were made. */
export const selectImports = async (
  tx: Tx,
  shopId: string,
  before: string | null,
  limit: number,
): Promise<ImportRecord[]> => {
  let query = tx
    .selectFrom('orders.imports')
    .selectAll()
    .where('shop_id', '=', shopId)
    .orderBy('id', 'desc')
    .limit(limit)
  if (before !== null) query = query.where('id', '<', before)
  return (await query.execute()).map(asRecord)
}

/** Begins the run; null when the import is not in the state `from` (any more). */
export const startRun = async (
  tx: Tx,
  id: string,
  from: Import['state'],
  run: { storeId: string; isStrict: boolean; at: Date },
): Promise<ImportRecord | null> => {
  const row = await tx
    .updateTable('orders.imports')
    .set((eb) => ({
      state: 'running',
      store_id: run.storeId,
      is_strict: run.isStrict,
      run_started_at: run.at,
      done_bytes: 0,
      seconds_left: null,
      counts: '{}',
      refused: '[]',
      refused_count: 0,
      stop_asked_at: null,
      attempts: 0,
      beat_at: run.at,
      version: eb('version', '+', 1),
    }))
    .where('id', '=', id)
    .where('state', '=', from)
    .returningAll()
    .executeTakeFirst()
  return row ? asRecord(row) : null
}

/** Gives the import a mapping and begins its preview anew; null when it is past that. */
export const giveMapping = async (
  tx: Tx,
  id: string,
  given: { mapping: OrderMapping; at: Date },
): Promise<ImportRecord | null> => {
  const row = await tx
    .updateTable('orders.imports')
    .set((eb) => ({
      state: 'previewing',
      format: 'mapped',
      mapping: JSON.stringify(given.mapping),
      done_bytes: 0,
      seconds_left: null,
      counts: '{}',
      refused: '[]',
      refused_count: 0,
      sample: '[]',
      stop_asked_at: null,
      attempts: 0,
      beat_at: given.at,
      version: eb('version', '+', 1),
    }))
    .where('id', '=', id)
    .where('state', 'in', ['mapping', 'previewed'])
    .returningAll()
    .executeTakeFirst()
  return row ? asRecord(row) : null
}

/** How an import is to be read from now on; what is left out stays. */
export interface OtherReading {
  state: 'mapping' | 'previewing'
  storeId?: string | null
  isNewStore?: boolean
  sheet?: string | null
  lines?: { path: string; name: string } | null
  /** What its header was found to be; null: not known. */
  found?: { format: OrderFormat | null; mapping: OrderMapping | null; header: HeaderOfFile | null }
  at: Date
}
/** Begins the look at an import anew, read otherwise; null when it has moved on since `from`. */
export const readOtherwise = async (
  tx: Tx,
  from: Pick<ImportRecord, 'id' | 'state' | 'version'>,
  { state, storeId, isNewStore, sheet, lines, found, at }: OtherReading,
): Promise<ImportRecord | null> => {
  const row = await tx
    .updateTable('orders.imports')
    .set((eb) => ({
      state,
      store_id: storeId,
      is_new_store: isNewStore,
      sheet,
      ...(lines === undefined ? {} : { lines_path: lines?.path ?? null, lines_name: lines?.name ?? null }),
      ...(found === undefined
        ? {}
        : {
            format: found.format,
            mapping: found.mapping ? JSON.stringify(found.mapping) : null,
            header_key: found.header?.key ?? null,
            headers: found.header ? [...found.header.names] : null,
          }),
      done_bytes: 0,
      seconds_left: null,
      counts: '{}',
      refused: '[]',
      refused_count: 0,
      sample: '[]',
      stop_asked_at: null,
      attempts: 0,
      beat_at: at,
      version: eb('version', '+', 1),
    }))
    .where('id', '=', from.id)
    .where('state', '=', from.state)
    .where('version', '=', from.version)
    .returningAll()
    .executeTakeFirst()
  return row ? asRecord(row) : null
}

/** Writes down that it is to stop; null when it is not under way. Whoever works on it sees it when it next tells how far it is. */
export const askStop = async (tx: Tx, id: string, at: Date): Promise<ImportRecord | null> => {
  const row = await tx
    .updateTable('orders.imports')
    .set((eb) => ({ stop_asked_at: at, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .where('state', 'in', ['previewing', 'running'])
    .returningAll()
    .executeTakeFirst()
  return row ? asRecord(row) : null
}

/** Takes a stopped import up again where it was, looking or running; null when it is not stopped (any more). */
export const takeUpAgain = async (tx: Tx, id: string, at: Date): Promise<ImportRecord | null> => {
  const row = await tx
    .updateTable('orders.imports')
    .set((eb) => ({
      state: eb.case().when('run_started_at', 'is', null).then('previewing').else('running').end(),
      stop_asked_at: null,
      attempts: 0,
      seconds_left: null,
      beat_at: at,
      version: eb('version', '+', 1),
    }))
    .where('id', '=', id)
    .where('state', '=', 'stopped')
    .returningAll()
    .executeTakeFirst()
  return row ? asRecord(row) : null
}

export interface ImportChange {
  state?: Import['state']
  storeId?: string | null
  format?: OrderFormat
  doneBytes?: number
  secondsLeft?: number | null
  counts?: Counts
  refused?: readonly RefusedLine[]
  refusedCount?: number
  sample?: Import['sample']
  error?: string | null
  errorDetail?: string | null
  filePath?: string | null
  finishedAt?: Date
  at: Date
}

/** Where the import is, said by whoever works on it. */
export const noteProgress = async (tx: Tx, id: string, change: Omit<ImportChange, 'state'>) =>
  asRecord(await changing(tx, id, change).returningAll().executeTakeFirstOrThrow())

/** Ends it or lays it aside; null when it is not what `from` says (any more): then nothing is changed. */
export const moveImport = async (
  tx: Tx,
  id: string,
  from: { state: Import['state']; version?: number },
  change: ImportChange,
): Promise<ImportRecord | null> => {
  let query = changing(tx, id, change).where('state', '=', from.state)
  if (from.version !== undefined) query = query.where('version', '=', from.version)
  const row = await query.returningAll().executeTakeFirst()
  return row ? asRecord(row) : null
}

/** Counts a process that begins to work on it; null when it is not in that state (any more). */
export const countAttempt = async (
  tx: Tx,
  id: string,
  state: Import['state'],
): Promise<ImportRecord | null> => {
  const row = await tx
    .updateTable('orders.imports')
    .set((eb) => ({ attempts: eb('attempts', '+', 1) }))
    .where('id', '=', id)
    .where('state', '=', state)
    .returningAll()
    .executeTakeFirst()
  return row ? asRecord(row) : null
}

/** The process lived to say so. */
export const clearAttempts = async (tx: Tx, id: string): Promise<void> => {
  await tx.updateTable('orders.imports').set({ attempts: 0 }).where('id', '=', id).execute()
}

const changing = (tx: Tx, id: string, change: ImportChange) =>
  tx
    .updateTable('orders.imports')
    .set((eb) => ({
      state: change.state,
      // A wish to stop is for the run that is under way.
      stop_asked_at: change.state === undefined ? undefined : null,
      store_id: change.storeId,
      format: change.format,
      done_bytes: change.doneBytes,
      seconds_left: change.secondsLeft,
      counts: json(change.counts),
      refused: json(change.refused),
      refused_count: change.refusedCount,
      sample: json(change.sample),
      error: change.error,
      error_detail: change.errorDetail && storable(change.errorDetail),
      file_path: change.filePath,
      finished_at: change.finishedAt,
      beat_at: change.at,
      version: eb('version', '+', 1),
    }))
    .where('id', '=', id)

/** PostgreSQL refuses NUL and half a surrogate pair, and a value that was shortened may end in one. */
const storable = (text: string): string => text.toWellFormed().replaceAll('\0', '')
const json = (value: unknown): string | undefined =>
  value === undefined
    ? undefined
    : JSON.stringify(value, (_, part: unknown) => (typeof part === 'string' ? storable(part) : part))

/** Of every shop (`asSystem`): what was under way when its process ended, or is under way elsewhere; uploads nobody ran. */
export const selectUnfinished = async (tx: Tx): Promise<ImportRecord[]> =>
  (
    await tx
      .selectFrom('orders.imports')
      .selectAll()
      .where('state', 'in', ['mapping', 'previewing', 'previewed', 'running', 'stopped'])
      .orderBy('started_at')
      .execute()
  ).map(asRecord)

/**
 * Whoever works on an import holds it by a lock of its connection: it ends with the process, however that ends. False when
 * somebody else does.
 */
export const holdImport = async (client: pg.PoolClient, id: string): Promise<boolean> => {
  const { rows } = await client.query<{ held: boolean }>(
    'select pg_try_advisory_lock(hashtextextended($1, 0)) as held',
    [`orders.import:${id}`],
  )
  return rows[0]?.held === true
}

export const releaseImport = async (client: pg.PoolClient, id: string): Promise<void> => {
  await client.query('select pg_advisory_unlock(hashtextextended($1, 0))', [`orders.import:${id}`])
}
