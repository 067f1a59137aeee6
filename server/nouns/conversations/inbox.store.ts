import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '#platform/database/database.ts'
import type { ConversationRow } from './conversation-row.ts'

export type InboxView = 'mine' | 'all' | 'unassigned' | 'coached'

/** In "mine" stand the chats one holds, and those one owns although a colleague holds them. */
const inView = (view: InboxView, memberId: string | null): RawBuilder<unknown> =>
  view === 'all'
    ? sql`true`
    : view === 'unassigned'
      ? sql`assignee_id is null`
      : view === 'coached'
        ? sql`assignee_id in (select t.member_id from training.v_trainees t where t.coach_id = ${memberId}::uuid)`
        : sql`(assignee_id = ${memberId}::uuid or inquiry_owner_id = ${memberId}::uuid or assignee_id is null)`

const rowsOf = async (tx: Tx, query: RawBuilder<ConversationRow>) => (await query.execute(tx)).rows

/** Everybody who waits, longest first; the queue's order is a rule, not SQL. Bounded: beyond it nobody could read the list. */
export const selectWaiting = (
  tx: Tx,
  shopId: string,
  view: InboxView,
  memberId: string | null,
  limit: number,
) =>
  rowsOf(
    tx,
    sql<ConversationRow>`select * from conversations.conversations where shop_id = ${shopId} and state = 'open' and turn_id is not null and ${inView(view, memberId)} order by turn_clock_at, id limit ${limit}`,
  )
export const selectOwed = (tx: Tx, shopId: string, view: InboxView, memberId: string | null, limit: number) =>
  rowsOf(
    tx,
    sql<ConversationRow>`select * from conversations.conversations where shop_id = ${shopId} and state = 'open' and turn_id is null and word_id is not null and ${inView(view, memberId)} order by word_due_at, id limit ${limit}`,
  )
export const selectQuiet = (
  tx: Tx,
  shopId: string,
  view: InboxView,
  memberId: string | null,
  cursor: { at: Date; id: string } | null,
  limit: number,
) =>
  rowsOf(
    tx,
    sql<ConversationRow>`select * from conversations.conversations where shop_id = ${shopId} and state = 'open' and turn_id is null and word_id is null and ${inView(view, memberId)}
    ${cursor ? sql`and (listed_at, id) < (${cursor.at}, ${cursor.id}::uuid)` : sql``} order by listed_at desc, id desc limit ${limit}`,
  )

export interface InboxCounts {
  waiting: number
  owed: number
  quiet: number
  mine: number
  cap: number
  closed_today: number
  newcomers: string[]
}
export const countInbox = async (
  tx: Tx,
  shopId: string,
  view: InboxView,
  memberId: string | null,
  dayStart: Date,
): Promise<InboxCounts> => {
  const {
    rows: [row],
  } = await sql<InboxCounts>`
    select
      (select count(*)::int from conversations.conversations where shop_id = ${shopId} and state = 'open' and turn_id is not null and ${inView(view, memberId)}) as waiting,
      (select count(*)::int from conversations.conversations where shop_id = ${shopId} and state = 'open' and turn_id is null and word_id is not null and ${inView(view, memberId)}) as owed,
      -- Counting a long quiet list exactly would read it all; beyond a thousand the screen says "more than".
      (select count(*)::int from (select 1 from conversations.conversations where shop_id = ${shopId} and state = 'open' and turn_id is null and word_id is null and ${inView(view, memberId)} limit 1001) q) as quiet,
      (select count(*)::int from conversations.conversations where shop_id = ${shopId} and state = 'open' and assignee_id = ${memberId}::uuid) as mine,
      coalesce((select cap from staff.v_members where id = ${memberId}::uuid), 0) as cap,
      (select count(*)::int from conversations.conversations where shop_id = ${shopId} and state = 'closed' and closed_at >= ${dayStart}) as closed_today,
      array(select member_id from training.v_trainees where shop_id = ${shopId} and coach_id = ${memberId}::uuid order by began_at, member_id) as newcomers`.execute(
    tx,
  )
  return row ?? { waiting: 0, owed: 0, quiet: 0, mine: 0, cap: 0, closed_today: 0, newcomers: [] }
}

export interface ConversationFilter {
  customerId?: string
  memberId?: string
  state?: 'open' | 'closed'
  clock?: 'any' | 'in_time' | 'kept_target' | 'kept' | 'announced' | 'missed'
  from?: Date
  to?: Date
}
/** What a filter asks of `conversations.conversations c`; with `clock` a turn of that outcome in the period. */
export const conversationConditions = (filter: ConversationFilter): RawBuilder<unknown> => {
  const outcomes = {
    any: ['target', 'due', 'announced', 'late', 'unanswered'],
    in_time: ['target', 'due', 'announced'],
    kept_target: ['target'],
    kept: ['target', 'due'],
    announced: ['announced'],
    missed: ['late', 'unanswered'],
  }
  const period = sql`${filter.from ? sql`and t.clock_at >= ${filter.from}` : sql``} ${filter.to ? sql`and t.clock_at < ${filter.to}` : sql``}`
  return sql`c.state <> 'visiting'
    ${filter.customerId ? sql`and c.customer_id = ${filter.customerId}` : sql``}
    ${filter.state ? sql`and c.state = ${filter.state}` : sql``}
    ${
      filter.clock
        ? sql`and exists (select 1 from promises.v_turns t where t.conversation_id = c.id and t.outcome = any (${outcomes[filter.clock]}::text[])
      ${filter.memberId ? sql`and t.member_id = ${filter.memberId}` : sql``} ${period})`
        : sql`
      ${filter.memberId ? sql`and c.assignee_id = ${filter.memberId}` : sql``}
      ${filter.from ? sql`and c.listed_at >= ${filter.from}` : sql``} ${filter.to ? sql`and c.listed_at < ${filter.to}` : sql``}`
    }`
}
/** All conversations, newest first. */
export const selectConversations = (
  tx: Tx,
  shopId: string,
  filter: ConversationFilter,
  cursor: { at: Date; id: string } | null,
  limit: number,
) =>
  rowsOf(
    tx,
    sql<ConversationRow>`select c.* from conversations.conversations c where c.shop_id = ${shopId} and ${conversationConditions(filter)}
    ${cursor ? sql`and (c.listed_at, c.id) < (${cursor.at}, ${cursor.id}::uuid)` : sql``}
    order by c.listed_at desc, c.id desc limit ${limit}`,
  )

export const selectRows = (tx: Tx, ids: readonly string[]): Promise<ConversationRow[]> =>
  rowsOf(tx, sql<ConversationRow>`select * from conversations.conversations where id = any (${ids}::uuid[])`)

/** The last words of everybody who waits: what is grouped by likeness. */
export const selectQuestions = async (tx: Tx, shopId: string): Promise<{ id: string; text: string }[]> =>
  (
    await sql<{ id: string; text: string }>`
    select id, last_text as text from conversations.conversations
    where shop_id = ${shopId} and state = 'open' and turn_id is not null and last_author = 'buyer' order by turn_clock_at, id limit 10000`.execute(
      tx,
    )
  ).rows
