import { stat } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import type { OrderFormat } from '#contract/orders/import-record.ts'
import type { OrderMapping } from '#contract/orders/mapping.ts'
import type { Import } from '#contract/orders/orders.ts'
import { AppError } from '#platform/http/app-error.ts'
import { newId } from '#platform/ids/ids.ts'
import { chooseStore, guessStore, placeOf, type WantedStore } from './choose-store.ts'
import type { ImportDoing } from './import-doing.ts'
import type { ImportPorts, Progress } from './import-ports.ts'
import type { createImportRunner } from './import-runner.ts'
import { toImport } from './import-shape.ts'
import type { createImportStops } from './import-stops.ts'
import type { ImportWork } from './import-work.ts'
import { insertImport, type HeaderOfFile, type ImportRecord } from './imports.store.ts'
import type { KeptMapping } from './mappings.store.ts'
import { chooseReader, firstOrders, readerOf, withLinesFrom } from './readers.ts'
import type { SettleStore } from './settle-store.ts'
import { shownFileName } from './uploads.ts'

/** A file at the machine is there already; the limit only keeps a slip (a disk image) from being read for hours. */
const fileLimitBytes = 4 * 1024 ** 3
const enoughToGuess = 200

export interface FileImport extends WantedStore {
  shopId: string
  path: string
  format?: OrderFormat | undefined
  /** How the file is to be read, for a table of the shop's own. */
  mapping?: OrderMapping | undefined
  /** A second file with the lines of these orders. */
  linesPath?: string | undefined
  isDryRun: boolean
  isStrict: boolean
  by: string | null
  onProgress?: ((progress: Progress) => void) | undefined
  /** Stops it at its next chunk; it ends `stopped`, and `continueFile` goes on with it. */
  stop?: AbortSignal | undefined
}
/** What the command line tells: as the console shows it, and what a person may want to know besides. */
export interface ImportResult extends Import {
  storeId: string | null
  conflicts: number
}

interface Parts {
  runner: ReturnType<typeof createImportRunner>
  work: ImportWork
  guarded: ImportDoing['guarded']
  stops: ReturnType<typeof createImportStops>
  settleStore: SettleStore
  begin(row: ImportRecord, storeId: string, isStrict: boolean): Promise<ImportRecord>
  keptFor(shopId: string, header: HeaderOfFile | null): Promise<KeptMapping | null>
}

/** Imports of files at the machine, for the command line: each is waited for. */
export const createFileImports = (ports: ImportPorts, parts: Parts) => {
  const { db, clock, directory } = ports
  const { runner, work, guarded, stops, settleStore, begin, keptFor } = parts
  const watchOf = ({ onProgress, stop }: Pick<FileImport, 'onProgress' | 'stop'>) => ({
    isStopped: () => work.isStopped() || stop?.aborted === true,
    onProgress,
  })
  const resultOf = async (row: ImportRecord): Promise<ImportResult> => ({
    ...toImport(row, await directory.facts(row.shop_id), clock.now()),
    storeId: row.store_id,
    conflicts: row.counts.conflicts ?? 0,
  })
  return {
    /**
     * Takes in a file at the machine and waits for it. A file that cannot be read, or a strict one with refused lines, ends
     * `failed` with its reason and throws nothing.
     * @throws AppError import.unreadable when there is no such file; not_found, request.invalid {stores} for the store.
     */
    importFile: async (given: FileImport): Promise<ImportResult> => {
      const { shopId, by } = given
      const path = resolve(given.path)
      const size = await sizeOf(path)
      const linesPath = given.linesPath === undefined ? null : resolve(given.linesPath)
      if (linesPath !== null) await sizeOf(linesPath)
      const found = await chooseReader(ports.readers, path, fileLimitBytes, given.format ?? null)
      const kept = found.ok || given.mapping ? null : await keptFor(shopId, found.header)
      const mapping = given.mapping ?? kept?.mapping ?? null
      const choice = mapping
        ? { ok: true as const, reader: ports.mapped(mapping), header: found.header }
        : found
      const facts = await directory.facts(shopId)
      let storeId: string | null = null
      if (choice.ok) {
        const reader = linesPath === null ? choice.reader : withLinesFrom(choice.reader, linesPath)
        const isNamed = given.storeId !== undefined || given.storeName !== undefined
        const seen = isNamed
          ? []
          : await firstOrders(
              reader,
              path,
              { ...placeOf(facts, null, reader.format), maxBytes: fileLimitBytes },
              enoughToGuess,
            )
        // A kept mapping says how a header is read, and nothing of whose orders these are.
        const guessed = isNamed ? null : await guessStore(db, facts, reader.format, seen)
        const chosen = chooseStore(facts, reader.format, given, guessed)
        storeId =
          'store' in chosen
            ? chosen.store.id
            : given.isDryRun
              ? null
              : await settleStore(shopId, reader.format, { storeName: chosen.add.name }, null, by)
      }
      let row = await db.inShop(shopId, (tx) =>
        insertImport(tx, {
          id: newId(),
          shopId,
          isDryRun: given.isDryRun,
          isStrict: given.isStrict,
          fileName: shownFileName(basename(path)),
          filePath: path,
          linesPath,
          mapping,
          header: mapping ? choice.header : null,
          bytes: size,
          format: choice.ok ? choice.reader.format : null,
          storeId,
          by,
          at: clock.now(),
        }),
      )
      const watch = watchOf(given)
      await work.hold(row.id, async () => {
        row = await guarded(
          row,
          async () => {
            if (!choice.ok) return runner.fail(row, choice.failure, choice.detail)
            const reader = readerOf(ports, row) ?? choice.reader
            if (given.isDryRun || storeId === null) return runner.preview(row, reader, watch)
            return runner.run(await begin(row, storeId, given.isStrict), reader, watch)
          },
          given.stop,
        )
      })
      return resultOf(row)
    },

    /**
     * Goes on with a stopped import and waits for it.
     * @throws AppError not_found; state.conflict {state} unless it is stopped; import.unreadable when its file is gone.
     */
    continueFile: async (
      shopId: string,
      id: string,
      watching: Pick<FileImport, 'onProgress' | 'stop'>,
    ): Promise<ImportResult> => {
      const { row: taken, reader } = await stops.takeUp(shopId, id)
      const watch = watchOf(watching)
      let row = taken
      await work.hold(id, async () => {
        row = await guarded(
          taken,
          () =>
            taken.state === 'running'
              ? runner.run(taken, reader, watch)
              : runner.preview(taken, reader, watch),
          watching.stop,
        )
      })
      return resultOf(row)
    },
  }
}

const sizeOf = async (path: string): Promise<number> => {
  const found = await stat(path).catch(() => null)
  if (!found?.isFile()) throw new AppError('import.unreadable', { failure: 'unreadable' })
  return found.size
}
