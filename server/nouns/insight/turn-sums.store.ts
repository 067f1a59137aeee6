import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '#platform/database/database.ts'
import { countTurns, nobodyId } from './roll-up.store.ts'
import { wholeHours } from './turn-sums.rules.ts'
import { waitSteps } from './wait-steps.rules.ts'

export interface TurnSums {
  turns: number
  target: number
  due: number
  announced: number
  late: number
  unanswered: number
  automatic: number
  /** Waits by the steps of wait-steps.rules.ts. */
  waits: number[]
}
interface Ask {
  shopId: string
  from: Date
  to: Date
  firstOnly?: boolean
}
const keys = {
  none: sql`null::text`,
  agent: sql`nullif(t.member_id, ${sql.lit(nobodyId)}::uuid)::text`,
  hour: sql`t.local_hour::text`,
  channel: sql`t.channel`,
} as const

const sums = ['turns', 'target', 'due', 'announced', 'late', 'unanswered', 'automatic'] as const

/**
 * Turns of a period counted by agent, hour, channel or all together. Whole hours come from the roll-up; the two hours cut by
 * the period's ends and whatever is not yet rolled up are counted from the turns themselves, in the same statement, so that
 * the figure is exact and never late.
 */
export const selectTurnSums = async (
  tx: Tx,
  { shopId, from, to, firstOnly = false }: Ask,
  by: keyof typeof keys,
): Promise<(TurnSums & { key: string | null })[]> => {
  const key = keys[by]
  const first = firstOnly ? sql`and t.is_first` : sql``
  const whole = wholeHours(from, to)
  const turnsIn = (begin: Date, end: Date, comparison: RawBuilder<unknown>) => sql`
    select ${key} as key, ${countTurns()} from promises.v_turns t where t.shop_id = ${shopId} and t.clock_at >= ${begin} and t.clock_at ${comparison} ${end} ${first} group by 1`
  const parts =
    whole === null
      ? [turnsIn(from, to, sql`<=`)]
      : [
          sql`select ${key} as key, ${sql.join(sums.map((name) => sql`sum(t.${sql.ref(name)})::int as ${sql.ref(name)}`))},
            array[${sql.join(Array.from({ length: waitSteps.length + 1 }, (_, i) => sql`sum(t.waits[${sql.lit(i + 1)}])`))}]::int[] as waits
            from insight.turn_hours t where t.shop_id = ${shopId} and t.hour_at >= ${whole.from} and t.hour_at < ${whole.to} ${first} group by 1`,
          sql`select ${key} as key, ${countTurns()} from promises.v_uncounted t
            where t.shop_id = ${shopId} and t.clock_at >= ${whole.from} and t.clock_at < ${whole.to} ${first} group by 1`,
          turnsIn(from, whole.from, sql`<`),
          turnsIn(whole.to, to, sql`<=`),
        ]
  const { rows } = await sql<TurnSums & { key: string | null }>`
    with parts as (${sql.join(parts, sql` union all `)})
    select key, ${sql.join(sums.map((name) => sql`sum(${sql.ref(name)})::int as ${sql.ref(name)}`))},
      array[${sql.join(Array.from({ length: waitSteps.length + 1 }, (_, i) => sql`sum(waits[${sql.lit(i + 1)}])`))}]::int[] as waits
    from parts group by key having sum(turns) > 0`.execute(tx)
  return rows
}

/** The middle waits, read from the turns themselves: exact, and only for periods that hold few. */
export const selectMedians = async (
  tx: Tx,
  { shopId, from, to, firstOnly = false }: Ask,
  by: keyof typeof keys,
): Promise<Map<string | null, number | null>> => {
  const { rows } = await sql<{ key: string | null; medianMs: number | null }>`
    select ${keys[by]} as key, percentile_disc(0.5) within group (order by t.waited_ms) as "medianMs" from promises.v_turns t
    where t.shop_id = ${shopId} and t.clock_at >= ${from} and t.clock_at <= ${to} ${firstOnly ? sql`and t.is_first` : sql``} group by 1`.execute(
    tx,
  )
  return new Map(rows.map((row) => [row.key, row.medianMs]))
}

/** As selectTurnSums by agent: how many first questions each caught within the target. */
export const selectCaught = async (tx: Tx, ask: Ask) =>
  (await selectTurnSums(tx, { ...ask, firstOnly: true }, 'agent')).flatMap(({ key, target, turns }) =>
    key === null ? [] : [{ memberId: key, caught: target, of: turns }],
  )
