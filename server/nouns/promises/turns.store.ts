import type { Tx } from '#platform/database/database.ts'
import type { Outcome } from './turn-clock.rules.ts'

export interface EndedTurn {
  id: string
  shopId: string
  conversationId: string
  inquiryId: string | null
  channel: string
  isFirst: boolean
  memberId: string | null
  startedAt: Date
  clockAt: Date
  targetAt: Date
  dueAt: Date
  answeredAt: Date | null
  waitedMs: number | null
  outcome: Outcome | 'unanswered'
  automaticCount: number
  wasHeld: boolean
  localHour: number
}

/** Keeps the outcome of a buyer turn; once, by the turn's id. */
export const insertTurn = async (tx: Tx, turn: EndedTurn): Promise<void> => {
  await tx
    .insertInto('promises.turns')
    .values({
      id: turn.id,
      shop_id: turn.shopId,
      conversation_id: turn.conversationId,
      inquiry_id: turn.inquiryId,
      channel: turn.channel,
      is_first: turn.isFirst,
      member_id: turn.memberId,
      started_at: turn.startedAt,
      clock_at: turn.clockAt,
      target_at: turn.targetAt,
      due_at: turn.dueAt,
      answered_at: turn.answeredAt,
      waited_ms: turn.waitedMs,
      outcome: turn.outcome,
      automatic_count: turn.automaticCount,
      was_held: turn.wasHeld,
      local_hour: turn.localHour,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute()
}
