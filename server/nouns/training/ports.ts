import type { ShopDirectory } from '#nouns/staff/index.ts'
import type { Clock } from '#platform/clock/clock.ts'
import type { Database, Tx } from '#platform/database/database.ts'

export interface TrainingPorts {
  db: Database
  clock: Clock
  directory: ShopDirectory
  /** Ids of the products that a conversation is about; what it needs is loaded before the transaction. */
  talkedProducts: (shopId: string) => Promise<(tx: Tx, conversationId: string) => Promise<string[]>>
  /** What the word guard would say to a text, each in one sentence; empty when nothing. */
  guard: (shopId: string, text: string, language: 'zh' | 'en') => Promise<string[]>
}
