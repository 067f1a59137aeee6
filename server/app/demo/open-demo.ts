import { markFilling, type CreatedShop } from '#nouns/staff/index.ts'
import { openDatabase } from '#platform/database/database.ts'
import { claimKey } from '#platform/http/idempotency.ts'
import { composeDesk } from '../desk.ts'
import type { Ground } from '../ground.ts'
import { fillDemo, storyClock } from './fill-demo.ts'

/**
 * Fills a new demo shop over connections of its own, beside the running desk, which hears of it by the log. `ready` resolves
 * when there are people and orders, `done` when the week of chats is there, too.
 */
export const openDemo = (
  ground: Ground,
  shop: CreatedShop,
): { ready: Promise<void>; done: Promise<void> } => {
  let onReady: () => void = () => undefined
  const ready = new Promise<void>((resolve) => {
    onReady = resolve
  })
  const done = fill(ground, shop, onReady)
  return { ready: Promise.race([ready, done]), done }
}

/** Many times what it takes; a filling that was killed leaves the shop to the desk's own engine after it. */
const mostFillingMs = 15 * 60_000

const fill = async (ground: Ground, shop: CreatedShop, onOrders: () => void): Promise<void> => {
  const now = ground.clock.now()
  const clock = storyClock(now)
  const db = openDatabase(ground.databaseUrl, {
    connections: 4,
    applicationName: 'fivehearts-demo',
    atShopStart: claimKey,
  })
  const past = await composeDesk({ ...ground, db, clock }, { publicUrl: () => '', onlyShop: shop.shopId })
  const mark = (until: Date | null) => db.asSystem((tx) => markFilling(tx, shop.shopId, until))
  try {
    await mark(new Date(now.getTime() + mostFillingMs))
    await fillDemo(past, clock, shop, now, onOrders)
  } finally {
    await past.stop()
    await mark(null)
    await db.close()
  }
}
