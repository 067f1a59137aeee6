import { Type } from 'typebox'
import { record } from '#platform/events/record.ts'
import { enqueue } from '#platform/jobs/enqueue.ts'
import { handle, jobKind } from '#platform/jobs/job.ts'
import type { OfferPorts } from './offer-desk.ts'
import { computePairs, noteRun, removeOldPairs, selectStalePairs, upsertPairs } from './pairs.store.ts'

const compute = jobKind('offers.compute_pairs', Type.Object({}, { additionalProperties: false }))
const how = {
  /** Half a year ago counts half. */
  halfLifeDays: 180,
  reachDays: 730,
  apartDays: 45,
  /** Below it a coincidence looks like a rule. */
  minSupport: 3,
  minLift: 1.2,
  most: 20,
}
const chunk = 2000
/** Imports of one morning are many; the orders of an hour change little. */
const freshMs = 20 * 60_000

/** 一起买的 [REC-02]: what the shop's own orders say goes together. Anew each night and after imports; safe to run twice. */
export const createPairs = ({ db, clock }: Pick<OfferPorts, 'db' | 'clock'>) => {
  const run = async (shopId: string): Promise<{ baskets: number; pairs: number }> => {
    const now = clock.now()
    const found = await db.inShop(shopId, (tx) => computePairs(tx, shopId, now, how))
    for (let at = 0; at < found.pairs.length; at += chunk)
      await db.inShop(shopId, (tx) => upsertPairs(tx, now, shopId, found.pairs.slice(at, at + chunk)))
    while ((await db.inShop(shopId, (tx) => removeOldPairs(tx, shopId, now, chunk))) === chunk);
    const counts = { baskets: found.baskets, pairs: found.pairs.length }
    await db.inShop(shopId, async (tx) => {
      await noteRun(tx, now, shopId, counts)
      await record(tx, now, {
        name: 'recommendations.computed',
        subject: shopId,
        version: 1,
        audience: ['desk'],
        facts: counts,
      })
    })
    return counts
  }
  const leave = (shopId: string, runAt?: Date) =>
    db.inShop(shopId, (tx) =>
      enqueue(tx, clock.now(), { kind: compute, shop: shopId, payload: {}, ...(runAt ? { runAt } : {}) }),
    )
  return {
    run,
    /** After an import: a little later, when the catalogue has taken in what was sold. */
    leaveSoon: (shopId: string) => leave(shopId, new Date(clock.now().getTime() + 60_000)),
    /** Each day, for every shop with sales. */
    leaveStale: async (): Promise<void> => {
      const before = new Date(clock.now().getTime() - 86_400_000 + freshMs)
      for (const { shop_id } of await db.asSystem((tx) => selectStalePairs(tx, before))) await leave(shop_id)
    },
    handlers: handle(compute, async (_payload, { shop }) => {
      if (shop !== null) await run(shop)
    }),
  }
}
