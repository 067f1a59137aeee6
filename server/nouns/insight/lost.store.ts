import { sql } from 'kysely'
import type { lostStates } from '#contract/insight/platforms.ts'
import type { Tx } from '#platform/database/database.ts'

export type LostState = (typeof lostStates)[number]

export const countLost = async (
  tx: Tx,
  ask: { shopId: string; from: Date },
): Promise<Partial<Record<LostState, number>>> => {
  const { rows } = await sql<{ state: LostState; n: number }>`
    select state, count(*)::int as n from insight.slow_firsts where shop_id = ${ask.shopId} and clock_at >= ${ask.from} group by 1`.execute(
    tx,
  )
  return Object.fromEntries(rows.map(({ state, n }) => [state, n]))
}

export interface SlowFirstRow {
  turnId: string
  clockAt: Date
  conversationId: string
  buyerName: string
  memberId: string | null
  channel: string
  askedAt: Date
  answeredAt: Date | null
  waitedMs: number | null
  state: LostState
}

/** First questions that missed their clock, newest first. */
export const selectSlowFirsts = async (
  tx: Tx,
  ask: { shopId: string; from: Date; state?: LostState },
  cursor: { at: Date; id: string } | null,
  limit: number,
): Promise<SlowFirstRow[]> =>
  (
    await sql<SlowFirstRow>`
    select f.turn_id as "turnId", f.clock_at as "clockAt", f.conversation_id as "conversationId", c.buyer_name as "buyerName", f.member_id as "memberId", f.channel,
      f.started_at as "askedAt", f.answered_at as "answeredAt", f.waited_ms as "waitedMs", f.state
    from insight.slow_firsts f join conversations.v_conversations c on c.id = f.conversation_id
    where f.shop_id = ${ask.shopId} and f.clock_at >= ${ask.from} ${ask.state ? sql`and f.state = ${ask.state}` : sql``}
      ${cursor === null ? sql`` : sql`and (f.clock_at, f.turn_id) < (${cursor.at}, ${cursor.id}::uuid)`}
    order by f.clock_at desc, f.turn_id desc limit ${limit}`.execute(tx)
  ).rows

export interface ButtonCheckRow {
  storeName: string
  page: string
  isVisible: boolean
  isInFirstView: boolean
  hiddenBy: string | null
  width: number
  checkedAt: Date
  checks: number
}

/** Pages of the own site, those first on which the button was not to be seen at once. */
export const selectButtonChecks = async (tx: Tx, shopId: string, limit: number): Promise<ButtonCheckRow[]> =>
  (
    await sql<ButtonCheckRow>`
    select s.name as "storeName", b.page, b.is_visible as "isVisible", b.is_in_first_view as "isInFirstView", b.what_hides as "hiddenBy", b.width,
      b.checked_at as "checkedAt", b.checks
    from conversations.v_button_checks b join staff.v_stores s on s.id = b.store_id
    where b.shop_id = ${shopId} order by (b.is_visible and b.is_in_first_view), b.checked_at desc, b.page limit ${limit}`.execute(
      tx,
    )
  ).rows
