import type { QueryOf, ReplyOf } from '#contract/endpoint.ts'
import type { listMissed, MissedOffer, readOrderOffers } from '#contract/purchase/price.ts'
import {
  buyerFacts,
  findOrder,
  policyInForce,
  reckon,
  replaceMissed,
  selectMissed,
  selectOffersBetween,
  selectOfferingShops,
  selectOrderLines,
  selectPlaced,
  selectSaid,
  selectTalkBefore,
  selectUsedFor,
  settleMissedRow,
  type Freight,
  type Guarantee,
  type MissedRecord,
  type NewMissed,
  type OfferPorts,
  type OfferRecord,
  type OrderLine,
  type OrderRecord,
} from '#nouns/offers/index.ts'
import type { ShopFacts } from '#nouns/staff/index.ts'
import type { Tx } from '#platform/database/database.ts'
import { record } from '#platform/events/record.ts'
import { notFound } from '#platform/http/app-error.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import { decodeCursor, encodeCursor } from '#platform/http/cursor.ts'
import { wentWithout } from './missed.rules.ts'
import { isToldIn } from './price-panel.ts'
import { asSaid } from './said-offers.ts'

const dayMs = 86_400_000
/** Older orders are history: nobody can still be told. */
const lookBackDays = 14
const batch = 40

export type MissedOffers = ReturnType<typeof createMissedOffers>

/** Orders that closed without what they were entitled to [ORD-02]. Judged after each import, and anew when an order changes. */
export const createMissedOffers = (ports: OfferPorts & { freight: Freight; guarantee: Guarantee }) => {
  const { db, clock, directory } = ports
  const judgeOne = async (
    tx: Tx,
    shopId: string,
    order: OrderRecord,
    lines: readonly OrderLine[],
    offers: readonly OfferRecord[],
    followDays: number,
  ): Promise<boolean> => {
    const standing = offersOf(offers, order)
    if (standing.length === 0) return replaceMissed(tx, clock.now(), shopId, order.id, [])
    const { judged } = await reckonOrder(tx, shopId, order, lines, standing)
    const talk =
      order.customer_id === null
        ? null
        : await selectTalkBefore(tx, shopId, order.customer_id, order.placed_at, followDays)
    const said = talk ? await selectSaid(tx, talk.id, 200) : []
    const buyer = await buyerFacts(tx, shopId, order.customer_id, order.currency, order.placed_at, standing)
    const isTold = (offerId: string) => {
      const offer = standing.find(({ id }) => id === offerId)
      return offer !== undefined && isToldIn(asSaid(offer, buyer.facts.coupons, buyer.codes), said)
    }
    const missed = wentWithout(
      judged.applied.map((one) => ({ ...one, isTold: isTold(one.offerId) })),
      {
        ...order,
        productIds: lines.map((line) => line.product_id),
        used: await selectUsedFor(tx, shopId, order.id),
        isWhole:
          order.missing_lines === 0 && lines.length > 0 && lines.every((line) => line.unit_price !== null),
      },
    )
    const rows = missed.map(({ offerId, saved }): NewMissed => ({
      orderId: order.id,
      offerId,
      customerId: order.customer_id,
      conversationId: talk?.id ?? null,
      memberId: talk?.assignee_id ?? null,
      saved,
      currency: order.currency,
      wasTold: talk ? isTold(offerId) : null,
      placedAt: order.placed_at,
    }))
    return replaceMissed(tx, clock.now(), shopId, order.id, rows)
  }

  /** Judges the orders of an import, or all of the last two weeks; how many went without something that is new to us. */
  const judge = async (shopId: string, importId: string | null): Promise<number> => {
    let found = 0
    let after: string | null = null
    for (;;) {
      const place: string | null = after
      const orders: OrderRecord[] = await db.inShop(shopId, async (tx) => {
        const now = clock.now()
        const from = new Date(now.getTime() - lookBackDays * dayMs)
        const offers = await selectOffersBetween(tx, shopId, from, now)
        if (offers.length === 0) return []
        const placed = await selectPlaced(tx, shopId, { from, to: now, importId, after: place }, batch)
        const lines = await selectOrderLines(
          tx,
          placed.map(({ id }) => id),
        )
        const { followDays } = await policyInForce(tx, shopId)
        let fresh = 0
        for (const order of placed) {
          const own = lines.filter((line) => line.order_id === order.id)
          if (await judgeOne(tx, shopId, order, own, offers, followDays)) fresh++
        }
        if (fresh > 0)
          await record(tx, now, {
            name: 'offer.missed',
            subject: shopId,
            version: 1,
            audience: ['desk'],
            facts: { orders: fresh },
          })
        found += fresh
        return placed
      })
      after = orders.at(-1)?.id ?? null
      if (orders.length < batch) return found
    }
  }

  return {
    judge,
    judgeAll: async (): Promise<void> => {
      for (const { shop_id } of await db.asSystem(selectOfferingShops)) await judge(shop_id, null)
    },
    list: async (
      caller: MemberCaller,
      query: QueryOf<typeof listMissed>,
    ): Promise<ReplyOf<typeof listMissed>> => {
      const facts = await directory.facts(caller.shopId)
      return db.inShop(caller.shopId, async (tx) => {
        const limit = query.limit ?? 50
        const filter = { isSettled: query.view === 'settled' }
        const found = await selectMissed(tx, caller.shopId, filter, decodeCursor(query.cursor), limit + 1)
        const cut = found.length > limit ? found[limit] : undefined
        // A page ends between two orders, since its cursor names an order.
        const whole = found.slice(0, limit).filter((row) => row.order_id !== cut?.order_id)
        const rows = whole.length > 0 ? whole : found.slice(0, limit)
        const last = cut ? rows.at(-1) : undefined
        return {
          rows: rows.map((row) => toMissed(row, facts)),
          next: last ? encodeCursor(last.placed_at, last.order_id) : null,
        }
      })
    },
    /** @throws AppError not_found, also for one that was settled before. */
    settle: async (
      caller: MemberCaller,
      orderId: string,
      offerId: string,
      note: string,
    ): Promise<MissedOffer> => {
      const facts = await directory.facts(caller.shopId)
      return db.inShop(caller.shopId, async (tx) => {
        const now = clock.now()
        if (!(await settleMissedRow(tx, now, orderId, offerId, note.trim(), caller.memberId)))
          throw notFound()
        await record(tx, now, {
          name: 'offer.missed',
          subject: orderId,
          version: 1,
          audience: ['desk'],
          actor: caller.memberId,
          facts: { settled: offerId },
        })
        const [row] = await selectMissed(tx, caller.shopId, { orderId, offerId }, null, 1)
        if (!row) throw notFound()
        return toMissed(row, facts)
      })
    },
    ofOrder: async (caller: MemberCaller, orderId: string): Promise<ReplyOf<typeof readOrderOffers>> => {
      const facts = await directory.facts(caller.shopId)
      return db.inShop(caller.shopId, async (tx) => {
        const order = await findOrder(tx, orderId)
        if (!order) throw notFound()
        const offers = offersOf(
          await selectOffersBetween(
            tx,
            caller.shopId,
            order.placed_at,
            new Date(order.placed_at.getTime() + 1),
          ),
          order,
        )
        const lines = await selectOrderLines(tx, [orderId])
        return {
          verdict:
            offers.length === 0 || lines.length === 0
              ? null
              : (await reckonOrder(tx, caller.shopId, order, lines, offers)).verdict,
          missed: (await selectMissed(tx, caller.shopId, { orderId }, null, 50)).map((row) =>
            toMissed(row, facts),
          ),
          refunds: await ports.guarantee.ofOrder(tx, caller.shopId, orderId),
          freight: await ports.freight.given(tx, facts, caller, { orderId }),
        }
      })
    },
  }
}

/** Offers that stood, as they are now, when an order was placed; one that ended since stood then. */
const offersOf = (offers: readonly OfferRecord[], order: OrderRecord): OfferRecord[] =>
  offers
    .filter((offer) => offer.running_since !== null && offer.running_since <= order.placed_at)
    .map((offer) => ({ ...offer, state: 'running' as const }))

const reckonOrder = (
  tx: Tx,
  shopId: string,
  order: OrderRecord,
  lines: readonly OrderLine[],
  offers: readonly OfferRecord[],
) =>
  reckon(
    tx,
    shopId,
    offers,
    {
      currency: order.currency,
      storeId: order.store_id,
      freight: order.freight,
      lines: lines.flatMap((line) =>
        line.unit_price === null
          ? []
          : [{ productId: line.product_id, quantity: line.quantity, unit: line.unit_price }],
      ),
    },
    order.customer_id,
    order.placed_at,
  )

const toMissed = (row: MissedRecord, facts: ShopFacts): MissedOffer => ({
  orderId: row.order_id,
  orderName: row.order_name,
  buyerName: row.buyer_name,
  customerId: row.customer_id,
  conversationId: row.conversation_id,
  memberName: row.member_id === null ? null : (facts.members.get(row.member_id)?.displayName ?? null),
  offerId: row.offer_id,
  offerName: row.offer_name,
  saved: { minor: row.saved_minor, currency: row.currency },
  wasTold: row.was_told,
  placedAt: row.placed_at.toISOString(),
  settledAt: row.settled_at?.toISOString() ?? null,
  note: row.note,
})
