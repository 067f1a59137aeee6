import type { Uploads } from '#nouns/orders/index.ts'
import type { ShopDirectory } from '#nouns/staff/index.ts'
import type { Clock } from '#platform/clock/clock.ts'
import type { Database, Tx } from '#platform/database/database.ts'
import type { Takers } from './takers.ts'

export interface TableImportPorts {
  db: Database
  clock: Clock
  directory: ShopDirectory
  uploads: Uploads
  takers: Takers
  /** Adds a store and answers its id. Throws a unique violation or name.taken when the shop has one of that name. */
  addStore(
    tx: Tx,
    now: Date,
    store: { shopId: string; name: string; platform: string; currency: string; timeZone: string },
    by: string | null,
  ): Promise<string>
  /** True for the header of a platform's export of orders. */
  isOrders(head: Uint8Array, headers: readonly string[]): boolean
  /** Works on one in a process of its own, and resolves when that has ended; left out: in this one. */
  apart?: ((id: string) => Promise<void>) | undefined
  /** One that failed for no reason of its file. */
  onError(id: string, error: unknown): void
}
