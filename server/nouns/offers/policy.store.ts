import { sql } from 'kysely'
import type { PricePolicy } from '#contract/offers/offers.ts'
import type { Tx } from '#platform/database/database.ts'
import { newId } from '#platform/ids/ids.ts'

export interface PolicyRecord {
  policy: PricePolicy
  by: string | null
  at: Date
}
/** Newest first; the first one is in force. */
export const selectPolicies = async (tx: Tx, shopId: string, most: number): Promise<PolicyRecord[]> =>
  (
    await sql<PolicyRecord>`select policy, by, at from offers.policies where shop_id = ${shopId} order by id desc limit ${most}`.execute(
      tx,
    )
  ).rows
export const insertPolicy = async (
  tx: Tx,
  now: Date,
  shopId: string,
  policy: PricePolicy,
  by: string | null,
): Promise<void> => {
  await tx
    .insertInto('offers.policies')
    .values({ id: newId(), shop_id: shopId, policy: JSON.stringify(policy), by, at: now })
    .execute()
}
