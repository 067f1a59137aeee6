import type { platforms } from '#contract/staff/shop.ts'
import type { ContactPolicy, StorePolicy } from '#contract/touches/contact-policy.ts'
import { writeAudit, type ShopDirectory, type StoreFacts } from '#nouns/staff/index.ts'
import type { Clock } from '#platform/clock/clock.ts'
import type { Database, Tx } from '#platform/database/database.ts'
import { record } from '#platform/events/record.ts'
import { AppError, notFound } from '#platform/http/app-error.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import { fixedChanges, platformPolicy, policyInForce } from './contact-policy.rules.ts'
import { insertPolicy, storedPolicies, type StoredPolicy } from './contact-policies.store.ts'

/** What may be sent to whose buyers. */
export const createContactPolicies = ({
  db,
  clock,
  directory,
}: {
  db: Database
  clock: Clock
  directory: ShopDirectory
}) => {
  /** The policies in force of these stores, for whoever is about to send something. A store that is gone is closed. */
  const inForce = async (
    tx: Tx,
    shopId: string,
    storeIds: readonly (string | null)[],
  ): Promise<ContactPolicy[]> => {
    const { stores } = await directory.facts(shopId)
    const stored = new Map((await storedPolicies(tx, shopId)).map((row) => [row.store_id, row.policy]))
    return storeIds
      .filter((id) => id !== null)
      .map((id) => policyInForce(stores.get(id)?.platform ?? '', stored.get(id) ?? null))
  }
  return {
    inForce,
    list: async (caller: MemberCaller): Promise<{ rows: StorePolicy[] }> => {
      const { stores } = await directory.facts(caller.shopId)
      const stored = await db.inShop(caller.shopId, (tx) => storedPolicies(tx, caller.shopId))
      return { rows: [...stores.values()].map((store) => toStorePolicy(store, stored)) }
    },
    /** @throws AppError not_found; contact.not_allowed {fixed} for what the platform does not leave to the shop. */
    change: async (caller: MemberCaller, storeId: string, policy: ContactPolicy): Promise<StorePolicy> => {
      const { stores } = await directory.facts(caller.shopId)
      const store = stores.get(storeId)
      if (!store) throw notFound()
      const fixed = fixedChanges(store.platform, policy)
      if (fixed.length > 0) throw new AppError('contact.not_allowed', { fixed })
      return db.inShop(caller.shopId, async (tx) => {
        const now = clock.now()
        await insertPolicy(tx, now, { shopId: caller.shopId, storeId, policy, by: caller.actorId })
        await record(tx, now, {
          name: 'contact_policy.changed',
          subject: storeId,
          version: 1,
          audience: ['desk'],
          actor: caller.actorId,
        })
        await writeAudit(tx, now, {
          action: 'contact_policy.changed',
          subject: storeId,
          by: caller.actorId,
          details: { to: policy },
        })
        return toStorePolicy(store, await storedPolicies(tx, caller.shopId))
      })
    },
  }
}
export type ContactPolicies = ReturnType<typeof createContactPolicies>

const toStorePolicy = (store: StoreFacts, stored: readonly StoredPolicy[]): StorePolicy => {
  const own = stored.find((row) => row.store_id === store.id)
  return {
    storeId: store.id,
    storeName: store.name,
    platform: store.platform as (typeof platforms)[number],
    policy: policyInForce(store.platform, own?.policy ?? null),
    editable: [...platformPolicy(store.platform).editable],
    changedAt: own?.at.toISOString() ?? null,
  }
}
