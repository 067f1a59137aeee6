import { shopsByAge } from '#nouns/staff/index.ts'
import type { Clock } from '#platform/clock/clock.ts'
import type { Database, Tx } from '#platform/database/database.ts'

interface Ports {
  db: Database
  clock: Clock
  /** Each lays what its noun ships and this shop never had; how much that was. */
  lay: readonly ((tx: Tx, shop: { shopId: string; createdAt: Date }, now: Date) => Promise<number>)[]
}

/** What came with a newer desk goes into the shops that were there before it: once a process for each shop, in its own transaction. */
export const layShipped = ({ db, clock, lay }: Ports) => {
  const done = new Set<string>()
  return async (): Promise<number> => {
    let laid = 0
    const shops = await db.asSystem(shopsByAge)
    for (const { id, createdAt } of shops) {
      if (done.has(id)) continue
      laid += await db.inShop(id, async (tx) => {
        let added = 0
        for (const one of lay) added += await one(tx, { shopId: id, createdAt }, clock.now())
        return added
      })
      done.add(id)
    }
    return laid
  }
}
