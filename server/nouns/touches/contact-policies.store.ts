import type { ContactPolicy } from '#contract/touches/contact-policy.ts'
import type { Tx } from '#platform/database/database.ts'
import { newId } from '#platform/ids/ids.ts'

export interface StoredPolicy {
  store_id: string
  policy: Partial<ContactPolicy>
  at: Date
}

/** The newest of each store that has one. */
export const storedPolicies = async (tx: Tx, shopId: string): Promise<StoredPolicy[]> =>
  (await tx
    .selectFrom('touches.v_contact_policies')
    .select(['store_id', 'policy', 'at'])
    .where('shop_id', '=', shopId)
    .execute()) as unknown as StoredPolicy[]

export const insertPolicy = async (
  tx: Tx,
  now: Date,
  row: { shopId: string; storeId: string; policy: ContactPolicy; by: string | null },
): Promise<void> => {
  await tx
    .insertInto('touches.contact_policies')
    .values({
      id: newId(),
      shop_id: row.shopId,
      store_id: row.storeId,
      policy: JSON.stringify(row.policy),
      by: row.by,
      at: now,
    })
    .execute()
}
