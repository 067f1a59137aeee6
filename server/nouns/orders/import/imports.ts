import { AppError } from '#platform/http/app-error.ts'
import { createFileImports } from './file-imports.ts'
import { createImportDoing } from './import-doing.ts'
import type { ImportPorts } from './import-ports.ts'
import { createImportRunner } from './import-runner.ts'
import { createImportStops } from './import-stops.ts'
import { createImportUploads } from './import-uploads.ts'
import { createImportWork } from './import-work.ts'
import { findImport, startRun, type ImportRecord } from './imports.store.ts'
import { createLookingAgain } from './look-again.ts'
import { createMappingStep } from './mapping-step.ts'
import { createMappings, keepMappingOf } from './mappings.ts'
import { readerOf } from './readers.ts'
import { createResuming } from './resume-imports.ts'
import { createStoreSettling } from './settle-store.ts'
import { Stopped } from './take-in.ts'

/** Takes order exports in: from a file at the machine, or uploaded, looked at, and run. */
export const createImports = (ports: ImportPorts) => {
  const { db, clock } = ports
  const runner = createImportRunner(ports)
  const work = createImportWork(db, ports.onError)
  const doing = createImportDoing(ports, runner, work)
  const mappings = createMappings(ports)
  const { keptFor } = mappings
  const settleStore = createStoreSettling(ports)
  const steps = { previewLater: doing.later, runLater: doing.later }
  const stops = createImportStops(ports, steps)

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

  return {
    ...createImportUploads(ports, { ...steps, settleStore, begin, keptFor }),
    ...createMappingStep(ports, steps),
    ...createLookingAgain(ports, { ...steps, keptFor }),
    ...createFileImports(ports, {
      runner,
      work,
      guarded: doing.guarded,
      stops,
      settleStore,
      begin,
      keptFor,
    }),
    stopImport: stops.stopImport,
    continueImport: stops.continueImport,
    mappings: mappings.list,
    forgetMapping: mappings.forget,

    /** Works on an import that is under way and that nobody holds, and waits for it: for a process that was started for it. */
    workOn: async (id: string): Promise<void> => {
      const row = await db.asSystem((tx) => findImport(tx, id))
      const reader = row && readerOf(ports, row)
      if (!row || !reader || (row.state !== 'running' && row.state !== 'previewing')) return
      try {
        await doing.here(row, reader)
      } catch (error) {
        if (!(error instanceof Stopped)) throw error
      }
    },

    /** For the start, and now and then: the database may have been away. Answers how many are unfinished. */
    resumeInterrupted: createResuming(ports, runner, work, doing),
    settle: work.settle,
    stop: work.stop,
  }
}
export type Imports = ReturnType<typeof createImports>
