import { sql } from 'kysely'
import type { RepeatState } from '#contract/knowledge/kinds.ts'
import type { Tx } from '#platform/database/database.ts'

export interface RepeatRecord {
  id: string
  kind: 'not_found' | 'again'
  title: string
  keys: string[]
  state: RepeatState
  change: 'article' | 'page' | null
  article_id: string | null
  article_title: string | null
  owner_id: string | null
  note: string | null
  changed_at: Date | null
  check_on: string | null
  asked_before: number
  asked_after: number
  version: number
  times: number
  last_at: Date | null
  examples: string[]
}
const repeatColumns = (
  since: Date,
) => sql`r.id, r.kind, r.title, r.keys, r.state, r.change, r.article_id, r.owner_id, r.note, r.changed_at, r.check_on::text,
  r.asked_before, r.asked_after, r.version,
  (select e.title from knowledge.articles a join knowledge.editions e on e.article_id = a.id and e.edition = coalesce(a.live_edition, a.latest_edition) where a.id = r.article_id) as article_title,
  (select count(*)::int from knowledge.asked k where k.shop_id = r.shop_id and k.repeat_id = r.id and k.at > ${since}) as times,
  (select max(k.at) from knowledge.asked k where k.shop_id = r.shop_id and k.repeat_id = r.id) as last_at,
  array(select distinct k.query from (select query from knowledge.asked q where q.shop_id = r.shop_id and q.repeat_id = r.id order by q.at desc limit 12) k limit 5) as examples`

export const selectRepeats = async (tx: Tx, since: Date, all: boolean): Promise<RepeatRecord[]> => {
  const { rows } = await sql<RepeatRecord>`select ${repeatColumns(since)} from knowledge.repeats r
    where r.shop_id = platform.current_shop() and (${all}::boolean or r.state not in ('stopped', 'dismissed'))
    order by times desc, last_at desc nulls last limit 200`.execute(tx)
  return rows
}
export const findRepeat = async (
  tx: Tx,
  id: string,
  since: Date,
  isLocked = false,
): Promise<RepeatRecord | null> => {
  if (isLocked) await sql`select 1 from knowledge.repeats where id = ${id}::uuid for update`.execute(tx)
  const { rows } =
    await sql<RepeatRecord>`select ${repeatColumns(since)} from knowledge.repeats r where r.id = ${id}::uuid`.execute(
      tx,
    )
  return rows[0] ?? null
}
/** Groups a new question may belong to: those in work, newest first. */
export const selectGroups = async (
  tx: Tx,
): Promise<
  {
    id: string
    kind: string
    state: RepeatState
    article_id: string | null
    keys: string[]
    version: number
  }[]
> => {
  const { rows } = await sql<{
    id: string
    kind: string
    state: RepeatState
    article_id: string | null
    keys: string[]
    version: number
  }>`
    select id, kind, state, article_id, keys, version from knowledge.repeats
    where shop_id = platform.current_shop() and state <> 'dismissed' order by updated_at desc limit 500`.execute(
    tx,
  )
  return rows
}
export interface NewRepeat {
  id: string
  kind: 'not_found' | 'again'
  title: string
  keys: readonly string[]
  change: 'article' | 'page' | null
  articleId: string | null
  ownerId: string | null
  at: Date
}
export const insertRepeat = async (tx: Tx, shopId: string, row: NewRepeat): Promise<void> => {
  await sql`insert into knowledge.repeats (id, shop_id, kind, title, keys, state, change, article_id, owner_id, opened_at, updated_at)
    values (${row.id}::uuid, ${shopId}::uuid, ${row.kind}, ${row.title}, ${[...row.keys]}::text[], 'open', ${row.change}, ${row.articleId}::uuid, ${row.ownerId}::uuid, ${row.at}, ${row.at})`.execute(
    tx,
  )
}
/** Another question of the group: at most thirty different ones are kept to compare with. Returns the new version. */
export const addToRepeat = async (
  tx: Tx,
  id: string,
  key: string,
  isReopened: boolean,
  at: Date,
): Promise<number> => {
  const { rows } = await sql<{ version: number }>`update knowledge.repeats set
      keys = case when ${key} = any(keys) or cardinality(keys) >= 30 then keys else keys || ${key}::text end,
      state = case when ${isReopened}::boolean then 'goes_on' else state end,
      asked_after = asked_after + case when changed_at is null then 0 else 1 end, updated_at = ${at}, version = version + 1
    where id = ${id}::uuid returning version`.execute(tx)
  return rows[0]?.version ?? 1
}
/** The questions answered by one article since then join its group. */
export const joinAsked = async (tx: Tx, repeatId: string, articleId: string, since: Date): Promise<void> => {
  await sql`update knowledge.asked set repeat_id = ${repeatId}::uuid
    where shop_id = platform.current_shop() and article_id = ${articleId}::uuid and at > ${since} and repeat_id is null`.execute(
    tx,
  )
}
export interface RepeatChange {
  state: RepeatState
  change: 'article' | 'page' | null
  articleId: string | null
  ownerId: string | null
  note: string | null
  changedAt: Date | null
  checkOn: string | null
  before: number
  after: number
}
export const updateRepeat = async (tx: Tx, id: string, row: RepeatChange, at: Date): Promise<number> => {
  const { version } = await tx
    .updateTable('knowledge.repeats')
    .set({
      state: row.state,
      change: row.change,
      article_id: row.articleId,
      owner_id: row.ownerId,
      note: row.note,
      changed_at: row.changedAt,
      check_on: row.checkOn,
      asked_before: row.before,
      asked_after: row.after,
      updated_at: at,
      version: sql`version + 1`,
    })
    .where('id', '=', id)
    .returning('version')
    .executeTakeFirstOrThrow()
  return version
}
export const countInRepeat = async (tx: Tx, id: string, from: Date, to: Date): Promise<number> => {
  const { rows } = await sql<{ times: number }>`select count(*)::int as times from knowledge.asked
    where shop_id = platform.current_shop() and repeat_id = ${id}::uuid and at > ${from} and at <= ${to}`.execute(
    tx,
  )
  return rows[0]?.times ?? 0
}
/** Changed ones whose day of the check has come, over all shops. For the system's role. */
export const dueChecks = async (tx: Tx, today: string): Promise<{ id: string; shop_id: string }[]> => {
  const { rows } = await sql<{ id: string; shop_id: string }>`select id, shop_id from knowledge.repeats
    where state = 'changed' and check_on <= ${today}::date limit 500`.execute(tx)
  return rows
}
