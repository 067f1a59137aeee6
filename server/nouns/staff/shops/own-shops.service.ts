import type { BodyOf } from '#contract/endpoint.ts'
import type { Me } from '#contract/staff/session.ts'
import type { openShop } from '#contract/staff/shop.ts'
import type { Clock } from '#platform/clock/clock.ts'
import type { Database, Tx } from '#platform/database/database.ts'
import { AppError, notFound } from '#platform/http/app-error.ts'
import type { AccountCaller, MemberCaller } from '#platform/http/caller.ts'
import type { Secrets } from '#platform/secrets/secrets.ts'
import { findAccount } from '../accounts/accounts.store.ts'
import { meOf } from '../accounts/me.ts'
import { membershipsOf } from '../accounts/memberships.store.ts'
import type { StaffCredentials } from '../sessions/credentials.ts'
import { checkPlace, nameOf, refuseTaken } from '../refusals.ts'
import type { Seeds } from '../setup/setup.service.ts'
import type { ShopDirectory } from '../shop-facts.ts'
import { createShop } from './new-shop.ts'

export interface OwnShopsPorts {
  db: Database
  clock: Clock
  secrets: Secrets
  directory: ShopDirectory
  credentials: Pick<StaffCredentials, 'onEvent'>
  seeds: Seeds
}
export type OwnShopsService = ReturnType<typeof createOwnShopsService>

/** A person with several shops: opening a further one, and leaving the demo shop behind. */
export const createOwnShopsService = ({
  db,
  clock,
  secrets,
  directory,
  credentials,
  seeds,
}: OwnShopsPorts) => {
  const ownedBy = async (tx: Tx, accountId: string) =>
    (await membershipsOf(tx, accountId)).filter(({ roles }) => roles.includes('owner'))

  return {
    /** @throws AppError access.denied for people who own no shop; name.taken {field: 'slug'}; request.invalid. */
    open: async (caller: AccountCaller, body: BodyOf<typeof openShop>): Promise<Me> => {
      checkPlace(body)
      const name = nameOf(body.name, 'name')
      return refuseTaken({ shops_slug_key: 'slug' }, () =>
        db.asSystem(async (tx) => {
          const account = await findAccount(tx, caller.accountId)
          const [known] = await ownedBy(tx, caller.accountId)
          if (!account || !known) throw new AppError('access.denied')
          const owner = { accountId: account.id, displayName: known.displayName }
          await createShop(
            tx,
            clock.now(),
            secrets,
            { ...body, name, isDemo: false, owner },
            seeds.onShopCreated,
          )
          return meOf(tx, account)
        }),
      )
    },

    /**
     * Says which demo shop may be removed, by its slug, and forgets what is known of it once `remove` did so.
     * @throws AppError not_found for any other shop; state.conflict {needsShop: true} while the caller owns no other: nobody is
     * left without a shop.
     */
    leaveDemo: async (caller: MemberCaller, remove: (slug: string) => Promise<void>): Promise<void> => {
      const facts = await directory.facts(caller.shopId)
      if (!facts.isDemo || caller.accountId === null) throw notFound()
      const { accountId } = caller
      const owned = await db.asSystem((tx) => ownedBy(tx, accountId))
      if (owned.every(({ shop }) => shop.id === caller.shopId))
        throw new AppError('state.conflict', { needsShop: true })
      await remove(facts.slug)
      directory.forget(caller.shopId)
      credentials.onEvent({ name: 'shop.changed', shop: caller.shopId })
    },
  }
}
