import { sql } from 'kysely'
import type { Tx } from '#platform/database/database.ts'

export interface TurnRow {
  id: string
  conversation_id: string
  channel: string
  is_first: boolean
  member_id: string | null
  started_at: Date
  clock_at: Date
  answered_at: Date | null
  waited_ms: number | null
  outcome: string
  automatic_count: number
  was_held: boolean
}

/** Turns of the period, newest first; a finished turn never changes. */
export const selectTurns = async (
  tx: Tx,
  ask: { shopId: string; from: Date; to: Date; firstOnly: boolean },
  cursor: { at: Date; id: string } | null,
  limit: number,
): Promise<TurnRow[]> => {
  const { rows } = await sql<TurnRow>`
    select id, conversation_id, channel, is_first, member_id, started_at, clock_at, answered_at, waited_ms, outcome, automatic_count, was_held
    from promises.v_turns where shop_id = ${ask.shopId} and clock_at >= ${ask.from} and clock_at <= ${ask.to} ${ask.firstOnly ? sql`and is_first` : sql``}
      ${cursor === null ? sql`` : sql`and (clock_at, id) < (${cursor.at}, ${cursor.id}::uuid)`}
    order by clock_at desc, id desc limit ${limit}`.execute(tx)
  return rows
}
