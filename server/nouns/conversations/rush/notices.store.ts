import { sql } from 'kysely'
import type { Tx } from '#platform/database/database.ts'

export interface NoticeRow {
  id: string
  text_zh: string
  text_en: string
  wait_seconds: number | null
  from_at: Date
  until_at: Date
  version: number
}
const columns = ['id', 'text_zh', 'text_en', 'wait_seconds', 'from_at', 'until_at', 'version'] as const

/** Those that stand now or later, the earliest first. */
export const listNotices = async (tx: Tx, shopId: string, now: Date): Promise<NoticeRow[]> =>
  tx
    .selectFrom('conversations.notices')
    .select(columns)
    .where('shop_id', '=', shopId)
    .where('withdrawn_at', 'is', null)
    .where('until_at', '>', now)
    .orderBy('from_at')
    .orderBy('id')
    .limit(100)
    .execute()
export const insertNotice = async (
  tx: Tx,
  now: Date,
  row: {
    id: string
    shopId: string
    textZh: string
    textEn: string
    waitSeconds: number | null
    from: Date
    until: Date
    by: string | null
  },
): Promise<void> => {
  await tx
    .insertInto('conversations.notices')
    .values({
      id: row.id,
      shop_id: row.shopId,
      text_zh: row.textZh,
      text_en: row.textEn,
      wait_seconds: row.waitSeconds,
      from_at: row.from,
      until_at: row.until,
      made_by: row.by,
      made_at: now,
    })
    .execute()
}
export const withdraw = async (tx: Tx, id: string, now: Date): Promise<number | null> =>
  (
    await tx
      .updateTable('conversations.notices')
      .set({ withdrawn_at: now, version: sql`version + 1` })
      .where('id', '=', id)
      .where('withdrawn_at', 'is', null)
      .returning('version')
      .executeTakeFirst()
  )?.version ?? null
