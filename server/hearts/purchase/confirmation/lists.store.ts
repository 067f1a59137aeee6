import { sql } from 'kysely'
import type { ConfirmationCounts, ConfirmationView } from '#contract/purchase/confirmation.ts'
import type { Tx } from '#platform/database/database.ts'
import type { ConfirmationRecord } from './confirmations.store.ts'

const inView = {
  to_send: sql`c.state = 'to_send'`,
  waiting: sql`c.state = 'sent'`,
  corrected: sql`c.state = 'corrected'`,
  lead: sql`c.hold = 'lead'`,
  held: sql`c.hold in ('buyer', 'lead')`,
  done: sql`c.state in ('confirmed', 'taken', 'ended')`,
} as const satisfies Record<ConfirmationView, unknown>

export interface ListPlace {
  urgency: number
  at: Date
  id: string
}

/** The most pressing first, then the longest open; what is done, newest first. */
export const selectConfirmations = async (
  tx: Tx,
  ask: {
    shopId: string
    view: ConfirmationView
    only: 'silent' | 'doubtful' | undefined
    after: ListPlace | null
    limit: number
  },
): Promise<ConfirmationRecord[]> => {
  const { view, only, after } = ask
  const isDone = view === 'done'
  const { rows } = await sql<ConfirmationRecord>`
    select c.* from confirmations.confirmations c where c.shop_id = ${ask.shopId} and ${inView[view]}
      ${only === 'silent' ? sql`and c.talked = 'no'` : only === 'doubtful' ? sql`and c.doubts <> '[]'::jsonb` : sql``}
      ${
        after === null
          ? sql``
          : isDone
            ? sql`and (c.opened_at, c.id) < (${after.at}, ${after.id}::uuid)`
            : sql`and (-c.urgency, c.opened_at, c.id) > (${-after.urgency}, ${after.at}, ${after.id}::uuid)`
      }
    order by ${isDone ? sql`c.opened_at desc, c.id desc` : sql`c.urgency desc, c.opened_at, c.id`} limit ${ask.limit}`.execute(
    tx,
  )
  return rows
}

export const countConfirmations = async (tx: Tx, shopId: string): Promise<ConfirmationCounts> => {
  const { rows } = await sql<ConfirmationCounts>`
    select count(*) filter (where c.state = 'to_send')::int as to_send, count(*) filter (where c.state = 'sent')::int as waiting,
      count(*) filter (where c.state = 'corrected')::int as corrected, count(*) filter (where c.hold = 'lead')::int as lead,
      count(*) filter (where c.hold in ('buyer', 'lead'))::int as held,
      count(*) filter (where c.state = 'to_send' and c.talked = 'no')::int as silent,
      count(*) filter (where c.state = 'to_send' and c.doubts <> '[]'::jsonb)::int as doubtful
    from confirmations.confirmations c where c.shop_id = ${shopId} and (c.state in ('to_send', 'sent', 'corrected') or c.hold in ('buyer', 'lead'))`.execute(
    tx,
  )
  return rows[0] ?? { to_send: 0, waiting: 0, corrected: 0, lead: 0, held: 0, silent: 0, doubtful: 0 }
}
