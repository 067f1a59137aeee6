import type { ShopDirectory } from '#nouns/staff/index.ts'
import type { Clock } from '#platform/clock/clock.ts'
import type { Database } from '#platform/database/database.ts'

export interface OfferPorts {
  db: Database
  clock: Clock
  directory: ShopDirectory
}
