import { stat } from 'node:fs/promises'
import type { BodyOf, QueryOf, ReplyOf } from '#contract/endpoint.ts'
import type { TableKind } from '#contract/imports/kinds.ts'
import type { listTableImports, lookAtTable, runTable, TableImport } from '#contract/imports/table-imports.ts'
import { createImportWork, receiveUpload, type UploadPart } from '#nouns/orders/index.ts'
import { AppError, isUniqueViolation, notFound } from '#platform/http/app-error.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import { decodeCursor, encodeCursor } from '#platform/http/cursor.ts'
import { outsideClaim } from '#platform/http/idempotency.ts'
import { newId } from '#platform/ids/ids.ts'
import { kindOf, lookAtFile, type FileLook } from './look-at-file.ts'
import { createTableDoing } from './table-doing.ts'
import type { TableImportPorts } from './table-import-ports.ts'
import { toTableImport } from './table-shape.ts'
import {
  changeTable,
  findTable,
  insertTable,
  selectTables,
  selectUnfinished,
  type TableChange,
  type TableRecord,
} from './tables.store.ts'
import { noCounts, noSample, type Goal } from './takers.ts'

/** A table of products holds a line for each SKU, one of customers a line for each person: more is no table by hand. */
export const tableLimitBytes = 50 * 1024 * 1024
const pageSize = 20
/** An upload that nobody took in. */
const forgottenAfterMs = 24 * 3_600_000

const anew = {
  state: 'previewing',
  percent: 0,
  counts: noCounts,
  refused: [],
  refusedCount: 0,
  sample: noSample,
  columns: {},
  error: null,
  errorDetail: null,
  attempts: 0,
} as const satisfies Partial<TableChange>

/** Tables of products, reviews and customers from the console: uploaded, looked at, taken in. */
export const createTableImports = (ports: TableImportPorts) => {
  const { db, clock, directory, uploads, takers } = ports
  const work = createImportWork(db, ports.onError)
  const doing = createTableDoing(ports, work)

  const show = async (row: TableRecord): Promise<TableImport> =>
    toTableImport(row, await directory.facts(row.shop_id), takers)
  const open = async (shopId: string, id: string): Promise<TableRecord> => {
    const row = await db.inShop(shopId, (tx) => findTable(tx, id))
    if (!row) throw notFound()
    return row
  }
  const later = (row: TableRecord): void => {
    work.inBackground(row.id, async () => {
      if (!ports.apart) await doing.here(row.id)
      // Not to start a process for one that another works on already.
      else if (await work.hold(row.id, () => Promise.resolve())) await ports.apart(row.id)
    })
  }
  const lookAt = (path: string, sheet: string | null, wanted: TableKind | null): Promise<FileLook> =>
    lookAtFile(path, { maxBytes: tableLimitBytes, sheet, wanted }, ports.isOrders)

  /** The store's id, of one added just now where it is new; null: no store's. @throws AppError request.invalid */
  const settleStore = async (row: TableRecord, name: string | undefined): Promise<string | null> => {
    const taker = takers[row.kind]
    if (row.store_id !== null && name === undefined) return row.store_id
    const wanted = name?.trim() || row.new_store
    const facts = await directory.facts(row.shop_id)
    if (!wanted) {
      if (!taker.needsStore) return null
      throw new AppError('request.invalid', {
        problems: [{ path: '/body/storeId', rule: 'required' }],
        stores: [...facts.stores.values()].map((store) => store.name),
      })
    }
    const known = [...facts.stores.values()].find((store) => store.name === wanted)
    if (known) return known.id
    const { currency, timeZone } = facts
    const store = {
      shopId: facts.id,
      name: wanted,
      platform: taker.platform(row.headers),
      currency,
      timeZone,
    }
    try {
      return await db.inShop(facts.id, (tx) => ports.addStore(tx, clock.now(), store, row.by))
    } catch (error) {
      if (isUniqueViolation(error)) throw new AppError('name.taken', { field: 'storeName' })
      throw error
    } finally {
      directory.forget(facts.id)
    }
  }

  return {
    /**
     * Keeps the uploaded table and begins to look at it; or waits to be told which sheet or which columns are meant.
     * @throws AppError file.too_large {maxBytes}; import.unknown_format {failure: 'is_orders' | …}, import.unreadable
     * {failure, detail}; request.invalid
     */
    upload: async (caller: MemberCaller, parts: AsyncIterable<UploadPart>): Promise<TableImport> => {
      const id = newId()
      const kept = await receiveUpload(uploads, id, parts, tableLimitBytes)
      try {
        const wanted = kindOf(kept.fields.get('kind'))
        const look = await lookAt(kept.path, null, wanted)
        if (look.is === 'orders') throw new AppError('import.unknown_format', { failure: 'is_orders' })
        if (look.is === 'broken') throw refusalOf(look.failure, look.detail)
        const told = look.is === 'table' ? look.kind : null
        const headers = look.is === 'table' ? look.headers : []
        const kind = told ?? wanted ?? 'products'
        const goal = takers[kind].goal(await directory.facts(caller.shopId), headers)
        const row = await db.inShop(caller.shopId, (tx) =>
          insertTable(tx, {
            id,
            shopId: caller.shopId,
            kind,
            state: told === null ? 'mapping' : 'previewing',
            fileName: kept.name,
            filePath: kept.path,
            bytes: kept.size,
            sheets: look.sheets,
            headers,
            ...goal,
            by: caller.actorId,
            at: clock.now(),
          }),
        )
        if (row.state === 'previewing') later(row)
        return await show(row)
      } catch (error) {
        await uploads.remove(kept.path)
        throw error
      }
    },

    /** @throws AppError not_found; state.conflict once it is taken in; request.invalid for a strange field or sheet; import.unreadable */
    look: async (
      caller: MemberCaller,
      id: string,
      body: BodyOf<typeof lookAtTable>,
    ): Promise<TableImport> => {
      const row = await outsideClaim(() => open(caller.shopId, id))
      if (row.file_path === null || (row.state !== 'mapping' && row.state !== 'previewed'))
        throw new AppError('state.conflict', { state: row.state })
      const facts = await directory.facts(caller.shopId)
      if (body.sheet !== undefined && !row.sheets.includes(body.sheet)) throw invalid('/body/sheet')
      const sheet = body.sheet ?? row.sheet
      const isOther = sheet !== row.sheet || row.headers.length === 0
      const look = isOther ? await lookAt(row.file_path, sheet, body.kind ?? row.kind) : null
      if (look?.is === 'broken') throw refusalOf(look.failure, look.detail)
      if (look?.is === 'orders') throw new AppError('import.unknown_format', { failure: 'is_orders' })
      const headers = look?.is === 'table' ? look.headers : row.headers
      const kind = body.kind ?? (look?.is === 'table' ? look.kind : null) ?? row.kind
      const taker = takers[kind]
      for (const field of Object.keys(body.columns ?? {}))
        if (!taker.fields.includes(field)) throw invalid('/body/columns')
      const isNamed = body.storeId !== undefined || body.storeName !== undefined
      if (body.storeId && !facts.stores.has(body.storeId)) throw notFound()
      const goal: Goal = isNamed
        ? { storeId: body.storeId ?? null, newStore: body.storeName?.trim() || null }
        : kind === row.kind && !isOther
          ? { storeId: row.store_id, newStore: row.new_store }
          : taker.goal(facts, headers)
      const changed = await db.inShop(caller.shopId, (tx) =>
        changeTable(
          tx,
          id,
          { states: ['mapping', 'previewed'], version: row.version },
          {
            ...anew,
            kind,
            ...goal,
            sheet,
            headers,
            map: body.columns ?? (kind === row.kind && !isOther ? row.map : {}),
            at: clock.now(),
          },
        ),
      )
      if (!changed) throw new AppError('state.conflict')
      later(changed)
      return show(changed)
    },

    /** @throws AppError not_found; state.conflict unless it is previewed; request.invalid {stores} when a store must be named. */
    run: async (caller: MemberCaller, id: string, body: BodyOf<typeof runTable>): Promise<TableImport> => {
      const row = await outsideClaim(() => open(caller.shopId, id))
      if (row.state !== 'previewed') throw new AppError('state.conflict', { state: row.state })
      const storeId = await outsideClaim(() => settleStore(row, body.storeName))
      const started = await db.inShop(caller.shopId, (tx) =>
        changeTable(
          tx,
          id,
          { states: ['previewed'], version: row.version },
          {
            ...anew,
            state: 'running',
            columns: row.columns,
            storeId,
            newStore: null,
            isStrict: body.strict ?? false,
            at: clock.now(),
          },
        ),
      )
      if (!started) throw new AppError('state.conflict')
      later(started)
      return show(started)
    },

    read: async (caller: MemberCaller, id: string): Promise<TableImport> =>
      show(await open(caller.shopId, id)),

    list: async (
      caller: MemberCaller,
      query: QueryOf<typeof listTableImports>,
    ): Promise<ReplyOf<typeof listTableImports>> => {
      const limit = query.limit ?? pageSize
      const kinds: readonly TableKind[] =
        query.of === 'customers'
          ? ['customers']
          : query.of === 'catalogue'
            ? ['products', 'reviews']
            : ['products', 'reviews', 'customers']
      const rows = await db.inShop(caller.shopId, (tx) =>
        selectTables(tx, caller.shopId, kinds, decodeCursor(query.cursor)?.id ?? null, limit + 1),
      )
      const last = rows.length > limit ? rows[limit - 1] : undefined
      return {
        rows: await Promise.all(rows.slice(0, limit).map(show)),
        next: last ? encodeCursor(last.started_at, last.id) : null,
      }
    },

    /** Works on one that is under way and that nobody holds, and waits for it: for a process that was started for it. */
    workOn: doing.here,

    /** Goes on with those that no process works on any more, and lets go of uploads nobody took in. */
    resumeInterrupted: (): Promise<number> =>
      outsideClaim(async () => {
        const rows = await db.asSystem(selectUnfinished)
        const now = clock.now().getTime()
        for (const row of rows) {
          if (work.isBusy(row.id)) continue
          const isWaiting = row.state === 'previewed' || row.state === 'mapping'
          if (isWaiting && now - row.beat_at.getTime() >= forgottenAfterMs) await doing.fail(row, 'abandoned')
          else if (!isWaiting && (row.file_path === null || !(await isThere(row.file_path))))
            await doing.fail(row, 'interrupted')
          else if (!isWaiting) later(row)
        }
        return rows.length
      }),
    settle: work.settle,
    stop: work.stop,
  }
}
export type TableImports = ReturnType<typeof createTableImports>

const invalid = (path: string): AppError =>
  new AppError('request.invalid', { problems: [{ path, rule: 'unknown' }] })

const isThere = async (path: string): Promise<boolean> =>
  (await stat(path).catch(() => null))?.isFile() === true

const refusalOf = (failure: string, detail: string): AppError =>
  failure === 'too_large'
    ? new AppError('file.too_large', { maxBytes: tableLimitBytes })
    : new AppError(
        failure === 'unreadable' || failure === 'not_text' || failure === 'empty_file'
          ? 'import.unreadable'
          : 'import.unknown_format',
        { failure, detail },
      )
