import { defaultCalendar } from '#contract/calendar.ts'
import type { Settings } from '#contract/staff/shop.ts'
import { testClock } from '#platform/clock/clock.ts'
import { openDatabase } from '#platform/database/database.ts'
import { newId } from '#platform/ids/ids.ts'
import { createSecrets } from '#platform/secrets/secrets.ts'
import { buildShop, type TestShop } from '#test/builders/staff.ts'

export interface WantedShop {
  agents: number
  now: number
  settings?: Partial<Settings>
}

/**
 * A shop with its people on the desk, in a migrated database. It is open day and night and everybody can hold 200 chats,
 * so that neither the hour of the run nor who gets a chat is what a benchmark measures.
 */
export const generateShop = async (
  databaseUrl: string,
  { agents, now, settings = {} }: WantedShop,
): Promise<TestShop> => {
  const db = openDatabase(databaseUrl, { connections: 2 })
  const clock = testClock(new Date(now))
  const secrets = createSecrets({ current: Buffer.alloc(32, 5), previous: [] })
  try {
    const shop = await buildShop(
      { db, clock, secrets, url: databaseUrl, close: () => Promise.resolve() },
      { agents, presence: 'on', slug: 'lamps' },
    )
    const calendar = defaultCalendar()
    for (const shifts of Object.values(calendar.weekly))
      for (const shift of shifts) Object.assign(shift, { from: 0, to: 24 * 60 })
    await db.asSystem(async (tx) => {
      await tx.updateTable('staff.memberships').set({ cap: 200 }).where('shop_id', '=', shop.shopId).execute()
      await tx
        .updateTable('staff.calendars')
        .set({ calendar: JSON.stringify(calendar) })
        .where('shop_id', '=', shop.shopId)
        .execute()
      for (const [key, value] of Object.entries(settings)) {
        await tx
          .insertInto('staff.settings')
          .values({
            id: newId(),
            shop_id: shop.shopId,
            key,
            value: JSON.stringify(value),
            by: shop.ownerId,
            at: clock.now(),
          })
          .execute()
      }
    })
    return shop
  } finally {
    await db.close()
  }
}
