import type { Database } from '#platform/database/database.ts'
import type { LoggedEvent } from '#platform/events/event.ts'
import { notFound } from '#platform/http/app-error.ts'
import { outsideClaim } from '#platform/http/idempotency.ts'
import type { Secrets } from '#platform/secrets/secrets.ts'
import { loadFacts } from './facts.store.ts'
import type { ShopDirectory, ShopFacts } from './shop-facts.ts'
import { findByWidgetKey } from './shops/shops.store.ts'

/** Shops held at once; beyond it the one loaded longest ago goes. A shop's facts are a few kilobytes. */
const mostKept = 2_000
const changing = /^(shop|store|staff|setting|calendar)[.]/

type WidgetOwner = NonNullable<Awaited<ReturnType<ShopDirectory['byWidgetKey']>>>

export interface CachedShopDirectory extends ShopDirectory {
  /** An event of any process: what it changed is forgotten here. */
  onEvent(event: Pick<LoggedEvent, 'name' | 'shop'>): void
}

export const createShopDirectory = ({
  db,
  secrets,
}: {
  db: Database
  secrets: Secrets
}): CachedShopDirectory => {
  const shops = new Map<string, Promise<ShopFacts>>()
  const widgets = new Map<string, WidgetOwner>()
  /** Counts up when something is forgotten, so that an answer read before is not kept after. */
  let forgotten = 0

  const load = (shopId: string): Promise<ShopFacts> => {
    // A read on the way to a change must not spend the change's idempotency key.
    const facts = outsideClaim(() =>
      db.inShop(shopId, async (tx) => {
        const found = await loadFacts(tx, shopId)
        if (!found) throw notFound()
        return found
      }),
    )
    facts.catch(() => {
      if (shops.get(shopId) === facts) shops.delete(shopId)
    })
    const [oldest] = shops.size >= mostKept ? [...shops.keys()] : []
    if (oldest !== undefined) shops.delete(oldest)
    shops.set(shopId, facts)
    return facts
  }

  const forget = (shopId: string) => {
    forgotten++
    shops.delete(shopId)
    for (const [key, owner] of widgets) if (owner.shopId === shopId) widgets.delete(key)
  }

  return {
    facts: (shopId) => shops.get(shopId) ?? load(shopId),
    byWidgetKey: async (key) => {
      const known = widgets.get(key)
      if (known) return known
      const before = forgotten
      const found = await db.asSystem((tx) => findByWidgetKey(tx, key))
      if (!found) return null
      const owner = { ...found, secret: secrets.open(found.secret) }
      if (before === forgotten) widgets.set(key, owner)
      return owner
    },
    forget,
    onEvent: ({ name, shop }) => {
      if (changing.test(name)) forget(shop)
    },
  }
}
