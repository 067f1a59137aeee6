import { stat } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import type { OrderFormat, StoreConnector } from '#contract/orders/import-record.ts'
import type { Import } from '#contract/orders/orders.ts'
import { AppError, isUniqueViolation } from '#platform/http/app-error.ts'
import { outsideClaim } from '#platform/http/idempotency.ts'
import { newId } from '#platform/ids/ids.ts'
import { chooseStore, guessStore, placeOf, type WantedStore } from './choose-store.ts'
import type { ImportPorts, Progress } from './import-ports.ts'
import { createImportRunner } from './import-runner.ts'
import { toImport } from './import-shape.ts'
import { createImportWork } from './import-work.ts'
import { insertImport, selectUnfinished, startRun, type ImportRecord } from './imports.store.ts'
import { chooseReader, firstIds } from './readers.ts'
import { Stopped } from './take-in.ts'
import { createImportUploads } from './import-uploads.ts'
import { shownFileName } from './uploads.ts'

/** A file at the machine is there already; the limit only keeps a slip (a disk image) from being read for hours. */
const fileLimitBytes = 4 * 1024 ** 3
/** An upload that nobody took in. */
const forgottenAfterMs = 24 * 3_600_000
const enoughToGuess = 200

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
export interface ImportResult extends Import {
  storeId: string | null
  conflicts: number
  errorDetail: string | null
}

/** Takes order exports in: from a file at the machine, or uploaded, looked at, and run. */
export const createImports = (ports: ImportPorts) => {
  const { db, clock, directory } = ports
  const runner = createImportRunner(ports)
  const work = createImportWork(db, ports.onError)

  /** What went wrong besides the file is told, and the row says so; unless it was stopped or the database is gone: then it is resumed. */
  const guarded = async (row: ImportRecord, does: () => Promise<ImportRecord>): Promise<ImportRecord> => {
    try {
      const ended = await does()
      if (ended.state !== 'previewed' && ended.file_path !== null) await ports.uploads.remove(ended.file_path)
      return ended
    } catch (error) {
      if (error instanceof Stopped || isDisconnected(error)) throw error
      ports.onError(row.id, error)
      return runner.fail(row, 'internal', '')
    }
  }

  /** The store's id, of one added just now where it is new. */
  const settleStore = async (
    shopId: string,
    format: OrderFormat,
    wanted: WantedStore,
    guessed: string | null,
    by: string | null,
  ): Promise<string> => {
    for (let tries = 1; ; tries++) {
      const facts = await directory.facts(shopId)
      const choice = chooseStore(
        facts,
        format,
        wanted,
        guessed === null ? null : (facts.stores.get(guessed) ?? null),
      )
      if ('store' in choice) return choice.store.id
      try {
        return await db.inShop(shopId, (tx) =>
          ports.stores.add(tx, clock.now(), { shopId, ...choice.add }, by),
        )
      } catch (error) {
        // Two imports into one new store: whoever came second finds it now.
        if (tries > 1 || !isNameTaken(error)) throw error
      } finally {
        directory.forget(shopId)
      }
    }
  }
  /** Begins the run of an import that stands in the state of `row`. @throws AppError state.conflict when it moved on meanwhile. */
  const begin = async (row: ImportRecord, storeId: string, isStrict: boolean): Promise<ImportRecord> => {
    const started = await db.inShop(row.shop_id, (tx) =>
      startRun(tx, row.id, row.state, { storeId, isStrict, at: clock.now() }),
    )
    if (!started) throw new AppError('state.conflict')
    return started
  }
  const previewLater = (row: ImportRecord, reader: StoreConnector) =>
    work.inBackground(row.id, async () => {
      await guarded(row, () => runner.preview(row, reader, { isStopped: work.isStopped }))
    })
  const runLater = (row: ImportRecord, reader: StoreConnector) =>
    work.inBackground(row.id, async () => {
      await guarded(row, () => runner.run(row, reader, { isStopped: work.isStopped }))
    })

  const resume = async (row: ImportRecord): Promise<void> => {
    const isUpload = row.file_path !== null && ports.uploads.owns(row.file_path)
    if (row.state === 'previewed') {
      if (clock.now().getTime() - row.started_at.getTime() < forgottenAfterMs) return
      await work.hold(row.id, async () => {
        await guarded(row, () => runner.fail(row, 'abandoned', ''))
      })
      return
    }
    const reader = ports.readers.find(({ format }) => format === row.format)
    // A look for the command line has nobody left to tell; and a file may be gone, or lie on another machine.
    const isLost =
      !reader ||
      row.file_path === null ||
      (row.state === 'previewing' && !isUpload) ||
      !(await isThere(row.file_path))
    if (isLost)
      await work.hold(row.id, async () => {
        await guarded(row, () => runner.fail(row, 'interrupted', ''))
      })
    else if (row.state === 'previewing') previewLater(row, reader)
    else runLater(row, reader)
  }

  return {
    ...createImportUploads(ports, { previewLater, runLater, settleStore, begin }),

    /**
     * Takes in a file at the machine and waits for it. A file that cannot be read, or a strict one with refused lines, ends
     * `failed` with its reason and throws nothing.
     * @throws AppError import.unreadable when there is no such file; not_found, request.invalid {stores} for the store.
     */
    importFile: async (given: FileImport): Promise<ImportResult> => {
      const { shopId, by } = given
      const path = resolve(given.path)
      const size = await sizeOf(path)
      const choice = await chooseReader(ports.readers, path, fileLimitBytes, given.format ?? null)
      const facts = await directory.facts(shopId)
      let storeId: string | null = null
      if (choice.ok) {
        const { reader } = choice
        const isNamed = given.storeId !== undefined || given.storeName !== undefined
        const ids = isNamed
          ? []
          : await firstIds(
              reader,
              path,
              { ...placeOf(facts, null, reader.format), maxBytes: fileLimitBytes },
              enoughToGuess,
            )
        const guessed = isNamed ? null : await guessStore(db, facts, reader.format, ids)
        const chosen = chooseStore(facts, reader.format, given, guessed)
        storeId =
          'store' in chosen
            ? chosen.store.id
            : given.isDryRun
              ? null
              : await settleStore(shopId, reader.format, given, null, by)
      }
      let row = await db.inShop(shopId, (tx) =>
        insertImport(tx, {
          id: newId(),
          shopId,
          isDryRun: given.isDryRun,
          isStrict: given.isStrict,
          fileName: shownFileName(basename(path)),
          filePath: path,
          bytes: size,
          format: choice.ok ? choice.reader.format : null,
          storeId,
          by,
          at: clock.now(),
        }),
      )
      const watch = { isStopped: work.isStopped, onProgress: given.onProgress }
      await work.hold(row.id, async () => {
        row = await guarded(row, async () => {
          if (!choice.ok) return runner.fail(row, choice.failure, choice.detail)
          if (given.isDryRun || storeId === null) return runner.preview(row, choice.reader, watch)
          return runner.run(await begin(row, storeId, given.isStrict), choice.reader, watch)
        })
      })
      return {
        ...toImport(row, await directory.facts(shopId), clock.now()),
        storeId: row.store_id,
        conflicts: row.counts.conflicts ?? 0,
        errorDetail: row.error_detail,
      }
    },

    /**
     * Goes on with imports that no process works on any more, and lets go of uploads nobody ran. For the start, and now and
     * then: the database may have been away.
     */
    resumeInterrupted: (): Promise<number> =>
      outsideClaim(async () => {
        const rows = await db.asSystem(selectUnfinished)
        for (const row of rows) await resume(row)
        return rows.length
      }),
    settle: work.settle,
    stop: work.stop,
  }
}
export type Imports = ReturnType<typeof createImports>

const sizeOf = async (path: string): Promise<number> => {
  const found = await stat(path).catch(() => null)
  if (!found?.isFile()) throw new AppError('import.unreadable', { failure: 'unreadable' })
  return found.size
}
const isThere = async (path: string): Promise<boolean> =>
  (await stat(path).catch(() => null))?.isFile() === true

const isNameTaken = (error: unknown): boolean =>
  isUniqueViolation(error) || (error instanceof AppError && error.code === 'name.taken')

/** The database went away, or is just coming up: nothing is wrong with the import. */
const isDisconnected = (error: unknown): boolean => {
  const { code = '', message = '' } = error as { code?: string; message?: string }
  return (
    /^(?:08|57P0[123]$|ECONN|EPIPE)/.test(code) || /Connection terminated|connection timeout/i.test(message)
  )
}
