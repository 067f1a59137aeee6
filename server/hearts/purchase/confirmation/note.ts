import type { TimelineEventName } from '#contract/events.ts'
import type { StepKind } from '#contract/purchase/confirmation.ts'
import type { Tx } from '#platform/database/database.ts'
import { record } from '#platform/events/record.ts'
import { insertStep, type ConfirmationRecord } from './confirmations.store.ts'

const eventOf: Readonly<Record<StepKind, TimelineEventName>> = {
  opened: 'confirmation.opened',
  sent: 'confirmation.sent',
  doubted: 'confirmation.doubted',
  confirmed: 'confirmation.confirmed',
  corrected: 'confirmation.corrected',
  taken: 'confirmation.taken',
  cut_off: 'confirmation.cut_off_passed',
  released: 'confirmation.released',
  kept: 'confirmation.kept',
  tips_payment: 'confirmation.tips_sent',
  tips_dispatch: 'confirmation.tips_sent',
  rated: 'confirmation.rated',
  ended: 'confirmation.ended',
  link_revoked: 'confirmation.links_revoked',
}

/**
 * Keeps a step as evidence on the order and tells of it, in the change's own transaction. `row` is the confirmation as it is after
 * the change.
 */
export const noteStep = async (
  tx: Tx,
  now: Date,
  row: ConfirmationRecord,
  orderName: string,
  step: Parameters<typeof insertStep>[3],
): Promise<void> => {
  await insertStep(tx, now, row, step)
  await record(tx, now, {
    name: eventOf[step.kind],
    subject: row.id,
    version: row.version,
    audience: ['desk'],
    timeline: row.customer_id,
    actor: step.memberId ?? null,
    facts: { orderId: row.order_id, name: orderName, state: row.state, hold: row.hold },
  })
}
