import { stat } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import type { BodyOf, QueryOf, ReplyOf } from '#contract/endpoint.ts'
import { orderFormats, type Import, type listImports, type runImport } from '#contract/orders/orders.ts'
import type { FileFailure, OrderFormat, StoreConnector } from '#contract/orders/import-record.ts'
import type { ShopFacts } from '#nouns/staff/index.ts'
import { AppError, isUniqueViolation, notFound } from '#platform/http/app-error.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import { decodeCursor, encodeCursor } from '#platform/http/cursor.ts'
import { newId } from '#platform/ids/ids.ts'
import { chooseStore, type WantedStore } from './choose-store.ts'
import type { ImportPorts, Progress } from './import-ports.ts'
import { createImportRunner, type Watch } from './import-runner.ts'
import { toImport } from './import-shape.ts'
import { findImport, holdImport, insertImport, releaseImport, selectImports, selectUnfinished, startRun, type ImportRecord } from './imports.store.ts'
import { chooseReader } from './readers.ts'
import { Stopped } from './take-in.ts'
import { shownFileName } from './uploads.ts'

export const uploadLimitBytes = 200 * 1024 * 1024
/** At the machine the file is there already; the limit only keeps a slip (a disk image) from being read for hours. */
const fileLimitBytes = 4 * 1024 ** 3
/** How many imports a process works on at a time; each takes a connection of its own. */
const atOnce = 2
const forgottenAfterMs = 24 * 3_600_000

export interface FileImport extends WantedStore {
  shopId: string
  path: string
  format?: OrderFormat | undefined
  isDryRun: boolean
  isStrict: boolean
  by: string | null
  onProgress?: ((progress: Progress) => void) | undefined
}
/** What the command line tells: as the console shows it, and what a person may want to know besides. */
export interface ImportResult extends Import { storeId: string | null; conflicts: number; errorDetail: string | null }

/** The parts of a multipart body, as they arrive. */
export type UploadPart =
  | { type: 'file'; fieldname: string; filename: string; file: AsyncIterable<Uint8Array> & { truncated: boolean } }
  | { type: 'field'; fieldname: string; value: unknown }

/** Takes order exports in: from a file at the machine, or uploaded, looked at, and run. */
export const createImports = (ports: ImportPorts) => {
  const { db, clock, directory, uploads } = ports
  const runner = createImportRunner(ports)
  let isStopped = false
  const waiting: (() => Promise<void>)[] = []
  const working = new Set<Promise<void>>()

  const shown = (row: ImportRecord, facts: ShopFacts) => toImport(row, facts, clock.now())
  const readerOf = (row: ImportRecord) => ports.readers.find(({ format }) => format === row.format)

  /** Works on an import unless another process does; false then. */
  const hold = async (id: string, work: () => Promise<void>): Promise<boolean> => {
    const client = await db.connect('app')
    let isBroken = false
    client.on('error', () => { isBroken = true })
    try {
      if (!await holdImport(client, id)) return false
      try {
        await work()
      } finally {
        await releaseImport(client, id).catch(() => { isBroken = true })
      }
      return true
    } finally {
      client.removeAllListeners('error')
      client.release(isBroken)
    }
  }

  /** What went wrong besides the file is told, and the row says so; unless the database itself is gone: then it is resumed later. */
  const guarded = async (row: ImportRecord, work: () => Promise<ImportRecord>): Promise<ImportRecord> => {
    try {
      const ended = await work()
      if (ended.state !== 'previewed' && ended.file_path !== null) await uploads.remove(ended.file_path)
      return ended
    } catch (error) {
      if (error instanceof Stopped || isDisconnected(error)) throw error
      ports.onError(row.id, error)
      await runner.fail(row, 'internal', '')
      throw error
    }
  }

  const watch = (onProgress?: Watch['onProgress']): Watch => ({ isStopped: () => isStopped, onProgress })

  const inBackground = (row: ImportRecord, work: () => Promise<ImportRecord>): void => {
    waiting.push(async () => {
      try {
        await hold(row.id, async () => { await guarded(row, work) })
      } catch (error) {
        if (!(error instanceof Stopped)) ports.onError(row.id, error)
      }
    })
    drain()
  }
  const drain = () => {
    while (working.size < atOnce && !isStopped) {
      const next = waiting.shift()
      if (!next) return
      const one: Promise<void> = next().finally(() => { working.delete(one); drain() })
      working.add(one)
    }
  }

  /** Chooses the store, adding it where it is new, and begins the run. */
  const begin = async (row: ImportRecord, reader: StoreConnector, wanted: WantedStore, isStrict: boolean, by: string | null): Promise<ImportRecord> => {
    const facts = await directory.facts(row.shop_id)
    const choice = chooseStore(facts, reader.format, wanted, row.store_id === null ? null : facts.stores.get(row.store_id) ?? null)
    const started = await db.inShop(row.shop_id, async (tx) => {
      const at = clock.now()
      const storeId = 'store' in choice ? choice.store.id : await ports.stores.add(tx, at, { shopId: row.shop_id, ...choice.add }, by)
      return startRun(tx, row.id, row.state, { storeId, isStrict, at })
    })
    if (!started) throw new AppError('state.conflict')
    if ('add' in choice) directory.forget(row.shop_id)
    return started
  }

  const open = async (shopId: string, id: string): Promise<ImportRecord> => {
    const row = await db.inShop(shopId, (tx) => findImport(tx, id))
    if (!row) throw notFound()
    return row
  }

  return {
    /**
     * Takes in a file at the machine and waits for it. A file that cannot be read, or a strict one with refused lines, ends
     * as `failed` with its reason; AppError not_found / request.invalid for a store that cannot be chosen.
     */
    importFile: async (given: FileImport): Promise<ImportResult> => {
      const path = resolve(given.path)
      const { size } = await stat(path).catch(() => { throw new AppError('import.unreadable', { failure: 'unreadable' }) })
      const choice = await chooseReader(ports.readers, path, fileLimitBytes, given.format ?? null)
      const id = newId()
      let row = await db.inShop(given.shopId, (tx) => insertImport(tx, {
        id, shopId: given.shopId, isDryRun: given.isDryRun, isStrict: given.isStrict, fileName: shownFileName(basename(path)), filePath: path, bytes: size,
        format: choice.ok ? choice.reader.format : null, by: given.by, at: clock.now(),
      }))
      await hold(id, async () => {
        row = await guarded(row, async () => {
          if (!choice.ok) return runner.fail(row, choice.failure, choice.detail)
          if (given.storeId !== undefined || given.storeName !== undefined || !given.isDryRun) {
            const named = given.isDryRun ? await storeIfThere(row, choice.reader, given) : null
            if (named !== null) row = { ...row, store_id: named }
          }
          const seen = watch(given.onProgress)
          return given.isDryRun ? runner.preview(row, choice.reader, seen) : runner.run(await begin(row, choice.reader, given, given.isStrict, given.by), choice.reader, seen)
        })
      })
      const facts = await directory.facts(given.shopId)
      return { ...shown(row, facts), storeId: row.store_id, conflicts: row.counts.conflicts ?? 0, errorDetail: row.error_detail }
    },
  }
}
