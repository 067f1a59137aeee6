import type { Addressing } from '#contract/conversations/addressing.ts'
import type { AddressStyle } from '#contract/conversations/phrases.ts'
import type { Clock } from '#platform/clock/clock.ts'
import type { Database, Tx } from '#platform/database/database.ts'
import { record } from '#platform/events/record.ts'
import { AppError } from '#platform/http/app-error.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import { chooseAddress, type Addressed } from './addressing.rules.ts'
import { findAddressing, storeAddressing } from './addressing.store.ts'
import { buyerOf } from './customers.store.ts'

/** How this buyer is addressed, with the shop's own values for blanks beside it. */
export const addressOf = async (
  tx: Tx,
  facts: { id: string; settings: { addressStyle: AddressStyle } },
  customerId: string | null,
): Promise<Addressed & { slotValues: Addressing['slotValues'] }> => {
  const { groups, slotValues } = await findAddressing(tx, facts.id)
  const buyer = await buyerOf(tx, customerId)
  return { ...chooseAddress(buyer, groups, facts.settings.addressStyle), slotValues }
}

export const createAddressing = ({ db, clock }: { db: Database; clock: Clock }) => ({
  read: (caller: MemberCaller): Promise<Addressing> =>
    db.inShop(caller.shopId, (tx) => findAddressing(tx, caller.shopId)),
  set: (caller: MemberCaller, body: Addressing): Promise<Addressing> =>
    db.inShop(caller.shopId, async (tx) => {
      const now = clock.now()
      const version = await storeAddressing(tx, {
        ...body,
        shopId: caller.shopId,
        by: caller.memberId,
        at: now,
      })
      if (version === null) throw new AppError('state.version')
      await record(tx, now, {
        name: 'addressing.changed',
        subject: caller.shopId,
        version,
        audience: ['desk'],
        actor: caller.memberId,
      })
      return { ...body, version }
    }),
})
