import { sql } from 'kysely'
import { hintLimits } from '#contract/conversations/coaching.ts'
import type { Tx } from '#platform/database/database.ts'
import type { ConversationRow } from '../conversation-row.ts'

const [mostNewcomers, mostChats] = [100, 500]

export interface NewcomerRow {
  memberId: string
  coachId: string | null
  cap: number
  beganAt: Date
  presence: 'on' | 'break' | 'off'
  presenceSince: Date
}
/** Newcomers of one coach, or of all; whoever began first stands first. */
export const selectNewcomers = async (
  tx: Tx,
  shopId: string,
  coachId: string | null,
): Promise<NewcomerRow[]> =>
  (
    await sql<NewcomerRow>`
    select t.member_id as "memberId", t.coach_id as "coachId", t.cap, t.began_at as "beganAt", m.presence, m.presence_since as "presenceSince"
    from training.v_trainees t join staff.v_members m on m.id = t.member_id
    where t.shop_id = ${shopId} and m.left_at is null ${coachId === null ? sql`` : sql`and t.coach_id = ${coachId}`}
    order by t.began_at, t.member_id limit ${mostNewcomers}`.execute(tx)
  ).rows

/** Open chats in these hands: who waits longest first, then what is owed soonest, then the latest. */
export const selectHeldBy = async (
  tx: Tx,
  shopId: string,
  memberIds: readonly string[],
): Promise<ConversationRow[]> =>
  (
    await sql<ConversationRow>`
    select * from conversations.conversations where shop_id = ${shopId} and state = 'open' and assignee_id = any (${memberIds}::uuid[])
    order by turn_clock_at nulls last, word_due_at nulls last, listed_at desc, id limit ${mostChats}`.execute(
      tx,
    )
  ).rows

/** Whether somebody is new, and who looks in on them. */
export const findNewcomer = async (
  tx: Tx,
  shopId: string,
  memberId: string,
): Promise<{ memberId: string; coachId: string | null } | null> =>
  (
    await sql<{ memberId: string; coachId: string | null }>`
    select member_id as "memberId", coach_id as "coachId" from training.v_trainees where shop_id = ${shopId} and member_id = ${memberId}`.execute(
      tx,
    )
  ).rows[0] ?? null

/** The coach of a newcomer who is on the desk now; null: there is none, or they are away. */
export const coachOnDesk = async (tx: Tx, shopId: string, memberId: string): Promise<string | null> =>
  (
    await sql<{ id: string }>`
    select m.id from training.v_trainees t join staff.v_members m on m.id = t.coach_id
    where t.shop_id = ${shopId} and t.member_id = ${memberId} and m.left_at is null and m.presence = 'on'`.execute(
      tx,
    )
  ).rows[0]?.id ?? null

export interface HintRow {
  id: string
  conversation_id: string
  to_id: string
  by_id: string
  text: string
  at: Date
  used_at: Date | null
}
const columns = ['id', 'conversation_id', 'to_id', 'by_id', 'text', 'at', 'used_at'] as const

export const insertHint = async (tx: Tx, shopId: string, hint: HintRow): Promise<void> => {
  await tx
    .insertInto('conversations.hints')
    .values({ ...hint, shop_id: shopId })
    .execute()
}

/** The newest ones of a conversation, oldest first. */
export const selectHints = async (tx: Tx, conversationId: string): Promise<HintRow[]> =>
  (
    await tx
      .selectFrom('conversations.hints')
      .select(columns)
      .where('conversation_id', '=', conversationId)
      .orderBy('at', 'desc')
      .orderBy('id', 'desc')
      .limit(hintLimits.rows)
      .execute()
  ).toReversed()

export const lockHint = async (tx: Tx, id: string): Promise<HintRow | null> =>
  (await tx
    .selectFrom('conversations.hints')
    .select(columns)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()) ?? null

export const markUsed = async (tx: Tx, id: string, at: Date): Promise<void> => {
  await tx.updateTable('conversations.hints').set({ used_at: at }).where('id', '=', id).execute()
}
