import type { ShopDirectory } from '#nouns/staff/index.ts'
import type { Clock } from '#platform/clock/clock.ts'
import type { Database, Tx } from '#platform/database/database.ts'
import type { PictureFile } from './pictures.store.ts'

export interface ProductPorts {
  db: Database
  clock: Clock
  directory: ShopDirectory
  /** The owner's uploaded files, kept from now on. @throws AppError not_found when one is not theirs. */
  attachments(tx: Tx, ids: readonly string[], owner: string): Promise<PictureFile[]>
}
