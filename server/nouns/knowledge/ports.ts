import type { ShopDirectory } from '#nouns/staff/index.ts'
import type { Clock } from '#platform/clock/clock.ts'
import type { Database, Tx } from '#platform/database/database.ts'
import type { ShownFile } from '#platform/files/index.ts'

/** A picture of an article, as it is kept with the edition. */
export interface PictureFile {
  id: string
  name: string
  url: string
  width: number | null
  height: number | null
}
export interface KnowledgePorts {
  db: Database
  clock: Clock
  directory: ShopDirectory
  /** The owner's uploaded files, kept from now on. @throws AppError not_found when one is not theirs. */
  attachments(tx: Tx, ids: readonly string[], owner: string): Promise<ShownFile[]>
  /** Files of the shop once more, as uploads of `owner` that were not sent yet. */
  lendFiles(tx: Tx, ids: readonly string[], owner: string): Promise<ShownFile[]>
  /** Ids of the products that a text names. Opens a connection of its own: not inside a transaction. */
  productsIn(shopId: string, text: string): Promise<string[]>
}
