import { Value } from 'typebox/value'
import type { ReplyOf } from '#contract/endpoint.ts'
import { defaultPolicy, PricePolicy, type readPolicyHistory } from '#contract/offers/offers.ts'
import type { Tx } from '#platform/database/database.ts'
import { record } from '#platform/events/record.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import type { OfferPorts } from './offer-desk.ts'
import { insertPolicy, selectPolicies } from './policy.store.ts'

/** What is in force: the newest that is still valid, laid over the defaults, so that one of another version does no harm. */
export const policyInForce = async (tx: Tx, shopId: string): Promise<PricePolicy> => {
  const [newest] = await selectPolicies(tx, shopId, 1)
  const policy = { ...defaultPolicy, ...newest?.policy }
  return Value.Check(PricePolicy, policy) ? policy : defaultPolicy
}

export type PolicyDesk = ReturnType<typeof createPolicyDesk>
export const createPolicyDesk = ({ db, clock, directory }: OfferPorts) => ({
  read: (caller: MemberCaller): Promise<PricePolicy> =>
    db.inShop(caller.shopId, (tx) => policyInForce(tx, caller.shopId)),
  set: (caller: MemberCaller, policy: PricePolicy): Promise<PricePolicy> =>
    db.inShop(caller.shopId, async (tx) => {
      const now = clock.now()
      await insertPolicy(tx, now, caller.shopId, policy, caller.memberId)
      await record(tx, now, {
        name: 'price.policy_changed',
        subject: caller.shopId,
        version: 1,
        audience: ['desk'],
        actor: caller.memberId,
        facts: { guaranteeDays: policy.guaranteeDays, strategy: policy.strategy },
      })
      return policyInForce(tx, caller.shopId)
    }),
  history: async (caller: MemberCaller): Promise<ReplyOf<typeof readPolicyHistory>> => {
    const { members } = await directory.facts(caller.shopId)
    const rows = await db.inShop(caller.shopId, (tx) => selectPolicies(tx, caller.shopId, 50))
    return {
      rows: rows.map(({ at, by, policy }) => ({
        at: at.toISOString(),
        by: by === null ? null : (members.get(by)?.displayName ?? null),
        policy: { ...defaultPolicy, ...policy },
      })),
    }
  },
})
