import { Type } from 'typebox'
import type { Clock } from '#platform/clock/clock.ts'
import type { Database } from '#platform/database/database.ts'
import { record } from '#platform/events/record.ts'
import { recordHistory } from '#platform/events/record-history.ts'
import { newId } from '#platform/ids/ids.ts'
import { enqueue } from '#platform/jobs/enqueue.ts'
import { handle, jobKind } from '#platform/jobs/job.ts'
import { codeKey } from '../sku.rules.ts'
import { arrangeSold, matchCodes } from './sold.rules.ts'
import {
  attachReviews,
  attachReviewOrders,
  countSold,
  isTaken,
  lockCatalogue,
  noteTaking,
  selectCodes,
  selectFreshlySold,
  selectKnownSkus,
  selectUntaken,
  storeArranged,
} from './sold.store.ts'

const takeInSold = jobKind(
  'products.take_in_sold',
  // Without an import: everything that was sold and is still unknown.
  Type.Object({ importId: Type.Optional(Type.String({ format: 'uuid' })) }, { additionalProperties: false }),
)
const mostAtOnce = 100

export interface Taking {
  products: number
  skus: number
}

/** Keeps the catalogue up with the orders: after each import what was sold and is not in it becomes part of it. */
export const createSoldTaking = ({ db, clock }: { db: Database; clock: Clock }) => {
  /** Takes in what an import's orders name; with null what all orders of the shop name. A second time nothing is new. */
  const take = (shopId: string, importId: string | null): Promise<Taking> =>
    db.inShop(shopId, async (tx) => {
      await lockCatalogue(tx, shopId)
      if (importId !== null && (await isTaken(tx, importId))) return { products: 0, skus: 0 }
      const now = clock.now()
      const fresh = await selectFreshlySold(tx, shopId, importId)
      const codes = [...new Set(fresh.flatMap(({ sku }) => codeKey(sku) ?? []))]
      const lines = matchCodes(fresh, await selectCodes(tx, shopId, codes))
      const known = [...new Set(lines.flatMap(({ productId }) => productId ?? []))]
      const arranged = arrangeSold(lines, await selectKnownSkus(tx, known), newId)
      await storeArranged(tx, now, shopId, arranged)
      await countSold(tx, shopId, importId)
      await attachReviews(tx, shopId)
      await attachReviewOrders(tx, shopId)
      const taking = { products: arranged.products.length, skus: arranged.skus.length }
      if (importId !== null) await noteTaking(tx, now, { shopId, importId, ...taking })
      await recordHistory(
        tx,
        now,
        shopId,
        arranged.products.map(({ id, name }) => ({
          name: 'product.created',
          subject: id,
          version: 1,
          timeline: null,
          occurredAt: now.toISOString(),
          facts: { name, how: 'orders' },
        })),
      )
      await record(tx, now, {
        name: 'catalogue.changed',
        subject: importId ?? shopId,
        version: 1,
        audience: ['desk'],
        facts: { ...taking, how: 'orders' },
      })
      return taking
    })
  const leave = (shopId: string, importId: string | null) =>
    db.inShop(shopId, (tx) =>
      enqueue(tx, clock.now(), {
        kind: takeInSold,
        shop: shopId,
        payload: importId === null ? {} : { importId },
      }),
    )
  return {
    take,
    /** Leaves the job for an import that has just ended; with null for all that was sold and is still unknown. */
    leave,
    /** Leaves it for those whose end nobody heard: a process was killed, or the desk is newer than the orders. */
    leaveMissed: async () => {
      for (const { shop_id, id } of await db.asSystem((tx) => selectUntaken(tx, mostAtOnce)))
        await leave(shop_id, id)
    },
    handlers: handle(takeInSold, async ({ importId }, { shop }) => {
      if (shop !== null) await take(shop, importId ?? null)
    }),
  }
}
