import { stat } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import type { OrderFormat, StoreConnector } from '#contract/orders/import-record.ts'
import type { OrderMapping } from '#contract/orders/mapping.ts'
import type { Import } from '#contract/orders/orders.ts'
import { AppError, isUniqueViolation } from '#platform/http/app-error.ts'
import { outsideClaim } from '#platform/http/idempotency.ts'
import { newId } from '#platform/ids/ids.ts'
import { chooseStore, guessStore, placeOf, type WantedStore } from './choose-store.ts'
import type { ImportPorts, Progress } from './import-ports.ts'
import { createImportRunner } from './import-runner.ts'
import { toImport } from './import-shape.ts'
import { createImportStops } from './import-stops.ts'
import { createImportWork } from './import-work.ts'
import {
  askStop,
  clearAttempts,
  countAttempt,
  findImport,
  insertImport,
  selectUnfinished,
  startRun,
  type ImportRecord,
} from './imports.store.ts'
import { createMappings, keepMappingOf } from './mappings.ts'
import { chooseReader, firstOrders, readerOf, withLinesFrom } from './readers.ts'
import { Stopped } from './take-in.ts'
import { createImportUploads } from './import-uploads.ts'
import { createMappingStep } from './mapping-step.ts'
import { shownFileName } from './uploads.ts'

/** A file at the machine is there already; the limit only keeps a slip (a disk image) from being read for hours. */
const fileLimitBytes = 4 * 1024 ** 3
/** An upload that nobody took in. */
const forgottenAfterMs = 24 * 3_600_000
/** A stopped import whose file is kept for whoever may go on. */
const stoppedKeptMs = 7 * 24 * 3_600_000
const enoughToGuess = 200
/** A file that ends its process so often does it every time. */
const mostAttempts = 3

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

/** Takes order exports in: from a file at the machine, or uploaded, looked at, and run. */
export const createImports = (ports: ImportPorts) => {
  const { db, clock, directory } = ports
  const runner = createImportRunner(ports)
  const work = createImportWork(db, ports.onError)

  /** What went wrong besides the file is told, and the row says so; unless it was stopped or the database is gone: then it is resumed. */
  const guarded = async (
    row: ImportRecord,
    does: () => Promise<ImportRecord>,
    stop?: AbortSignal,
  ): Promise<ImportRecord> => {
    try {
      const ended = await does()
      if (isOver(ended.state) && ended.file_path !== null) await ports.uploads.remove(ended.file_path)
      return ended
    } catch (error) {
      if (error instanceof Stopped) {
        const asked = await db.inShop(row.shop_id, (tx) =>
          stop?.aborted ? askStop(tx, row.id, clock.now()) : findImport(tx, row.id),
        )
        if (asked?.stop_asked_at) return runner.halt(asked)
        throw error
      }
      if (isPassing(error)) throw error
      ports.onError(row.id, error)
      const now = (await db.inShop(row.shop_id, (tx) => findImport(tx, row.id))) ?? row
      return isOver(now.state) ? now : runner.fail(now, 'internal', messageOf(error))
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
    let named = wanted
    for (let tries = 1; ; tries++) {
      const facts = await directory.facts(shopId)
      const choice = chooseStore(
        facts,
        format,
        named,
        guessed === null ? null : (facts.stores.get(guessed) ?? null),
      )
      if ('store' in choice) return choice.store.id
      named = { storeName: choice.add.name }
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
    const started = await db.inShop(row.shop_id, async (tx) => {
      const at = clock.now()
      const running = await startRun(tx, row.id, row.state, { storeId, isStrict, at })
      if (running) await keepMappingOf(tx, running, at)
      return running
    })
    if (!started) throw new AppError('state.conflict')
    return started
  }
  const mappings = createMappings(ports)
  const keptFor = mappings.keptFor
  /** Holds the import and goes on with it as it is by then, unless it has moved on. */
  const held = (row: ImportRecord, does: (now: ImportRecord) => Promise<void>): Promise<boolean> =>
    work.hold(row.id, async () => {
      const now = await db.inShop(row.shop_id, (tx) => findImport(tx, row.id))
      if (now?.state === row.state) await does(now)
    })
  const workHere = async (row: ImportRecord, reader: StoreConnector): Promise<void> => {
    const watch = { isStopped: work.isStopped }
    await held(row, async (now) => {
      await guarded(now, async () => {
        if (now.stop_asked_at !== null) return runner.halt(now)
        const counted = await db.inShop(now.shop_id, (tx) => countAttempt(tx, now.id, now.state))
        if (!counted) return now
        if (counted.attempts > mostAttempts) return runner.fail(counted, 'gave_up', '')
        try {
          return await (counted.state === 'running'
            ? runner.run(counted, reader, watch)
            : runner.preview(counted, reader, watch))
        } finally {
          // Where the database is gone, this is as well.
          await db.inShop(now.shop_id, (tx) => clearAttempts(tx, now.id)).catch(() => undefined)
        }
      })
    })
  }
  const workLater = (row: ImportRecord, reader: StoreConnector) =>
    work.inBackground(row.id, async () => {
      const { apart } = ports
      if (!apart) await workHere(row, reader)
      // Not to start a process for an import that another one works on already.
      else if (await work.hold(row.id, () => Promise.resolve())) await apart(row.id)
    })
  const previewLater = workLater
  const runLater = workLater
  const stops = createImportStops(ports, { previewLater, runLater })

  const watchOf = ({ onProgress, stop }: Pick<FileImport, 'onProgress' | 'stop'>) => ({
    isStopped: () => work.isStopped() || stop?.aborted === true,
    onProgress,
  })
  const resultOf = async (row: ImportRecord): Promise<ImportResult> => ({
    ...toImport(row, await directory.facts(row.shop_id), clock.now()),
    storeId: row.store_id,
    conflicts: row.counts.conflicts ?? 0,
  })

  const resume = async (row: ImportRecord): Promise<void> => {
    if (work.isBusy(row.id)) return
    const isUpload = row.file_path !== null && ports.uploads.owns(row.file_path)
    if (row.state === 'previewed' || row.state === 'mapping' || row.state === 'stopped') {
      if (!isForgotten(row, clock.now())) return
      await held(row, async (now) => {
        if (isForgotten(now, clock.now())) await guarded(now, () => runner.fail(now, 'abandoned', ''))
      })
      return
    }
    if (row.stop_asked_at !== null) {
      await held(row, async (now) => {
        if (now.stop_asked_at !== null) await runner.halt(now)
      })
      return
    }
    const reader = readerOf(ports, row)
    // A look for the command line has nobody left to tell; and a file may be gone, or lie on another machine.
    const isLost =
      !reader ||
      row.file_path === null ||
      (row.state === 'previewing' && !isUpload) ||
      !(await isThere(row.file_path))
    if (isLost)
      await held(row, async (now) => {
        await guarded(now, () => runner.fail(now, 'interrupted', ''))
      })
    else if (row.state === 'previewing') previewLater(row, reader)
    else runLater(row, reader)
  }

  return {
    ...createImportUploads(ports, { previewLater, runLater, settleStore, begin, keptFor }),
    ...createMappingStep(ports, { previewLater }),
    stopImport: stops.stopImport,
    continueImport: stops.continueImport,
    mappings: mappings.list,
    forgetMapping: mappings.forget,

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

    /** Works on an import that is under way and that nobody holds, and waits for it: for a process that was started for it. */
    workOn: async (id: string): Promise<void> => {
      const row = await db.asSystem((tx) => findImport(tx, id))
      const reader = row && readerOf(ports, row)
      if (!row || !reader || (row.state !== 'running' && row.state !== 'previewing')) return
      try {
        await workHere(row, reader)
      } catch (error) {
        if (!(error instanceof Stopped)) throw error
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

/** Nobody has touched it since it was looked at, or stopped. */
const isForgotten = (row: ImportRecord, now: Date): boolean =>
  now.getTime() - (row.beat_at ?? row.started_at).getTime() >=
  (row.state === 'stopped' ? stoppedKeptMs : forgottenAfterMs)

const isOver = (state: ImportRecord['state']): boolean => state === 'finished' || state === 'failed'

const sizeOf = async (path: string): Promise<number> => {
  const found = await stat(path).catch(() => null)
  if (!found?.isFile()) throw new AppError('import.unreadable', { failure: 'unreadable' })
  return found.size
}
const isThere = async (path: string): Promise<boolean> =>
  (await stat(path).catch(() => null))?.isFile() === true

const isNameTaken = (error: unknown): boolean =>
  isUniqueViolation(error) || (error instanceof AppError && error.code === 'name.taken')

/** For whoever runs the desk; an import's own values are in no message of ours, and what the database adds stays out. */
const messageOf = (error: unknown): string => {
  const { code = '', constraint = '' } = error as { code?: string; constraint?: string }
  return [code, constraint].filter((part) => part !== '').join(' ')
}

/**
 * The database went away, is just coming up, is full, or chose this of two that were in each other's way: nothing is wrong
 * with the import.
 */
const isPassing = (error: unknown): boolean => {
  const { code = '', message = '' } = error as { code?: string; message?: string }
  return (
    /^(?:08|57P0[123]$|57014$|40P01$|40001$|53[13]00$|ECONN|EPIPE)/.test(code) ||
    /Connection terminated|connection timeout/i.test(message)
  )
}
