import { sql } from 'kysely'
import type { Addressing } from '#contract/conversations/addressing.ts'
import type { Tx } from '#platform/database/database.ts'

const blank = { zh: '', en: '' }
const noValues: Addressing['slotValues'] = { packing: blank, carrier: blank, days: blank, offer: blank }

/** What the shop set; version 0 where it set nothing yet. */
export const findAddressing = async (tx: Tx, shopId: string): Promise<Addressing> => {
  const row = await tx
    .selectFrom('conversations.addressing')
    .select(['groups', 'slot_values', 'version'])
    .where('shop_id', '=', shopId)
    .executeTakeFirst()
  if (!row) return { groups: [], slotValues: noValues, version: 0 }
  return {
    groups: row.groups as unknown as Addressing['groups'],
    slotValues: { ...noValues, ...(row.slot_values as unknown as Addressing['slotValues']) },
    version: row.version,
  }
}

/** Null when the version is no longer the one seen. */
export const storeAddressing = async (
  tx: Tx,
  row: Addressing & { shopId: string; by: string | null; at: Date },
): Promise<number | null> => {
  const { rows } = await sql<{ version: number }>`
    insert into conversations.addressing (shop_id, groups, slot_values, updated_at, updated_by)
    select ${row.shopId}, ${JSON.stringify(row.groups)}::jsonb, ${JSON.stringify(row.slotValues)}::jsonb, ${row.at}, ${row.by}
    where ${row.version} = coalesce((select a.version from conversations.addressing a where a.shop_id = ${row.shopId}), 0)
    on conflict (shop_id) do update set groups = excluded.groups, slot_values = excluded.slot_values, updated_at = excluded.updated_at,
      updated_by = excluded.updated_by, version = conversations.addressing.version + 1 where conversations.addressing.version = ${row.version}
    returning version`.execute(tx)
  return rows[0]?.version ?? null
}
