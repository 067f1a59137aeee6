import type { Tx } from '#platform/database/database.ts'
import { measures } from './measures.rules.ts'
import { exactMedianUpTo } from './turn-sums.rules.ts'
import { selectMedians, selectTurnSums } from './turn-sums.store.ts'
import { medianOfSteps } from './wait-steps.rules.ts'

export interface TurnFigures {
  turns: number
  withinTarget: number
  withinDue: number
  withinAnnounced: number
  late: number
  unanswered: number
  missed: number
  automatic: number
  medianMs: number | null
}

/** The figures of a period by agent, hour or channel (`none`: one row), counted as the measures declare. */
export const readTurnFigures = async (
  tx: Tx,
  ask: { shopId: string; from: Date; to: Date; firstOnly?: boolean },
  by: 'none' | 'agent' | 'hour' | 'channel',
): Promise<(TurnFigures & { key: string | null })[]> => {
  const rows = await selectTurnSums(tx, ask, by)
  const total = rows.reduce((sum, row) => sum + row.turns, 0)
  const medians = total <= exactMedianUpTo ? await selectMedians(tx, ask, by) : null
  return rows.map(({ key, waits, ...row }) => ({
    key,
    turns: row.turns,
    automatic: row.automatic,
    ...(Object.fromEntries(
      counted.map((name) => [name, measures[name].outcomes.reduce((sum, outcome) => sum + row[outcome], 0)]),
    ) as Record<(typeof counted)[number], number>),
    medianMs: medians ? (medians.get(key) ?? null) : medianOfSteps(waits),
  }))
}

const counted = ['withinTarget', 'withinDue', 'withinAnnounced', 'late', 'unanswered', 'missed'] as const

export const noTurns: TurnFigures = {
  turns: 0,
  withinTarget: 0,
  withinDue: 0,
  withinAnnounced: 0,
  late: 0,
  unanswered: 0,
  missed: 0,
  automatic: 0,
  medianMs: null,
}
