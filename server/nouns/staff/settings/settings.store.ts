import type { Tx } from '#platform/database/database.ts'
import { newId } from '#platform/ids/ids.ts'

/** The newest row of every key. */
export const storedSettings = async (tx: Tx, shopId: string): Promise<{ key: string; value: unknown }[]> =>
  tx
    .selectFrom('staff.settings')
    .distinctOn('key')
    .select(['key', 'value'])
    .where('shop_id', '=', shopId)
    .orderBy('key')
    .orderBy('id', 'desc')
    .execute()

export const insertSetting = async (
  tx: Tx,
  now: Date,
  row: { shopId: string; key: string; value: unknown; by: string },
): Promise<void> => {
  await tx
    .insertInto('staff.settings')
    .values({
      id: newId(),
      shop_id: row.shopId,
      key: row.key,
      value: JSON.stringify(row.value),
      by: row.by,
      at: now,
    })
    .execute()
}

/** Newest first; `by` is the name of the person or key, as it is now. */
export const settingHistory = async (
  tx: Tx,
  key: string,
): Promise<{ at: Date; by: string | null; value: unknown }[]> => {
  const rows = await tx
    .selectFrom('staff.settings as s')
    .leftJoin('staff.memberships as m', 'm.id', 's.by')
    .leftJoin('staff.api_keys as k', 'k.id', 's.by')
    .select(['s.at', 's.value', 'm.display_name', 'k.name'])
    .where('s.key', '=', key)
    .orderBy('s.id', 'desc')
    .limit(200)
    .execute()
  return rows.map((row) => ({ at: row.at, by: row.display_name ?? row.name, value: row.value }))
}
