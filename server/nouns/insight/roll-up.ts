import type { Clock } from '#platform/clock/clock.ts'
import type { Database } from '#platform/database/database.ts'
import { judgeSlowFirsts, rollUpTurns } from './roll-up.store.ts'

const batch = 2000

/**
 * Counts what ended since the last time and judges whom we lost; in short transactions, so that the event log is never held
 * back, until nothing is left.
 */
export const rollUp = async ({ db, clock }: { db: Database; clock: Clock }): Promise<void> => {
  while ((await db.asSystem((tx) => rollUpTurns(tx, clock.now(), batch))) === batch);
  while ((await db.asSystem((tx) => judgeSlowFirsts(tx, clock.now(), batch))) === batch);
}
