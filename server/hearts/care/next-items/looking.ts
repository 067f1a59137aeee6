import { selectCandidates, selectProductFacts } from '#nouns/offers/index.ts'
import { shownVerdict } from '#nouns/touches/index.ts'
import type { ShopFacts } from '#nouns/staff/index.ts'
import { DAY_MS } from '#platform/calendar/zone.rules.ts'
import type { Tx } from '#platform/database/database.ts'
import { record } from '#platform/events/record.ts'
import {
  boughtBy,
  buyerBefore,
  claimOrders,
  ordersToLookAt,
  outOfStock,
  shopsWithOrders,
  type DueOrder,
} from './buyers.store.ts'
import { computeFollowOns, followOnsOf, removeOldFollowOns, upsertFollowOns } from './follow-ons.store.ts'
import { chooseNext, dueOf, standingOf, type FollowOn } from './next-item.rules.ts'
import { closeStale, countNextItems, insertNextItem, nextRulesInForce } from './next-items.store.ts'
import type { NextItemPorts } from './ports.ts'

const how = { reachDays: 730, minLift: 1.2, most: 10 }
/** A proposal is not shown longer than that, and no order is looked at that was due before. */
const keepDays = 30
/** What is said to be out of stock rests so long, and a buyer whom somebody left alone for now. */
const restDays = 14
const chunk = 25
const rowsAtOnce = 2000

/** Works out who could be offered what next, from the shop's own orders. Safe to run at any time and by several at once. */
export const createLooking = (ports: NextItemPorts) => {
  const { db, clock, directory } = ports

  /** What follows what, anew. */
  const learn = async (shopId: string): Promise<number> => {
    const now = clock.now()
    const found = await db.inShop(shopId, async (tx) =>
      computeFollowOns(tx, shopId, now, { ...how, ...(await nextRulesInForce(tx, shopId)) }),
    )
    for (let at = 0; at < found.length; at += rowsAtOnce)
      await db.inShop(shopId, (tx) => upsertFollowOns(tx, now, shopId, found.slice(at, at + rowsAtOnce)))
    while ((await db.inShop(shopId, (tx) => removeOldFollowOns(tx, shopId, now, rowsAtOnce))) === rowsAtOnce);
    return found.length
  }

  /** One chunk of orders whose time has come; null when none is left or the list is full. */
  const proposeSome = (shopId: string, facts: ShopFacts): Promise<number | null> =>
    db.inShop(shopId, async (tx) => {
      const now = clock.now()
      const rules = await nextRulesInForce(tx, shopId)
      const free = rules.mostOpen - (await countNextItems(tx, shopId)).open
      if (!rules.isOn || free <= 0) return null
      const before = (days: number) => new Date(now.getTime() - days * DAY_MS)
      const orders = await ordersToLookAt(tx, {
        shopId,
        now,
        arrivedBefore: before(rules.afterArrivalDays),
        sentBefore: before(rules.afterDispatchDays),
        keepDays,
        limit: chunk,
      })
      if (orders.length === 0) return null
      const resting = new Set(await outOfStock(tx, shopId, before(restDays)))
      let made = 0
      for (const order of orders) {
        if (made >= free) return made
        if (!(await claimOrders(tx, now, shopId, [order.id])).has(order.id)) continue
        const due = dueOf(
          {
            completedAt: order.completed_at,
            shippedAt: order.shipped_at,
            placedAt: order.placed_at,
            status: order.status,
          },
          rules,
        )
        const next = due && (await nextOf(tx, facts, order, resting, before(restDays)))
        if (!next || !due) continue
        await insertNextItem(tx, now, {
          shop_id: shopId,
          customer_id: order.customer_id,
          order_id: order.id,
          store_id: order.store_id,
          product_id: next.productId,
          next_id: next.nextId,
          reason: next.reason,
          people: next.people,
          of: next.of,
          median_days: next.days,
          note: next.note,
          due_at: due.dueAt,
        })
        made++
      }
      return made
    })

  /** What this order's buyer could be offered; null where they are to be left alone or nothing fits. */
  const nextOf = async (
    tx: Tx,
    facts: ShopFacts,
    order: DueOrder,
    resting: ReadonlySet<string>,
    restsFrom: Date,
  ): Promise<FollowOn | null> => {
    const now = clock.now()
    const [verdict] = await ports.gate.judge(tx, facts.id, [
      { customerId: order.customer_id, kind: 'care', channel: 'chat', storeIds: [] },
    ])
    const shown = verdict && shownVerdict(verdict)
    const before = await buyerBefore(tx, facts.id, order, restsFrom)
    const standing = standingOf({
      hasNewerOrder: before.has_newer_order,
      hasOpenProposal: before.has_open,
      isResting: before.is_resting,
      gateBy: shown?.is === 'refused' ? shown.by : null,
    })
    if (standing !== 'fit') return null
    const lines = await boughtBy(tx, facts.id, order.customer_id)
    const basket = [
      ...new Set(lines.filter((line) => line.order_id === order.id).map((line) => line.product_id)),
    ]
    if (basket.length === 0) return null
    const candidates = await candidatesFor(tx, facts.id, basket)
    const ids = [...new Set(candidates.map((candidate) => candidate.nextId))]
    const goods = await selectProductFacts(tx, facts.id, ids, facts.currency, now)
    const owned = new Map<string, Date>()
    // Newest first: the day they last bought it stays.
    for (const line of lines) if (!owned.has(line.product_id)) owned.set(line.product_id, line.placed_at)
    return chooseNext(candidates, {
      goods: new Map(goods.map((row) => [row.product_id, { status: row.status, price: null }])),
      owned,
      barred: new Set([...before.offered, ...resting, ...(await ports.isUnsuitable(tx, order.customer_id))]),
      now,
    })
  }

  const look = async (shopId: string): Promise<{ proposed: number; ended: number }> => {
    const facts = await directory.facts(shopId)
    const now = clock.now()
    const ended = await db.inShop(shopId, (tx) =>
      closeStale(tx, now, shopId, new Date(now.getTime() - keepDays * DAY_MS)),
    )
    let proposed = 0
    for (let made = await proposeSome(shopId, facts); made !== null; made = await proposeSome(shopId, facts))
      proposed += made
    if (proposed + ended > 0)
      await db.inShop(shopId, (tx) =>
        record(tx, now, {
          name: 'next_items.looked',
          subject: shopId,
          version: 1,
          audience: ['desk'],
          facts: { proposed, ended },
        }),
      )
    return { proposed, ended }
  }

  return {
    look,
    /** After the shop's orders were read for what goes together. */
    learnAndLook: async (shopId: string): Promise<{ proposed: number; ended: number }> => {
      await learn(shopId)
      return look(shopId)
    },
    /** Each hour: orders come due by time alone. */
    lookAtAll: async (): Promise<void> => {
      const since = new Date(clock.now().getTime() - 400 * DAY_MS)
      for (const shopId of await db.asSystem((tx) => shopsWithOrders(tx, since))) await look(shopId)
    },
  }
}
export type Looking = ReturnType<typeof createLooking>

const candidatesFor = async (tx: Tx, shopId: string, basket: readonly string[]): Promise<FollowOn[]> => {
  const followers = (await followOnsOf(tx, shopId, basket)).map((row): FollowOn => ({
    productId: row.product_id,
    nextId: row.next_id,
    reason: row.product_id === row.next_id ? 'again' : 'followed',
    people: row.people,
    of: row.of,
    days: row.median_days,
    lift: null,
    note: null,
  }))
  const others = (await selectCandidates(tx, shopId, basket)).flatMap((row): FollowOn[] =>
    row.with_id === null || row.way === 'popular' || row.way === 'gift'
      ? []
      : [
          {
            productId: row.with_id,
            nextId: row.product_id,
            reason: row.way === 'pair' ? 'together' : 'accessory',
            people: null,
            of: null,
            days: null,
            lift: row.lift,
            note: row.note,
          },
        ],
  )
  return [...followers, ...others]
}
