import { sql } from 'kysely'
import type {
  ConfirmationState,
  Correction,
  Doubt,
  Rating,
  StepKind,
  talkedStates,
} from '#contract/purchase/confirmation.ts'
import type { Tx } from '#platform/database/database.ts'
import { newId } from '#platform/ids/ids.ts'
import type { HoldState } from './states.rules.ts'

export interface ConfirmationRecord {
  id: string
  shop_id: string
  order_id: string
  store_id: string
  customer_id: string | null
  state: ConfirmationState
  talked: (typeof talkedStates)[number]
  urgency: number
  doubts: Doubt[]
  hold: HoldState
  hold_reason: string | null
  cut_off_at: Date
  next_fire_at: Date | null
  conversation_id: string | null
  sent_at: Date | null
  answered_at: Date | null
  answered_by: 'buyer' | 'agent' | null
  correction: Correction | null
  taken_at: Date | null
  rating: Rating | null
  rating_line: string | null
  payment_tips_at: Date | null
  dispatch_tips_at: Date | null
  opened_at: Date
  version: number
}

/** Columns a change may set; jsonb as what it holds. */
export type Change = Partial<
  Omit<ConfirmationRecord, 'id' | 'shop_id' | 'order_id' | 'version' | 'opened_at'> & {
    channel: 'chat' | 'by_hand'
    sent_by: string | null
    taken_by: string | null
    hold_by: string | null
    hold_at: Date
    rated_at: Date
    ended_at: Date
    end_reason: 'sent_off' | 'order_ended' | 'not_needed'
  }
>

const columns = sql`c.id, c.shop_id, c.order_id, c.store_id, c.customer_id, c.state, c.talked, c.urgency, c.doubts, c.hold, c.hold_reason, c.cut_off_at, c.next_fire_at,
  c.conversation_id, c.sent_at, c.answered_at, c.answered_by, c.correction, c.taken_at, c.rating, c.rating_line, c.payment_tips_at, c.dispatch_tips_at, c.opened_at, c.version`

const one = async (
  tx: Tx,
  where: ReturnType<typeof sql>,
  isLocked = false,
): Promise<ConfirmationRecord | null> => {
  const { rows } = await sql<ConfirmationRecord>`
    select ${columns} from confirmations.confirmations c where ${where} ${isLocked ? sql`for update` : sql``}`.execute(
    tx,
  )
  return rows[0] ?? null
}
export const findConfirmation = (tx: Tx, id: string) => one(tx, sql`c.id = ${id}`)
export const lockConfirmation = (tx: Tx, id: string) => one(tx, sql`c.id = ${id}`, true)
export const findOfOrder = (tx: Tx, orderId: string) => one(tx, sql`c.order_id = ${orderId}`)

/** Null when the order has one already. */
export const insertConfirmation = async (
  tx: Tx,
  now: Date,
  row: Pick<
    ConfirmationRecord,
    | 'shop_id'
    | 'order_id'
    | 'store_id'
    | 'customer_id'
    | 'talked'
    | 'urgency'
    | 'doubts'
    | 'hold'
    | 'cut_off_at'
  >,
): Promise<ConfirmationRecord | null> => {
  const inserted = await tx
    .insertInto('confirmations.confirmations')
    .values({
      ...row,
      id: newId(),
      state: 'to_send',
      doubts: JSON.stringify(row.doubts),
      next_fire_at: row.hold === 'buyer' ? row.cut_off_at : null,
      opened_at: now,
    })
    .onConflict((conflict) => conflict.columns(['shop_id', 'order_id']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return inserted ? findConfirmation(tx, inserted.id) : null
}

/** Changes a locked one and answers it as it is then. The engine looks at it again while it is held for the buyer. */
export const changeConfirmation = async (
  tx: Tx,
  row: ConfirmationRecord,
  change: Change,
): Promise<ConfirmationRecord> => {
  const hold = change.hold ?? row.hold
  const cutOff = change.cut_off_at ?? row.cut_off_at
  const { doubts, correction, ...plain } = change
  await tx
    .updateTable('confirmations.confirmations')
    .set({
      ...plain,
      ...(doubts === undefined ? {} : { doubts: JSON.stringify(doubts) }),
      ...(correction === undefined
        ? {}
        : { correction: correction === null ? null : JSON.stringify(correction) }),
      next_fire_at: hold === 'buyer' ? cutOff : null,
      version: row.version + 1,
    })
    .where('id', '=', row.id)
    .execute()
  const after = await findConfirmation(tx, row.id)
  if (!after) throw new Error('a confirmation vanished')
  return after
}

export interface StepRecord {
  id: string
  kind: StepKind
  by: 'buyer' | 'member' | 'desk'
  member_id: string | null
  text: string | null
  facts: Record<string, unknown>
  at: Date
}
export const insertStep = async (
  tx: Tx,
  now: Date,
  row: Pick<ConfirmationRecord, 'id' | 'shop_id' | 'order_id'>,
  step: {
    kind: StepKind
    by: StepRecord['by']
    memberId?: string | null
    text?: string | null
    facts?: Record<string, unknown>
    messageId?: string | null
  },
): Promise<void> => {
  await tx
    .insertInto('confirmations.steps')
    .values({
      id: newId(),
      shop_id: row.shop_id,
      confirmation_id: row.id,
      order_id: row.order_id,
      kind: step.kind,
      by: step.by,
      member_id: step.memberId ?? null,
      text: step.text ?? null,
      facts: JSON.stringify(step.facts ?? {}),
      message_id: step.messageId ?? null,
      at: now,
    })
    .execute()
}

/** Whether this message is kept with a step already. */
export const isHeard = async (tx: Tx, id: string, messageId: string): Promise<boolean> =>
  (await tx
    .selectFrom('confirmations.steps')
    .select('id')
    .where('confirmation_id', '=', id)
    .where('message_id', '=', messageId)
    .executeTakeFirst()) !== undefined

export const stepsOf = async (tx: Tx, id: string): Promise<StepRecord[]> =>
  (await tx
    .selectFrom('confirmations.steps')
    .select(['id', 'kind', 'by', 'member_id', 'text', 'facts', 'at'])
    .where('confirmation_id', '=', id)
    .orderBy('at')
    .orderBy('id')
    .limit(200)
    .execute()) as unknown as StepRecord[]

/** Of these customers and not over yet, the newest first. */
export const openOfCustomers = async (
  tx: Tx,
  shopId: string,
  customerIds: readonly string[],
  limit: number,
): Promise<ConfirmationRecord[]> => {
  const { rows } = await sql<ConfirmationRecord>`
    select ${columns} from confirmations.confirmations c
    where c.shop_id = ${shopId} and c.customer_id = any (${[...customerIds]}::uuid[]) and c.state <> 'ended'
    order by c.opened_at desc, c.id desc limit ${limit}`.execute(tx)
  return rows
}

/** Those whose orders have left, or ended: nobody needs to be asked any more. */
export const overtaken = async (
  tx: Tx,
  shopId: string,
  limit: number,
): Promise<(ConfirmationRecord & { has_left: boolean })[]> => {
  const { rows } = await sql<ConfirmationRecord & { has_left: boolean }>`
    select ${columns}, (o.shipped_at is not null or o.status in ('shipped', 'partially_shipped', 'completed')) as has_left
    from confirmations.confirmations c join orders.v_to_confirm o on o.id = c.order_id
    where c.shop_id = ${shopId} and (c.state in ('to_send', 'sent') or c.hold in ('buyer', 'lead'))
      and not (o.shipped_at is null and (o.status = 'paid' or (o.status = 'pending' and o.cash_on_delivery)))
    order by c.opened_at limit ${limit} for update of c`.execute(tx)
  return rows
}
