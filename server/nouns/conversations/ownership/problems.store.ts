import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '#platform/database/database.ts'

export interface ProblemRow {
  id: string
  shop_id: string
  conversation_id: string
  inquiry_id: string | null
  customer_id: string | null
  category: string
  team: string
  what: string
  owner_id: string
  filed_by: string | null
  filed_at: Date
  contacted_at: Date | null
  contacted_by: string | null
  solved_at: Date | null
  solved_by: string | null
  outcome: string | null
  reminders: number
  next_fire_at: Date | null
  version: number
  buyer_name: string
}

export const insertProblem = async (
  tx: Tx,
  row: Pick<
    ProblemRow,
    | 'id'
    | 'shop_id'
    | 'conversation_id'
    | 'inquiry_id'
    | 'customer_id'
    | 'category'
    | 'team'
    | 'what'
    | 'owner_id'
    | 'filed_by'
    | 'filed_at'
    | 'next_fire_at'
  >,
) => {
  await tx.insertInto('conversations.problems').values(row).execute()
}
const shown = sql`p.*, c.buyer_name from conversations.problems p join conversations.conversations c on c.id = p.conversation_id`
const rowsOf = async (tx: Tx, query: RawBuilder<ProblemRow>) => (await query.execute(tx)).rows

export const findProblem = async (tx: Tx, id: string): Promise<ProblemRow | null> =>
  (await rowsOf(tx, sql<ProblemRow>`select ${shown} where p.id = ${id}`))[0] ?? null
export const lockProblem = async (tx: Tx, id: string): Promise<ProblemRow | null> =>
  (await rowsOf(tx, sql<ProblemRow>`select ${shown} where p.id = ${id} for update of p`))[0] ?? null
export const changeProblem = async (
  tx: Tx,
  id: string,
  change: Partial<
    Pick<
      ProblemRow,
      'contacted_at' | 'contacted_by' | 'solved_at' | 'solved_by' | 'outcome' | 'reminders' | 'next_fire_at'
    >
  >,
) => {
  await tx
    .updateTable('conversations.problems')
    .set({ ...change, version: sql`version + 1` })
    .where('id', '=', id)
    .execute()
}
export interface ProblemFilter {
  state?: 'open' | 'filed' | 'contacted' | 'solved'
  category?: string
  team?: string
  conversationId?: string
}
const inState = {
  open: sql`and p.solved_at is null`,
  filed: sql`and p.solved_at is null and p.contacted_at is null`,
  contacted: sql`and p.solved_at is null and p.contacted_at is not null`,
  solved: sql`and p.solved_at is not null`,
}
export const listProblems = (
  tx: Tx,
  shopId: string,
  filter: ProblemFilter,
  cursor: { at: Date; id: string } | null,
  limit: number,
) =>
  rowsOf(
    tx,
    sql<ProblemRow>`select ${shown} where p.shop_id = ${shopId} ${filter.state ? inState[filter.state] : sql``}
    ${filter.category ? sql`and p.category = ${filter.category}` : sql``} ${filter.team ? sql`and p.team = ${filter.team}` : sql``}
    ${filter.conversationId ? sql`and p.conversation_id = ${filter.conversationId}` : sql``}
    ${cursor ? sql`and (p.filed_at, p.id) < (${cursor.at}, ${cursor.id}::uuid)` : sql``}
    order by p.filed_at desc, p.id desc limit ${limit}`,
  )
export const countByCategory = async (tx: Tx, shopId: string) =>
  (
    await sql<{ category: string; count: number }>`
    select category, count(*)::int as count from conversations.problems where shop_id = ${shopId} and solved_at is null group by 1 order by 2 desc, 1`.execute(
      tx,
    )
  ).rows
/** Of a conversation those that nobody has contacted the buyer about, or (`isAny`) that are not solved. */
export const openProblemsOf = (tx: Tx, shopId: string, conversationId: string) =>
  rowsOf(
    tx,
    sql<ProblemRow>`select ${shown} where p.shop_id = ${shopId} and p.conversation_id = ${conversationId} and p.solved_at is null order by p.filed_at limit 100`,
  )
const mostUncontacted = 1000
/** Conversations with a problem whose buyer nobody contacted yet; null: too many to name. */
export const selectUncontacted = async (tx: Tx, shopId: string): Promise<ReadonlySet<string> | null> => {
  const { rows } = await sql<{ id: string }>`
    select conversation_id as id from conversations.problems where shop_id = ${shopId} and solved_at is null and contacted_at is null
    limit ${mostUncontacted + 1}`.execute(tx)
  return rows.length > mostUncontacted ? null : new Set(rows.map(({ id }) => id))
}
/** Who answered in the chat since then. */
export const answeredSince = async (tx: Tx, conversationId: string, since: Date) =>
  (
    await sql<{ member_id: string; at: Date }>`
    select member_id, min(at) as at from conversations.messages where conversation_id = ${conversationId} and author = 'agent'
      and member_id is not null and at > ${since} group by 1 order by 2`.execute(tx)
  ).rows
