import type { FileFailure, StoreConnector } from '#contract/orders/import-record.ts'
import { countryOfStore } from '#nouns/customers/index.ts'
import type { ShopFacts, StoreFacts } from '#nouns/staff/index.ts'
import { record } from '#platform/events/record.ts'
import { didBuyersTurnTo, refreshStatistics } from './chunk.store.ts'
import { stillWritingMs } from './chunk-size.rules.ts'
import { guessStore, placeOf } from './choose-store.ts'
import type { ImportPorts, Progress } from './import-ports.ts'
import { ImportTally, noCounts, nothingDone, type Counts } from './import-tally.ts'
import { findImport, moveImport, type ImportChange, type ImportRecord } from './imports.store.ts'
import { createReporter, type Reporter } from './reporter.ts'
import { Stopped, takeIn } from './take-in.ts'
import { previewChunk, writeChunk, type ChunkOutcome } from './write-chunk.ts'
import type { Incoming } from './incoming.ts'

export interface Watch {
  isStopped(): boolean
  onProgress?: ((progress: Progress) => void) | undefined
}

/** Beyond this nobody exports a file in one piece, and a bar would lie for hours. */
const mostBytes = 4 * 1024 ** 3
/** How many titles are remembered as stored: a shop has few; a file whose every title is another one must not fill the memory. */
const mostTitles = 20_000
interface Pass {
  tally: ImportTally
  failure: { failure: FileFailure; detail: string } | null
}

const isOver = (state: ImportRecord['state']): boolean => state === 'finished' || state === 'failed'

/** A look counts what would be; nothing of it is. */
const lookOnly = (counts: Partial<Counts>) => ({ counts: { ...noCounts(), ...counts, ...nothingDone } })

/** One that nobody works on may be moved by anybody; one that is under way is its holder's, who writes to it all the time. */
const fromOf = ({ state, version }: ImportRecord) =>
  state === 'running' || state === 'previewing' ? { state } : { state, version }

/** Goes through the files of imports and keeps their rows. Whoever calls holds the import. */
export const createImportRunner = (ports: ImportPorts) => {
  const { db, clock, directory } = ports

  const pass = async (
    row: ImportRecord,
    facts: ShopFacts,
    reader: StoreConnector,
    store: StoreFacts | null,
    tally: ImportTally,
    reporter: Reporter,
    watch: Watch,
    take: (chunk: readonly Incoming[]) => Promise<ChunkOutcome>,
  ): Promise<Pass> => {
    const place = placeOf(facts, store, reader.format)
    const taking = takeIn({
      items: reader.read(row.file_path ?? '', { ...place, maxBytes: mostBytes, onBytes: reporter.onBytes }),
      country: countryOfStore({ platform: store?.platform ?? reader.format, currency: place.currency }),
      tally,
      monotonic: clock.monotonic,
      take,
      areBuyersWriting: () => {
        const since = new Date(clock.now().getTime() - stillWritingMs)
        return db.inShop(row.shop_id, (tx) => didBuyersTurnTo(tx, row.shop_id, since))
      },
      onStep: reporter.step,
      isStopped: () => watch.isStopped() || reporter.isToStop(),
    })
    try {
      return { tally, failure: await taking }
    } catch (error) {
      // Whoever stopped it should see how far it came, to the last order.
      if (error instanceof Stopped) await reporter.tell()
      throw error
    }
  }

  /** Answers the row as it is then: another's, unchanged, where it moved on meanwhile. */
  const end = (
    row: ImportRecord,
    change: Omit<ImportChange, 'at'>,
    storeId: string | null = null,
  ): Promise<ImportRecord> => {
    const at = clock.now()
    return db.inShop(row.shop_id, async (tx) => {
      const changed = await moveImport(tx, row.id, fromOf(row), { ...change, secondsLeft: null, at })
      if (!changed) return (await findImport(tx, row.id)) ?? row
      if (storeId !== null) await ports.stores.note(tx, storeId, { added: 0, at })
      await record(tx, at, {
        name: isOver(changed.state) ? 'import.finished' : 'import.progressed',
        subject: row.id,
        version: changed.version,
        audience: ['desk'],
        actor: row.by,
        facts: {
          state: changed.state,
          error: changed.error,
          ...changed.counts,
          refusedCount: changed.refused_count,
          bytes: changed.bytes,
          doneBytes: changed.done_bytes,
        },
      })
      return changed
    })
  }
  const resultOf = ({ tally }: Pass) => ({
    counts: tally.counts,
    refused: tally.refused,
    refusedCount: tally.refusedCount,
  })
  const fail = (row: ImportRecord, error: string, detail: string, done?: Pass): Promise<ImportRecord> =>
    end(row, {
      ...(done ? resultOf(done) : {}),
      ...(row.run_started_at === null ? lookOnly(done?.tally.counts ?? row.counts) : {}),
      state: 'failed',
      error,
      errorDetail: detail,
      finishedAt: clock.now(),
      sample: [],
    })

  const look = async (row: ImportRecord, reader: StoreConnector, watch: Watch, passes: number) => {
    const facts = await directory.facts(row.shop_id)
    const tally = new ImportTally()
    const reporter = createReporter(
      ports,
      row,
      passes > 1 ? 'running' : 'previewing',
      passes,
      tally,
      watch.onProgress,
    )
    let store: StoreFacts | null | undefined = row.is_new_store
      ? null
      : row.store_id === null
        ? undefined
        : (facts.stores.get(row.store_id) ?? null)
    const done = await pass(row, facts, reader, store ?? null, tally, reporter, watch, async (chunk) => {
      if (store === undefined)
        store = await guessStore(
          db,
          facts,
          reader.format,
          chunk.map(({ draft }) => draft),
        )
      const into = store?.id ?? null
      return db.inShop(row.shop_id, (tx) => previewChunk(tx, row.shop_id, into, chunk))
    })
    return { done, store: store ?? null, reporter }
  }

  return {
    fail,
    /** A person stopped it: what is stored stays, and it can be gone on with. */
    halt: (row: ImportRecord): Promise<ImportRecord> =>
      end(row, {
        state: 'stopped',
        ...(row.run_started_at === null ? lookOnly(row.counts) : {}),
      }),
    /** Reads the whole file and writes no order: what would be new, other, refused. Ends previewed or, as a dry run, finished. */
    preview: async (row: ImportRecord, reader: StoreConnector, watch: Watch): Promise<ImportRecord> => {
      const { done, store } = await look(row, reader, watch, 1)
      if (done.failure) return fail(row, done.failure.failure, done.failure.detail, done)
      return end(row, {
        ...resultOf(done),
        storeId: store?.id ?? null,
        format: reader.format,
        sample: done.tally.sample,
        doneBytes: row.bytes,
        ...(row.is_dry_run ? { state: 'finished', finishedAt: clock.now() } : { state: 'previewed' }),
      })
    },
    /** Takes the file in; a strict one only after a look at the whole of it. May be run again after an interruption. */
    run: async (row: ImportRecord, reader: StoreConnector, watch: Watch): Promise<ImportRecord> => {
      const facts = await directory.facts(row.shop_id)
      const store = facts.stores.get(row.store_id ?? '')
      if (!store) return fail(row, 'store_gone', '')
      const tally = new ImportTally()
      let reporter = createReporter(ports, row, 'running', 1, tally, watch.onProgress)
      if (row.is_strict) {
        const looked = await look(row, reader, watch, 2)
        if (looked.done.failure) Object.assign(looked.done.tally.counts, nothingDone)
        if (looked.done.failure)
          return fail(row, looked.done.failure.failure, looked.done.failure.detail, looked.done)
        if (looked.done.tally.refusedCount > 0) {
          // What would have been created was not.
          Object.assign(looked.done.tally.counts, nothingDone)
          return fail(row, 'strict_refused', String(looked.done.tally.refusedCount), looked.done)
        }
        reporter = looked.reporter
        reporter.nextPass(tally)
      }
      const titles = new Set<string>()
      const target = {
        shopId: row.shop_id,
        storeId: store.id,
        storeName: store.name,
        importId: row.id,
        titles,
      }
      let added = 0
      const done = await pass(row, facts, reader, store, tally, reporter, watch, async (chunk) => {
        const outcome = await db.inShop(row.shop_id, async (tx) => {
          const taken = await writeChunk(tx, clock.now(), target, chunk)
          if (taken.inserted > 0) await ports.stores.note(tx, store.id, { added: taken.inserted, at: null })
          return taken
        })
        added += outcome.inserted
        if (titles.size > mostTitles) titles.clear()
        for (const title of outcome.titles) titles.add(title)
        return outcome
      })
      if (added > 0) await db.inShop(row.shop_id, (tx) => refreshStatistics(tx, added))
      if (done.failure) return fail(row, done.failure.failure, done.failure.detail, done)
      return end(
        row,
        { ...resultOf(done), state: 'finished', finishedAt: clock.now(), sample: [], doneBytes: row.bytes },
        store.id,
      )
    },
  }
}
