import type { search } from '#contract/customers/customers.ts'
import type { ReplyOf } from '#contract/endpoint.ts'
import type { ShopDirectory } from '#nouns/staff/index.ts'
import type { Clock } from '#platform/clock/clock.ts'
import type { Database, Tx } from '#platform/database/database.ts'

/** Who looked at whom, written with the look (CRM-16). */
export type Audit = (
  tx: Tx,
  now: Date,
  entry: { action: string; subject?: string | null; by: string | null; details?: Record<string, unknown> },
) => Promise<void>

export interface CustomerPorts {
  db: Database
  clock: Clock
  directory: ShopDirectory
  audit: Audit
  /** Orders for one text, best first; orders knows. */
  findOrders(tx: Tx, shopId: string, text: string, limit: number): Promise<ReplyOf<typeof search>['orders']>
  /** Products for one text, best first; products knows. */
  findProducts(
    tx: Tx,
    shopId: string,
    text: string,
    limit: number,
  ): Promise<ReplyOf<typeof search>['products']>
}

/** Who decides that two are one person, or two after all. */
export interface Decision {
  shopId: string
  /** The member or key that decides. */
  by: string | null
  memberId: string | null
  why: string | null
  now: Date
  audit: Audit
}
