import { sql } from 'kysely'
import type { TaskKind } from '#contract/training/training.ts'
import type { Tx } from '#platform/database/database.ts'
import { newId } from '#platform/ids/ids.ts'

export interface DebriefRow {
  id: string
  memberId: string
  day: string
  pleased: string
  annoyed: string
  at: Date
}

/** Writes the day's debrief, or writes it anew. */
export const putDebrief = async (
  tx: Tx,
  now: Date,
  debrief: { shopId: string; memberId: string; day: string; pleased: string; annoyed: string },
): Promise<string> => {
  const { rows } = await sql<{ id: string }>`
    insert into training.debriefs (id, shop_id, member_id, day, pleased, annoyed, at)
    values (${newId()}, ${debrief.shopId}, ${debrief.memberId}, ${debrief.day}::date, ${debrief.pleased}, ${debrief.annoyed}, ${now})
    on conflict (shop_id, member_id, day) do update set pleased = excluded.pleased, annoyed = excluded.annoyed, at = excluded.at returning id`.execute(
    tx,
  )
  const [row] = rows
  if (!row) throw new Error('a debrief was not stored')
  return row.id
}

export const findDebrief = async (
  tx: Tx,
  ask: { shopId: string; memberId: string; day: string },
): Promise<{ pleased: string; annoyed: string } | null> =>
  (
    await sql<{
      pleased: string
      annoyed: string
    }>`select pleased, annoyed from training.debriefs where shop_id = ${ask.shopId} and member_id = ${ask.memberId} and day = ${ask.day}::date`.execute(
      tx,
    )
  ).rows[0] ?? null

export const selectDebriefs = async (
  tx: Tx,
  shopId: string,
  cursor: { at: Date; id: string } | null,
  limit: number,
): Promise<DebriefRow[]> =>
  (
    await sql<DebriefRow>`select id, member_id as "memberId", day::text, pleased, annoyed, at from training.debriefs
    where shop_id = ${shopId} ${cursor === null ? sql`` : sql`and (at, id) < (${cursor.at}, ${cursor.id}::uuid)`} order by at desc, id desc limit ${limit}`.execute(
      tx,
    )
  ).rows

export interface TaskRow {
  id: string
  debriefId: string
  kind: TaskKind
  what: string
  ownerId: string
  state: 'open' | 'done' | 'dropped'
  version: number
  createdAt: Date
  endedAt: Date | null
}
const taskColumns = sql`id, debrief_id as "debriefId", kind, what, owner_id as "ownerId", state, version, created_at as "createdAt", ended_at as "endedAt"`

export const selectTasksOf = async (tx: Tx, debriefIds: string[]): Promise<TaskRow[]> =>
  (
    await sql<TaskRow>`select ${taskColumns} from training.debrief_tasks where debrief_id = any (${debriefIds}::uuid[]) order by created_at, id`.execute(
      tx,
    )
  ).rows

export const selectOpenTasks = async (
  tx: Tx,
  ask: { shopId: string; ownerId?: string; limit: number },
): Promise<TaskRow[]> =>
  (
    await sql<TaskRow>`select ${taskColumns} from training.debrief_tasks
    where shop_id = ${ask.shopId} and state = 'open' ${ask.ownerId ? sql`and owner_id = ${ask.ownerId}` : sql``} order by created_at desc, id desc limit ${ask.limit}`.execute(
      tx,
    )
  ).rows

/** Null when there is no such debrief. */
export const insertTask = async (
  tx: Tx,
  now: Date,
  task: { shopId: string; debriefId: string; kind: TaskKind; what: string; ownerId: string; by: string },
): Promise<TaskRow | null> =>
  (
    await sql<TaskRow>`
    insert into training.debrief_tasks (id, shop_id, debrief_id, kind, what, owner_id, created_at, created_by)
    select ${newId()}, d.shop_id, d.id, ${task.kind}, ${task.what}, ${task.ownerId}, ${now}, ${task.by} from training.debriefs d
    where d.id = ${task.debriefId} and d.shop_id = ${task.shopId} returning ${taskColumns}`.execute(tx)
  ).rows[0] ?? null

export const lockTask = async (tx: Tx, id: string): Promise<TaskRow | null> =>
  (
    await sql<TaskRow>`select ${taskColumns} from training.debrief_tasks where id = ${id} for update`.execute(
      tx,
    )
  ).rows[0] ?? null

export const endTask = async (
  tx: Tx,
  now: Date,
  task: { id: string; state: 'done' | 'dropped'; by: string },
): Promise<TaskRow> => {
  const { rows } = await sql<TaskRow>`
    update training.debrief_tasks set state = ${task.state}, version = version + 1, ended_at = ${now}, ended_by = ${task.by}
    where id = ${task.id} returning ${taskColumns}`.execute(tx)
  const [row] = rows
  if (!row) throw new Error('a task that was locked is gone')
  return row
}
