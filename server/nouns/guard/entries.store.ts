import { sql } from 'kysely'
import type { GuardAction, GuardKind, GuardLimits, ListKind } from '#contract/guard/kinds.ts'
import type { Tx } from '#platform/database/database.ts'

export interface EntryRow {
  id: string
  shipped: string | null
  kind: ListKind
  language: 'zh' | 'en'
  words: string[]
  exceptions: string[]
  action: GuardAction | null
  reason: string
  better: string | null
  roles: string[]
  up_to_minor: number | null
  version: number
}
const asRow = (row: unknown) => row as EntryRow

export const selectEntries = async (tx: Tx): Promise<EntryRow[]> =>
  (
    await tx
      .selectFrom('guard.entries')
      .selectAll()
      .where('archived_at', 'is', null)
      .orderBy('id')
      .limit(2000)
      .execute()
  ).map(asRow)

export const findEntry = async (tx: Tx, id: string): Promise<EntryRow | null> => {
  const row = await tx
    .selectFrom('guard.entries')
    .selectAll()
    .where('id', '=', id)
    .where('archived_at', 'is', null)
    .executeTakeFirst()
  return row ? asRow(row) : null
}

export type EntryChange = Omit<EntryRow, 'id' | 'shipped' | 'version'> & { by: string | null; at: Date }
const columns = (change: EntryChange) => ({
  kind: change.kind,
  language: change.language,
  words: change.words,
  exceptions: change.exceptions,
  action: change.action,
  reason: change.reason,
  better: change.better,
  roles: change.roles,
  up_to_minor: change.up_to_minor,
  updated_at: change.at,
  updated_by: change.by,
})

export const insertEntry = async (
  tx: Tx,
  row: EntryChange & { id: string; shopId: string; shipped: string | null },
): Promise<EntryRow> =>
  asRow(
    await tx
      .insertInto('guard.entries')
      .values({ id: row.id, shop_id: row.shopId, shipped: row.shipped, ...columns(row) })
      .returningAll()
      .executeTakeFirstOrThrow(),
  )

/** Null when the version is no longer the one seen. */
export const updateEntry = async (
  tx: Tx,
  id: string,
  version: number,
  change: EntryChange,
): Promise<EntryRow | null> => {
  const row = await tx
    .updateTable('guard.entries')
    .set({ ...columns(change), version: sql`version + 1` })
    .where('id', '=', id)
    .where('version', '=', version)
    .where('archived_at', 'is', null)
    .returningAll()
    .executeTakeFirst()
  return row ? asRow(row) : null
}

export const archiveEntry = async (
  tx: Tx,
  id: string,
  by: string | null,
  at: Date,
): Promise<EntryRow | null> => {
  const row = await tx
    .updateTable('guard.entries')
    .set({ archived_at: at, updated_at: at, updated_by: by, version: sql`version + 1` })
    .where('id', '=', id)
    .where('archived_at', 'is', null)
    .returningAll()
    .executeTakeFirst()
  return row ? asRow(row) : null
}

export interface SettingsRow {
  actions: Partial<Record<GuardKind, GuardAction>>
  limits: GuardLimits
  version: number
}

/** Null: the shop changed nothing yet. */
export const findSettings = async (tx: Tx, shopId: string): Promise<SettingsRow | null> => {
  const row = await tx
    .selectFrom('guard.settings')
    .selectAll()
    .where('shop_id', '=', shopId)
    .executeTakeFirst()
  return row
    ? {
        actions: row.actions as SettingsRow['actions'],
        limits: {
          cannedPercent: row.canned_percent,
          cannedInRow: row.canned_in_row,
          comparedPriceDays: row.compared_price_days,
        },
        version: row.version,
      }
    : null
}

/** The new version, or null when it is no longer the one seen (0: none was stored). */
export const storeSettings = async (
  tx: Tx,
  settings: SettingsRow & { shopId: string; by: string | null; at: Date },
): Promise<number | null> => {
  const { rows } = await sql<{ version: number }>`
    insert into guard.settings (shop_id, actions, canned_percent, canned_in_row, compared_price_days, updated_at, updated_by)
    select ${settings.shopId}, ${JSON.stringify(settings.actions)}::jsonb, ${settings.limits.cannedPercent}, ${settings.limits.cannedInRow},
      ${settings.limits.comparedPriceDays}, ${settings.at}, ${settings.by}
    where ${settings.version} = coalesce((select s.version from guard.settings s where s.shop_id = ${settings.shopId}), 0)
    on conflict (shop_id) do update set actions = excluded.actions, canned_percent = excluded.canned_percent, canned_in_row = excluded.canned_in_row,
      compared_price_days = excluded.compared_price_days, updated_at = excluded.updated_at, updated_by = excluded.updated_by, version = guard.settings.version + 1
      where guard.settings.version = ${settings.version}
    returning version`.execute(tx)
  return rows[0]?.version ?? null
}
