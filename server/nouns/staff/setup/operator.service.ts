import type { Role } from '#contract/staff/roles.ts'
import type { Passwords } from '#platform/auth/passwords.ts'
import type { Clock } from '#platform/clock/clock.ts'
import type { Database } from '#platform/database/database.ts'
import { AppError, notFound } from '#platform/http/app-error.ts'
import type { Secrets } from '#platform/secrets/secrets.ts'
import { findAccountByEmail } from '../accounts/accounts.store.ts'
import { makeAccount, type WantedAccount } from '../accounts/new-account.ts'
import { checkPlace, nameOf, refuseTaken } from '../refusals.ts'
import { createShop, type CreatedShop, type NewShop } from '../shops/new-shop.ts'
import { findShopBySlug, listShops, type ShopRow } from '../shops/shops.store.ts'
import { joinShop } from '../team/join.ts'
import { inOrder } from '../team/team.rules.ts'
import type { Seeds } from './setup.service.ts'

export interface OperatorPorts {
  db: Database
  clock: Clock
  secrets: Secrets
  passwords: Passwords
  seeds: Pick<Seeds, 'onShopCreated'>
}
export type OperatorService = ReturnType<typeof createOperatorService>

/** What somebody at the machine may do without signing in: the command line. Nobody is named as its author. */
export const createOperatorService = ({ db, clock, secrets, passwords, seeds }: OperatorPorts) => ({
  shops: (): Promise<ShopRow[]> => db.asSystem(listShops),

  /** @throws AppError not_found */
  shop: async (slug: string): Promise<ShopRow> => {
    const found = await db.asSystem((tx) => findShopBySlug(tx, slug))
    if (!found) throw notFound()
    return found
  },

  /**
   * A shop has an owner from its first moment, so the owner's account must exist.
   * @throws AppError not_found {what: 'account'}; name.taken {field: 'slug'}; request.invalid
   */
  addShop: async (wanted: Omit<NewShop, 'owner'> & { ownerEmail: string }): Promise<CreatedShop> => {
    const { ownerEmail, ...shop } = wanted
    checkPlace(shop)
    const name = nameOf(shop.name, 'name')
    return refuseTaken({ shops_slug_key: 'slug' }, () =>
      db.asSystem(async (tx) => {
        const account = await findAccountByEmail(tx, ownerEmail)
        if (!account) throw new AppError('not_found', { what: 'account' })
        const owner = { accountId: account.id, displayName: account.name }
        return createShop(tx, clock.now(), secrets, { ...shop, name, owner }, seeds.onShopCreated)
      }),
    )
  },

  /**
   * Makes the account unless the e-mail has one (its password then stays), and lets it join a shop where one is named.
   * @throws AppError not_found {what: 'shop'}; state.conflict when the account works there already; name.taken {field:
   * 'email'} when it exists and no shop is named.
   */
  addUser: async (
    wanted: Omit<WantedAccount, 'passwordHash'> & {
      password: string
      join?: { slug: string; roles: Role[]; displayName?: string }
    },
  ): Promise<{ accountId: string; memberId: string | null; isNewAccount: boolean }> => {
    const { password, join, ...account } = wanted
    const passwordHash = await passwords.hash(password)
    return db.asSystem(async (tx) => {
      const now = clock.now()
      const existing = await findAccountByEmail(tx, account.email.trim())
      if (existing && !join) throw new AppError('name.taken', { field: 'email' })
      const { id, name } = existing ?? (await makeAccount(tx, now, { ...account, passwordHash }))
      if (!join) return { accountId: id, memberId: null, isNewAccount: !existing }
      const shop = await findShopBySlug(tx, join.slug)
      if (!shop) throw new AppError('not_found', { what: 'shop' })
      const displayName = nameOf(join.displayName ?? name, 'displayName')
      const memberId = await joinShop(tx, now, {
        shopId: shop.id,
        accountId: id,
        displayName,
        roles: inOrder(join.roles),
        by: null,
      })
      return { accountId: id, memberId, isNewAccount: !existing }
    })
  },
})
