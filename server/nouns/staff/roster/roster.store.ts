import { sql } from 'kysely'
import type { Roster } from '#contract/staff/roster.ts'
import type { Tx } from '#platform/database/database.ts'
import type { PresenceChange } from './roster.rules.ts'

export const findRoster = async (
  tx: Tx,
  shopId: string,
): Promise<{ roster: Roster; version: number } | null> => {
  const row = await tx
    .selectFrom('staff.rosters')
    .select(['roster', 'version'])
    .where('shop_id', '=', shopId)
    .executeTakeFirst()
  return row ? { roster: row.roster as Roster, version: row.version } : null
}

/** The new version, or null when somebody changed it since `version` (0: there was none). */
export const replaceRoster = async (
  tx: Tx,
  now: Date,
  change: { shopId: string; roster: Roster; version: number; by: string | null },
): Promise<number | null> => {
  const values = { roster: JSON.stringify(change.roster), changed_at: now, changed_by: change.by }
  if (change.version === 0) {
    const row = await tx
      .insertInto('staff.rosters')
      .values({ shop_id: change.shopId, ...values })
      .onConflict((conflict) => conflict.column('shop_id').doNothing())
      .returning('version')
      .executeTakeFirst()
    return row?.version ?? null
  }
  const row = await tx
    .updateTable('staff.rosters')
    .set({ ...values, version: change.version + 1 })
    .where('shop_id', '=', change.shopId)
    .where('version', '=', change.version)
    .returning('version')
    .executeTakeFirst()
  return row?.version ?? null
}

/** Changes of presence of those members, from the last one before `from` on, in order of time. */
export const selectPresence = async (
  tx: Tx,
  ask: { shopId: string; memberIds: string[]; from: Date },
): Promise<PresenceChange[]> =>
  (
    await sql<PresenceChange>`
    select l.member_id as "memberId", l.at, l.presence from unnest(${ask.memberIds}::uuid[]) as m (id)
    cross join lateral (select coalesce(max(b.at), '-infinity') as since from staff.presence_log b where b.member_id = m.id and b.at <= ${ask.from}) s
    join staff.presence_log l on l.member_id = m.id and l.at >= s.since and l.shop_id = ${ask.shopId}
    order by l.at, l.member_id`.execute(tx)
  ).rows
