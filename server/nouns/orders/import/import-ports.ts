import type { StoreConnector } from '#contract/orders/import-record.ts'
import type { OrderMapping } from '#contract/orders/mapping.ts'
import type { ShopDirectory } from '#nouns/staff/index.ts'
import type { Clock } from '#platform/clock/clock.ts'
import type { Database, Tx } from '#platform/database/database.ts'
import type { Counts } from './import-tally.ts'
import type { Uploads } from './uploads.ts'

/** What imports need of the shop's stores; staff keeps them. */
export interface StoreBook {
  /** Adds a store and answers its id. Throws a unique violation or name.taken when the shop has one of that name. */
  add(
    tx: Tx,
    now: Date,
    store: { shopId: string; name: string; platform: string; currency: string; timeZone: string },
    by: string | null,
  ): Promise<string>
  /** `added` orders are new in this store; an import ended `at` (null while it runs). */
  note(tx: Tx, storeId: string, orders: { added: number; at: Date | null }): Promise<void>
}

export interface ImportPorts {
  db: Database
  clock: Clock
  directory: ShopDirectory
  stores: StoreBook
  /** The connectors that read order exports; server/app names them. */
  readers: readonly StoreConnector[]
  /** The reader of a shop's own table. */
  mapped: (mapping: OrderMapping) => StoreConnector
  uploads: Uploads
  /** Works on an import in a process of its own, and resolves when that has ended; left out: in this one. */
  apart?: ((importId: string) => Promise<void>) | undefined
  /** An import that failed for no reason of its file. */
  onError(importId: string, error: unknown): void
}

export interface Progress extends Counts {
  state: 'previewing' | 'running'
  doneBytes: number
  bytes: number
  secondsLeft: number | null
  refusedCount: number
}
