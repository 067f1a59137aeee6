import { sql, type RawBuilder } from 'kysely'
import { measures } from './measures.rules.ts'

export interface TurnFigures {
  turns: number
  withinTarget: number
  withinDue: number
  late: number
  unanswered: number
  missed: number
  automatic: number
  medianMs: number | null
}

/** The columns that make TurnFigures of `promises.v_turns t`, counted as the measures declare. */
export const turnFigures = (): RawBuilder<unknown> => {
  const counts = Object.entries(measures).flatMap(([name, measure]) =>
    'outcomes' in measure
      ? [
          sql`count(*) filter (where t.outcome in (${sql.join(measure.outcomes.map((outcome) => sql.lit(outcome)))}))::int as ${sql.ref(name)}`,
        ]
      : [],
  )
  return sql`count(*)::int as turns, coalesce(sum(t.automatic_count), 0)::int as automatic,
    percentile_disc(0.5) within group (order by t.waited_ms) as "medianMs", ${sql.join(counts)}`
}
