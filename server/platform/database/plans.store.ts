import { sql } from 'kysely'
import type { Tx } from './database.ts'

/**
 * For the rest of a transaction that reads a whole shop and joins what its own query puts together on the way. Of such rows the
 * planner knows nothing: expecting ten it compares each with each (60,000 orders: no end within 30 s; so 0.1 s).
 */
export const joinWhole = async (tx: Tx): Promise<void> => {
  await sql`select set_config('enable_nestloop', 'off', true), set_config('work_mem', '64MB', true)`.execute(
    tx,
  )
}
