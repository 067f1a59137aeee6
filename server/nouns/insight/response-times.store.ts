import { sql } from 'kysely'
import type { Tx } from '#platform/database/database.ts'
import type { GroupedBy } from './response-times.rules.ts'
import { turnFigures, type TurnFigures } from './turn-figures.store.ts'

const keys = {
  agent: sql`t.member_id::text`,
  hour: sql`t.local_hour::text`,
  channel: sql`t.channel`,
} as const

/** Turns of the period by agent, hour or channel; `firstOnly`: only a buyer's first question of an inquiry. */
export const selectResponseTimes = async (
  tx: Tx,
  ask: { shopId: string; from: Date; to: Date; by: GroupedBy; firstOnly: boolean },
): Promise<(TurnFigures & { key: string | null })[]> =>
  (
    await sql<
      TurnFigures & { key: string | null }
    >`select ${keys[ask.by]} as key, ${turnFigures()} from promises.v_turns t
    where t.shop_id = ${ask.shopId} and t.clock_at >= ${ask.from} and t.clock_at <= ${ask.to} ${ask.firstOnly ? sql`and t.is_first` : sql``}
    group by 1`.execute(tx)
  ).rows
