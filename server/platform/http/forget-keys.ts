import { sql } from 'kysely'
import type { Database } from '../database/database.ts'

const keptMs = 2 * 24 * 3600 * 1000
/** So few that the transaction takes some milliseconds: a long one holds back the event log. */
const chunk = 2000

/** Deletes the idempotency keys of all shops that are older than two days; returns how many. */
export const forgetIdempotencyKeys = async (db: Database, now: Date): Promise<number> => {
  const before = new Date(now.getTime() - keptMs)
  let total = 0
  for (let deleted = chunk; deleted === chunk; total += deleted) {
    const result = await db.asSystem((tx) =>
      sql`delete from platform.idempotency
      where ctid = any(array(select ctid from platform.idempotency where created_at < ${before} order by created_at limit ${chunk}))`.execute(
        tx,
      ),
    )
    deleted = Number(result.numAffectedRows ?? 0n)
  }
  return total
}
