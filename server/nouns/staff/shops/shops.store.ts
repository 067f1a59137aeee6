import type { Store } from '#contract/staff/shop.ts'
import type { Tx } from '#platform/database/database.ts'

export interface ShopRow {
  id: string
  slug: string
  name: string
  language: 'zh' | 'en'
  timeZone: string
  currency: string
  isDemo: boolean
  dutyLeadId: string | null
  version: number
}

const columns = [
  'id',
  'slug',
  'name',
  'language',
  'time_zone',
  'currency',
  'is_demo',
  'duty_lead_id',
  'version',
] as const
const asShop = (row: {
  id: string
  slug: string
  name: string
  language: string
  time_zone: string
  currency: string
  is_demo: boolean
  duty_lead_id: string | null
  version: number
}): ShopRow => ({
  id: row.id,
  slug: row.slug,
  name: row.name,
  language: row.language as 'zh' | 'en',
  timeZone: row.time_zone,
  currency: row.currency,
  isDemo: row.is_demo,
  dutyLeadId: row.duty_lead_id,
  version: row.version,
})

/** The shops whose story is being written just now (a demo that fills); the engine leaves them alone until then. */
export const shopsBeingFilled = async (tx: Tx, now: Date): Promise<string[]> =>
  (await tx.selectFrom('staff.shops').select('id').where('filling_until', '>', now).execute()).map(
    ({ id }) => id,
  )

export const markFilling = async (tx: Tx, id: string, until: Date | null): Promise<void> => {
  await tx.updateTable('staff.shops').set({ filling_until: until }).where('id', '=', id).execute()
}

export const findShop = async (tx: Tx, id: string): Promise<ShopRow | null> => {
  const row = await tx.selectFrom('staff.shops').select(columns).where('id', '=', id).executeTakeFirst()
  return row ? asShop(row) : null
}

/** Holds the shop until the transaction ends: changes of its people and settings go one by one. */
export const lockShop = async (tx: Tx, id: string): Promise<ShopRow | null> => {
  const row = await tx
    .selectFrom('staff.shops')
    .select(columns)
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst()
  return row ? asShop(row) : null
}

/** `asSystem`, as all that crosses shops. */
export const findShopBySlug = async (tx: Tx, slug: string): Promise<ShopRow | null> => {
  const row = await tx.selectFrom('staff.shops').select(columns).where('slug', '=', slug).executeTakeFirst()
  return row ? asShop(row) : null
}

export const listShops = async (tx: Tx): Promise<ShopRow[]> =>
  (await tx.selectFrom('staff.shops').select(columns).orderBy('created_at').orderBy('id').execute()).map(
    asShop,
  )

/** Every shop with when it was made, the oldest first; across shops (`asSystem`). */
export const shopsByAge = async (tx: Tx): Promise<{ id: string; createdAt: Date }[]> =>
  (
    await tx
      .selectFrom('staff.shops')
      .select(['id', 'created_at'])
      .orderBy('created_at')
      .orderBy('id')
      .execute()
  ).map(({ id, created_at }) => ({ id, createdAt: created_at }))

/** @throws unique violation `shops_slug_key`. */
export const insertShop = async (
  tx: Tx,
  now: Date,
  shop: Omit<ShopRow, 'dutyLeadId' | 'version'>,
): Promise<void> => {
  await tx
    .insertInto('staff.shops')
    .values({
      id: shop.id,
      slug: shop.slug,
      name: shop.name,
      language: shop.language,
      time_zone: shop.timeZone,
      currency: shop.currency,
      is_demo: shop.isDemo,
      created_at: now,
    })
    .execute()
}

export interface ShopChange {
  name?: string
  language?: 'zh' | 'en'
  timeZone?: string
  currency?: string
  dutyLeadId?: string | null
}

/** Every change of what holds for the whole shop raises its version, which it returns. */
export const changeShopRow = async (tx: Tx, id: string, change: ShopChange): Promise<number> => {
  const row = await tx
    .updateTable('staff.shops')
    .set((eb) => ({
      name: change.name,
      language: change.language,
      time_zone: change.timeZone,
      currency: change.currency,
      duty_lead_id: change.dutyLeadId,
      version: eb('version', '+', 1),
    }))
    .where('id', '=', id)
    .returning('version')
    .executeTakeFirstOrThrow()
  return row.version
}

export interface NewStore {
  id: string
  shopId: string
  name: string
  platform: string
  currency: string
  timeZone: string
  widgetKey: string | null
  widgetSecret: Buffer | null
}

/** @throws unique violation `stores_shop_id_name_key`. */
export const insertStore = async (tx: Tx, now: Date, store: NewStore): Promise<void> => {
  await tx
    .insertInto('staff.stores')
    .values({
      id: store.id,
      shop_id: store.shopId,
      name: store.name,
      platform: store.platform,
      currency: store.currency,
      time_zone: store.timeZone,
      widget_key: store.widgetKey,
      widget_secret: store.widgetSecret,
      created_at: now,
    })
    .execute()
}

export const listStores = async (tx: Tx, shopId: string): Promise<Store[]> => {
  const rows = await tx
    .selectFrom('staff.stores')
    .select([
      'id',
      'name',
      'platform',
      'currency',
      'time_zone',
      'widget_key',
      'order_count',
      'last_import_at',
    ])
    .where('shop_id', '=', shopId)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    platform: row.platform as Store['platform'],
    currency: row.currency,
    timeZone: row.time_zone,
    widgetKey: row.widget_key,
    orderCount: row.order_count,
    lastImportAt: row.last_import_at?.toISOString() ?? null,
  }))
}

export const findWidget = async (
  tx: Tx,
  storeId: string,
): Promise<{ key: string; secret: Buffer } | null> => {
  const row = await tx
    .selectFrom('staff.stores')
    .select(['widget_key', 'widget_secret'])
    .where('id', '=', storeId)
    .executeTakeFirst()
  return row?.widget_key && row.widget_secret ? { key: row.widget_key, secret: row.widget_secret } : null
}

/** In whatever shop (`asSystem`): a buyer's browser knows the key alone. */
export const findByWidgetKey = async (
  tx: Tx,
  key: string,
): Promise<{ shopId: string; storeId: string; secret: Buffer } | null> => {
  const row = await tx
    .selectFrom('staff.stores')
    .select(['id', 'shop_id', 'widget_secret'])
    .where('widget_key', '=', key)
    .executeTakeFirst()
  return row?.widget_secret ? { shopId: row.shop_id, storeId: row.id, secret: row.widget_secret } : null
}

/**
 * Published for imports: `added` orders are new in this store, and an import ended `at` (null while it runs).
 * In the import's own transaction, so that the count is never wrong.
 */
export const noteStoreOrders = async (
  tx: Tx,
  storeId: string,
  orders: { added: number; at: Date | null },
): Promise<void> => {
  await tx
    .updateTable('staff.stores')
    .set((eb) => ({
      order_count: eb('order_count', '+', orders.added),
      ...(orders.at ? { last_import_at: orders.at } : {}),
    }))
    .where('id', '=', storeId)
    .execute()
}
