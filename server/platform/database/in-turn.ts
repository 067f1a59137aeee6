import { setImmediate as otherWork } from 'node:timers/promises'

/** One statement (or a few that belong together): first what has to be computed for it, then the asking. */
export type Step = () => () => Promise<unknown>

/**
 * Runs steps one after the other on one connection. What a step computes is computed while the database is at work on the
 * step before, so that neither waits for the other; the rest of the process gets its turn in between.
 */
export const inTurn = async (steps: readonly Step[]): Promise<void> => {
  let running: Promise<unknown> = Promise.resolve()
  try {
    for (const prepare of steps) {
      const ask = prepare()
      await running
      running = ask()
      // It is awaited below whatever happens; until then its failure must not count as unhandled.
      running.catch(() => undefined)
      await otherWork()
    }
  } finally {
    await running
  }
}
