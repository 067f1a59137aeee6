import { sql } from 'kysely'
import type { Tx } from '#platform/database/database.ts'

/** Answers by people that ended a turn since then; ids are made in the order of time, so that no older part is read. */
const answersSince = (since: Date) =>
  sql`conversations.messages m where m.id >= platform.uuid_floor(${since}::timestamptz) and m.at > ${since}
    and m.author = 'agent' and m.answered_in_ms is not null`

export const countAnswers = async (tx: Tx, shopId: string, since: Date): Promise<number> =>
  (
    await sql<{
      count: number
    }>`select count(*)::int as count from ${answersSince(since)} and m.shop_id = ${shopId}`.execute(tx)
  ).rows[0]?.count ?? 0

/** Answers of each minute since then, and of each person. */
export const answersByMinute = async (
  tx: Tx,
  shopId: string,
  since: Date,
): Promise<{ minute: number; member_id: string | null; count: number }[]> =>
  (
    await sql<{ minute: number; member_id: string | null; count: number }>`
    select floor(extract(epoch from m.at - ${since}::timestamptz) / 60)::int as minute, m.member_id, count(*)::int as count
    from ${answersSince(since)} and m.shop_id = ${shopId} group by 1, 2`.execute(tx)
  ).rows

/** Middle of what buyers of each lane had waited when a person answered. */
export const middleWaits = async (
  tx: Tx,
  shopId: string,
  since: Date,
): Promise<{ lane: 'ordinary' | 'vip'; wait: number }[]> =>
  (
    await sql<{ lane: 'ordinary' | 'vip'; wait: number }>`
    select c.lane, round(percentile_cont(0.5) within group (order by a.answered_in_ms))::float8 as wait
    from (select m.conversation_id, m.answered_in_ms from ${answersSince(since)} and m.shop_id = ${shopId}) a
      join conversations.conversations c on c.id = a.conversation_id group by 1`.execute(tx)
  ).rows

export interface AlarmRow {
  id: string
  lane: 'ordinary' | 'vip'
  opened_at: Date
  most_waiting: number
  closed_at: Date | null
  version: number
}
export const openAlarms = async (tx: Tx, shopId: string): Promise<AlarmRow[]> =>
  (await tx
    .selectFrom('conversations.queue_alarms')
    .select(['id', 'lane', 'opened_at', 'most_waiting', 'closed_at', 'version'])
    .where('shop_id', '=', shopId)
    .where('closed_at', 'is', null)
    .orderBy('opened_at')
    .execute()) as AlarmRow[]
export const alarmsSince = async (tx: Tx, shopId: string, since: Date): Promise<AlarmRow[]> =>
  (await tx
    .selectFrom('conversations.queue_alarms')
    .select(['id', 'lane', 'opened_at', 'most_waiting', 'closed_at', 'version'])
    .where('shop_id', '=', shopId)
    .where((eb) => eb.or([eb('closed_at', 'is', null), eb('opened_at', '>', since)]))
    .orderBy('opened_at', 'desc')
    .limit(100)
    .execute()) as AlarmRow[]

/** Opens the queue's alarm; null when it rings already. */
export const insertAlarm = async (
  tx: Tx,
  alarm: { id: string; shopId: string; lane: string; waiting: number; at: Date },
): Promise<AlarmRow | null> =>
  ((await tx
    .insertInto('conversations.queue_alarms')
    .values({
      id: alarm.id,
      shop_id: alarm.shopId,
      lane: alarm.lane,
      opened_at: alarm.at,
      most_waiting: alarm.waiting,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning(['id', 'lane', 'opened_at', 'most_waiting', 'closed_at', 'version'])
    .executeTakeFirst()) as AlarmRow | undefined) ?? null
export const changeAlarm = async (tx: Tx, id: string, change: { most_waiting?: number; closed_at?: Date }) =>
  (
    await tx
      .updateTable('conversations.queue_alarms')
      .set({ ...change, version: sql`version + 1` })
      .where('id', '=', id)
      .returning('version')
      .executeTakeFirstOrThrow()
  ).version

/** How many wait in each lane, and past their limit. */
export const countWaiting = async (
  tx: Tx,
  shopId: string,
  now: Date,
): Promise<{ lane: 'ordinary' | 'vip'; waiting: number; late: number }[]> =>
  (
    await sql<{ lane: 'ordinary' | 'vip'; waiting: number; late: number }>`
    select lane, count(*)::int as waiting, count(*) filter (where turn_due_at < ${now})::int as late
    from conversations.conversations where shop_id = ${shopId} and state = 'open' and turn_id is not null group by 1`.execute(
      tx,
    )
  ).rows

/** Shops in which somebody waits, or an alarm rings; for the watch, across shops. */
export const shopsToWatch = async (tx: Tx): Promise<string[]> =>
  (
    await sql<{ shop_id: string }>`
    select distinct shop_id from conversations.conversations where state = 'open' and turn_id is not null
    union select shop_id from conversations.queue_alarms where closed_at is null`.execute(tx)
  ).rows.map((row) => row.shop_id)

export const waitingByMember = async (
  tx: Tx,
  shopId: string,
): Promise<Map<string, { held: number; waiting: number }>> =>
  new Map(
    (
      await sql<{ id: string; held: number; waiting: number }>`
      select assignee_id as id, count(*)::int as held, count(turn_id)::int as waiting from conversations.conversations
      where shop_id = ${shopId} and state = 'open' and assignee_id is not null group by 1`.execute(tx)
    ).rows.map(({ id, ...counts }) => [id, counts]),
  )
export const countOpenProblems = async (tx: Tx, shopId: string): Promise<number> =>
  (
    await sql<{ count: number }>`
    select count(*)::int as count from (select 1 from conversations.problems where shop_id = ${shopId} and solved_at is null limit 1000) p`.execute(
      tx,
    )
  ).rows[0]?.count ?? 0
