import type { Clock } from '#platform/clock/clock.ts'
import type { Shops } from './due-rows.store.ts'

/**
 * Something that comes due: the clocks of waiting buyers, the words given. Each keeps `next_fire_at` in its own indexed
 * rows, so that nothing is forgotten by a restart; `fireDue` is safe to run in several processes at once.
 */
export interface DueSource {
  name: string
  /** The earliest moment anything is due, or null. */
  nextFireAt(shops: Shops): Promise<Date | null>
  /** Handles at most `limit` rows due at `now`; returns how many. Each row is handled once, in its own transaction. */
  fireDue(now: Date, limit: number, shops: Shops): Promise<number>
}

export interface Engine {
  start(): void
  /** Something may be due earlier than thought. */
  nudge(at: Date): void
  /** Runs everything due now to the end; for tests and for start-up. */
  runDue(): Promise<number>
  stop(): Promise<void>
  /** Milliseconds between the due moment and its handling, newest last; for the metrics. */
  lateness(): number[]
}

/** How long the loop sleeps at most: another process may have written something due in between. */
const mostSleepMs = 1000
const batch = 200

/**
 * The one loop behind clocks and words. It trusts no timer: at every wake it asks the rows, so that a pause of the
 * machine, a killed process or a corrected wall clock only makes it catch up.
 */
export const createEngine = (
  clock: Clock,
  sources: DueSource[],
  onError: (source: string, error: unknown) => void,
  /** Which shops it looks after, asked anew at every look. */
  shopsOf: () => Promise<Shops> = () => Promise.resolve({ except: [] }),
): Engine => {
  let cancel: (() => void) | undefined
  let armedFor = Infinity
  let running: Promise<number> | undefined
  let looking: Promise<void> | undefined
  let isStopped = true
  let isAgain = false
  const late: number[] = []

  /** One that fails is told of and leaves the others alone; the next look tries again. */
  const looked = async <T>(name: string, look: () => Promise<T>): Promise<T | null> => {
    try {
      return await look()
    } catch (error) {
      onError(name, error)
      return null
    }
  }
  const runDue = async (): Promise<number> => {
    let total = 0
    const shops = await looked('shops', shopsOf)
    if (shops === null) return 0
    for (const source of sources) {
      await looked(source.name, async () => {
        for (let handled = batch; handled >= batch && !(isStopped && total > 0);) {
          handled = await source.fireDue(clock.now(), batch, shops)
          total += handled
        }
      })
    }
    return total
  }
  const nextMoment = async (): Promise<number> => {
    let earliest = Infinity
    const shops = await looked('shops', shopsOf)
    if (shops === null) return earliest
    for (const source of sources) {
      const at = await looked(source.name, () => source.nextFireAt(shops))
      if (at) earliest = Math.min(earliest, at.getTime())
    }
    return earliest
  }
  const arm = (at: number) => {
    if (isStopped) return
    const wanted = Math.min(at, clock.now().getTime() + mostSleepMs)
    if (cancel && armedFor <= wanted) return
    cancel?.()
    armedFor = wanted
    cancel = clock.at(new Date(wanted), () => {
      cancel = undefined
      const behind = clock.now().getTime() - armedFor
      if (late.push(behind) > 100) late.shift()
      armedFor = Infinity
      cycle()
    })
  }
  const cycle = () => {
    if (running) {
      isAgain = true
      return
    }
    running = runDue()
    // A stop waits for the look ahead as well: after it the database may be closed.
    looking = running.then(async () => {
      running = undefined
      if (isStopped) return
      const at = await nextMoment()
      // A row that stays due (a failing one) must not turn into a busy loop.
      arm(Math.max(at, clock.now().getTime() + 20))
      if (isAgain) {
        isAgain = false
        arm(clock.now().getTime() + 20)
      }
    })
  }
  return {
    start: () => {
      isStopped = false
      cycle()
    },
    nudge: (at) => {
      if (at.getTime() < armedFor) arm(Math.max(at.getTime(), clock.now().getTime() + 1))
    },
    runDue: async () => (running ? (await running) + (await runDue()) : runDue()),
    stop: async () => {
      isStopped = true
      cancel?.()
      cancel = undefined
      await looking
    },
    lateness: () => [...late],
  }
}
