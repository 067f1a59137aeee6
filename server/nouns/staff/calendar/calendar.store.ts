import type { BusinessCalendar } from '#contract/calendar.ts'
import type { Tx } from '#platform/database/database.ts'

export const insertCalendar = async (
  tx: Tx,
  now: Date,
  shopId: string,
  calendar: BusinessCalendar,
): Promise<void> => {
  await tx
    .insertInto('staff.calendars')
    .values({ shop_id: shopId, calendar: JSON.stringify(calendar), changed_at: now })
    .execute()
}

export const findCalendar = async (
  tx: Tx,
  shopId: string,
): Promise<{ calendar: BusinessCalendar; version: number } | null> => {
  const row = await tx
    .selectFrom('staff.calendars')
    .select(['calendar', 'version'])
    .where('shop_id', '=', shopId)
    .executeTakeFirst()
  return row ? { calendar: row.calendar as BusinessCalendar, version: row.version } : null
}

/** The new version, or null when somebody changed it since `version`. */
export const replaceCalendar = async (
  tx: Tx,
  now: Date,
  change: { shopId: string; calendar: BusinessCalendar; version: number; by: string },
): Promise<number | null> => {
  const row = await tx
    .updateTable('staff.calendars')
    .set({
      calendar: JSON.stringify(change.calendar),
      version: change.version + 1,
      changed_at: now,
      changed_by: change.by,
    })
    .where('shop_id', '=', change.shopId)
    .where('version', '=', change.version)
    .returning('version')
    .executeTakeFirst()
  return row?.version ?? null
}
