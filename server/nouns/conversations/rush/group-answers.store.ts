import { sql } from 'kysely'
import type { NotSentReason } from '#contract/conversations/rush.ts'
import type { Tx } from '#platform/database/database.ts'

export interface GroupAnswerRow {
  id: string
  shop_id: string
  text: string
  by: string | null
  by_name: string
  at: Date
  ended_at: Date | null
  sent: number
  skipped: number
  targets: number
  not_sent: NotSentRow[]
  version: number
}
export interface TargetRow {
  conversation_id: string
  turn_id: string
  saw_number: number
}
export interface NotSentRow {
  conversationId: string
  buyerName: string
  why: NotSentReason
}
/** Named beside a group; all of them are counted. */
const mostNamed = 50
const withTargets = sql`g.*, (select count(*)::int from conversations.group_targets t where t.group_id = g.id) as targets,
  (select coalesce(json_agg(n), '[]') from (
    select t.conversation_id as "conversationId", c.buyer_name as "buyerName", t.state as why
    from conversations.group_targets t join conversations.conversations c on c.id = t.conversation_id
    where t.group_id = g.id and t.state not in ('waiting', 'sent') order by t.state, t.conversation_id limit ${mostNamed}) n) as not_sent`

/** False when this id was sent before. */
export const insertGroupAnswer = async (
  tx: Tx,
  row: { id: string; shopId: string; text: string; by: string | null; byName: string; at: Date },
): Promise<boolean> =>
  (await tx
    .insertInto('conversations.group_answers')
    .values({ id: row.id, shop_id: row.shopId, text: row.text, by: row.by, by_name: row.byName, at: row.at })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()) !== undefined
/** Each of these conversations with the question its buyer waits on; where nobody waits any more it is said so at once. */
export const insertTargets = async (tx: Tx, shopId: string, groupId: string, ids: readonly string[]) => {
  await sql`insert into conversations.group_targets (group_id, conversation_id, shop_id, turn_id, saw_number, state)
    select ${groupId}::uuid, id, shop_id, turn_id, last_number,
      case when state <> 'open' then 'closed' when turn_id is null then 'answered_meanwhile' else 'waiting' end
    from conversations.conversations where shop_id = ${shopId} and id = any (${ids}::uuid[])`.execute(tx)
}
export const findGroupAnswer = async (tx: Tx, id: string): Promise<GroupAnswerRow | null> =>
  (
    await sql<GroupAnswerRow>`select ${withTargets} from conversations.group_answers g where id = ${id}`.execute(
      tx,
    )
  ).rows[0] ?? null
export const newestGroupAnswers = async (tx: Tx, shopId: string): Promise<GroupAnswerRow[]> =>
  (
    await sql<GroupAnswerRow>`select ${withTargets} from conversations.group_answers g where shop_id = ${shopId} order by at desc limit 20`.execute(
      tx,
    )
  ).rows
/** The next ones that nobody tried in this round: `after` is the last one tried. */
export const nextTargets = async (
  tx: Tx,
  groupId: string,
  after: string | null,
  limit: number,
): Promise<TargetRow[]> =>
  (
    await sql<TargetRow>`
    select conversation_id, turn_id, saw_number from conversations.group_targets
    where group_id = ${groupId} and state = 'waiting' and turn_id is not null ${after === null ? sql`` : sql`and conversation_id > ${after}::uuid`}
    order by conversation_id limit ${limit}`.execute(tx)
  ).rows
export const settleTarget = async (
  tx: Tx,
  groupId: string,
  conversationId: string,
  state: 'sent' | NotSentReason,
) => {
  await tx
    .updateTable('conversations.group_targets')
    .set({ state })
    .where('group_id', '=', groupId)
    .where('conversation_id', '=', conversationId)
    .where('state', '=', 'waiting')
    .execute()
}
/** It failed by no fault of its own and is tried again, but not for ever. */
export const noteFailedTry = async (tx: Tx, groupId: string, conversationId: string, mostTries: number) => {
  await sql`update conversations.group_targets set tries = tries + 1, state = case when tries + 1 >= ${mostTries} then 'failed' else state end
    where group_id = ${groupId} and conversation_id = ${conversationId} and state = 'waiting'`.execute(tx)
}
/** Counts anew how far it has come, and ends it when nothing is left. */
export const countTargets = async (tx: Tx, groupId: string, now: Date): Promise<GroupAnswerRow | null> => {
  await sql`update conversations.group_answers g set sent = c.sent, skipped = c.skipped, version = version + 1,
      ended_at = case when c.waiting = 0 then coalesce(g.ended_at, ${now}::timestamptz) end
    from (select count(*) filter (where state = 'sent')::int as sent, count(*) filter (where state = 'waiting')::int as waiting,
      count(*) filter (where state not in ('sent', 'waiting'))::int as skipped from conversations.group_targets where group_id = ${groupId}) c
    where g.id = ${groupId}`.execute(tx)
  return findGroupAnswer(tx, groupId)
}
/** What a process left unfinished; for the sweep, across shops. */
export const unfinishedGroupAnswers = async (tx: Tx): Promise<{ id: string; shop_id: string }[]> =>
  tx
    .selectFrom('conversations.group_answers')
    .select(['id', 'shop_id'])
    .where('ended_at', 'is', null)
    .orderBy('at')
    .limit(20)
    .execute()

export interface Addressed {
  id: string
  language: 'zh' | 'en'
  style: 'qin' | 'dear_buyer' | 'dear_customer' | 'hello' | null
  buyer_name: string
}
/** How each of those who still wait is addressed. */
export const selectAddressed = async (tx: Tx, shopId: string, ids: readonly string[]): Promise<Addressed[]> =>
  (
    await sql<Addressed>`
    select c.id, v.language, c.buyer_name, coalesce(k.address_style, p.address_style) as style
    from conversations.conversations c join conversations.visitors v on v.id = c.visitor_id
      left join customers.v_customers p on p.id = c.customer_id left join customers.v_customers k on k.id = coalesce(p.merged_into, p.id)
    where c.shop_id = ${shopId} and c.id = any (${ids}::uuid[]) and c.state = 'open' and c.turn_id is not null`.execute(
      tx,
    )
  ).rows
