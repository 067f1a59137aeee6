import { sql } from 'kysely'
import { ladderSteps, type LadderStep, type ladderOutcomes } from '#contract/conversations/distribution.ts'
import type { Tx } from '#platform/database/database.ts'

export type LadderOutcome = (typeof ladderOutcomes)[number]
export interface LadderRow {
  turn_id: string
  step: LadderStep
  member_id: string | null
  outcome: LadderOutcome
  due_at: Date
  at: Date
}

export const stepsDone = async (tx: Tx, turnId: string): Promise<Set<LadderStep>> =>
  new Set(
    (await tx.selectFrom('conversations.ladder').select('step').where('turn_id', '=', turnId).execute()).map(
      (row) => row.step as LadderStep,
    ),
  )

/** Keeps that a step was done; false when it was done before. */
export const insertStep = async (
  tx: Tx,
  step: LadderRow & { shop_id: string; conversation_id: string },
): Promise<boolean> =>
  (await tx
    .insertInto('conversations.ladder')
    .values(step)
    .onConflict((conflict) => conflict.columns(['turn_id', 'step']).doNothing())
    .returning('step')
    .executeTakeFirst()) !== undefined

/** Whether this person was told of another chat by this step since then. */
export const wasTold = async (tx: Tx, shopId: string, memberId: string, step: LadderStep, since: Date) =>
  (
    await sql`select 1 from conversations.ladder where shop_id = ${shopId} and member_id = ${memberId}
      and step = ${step} and outcome = 'told' and at > ${since} limit 1`.execute(tx)
  ).rows.length > 0

export const selectLadder = async (tx: Tx, shopId: string, conversationId: string): Promise<LadderRow[]> =>
  (
    await sql<LadderRow>`select turn_id, step, member_id, outcome, due_at, at from conversations.ladder
    where shop_id = ${shopId} and conversation_id = ${conversationId} order by at desc, due_at desc,
      array_position(${[...ladderSteps]}::text[], step) desc limit 50`.execute(tx)
  ).rows

export const hasOpenAlarm = async (tx: Tx, shopId: string, lane: string): Promise<boolean> =>
  (await tx
    .selectFrom('conversations.queue_alarms')
    .select('id')
    .where('shop_id', '=', shopId)
    .where('lane', '=', lane)
    .where('closed_at', 'is', null)
    .executeTakeFirst()) !== undefined

export const dutyLeadOf = async (tx: Tx, shopId: string): Promise<string | null> =>
  (await sql<{ id: string | null }>`select conversations.duty_lead(${shopId}) as id`.execute(tx)).rows[0]
    ?.id ?? null
