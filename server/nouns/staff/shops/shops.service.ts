import type { BodyOf, ReplyOf } from '#contract/endpoint.ts'
import type { addStore, changeShop, readWidgetSetup, Shop, Store } from '#contract/staff/shop.ts'
import type { Clock } from '#platform/clock/clock.ts'
import { contextOf, type Database, type Tx } from '#platform/database/database.ts'
import { record } from '#platform/events/record.ts'
import { notFound } from '#platform/http/app-error.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import type { Secrets } from '#platform/secrets/secrets.ts'
import { writeAudit } from '../audit/audit.store.ts'
import { findCalendar, replaceCalendar } from '../calendar/calendar.store.ts'
import { checkPlace, nameOf, refuseTaken } from '../refusals.ts'
import type { ShopDirectory } from '../shop-facts.ts'
import { changeShopRow, findShop, findWidget, listStores, lockShop, type ShopRow } from './shops.store.ts'
import { openStore } from './new-store.ts'

export interface ShopPorts {
  db: Database
  clock: Clock
  secrets: Secrets
  directory: ShopDirectory
  /** The address at which people reach the desk, without a slash at its end. */
  publicUrl: () => string
}
export type ShopsService = ReturnType<typeof createShopsService>

export const createShopsService = ({ db, clock, secrets, directory, publicUrl }: ShopPorts) => {
  const shopOf = async (tx: Tx, shopId: string): Promise<Shop> => {
    const shop = await findShop(tx, shopId)
    if (!shop) throw notFound()
    const { id, slug, name, language, timeZone, currency, isDemo, version } = shop
    return {
      id,
      slug,
      name,
      language,
      timeZone,
      currency,
      isDemo,
      version,
      stores: await listStores(tx, shopId),
    }
  }

  return {
    read: (caller: MemberCaller): Promise<Shop> =>
      db.inShop(caller.shopId, (tx) => shopOf(tx, caller.shopId)),

    /** Opening hours move with the time zone where they were kept in the shop's. */
    change: (caller: MemberCaller, body: BodyOf<typeof changeShop>): Promise<Shop> => {
      checkPlace(body)
      const { shopId, actorId } = caller
      const change = { ...body, name: body.name === undefined ? undefined : nameOf(body.name, 'name') }
      return db.inShop(shopId, async (tx) => {
        const now = clock.now()
        const before = await lockShop(tx, shopId)
        if (!before) throw notFound()
        const version = await changeShopRow(tx, shopId, change)
        if (body.timeZone !== undefined) await moveCalendar(tx, now, before, body.timeZone, actorId)
        await record(tx, now, {
          name: 'shop.changed',
          subject: shopId,
          version,
          audience: ['desk'],
          actor: actorId,
        })
        await writeAudit(tx, now, {
          action: 'shop.changed',
          subject: shopId,
          by: actorId,
          details: { ...change },
        })
        contextOf(tx).afterCommit.push(() => directory.forget(shopId))
        return shopOf(tx, shopId)
      })
    },

    /** @throws AppError name.taken {field: 'name'} */
    addStore: (caller: MemberCaller, body: BodyOf<typeof addStore>): Promise<Store> => {
      checkPlace(body)
      const { shopId, actorId } = caller
      const name = nameOf(body.name, 'name')
      return refuseTaken({ stores_shop_id_name_key: 'name' }, () =>
        db.inShop(shopId, async (tx) => {
          const now = clock.now()
          const shop = await findShop(tx, shopId)
          if (!shop) throw notFound()
          const id = await openStore(
            tx,
            now,
            secrets,
            {
              shopId,
              name,
              platform: body.platform,
              currency: body.currency ?? shop.currency,
              timeZone: body.timeZone ?? shop.timeZone,
            },
            actorId,
          )
          contextOf(tx).afterCommit.push(() => directory.forget(shopId))
          const store = (await listStores(tx, shopId)).find((one) => one.id === id)
          if (!store) throw notFound()
          return store
        }),
      )
    },

    /** The secret leaves the desk here and nowhere else, and the audit log says to whom. */
    readWidget: (caller: MemberCaller, storeId: string): Promise<ReplyOf<typeof readWidgetSetup>> =>
      db.inShop(caller.shopId, async (tx) => {
        const widget = await findWidget(tx, storeId)
        if (!widget) throw notFound()
        await writeAudit(tx, clock.now(), {
          action: 'store.secret_read',
          subject: storeId,
          by: caller.actorId,
        })
        return {
          key: widget.key,
          tag: `<script async src="${publicUrl()}/widget.js" data-key="${widget.key}"></script>`,
          secret: secrets.open(widget.secret),
          demoPage: `${publicUrl()}/demo-shop/${widget.key}`,
        }
      }),
  }
}

const moveCalendar = async (tx: Tx, now: Date, before: ShopRow, timeZone: string, by: string) => {
  const found = await findCalendar(tx, before.id)
  if (!found || found.calendar.zone !== before.timeZone) return
  await replaceCalendar(tx, now, {
    shopId: before.id,
    calendar: { ...found.calendar, zone: timeZone },
    version: found.version,
    by,
  })
}
