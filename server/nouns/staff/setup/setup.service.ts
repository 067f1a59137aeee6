import type { BodyOf } from '#contract/endpoint.ts'
import type { finishSetup } from '#contract/staff/session.ts'
import type { Passwords } from '#platform/auth/passwords.ts'
import type { Clock } from '#platform/clock/clock.ts'
import type { Database, Tx } from '#platform/database/database.ts'
import { AppError } from '#platform/http/app-error.ts'
import { hashToken, newToken } from '#platform/ids/ids.ts'
import type { Secrets } from '#platform/secrets/secrets.ts'
import { hasAccounts } from '../accounts/accounts.store.ts'
import { meOf } from '../accounts/me.ts'
import { makeAccount } from '../accounts/new-account.ts'
import { checkPlace, nameOf, refuseTaken } from '../refusals.ts'
import { openSession } from '../sessions/open-session.ts'
import type { Origin } from '../sessions/proof.ts'
import type { SignedIn } from '../sessions/sessions.service.ts'
import { createShop, type CreatedShop, type ShopSeed } from '../shops/new-shop.ts'
import { isSetupToken, replaceSetupToken, spendSetupToken } from './setup.store.ts'

/** What other nouns put into a new shop. */
export interface Seeds {
  /** Run in order in the transaction that makes a shop, any shop. */
  onShopCreated: readonly ShopSeed[]
  /** Fills the demo shop with invented data, after it was made; set-up waits for it. It reports its own failures. */
  fillDemo(shop: CreatedShop): Promise<void>
}

export interface SetupPorts {
  db: Database
  clock: Clock
  secrets: Secrets
  passwords: Passwords
  seeds: Seeds
}
export type SetupService = ReturnType<typeof createSetupService>

/** The demo shop, in the language of whoever looks at it. */
const demoShop = (language: 'zh' | 'en') =>
  language === 'zh'
    ? { name: '半亩居（示范店）', slug: 'demo', timeZone: 'Asia/Shanghai', currency: 'CNY' }
    : { name: 'Half-Acre Home (demo)', slug: 'demo', timeZone: 'Asia/Shanghai', currency: 'CNY' }

export const createSetupService = ({ db, clock, secrets, passwords, seeds }: SetupPorts) => {
  const refuseUnlessWaiting = async (tx: Tx, isToken: boolean) => {
    if (await hasAccounts(tx)) throw new AppError('setup.done')
    if (!isToken) throw new AppError('link.expired')
  }

  return {
    /** A fresh token, the only one that counts, as long as nobody has an account; afterwards null. */
    ensureSetupToken: (): Promise<string | null> =>
      db.asSystem(async (tx) => {
        if (await hasAccounts(tx)) return null
        const token = newToken()
        await replaceSetupToken(tx, clock.now(), hashToken(token))
        return token
      }),

    isNeeded: async (): Promise<boolean> => !(await db.asSystem(hasAccounts)),

    /**
     * The first account, its shop, store and hours, all or nothing; signs in.
     * @throws AppError setup.done once there is an account; link.expired for another token than the newest.
     */
    finish: async (body: BodyOf<typeof finishSetup>, from: Origin): Promise<SignedIn> => {
      const tokenHash = hashToken(body.token)
      // Before the password costs anything; the transaction below decides.
      await db.asSystem(async (tx) => refuseUnlessWaiting(tx, await isSetupToken(tx, tokenHash)))
      const shop =
        body.shop.kind === 'demo'
          ? demoShop(body.language)
          : { ...body.shop, name: nameOf(body.shop.name, 'shop/name') }
      checkPlace(shop, 'shop/')
      const displayName = nameOf(body.name, 'name')
      const passwordHash = await passwords.hash(body.password)
      const done = await refuseTaken({ shops_slug_key: 'slug' }, () =>
        db.asSystem(async (tx) => {
          const now = clock.now()
          await refuseUnlessWaiting(tx, await spendSetupToken(tx, now, tokenHash))
          const account = await makeAccount(tx, now, { ...body, passwordHash })
          const created = await createShop(
            tx,
            now,
            secrets,
            {
              name: shop.name,
              slug: shop.slug,
              timeZone: shop.timeZone,
              currency: shop.currency,
              language: body.language,
              isDemo: body.shop.kind === 'demo',
              owner: { accountId: account.id, displayName },
            },
            seeds.onShopCreated,
          )
          return {
            created,
            signedIn: { token: await openSession(tx, now, account.id, from), me: await meOf(tx, account) },
          }
        }),
      )
      if (done.created.isDemo) await seeds.fillDemo(done.created)
      return done.signedIn
    },
  }
}
