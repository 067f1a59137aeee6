import { stat } from 'node:fs/promises'
import { outsideClaim } from '#platform/http/idempotency.ts'
import type { ImportDoing } from './import-doing.ts'
import type { ImportPorts } from './import-ports.ts'
import type { createImportRunner } from './import-runner.ts'
import type { ImportWork } from './import-work.ts'
import { selectUnfinished, type ImportRecord } from './imports.store.ts'
import { readerOf } from './readers.ts'

/** An upload that nobody took in. */
const forgottenAfterMs = 24 * 3_600_000
/** A stopped import whose file is kept for whoever may go on. */
const stoppedKeptMs = 7 * 24 * 3_600_000

/** Going on with imports that no process works on any more, and letting go of uploads nobody ran. */
export const createResuming = (
  ports: ImportPorts,
  runner: ReturnType<typeof createImportRunner>,
  work: ImportWork,
  doing: ImportDoing,
) => {
  const { db, clock } = ports
  const resume = async (row: ImportRecord): Promise<void> => {
    if (work.isBusy(row.id)) return
    const isUpload = row.file_path !== null && ports.uploads.owns(row.file_path)
    if (row.state === 'previewed' || row.state === 'mapping' || row.state === 'stopped') {
      if (!isForgotten(row, clock.now())) return
      await doing.held(row, async (now) => {
        if (isForgotten(now, clock.now())) await doing.guarded(now, () => runner.fail(now, 'abandoned', ''))
      })
      return
    }
    if (row.stop_asked_at !== null) {
      await doing.held(row, async (now) => {
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
      await doing.held(row, async (now) => {
        await doing.guarded(now, () => runner.fail(now, 'interrupted', ''))
      })
    else doing.later(row, reader)
  }
  return (): Promise<number> =>
    outsideClaim(async () => {
      const rows = await db.asSystem(selectUnfinished)
      for (const row of rows) await resume(row)
      return rows.length
    })
}

/** Nobody has touched it since it was looked at, or stopped. */
const isForgotten = (row: ImportRecord, now: Date): boolean =>
  now.getTime() - (row.beat_at ?? row.started_at).getTime() >=
  (row.state === 'stopped' ? stoppedKeptMs : forgottenAfterMs)

const isThere = async (path: string): Promise<boolean> =>
  (await stat(path).catch(() => null))?.isFile() === true
