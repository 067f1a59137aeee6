import { defaultCalendar } from '#contract/calendar.ts'
import type { Role } from '#contract/staff/roles.ts'
import type { Tx } from '#platform/database/database.ts'
import { findCalendar } from './calendar/calendar.store.ts'
import { settingsInForce } from './settings/settings-values.ts'
import { storedSettings } from './settings/settings.store.ts'
import type { MemberFacts, ShopFacts } from './shop-facts.ts'
import { findShop, listStores } from './shops/shops.store.ts'

/** Everything about one shop at one moment; null when there is no such shop. */
export const loadFacts = async (tx: Tx, shopId: string): Promise<ShopFacts | null> => {
  const shop = await findShop(tx, shopId)
  if (!shop) return null
  const found = await findCalendar(tx, shopId)
  const stores = await listStores(tx, shopId)
  return {
    id: shop.id,
    slug: shop.slug,
    name: shop.name,
    language: shop.language,
    timeZone: shop.timeZone,
    currency: shop.currency,
    isDemo: shop.isDemo,
    calendar: found?.calendar ?? defaultCalendar(shop.timeZone),
    settings: settingsInForce(await storedSettings(tx, shopId)),
    members: new Map((await loadMembers(tx, shopId)).map((member) => [member.id, member])),
    stores: new Map(
      stores.map(({ id, name, platform, currency, timeZone, widgetKey }) => [
        id,
        { id, name, platform, currency, timeZone, widgetKey },
      ]),
    ),
  }
}

const loadMembers = async (tx: Tx, shopId: string): Promise<MemberFacts[]> => {
  const rows = await tx
    .selectFrom('staff.memberships')
    .select(['id', 'account_id', 'display_name', 'roles', 'presence', 'presence_since', 'cap', 'left_at'])
    .where('shop_id', '=', shopId)
    .orderBy('joined_at')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    accountId: row.account_id,
    displayName: row.display_name,
    roles: row.roles as Role[],
    presence: row.presence as MemberFacts['presence'],
    presenceSince: row.presence_since,
    cap: row.cap,
    hasLeft: row.left_at !== null,
  }))
}
