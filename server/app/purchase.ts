import { createLibrary } from '#hearts/purchase/concerns/library.ts'
import { createEvidence } from '#hearts/purchase/evidence/evidence.service.ts'
import { offersThatApply } from '#hearts/purchase/price/applicable-offers.ts'
import { createProspects } from '#hearts/purchase/prospects/prospects.service.ts'
import { saleClosing } from '#hearts/purchase/selling/closing.ts'
import { knownOfBuyer } from '#hearts/purchase/selling/known-buyer.ts'
import { createProductNames } from '#hearts/purchase/selling/product-names.ts'
import { createReadSale } from '#hearts/purchase/selling/read-sale.ts'
import {
  registerFollowingRoutes,
  registerLibraryRoutes,
  registerSellingRoutes,
} from '#hearts/purchase/selling/selling.routes.ts'
import { createSelling } from '#hearts/purchase/selling/selling.service.ts'
import { createTrials } from '#hearts/purchase/trials/trials.service.ts'
import type { ShopDirectory } from '#nouns/staff/index.ts'
import type { Clock } from '#platform/clock/clock.ts'
import type { Database } from '#platform/database/database.ts'
import type { LoggedEvent } from '#platform/events/event.ts'
import type { HttpServer } from '#platform/http/server.ts'

interface PurchasePorts {
  background(name: string, work: Promise<unknown>): void
  db: Database
  clock: Clock
  directory: ShopDirectory
}

/** Wires the selling conversation: its routes, its part in closing, and what orders tell of it. */
export const composePurchase = ({ background, ...ground }: PurchasePorts) => {
  const names = createProductNames(ground.clock)
  const readSale = createReadSale({ names, offers: offersThatApply })
  const ports = { ...ground, readSale }
  const prospects = createProspects(ports)
  const evidence = createEvidence(ports)
  const selling = createSelling(ports)
  const library = createLibrary(ports)
  const trials = createTrials(ports)
  /** What a shop's new orders say: prospects that bought, and what was said before. Safe to run at any time. */
  const takeOrders = async (shopId: string): Promise<void> => {
    await prospects.takeOrders(shopId)
    await evidence.attachNew(shopId)
  }
  return {
    closing: saleClosing,
    known: knownOfBuyer,
    selling,
    prospects,
    evidence,
    library,
    trials,
    takeOrders,
    takeAllOrders: async (): Promise<void> => {
      for (const shopId of await prospects.shops()) await takeOrders(shopId)
    },
    onEvent: (event: Pick<LoggedEvent, 'name' | 'shop'>): void => {
      if (event.name.startsWith('product.') || event.name === 'catalogue.changed') names.forget(event.shop)
      if (event.name === 'import.finished') background('prospects', prospects.takeOrders(event.shop))
      // What was said is kept with an order once the catalogue knows what was bought: an offer that applied is known by that.
      if (event.name === 'catalogue.changed') background('talked orders', takeOrders(event.shop))
    },
    register: (http: HttpServer): void => {
      registerSellingRoutes(http, { selling, evidence })
      registerLibraryRoutes(http, library)
      registerFollowingRoutes(http, { prospects, trials })
    },
  }
}
