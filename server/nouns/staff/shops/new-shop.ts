import { defaultCalendar } from '#contract/calendar.ts'
import type { Tx } from '#platform/database/database.ts'
import { record } from '#platform/events/record.ts'
import { newId } from '#platform/ids/ids.ts'
import type { Secrets } from '#platform/secrets/secrets.ts'
import { writeAudit } from '../audit/audit.store.ts'
import { insertCalendar } from '../calendar/calendar.store.ts'
import { insertMember } from '../team/team.store.ts'
import { changeShopRow, insertShop, insertStore } from './shops.store.ts'
import { newWidget } from './widget-key.ts'

export interface NewShop {
  name: string
  slug: string
  language: 'zh' | 'en'
  timeZone: string
  currency: string
  isDemo: boolean
  /** The account that becomes the first owner, and the name by which buyers and colleagues know that person. */
  owner: { accountId: string; displayName: string }
}

/** A shop as it stands at its very beginning, for those who fill it. */
export interface CreatedShop {
  shopId: string
  slug: string
  name: string
  language: 'zh' | 'en'
  timeZone: string
  currency: string
  isDemo: boolean
  /** The first store, on the shop's own site, with a widget. */
  storeId: string
  widgetKey: string
  /** The owner's membership. */
  ownerId: string
  createdAt: Date
}

/** Another noun fills its own tables in the transaction that makes the shop (`asSystem`), e.g. the first phrases. */
export type ShopSeed = (tx: Tx, shop: CreatedShop) => Promise<void>

/**
 * Makes a shop that already works: an owner who stands in as duty lead, a store with a widget, hours every day from
 * nine to ten at night. Settings need no rows: what is not set has its default.
 * @throws unique violation `shops_slug_key`.
 */
export const createShop = async (
  tx: Tx,
  now: Date,
  secrets: Secrets,
  shop: NewShop,
  seeds: readonly ShopSeed[],
): Promise<CreatedShop> => {
  const [shopId, storeId, ownerId] = [newId(), newId(), newId()]
  const widget = newWidget(secrets, 'own_site')
  await insertShop(tx, now, { id: shopId, ...shop })
  await insertMember(tx, now, {
    id: ownerId,
    shopId,
    accountId: shop.owner.accountId,
    displayName: shop.owner.displayName,
    roles: ['owner'],
  })
  await changeShopRow(tx, shopId, { dutyLeadId: ownerId })
  await insertStore(tx, now, {
    id: storeId,
    shopId,
    name: shop.name,
    platform: 'own_site',
    currency: shop.currency,
    timeZone: shop.timeZone,
    ...widget,
  })
  await insertCalendar(tx, now, shopId, defaultCalendar(shop.timeZone))
  const audience = ['desk']
  await record(
    tx,
    now,
    [
      { name: 'shop.created', subject: shopId, version: 2, audience, actor: ownerId },
      { name: 'store.created', subject: storeId, version: 1, audience, actor: ownerId },
      {
        name: 'staff.joined',
        subject: ownerId,
        version: 1,
        audience: ['desk', `member:${ownerId}`],
        actor: ownerId,
      },
    ],
    shopId,
  )
  await writeAudit(tx, now, { action: 'shop.created', subject: shopId, by: ownerId }, shopId)
  const created: CreatedShop = {
    shopId,
    slug: shop.slug,
    name: shop.name,
    language: shop.language,
    timeZone: shop.timeZone,
    currency: shop.currency,
    isDemo: shop.isDemo,
    storeId,
    widgetKey: widget.widgetKey ?? '',
    ownerId,
    createdAt: now,
  }
  for (const seed of seeds) await seed(tx, created)
  return created
}
