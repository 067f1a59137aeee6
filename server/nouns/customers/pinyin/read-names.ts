import type { Clock } from '#platform/clock/clock.ts'
import type { Database } from '#platform/database/database.ts'
import { readingsOf } from './pinyin.ts'
import { insertReadings, saveNamePlace, selectNamesAfter, takeNamePlace } from './readings.store.ts'

const chunk = 1000

/**
 * Gives names from before there were readings theirs, in chunks of their own transactions, until it is done or `isOver`.
 * Names written meanwhile come with theirs. Returns how many names it went through.
 */
export const readEarlierNames = async (
  { db, clock }: { db: Database; clock: Clock },
  isOver: () => boolean = () => false,
): Promise<number> => {
  let read = 0
  for (;;) {
    const names = await db.asSystem(async (tx) => {
      const place = await takeNamePlace(tx)
      if (place === null) return 0
      const rows = await selectNamesAfter(tx, place, chunk)
      await insertReadings(
        rows.flatMap((row) =>
          readingsOf(row.shown).map((reading) => ({
            ...reading,
            shopId: row.shop_id,
            customerId: row.customer_id,
            shown: row.shown,
          })),
        ),
      )(tx)
      const last = rows.at(-1)
      await saveNamePlace(
        tx,
        last ? { shopId: last.shop_id, customerId: last.customer_id } : place,
        rows.length < chunk ? clock.now() : null,
      )
      return rows.length
    })
    read += names
    if (names < chunk || isOver()) return read
  }
}
