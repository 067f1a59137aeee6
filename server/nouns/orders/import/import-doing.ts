import type { StoreConnector } from '#contract/orders/import-record.ts'
import type { ImportPorts } from './import-ports.ts'
import type { createImportRunner } from './import-runner.ts'
import type { ImportWork } from './import-work.ts'
import { askStop, clearAttempts, countAttempt, findImport, type ImportRecord } from './imports.store.ts'
import { Stopped } from './take-in.ts'
import { isPassing, messageOf } from './trouble.ts'

/** A file that ends its process so often does it every time. */
const mostAttempts = 3

export const isOver = (state: ImportRecord['state']): boolean => state === 'finished' || state === 'failed'

/** Doing what an import's row says: held, counted, and with an ending for whatever goes wrong. */
export const createImportDoing = (
  ports: ImportPorts,
  runner: ReturnType<typeof createImportRunner>,
  work: ImportWork,
) => {
  const { db, clock } = ports

  /** What went wrong besides the file is told, and the row says so; unless it was stopped or the database is gone: then it is resumed. */
  const guarded = async (
    row: ImportRecord,
    does: () => Promise<ImportRecord>,
    stop?: AbortSignal,
  ): Promise<ImportRecord> => {
    try {
      const ended = await does()
      if (isOver(ended.state))
        for (const path of [ended.file_path, ended.lines_path])
          if (path !== null) await ports.uploads.remove(path)
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
  /** Holds the import and goes on with it as it is by then, unless it has moved on. */
  const held = (row: ImportRecord, does: (now: ImportRecord) => Promise<void>): Promise<boolean> =>
    work.hold(row.id, async () => {
      const now = await db.inShop(row.shop_id, (tx) => findImport(tx, row.id))
      if (now?.state === row.state) await does(now)
    })
  /** Looks at it or runs it in this process. */
  const here = async (row: ImportRecord, reader: StoreConnector): Promise<void> => {
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
  /** Looks at it or runs it when there is room, in a process of its own where there is one. */
  const later = (row: ImportRecord, reader: StoreConnector) =>
    work.inBackground(row.id, async () => {
      const { apart } = ports
      if (!apart) await here(row, reader)
      // Not to start a process for an import that another one works on already.
      else if (await work.hold(row.id, () => Promise.resolve())) await apart(row.id)
    })
  return { guarded, held, here, later }
}
export type ImportDoing = ReturnType<typeof createImportDoing>
