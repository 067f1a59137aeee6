import { sql } from 'kysely'
import type { Tx } from '#platform/database/database.ts'

export interface ButtonLook {
  shopId: string
  storeId: string
  page: string
  isVisible: boolean
  isInFirstView: boolean
  hiddenBy: string | null
  width: number
}
/** Pages of one store that are kept; a stranger cannot fill the table. */
const mostPages = 500

/** Keeps what was seen last of a page. */
export const putButtonCheck = async (tx: Tx, now: Date, check: ButtonLook): Promise<void> => {
  await sql`
    insert into conversations.button_checks (store_id, page, shop_id, is_visible, is_in_first_view, what_hides, width, checked_at)
    select ${check.storeId}, ${check.page}, ${check.shopId}, ${check.isVisible}, ${check.isInFirstView}, ${check.hiddenBy}, ${check.width}, ${now}
    where (select count(*) from conversations.button_checks where store_id = ${check.storeId} and page <> ${check.page}) < ${mostPages}
    on conflict (store_id, page) do update set is_visible = excluded.is_visible, is_in_first_view = excluded.is_in_first_view, what_hides = excluded.what_hides,
      width = excluded.width, checked_at = excluded.checked_at, checks = button_checks.checks + 1`.execute(tx)
}
