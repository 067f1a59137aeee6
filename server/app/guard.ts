import {
  createGuardDesk,
  createGuardLists,
  createQuality,
  createReadings,
  registerGuardRoutes,
} from '#nouns/guard/index.ts'
import { freightAuthority } from '#nouns/offers/index.ts'
import type { ShopDirectory } from '#nouns/staff/index.ts'
import type { Clock } from '#platform/clock/clock.ts'
import type { Database } from '#platform/database/database.ts'
import type { HttpServer } from '#platform/http/server.ts'

/** Wires the word guard: what reads outgoing texts, and the lists it goes by. */
export const composeGuard = (ground: { db: Database; clock: Clock; directory: ShopDirectory }) => {
  const lists = createGuardLists(ground.db, async (shopId) => (await ground.directory.facts(shopId)).currency)
  const readings = createReadings({
    ...ground,
    lists,
    freightOf: freightAuthority,
  })
  return {
    readings,
    onEvent: lists.onEvent,
    register: (http: HttpServer) =>
      registerGuardRoutes(http, {
        desk: createGuardDesk({ ...ground, lists }),
        readings,
        quality: createQuality(ground),
      }),
  }
}
