import { sql } from 'kysely'
import type { Tx } from '#platform/database/database.ts'

export interface Standing {
  id: string
  merged_into: string | null
  name: string
  order_count: number
  active_at: Date
  version: number
}

/** These customers, locked until the transaction ends, always in the order of their ids. */
export const lockStanding = async (tx: Tx, ids: readonly string[]): Promise<Map<string, Standing>> => {
  const { rows } = await sql<Standing>`
    select id, merged_into, name, order_count, active_at, version from customers.customers where id = any (${[...ids]}::uuid[]) order by id for update`.execute(
    tx,
  )
  return new Map(rows.map((row) => [row.id, row]))
}

/**
 * Points `gone` and all that points to it at `head`. A row that points elsewhere holds its own activity alone: `since`, or as
 * it stands where nobody had been merged into it.
 */
export const pointTo = async (
  tx: Tx,
  shopId: string,
  gone: string,
  head: string,
  since: Date | null,
): Promise<void> => {
  await sql`
    update customers.customers set merged_into = ${head}, version = version + 1,
      active_at = case when id = ${gone} then coalesce(${since}::timestamptz, active_at) else active_at end
    where shop_id = ${shopId} and (id = ${gone} or merged_into = ${gone})`.execute(tx)
}

/** Makes `root` stand for itself again, with `members` pointing to it. */
export const pointBack = async (tx: Tx, root: string, members: readonly string[]): Promise<void> => {
  await sql`
    update customers.customers set merged_into = case when id = ${root} then null else ${root}::uuid end, version = version + 1
    where id = any (${[root, ...members]}::uuid[])`.execute(tx)
}

/** The one that stays has the orders and the activity of both. */
export const addUp = async (tx: Tx, kept: string, gone: string): Promise<void> => {
  await sql`
    update customers.customers k set order_count = k.order_count + g.order_count, first_order_at = least(k.first_order_at, g.first_order_at),
      last_order_at = greatest(k.last_order_at, g.last_order_at), active_at = greatest(k.active_at, g.active_at), version = k.version + 1
    from customers.customers g where k.id = ${kept} and g.id = ${gone}`.execute(tx)
}

/**
 * Counts a person's orders and activity anew, from the rows that stand under `ids` (its own first among them).
 * `since`: when it was active on its own account before anybody was merged into it; null: as its row says.
 */
export const countAnew = async (
  tx: Tx,
  shopId: string,
  head: string,
  ids: readonly string[],
  since: Date | null,
): Promise<void> => {
  const others = ids.filter((id) => id !== head)
  await sql`
    update customers.customers c set order_count = o.n, first_order_at = o.first_at, last_order_at = o.last_at, version = c.version + 1,
      active_at = greatest(coalesce(${since}::timestamptz, c.active_at), o.last_at, t.last_at, m.last_at)
    from (select count(*)::int as n, min(placed_at) as first_at, max(placed_at) as last_at from orders.v_summary
        where shop_id = ${shopId} and customer_id = any (${[...ids]}::uuid[])) o,
      (select max(last_at) as last_at from conversations.v_conversations where shop_id = ${shopId} and customer_id = any (${[...ids]}::uuid[])) t,
      (select max(active_at) as last_at from customers.customers where id = any (${others}::uuid[])) m
    where c.id = ${head}`.execute(tx)
}

export interface MergeRow {
  id: string
  kept_id: string
  gone_id: string
  why: string | null
  by: string | null
  at: Date
  kept_active_at: Date
  undone_at: Date | null
}

export const insertMerge = async (
  tx: Tx,
  merge: Omit<MergeRow, 'undone_at'> & { shopId: string },
): Promise<void> => {
  const { shopId, ...row } = merge
  await tx
    .insertInto('customers.merges')
    .values({ ...row, shop_id: shopId })
    .execute()
}

export const findMerge = async (tx: Tx, id: string): Promise<MergeRow | null> =>
  (await tx
    .selectFrom('customers.merges')
    .select(['id', 'kept_id', 'gone_id', 'why', 'by', 'at', 'kept_active_at', 'undone_at'])
    .where('id', '=', id)
    .executeTakeFirst()) ?? null

export const markUndone = async (
  tx: Tx,
  id: string,
  now: Date,
  by: string | null,
  why: string | null,
): Promise<void> => {
  await tx
    .updateTable('customers.merges')
    .set({ undone_at: now, undone_by: by, undone_why: why })
    .where('id', '=', id)
    .execute()
}

/** Everybody below `root` in the tree of standing merges. */
export const membersBelow = async (tx: Tx, shopId: string, root: string): Promise<string[]> => {
  const { rows } = await sql<{ id: string }>`
    with recursive below as (
      select gone_id as id from customers.merges where shop_id = ${shopId} and kept_id = ${root} and undone_at is null
      union select m.gone_id from below b join customers.merges m on m.shop_id = ${shopId} and m.kept_id = b.id and m.undone_at is null)
    select id from below`.execute(tx)
  return rows.map(({ id }) => id)
}

/**
 * When `head` was last active by itself, before anybody was merged into it: every standing merge carries it. `undoing` counts
 * as standing still. Null where nobody was merged into it.
 */
export const ownActivity = async (
  tx: Tx,
  shopId: string,
  head: string,
  undoing: string | null,
): Promise<Date | null> => {
  const { rows } = await sql<{ at: Date }>`
    select kept_active_at as at from customers.merges
    where shop_id = ${shopId} and kept_id = ${head} and (undone_at is null or id = ${undoing}::uuid) limit 1`.execute(
    tx,
  )
  return rows[0]?.at ?? null
}

export interface MergedOne {
  merge_id: string
  id: string
  name: string
  at: Date
  why: string | null
  by: string | null
}

/** Who was merged into this person, directly or through another, the latest first. */
export const selectMerged = async (tx: Tx, shopId: string, ids: readonly string[]): Promise<MergedOne[]> => {
  if (ids.length === 0) return []
  const { rows } = await sql<MergedOne>`
    select m.id as merge_id, c.id, c.name, m.at, m.why, m.by from customers.merges m join customers.customers c on c.id = m.gone_id
    where m.shop_id = ${shopId} and m.gone_id = any (${[...ids]}::uuid[]) and m.undone_at is null order by m.id desc`.execute(
    tx,
  )
  return rows
}

/** What conversations that stand under these ids call their buyer. */
export const nameInConversations = async (tx: Tx, ids: readonly string[], name: string): Promise<void> => {
  await sql`select conversations.name_buyer(${[...ids]}::uuid[], ${name})`.execute(tx)
}

export const namesOfCustomers = async (
  tx: Tx,
  ids: readonly string[],
): Promise<{ id: string; name: string }[]> =>
  ids.length === 0
    ? []
    : tx
        .selectFrom('customers.customers')
        .select(['id', 'name'])
        .where('id', 'in', [...ids])
        .orderBy('id')
        .execute()

export interface ToldMerge {
  id: string
  kept_id: string
  kept_name: string
  gone_name: string
  why: string | null
  undone_why: string | null
}

/** What a timeline says of these merges. */
export const selectToldMerges = async (tx: Tx, ids: readonly string[]): Promise<Map<string, ToldMerge>> => {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<ToldMerge>`
    select m.id, m.kept_id, k.name as kept_name, g.name as gone_name, m.why, m.undone_why from customers.merges m
    join customers.customers k on k.id = m.kept_id join customers.customers g on g.id = m.gone_id where m.id = any (${[...ids]}::uuid[])`.execute(
    tx,
  )
  return new Map(rows.map((row) => [row.id, row]))
}
