import { record } from '#platform/events/record.ts'
import type { ImportPorts, Progress } from './import-ports.ts'
import { nothingDone, type ImportTally } from './import-tally.ts'
import { noteProgress, type ImportRecord } from './imports.store.ts'
import { secondsLeft, withSample, type Sample } from './progress.rules.ts'

/** At most twice a second: a bar needs no more, and every telling is a row and an event. */
const leastMsBetween = 500

export interface Reporter {
  /** Bytes of this pass read so far. */
  onBytes(bytes: number): void
  /** Tells how far it is when it is time to. */
  step(): Promise<void>
  /** Tells it now. */
  tell(): Promise<void>
  /** A person asked it to stop; known since the last telling. */
  isToStop(): boolean
  /** Another pass over the same bytes begins. */
  nextPass(tally: ImportTally): void
}

/** Keeps the import's row and everybody who watches it up to date. `passes`: how often the file is gone through in all. */
export const createReporter = (
  ports: ImportPorts,
  row: ImportRecord,
  state: Progress['state'],
  passes: number,
  first: ImportTally,
  onProgress: ((progress: Progress) => void) | undefined,
): Reporter => {
  let samples: Sample[] = []
  let toldAt = Number.NEGATIVE_INFINITY
  let bytes = 0
  let pass = 0
  let tally = first
  let isToStop = false
  const total = row.bytes * passes

  const tell = async () => {
    const done = pass * row.bytes + Math.min(bytes, row.bytes)
    samples = withSample(samples, { at: ports.clock.monotonic(), bytes: done })
    // How fast a look goes says nothing of how fast rows are written.
    const isLook = pass + 1 < passes
    const left = isLook ? null : secondsLeft(samples, total)
    const counts = isLook ? { ...tally.counts, ...nothingDone } : tally.counts
    const doneBytes = Math.floor(done / passes)
    onProgress?.({
      ...counts,
      state,
      doneBytes,
      bytes: row.bytes,
      secondsLeft: left,
      refusedCount: tally.refusedCount,
    })
    const now = ports.clock.now()
    await ports.db.inShop(row.shop_id, async (tx) => {
      const changed = await noteProgress(tx, row.id, {
        doneBytes,
        secondsLeft: left,
        counts,
        refusedCount: tally.refusedCount,
        at: now,
      })
      isToStop = changed.stop_asked_at !== null
      await record(tx, now, {
        name: 'import.progressed',
        subject: row.id,
        version: changed.version,
        audience: ['desk'],
        facts: {
          state,
          doneBytes,
          bytes: row.bytes,
          secondsLeft: left,
          ...counts,
          refusedCount: tally.refusedCount,
        },
      })
    })
  }
  return {
    onBytes: (read) => {
      bytes = read
    },
    step: async () => {
      const at = ports.clock.monotonic()
      if (at - toldAt < leastMsBetween) return
      toldAt = at
      await tell()
    },
    tell,
    isToStop: () => isToStop,
    nextPass: (next) => {
      pass += 1
      bytes = 0
      samples = []
      tally = next
    },
  }
}
