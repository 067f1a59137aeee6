import type { Evidence } from '#contract/purchase/selling.ts'
import type { Tx } from '#platform/database/database.ts'
import { record } from '#platform/events/record.ts'
import { notFound } from '#platform/http/app-error.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import { concernsInForce } from '../concerns/library.ts'
import { findPoints } from '../concerns/concerns.store.ts'
import type { SellingPorts } from '../ports.ts'
import type { ReadSale } from '../selling/read-sale.ts'
import { findTalk } from '../talks.store.ts'
import { evidenceOf } from './evidence.rules.ts'
import {
  isOrder,
  lookedThroughAt,
  orderedProducts,
  selectEvidence,
  selectOrderTalks,
  writePieces,
  type OrderTalk,
} from './evidence.store.ts'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** What was said before orders, kept with them (ORD-10). */
export const createEvidence = ({ db, clock, directory, readSale }: SellingPorts & { readSale: ReadSale }) => {
  const attachOne = async (shopId: string, pair: OrderTalk): Promise<number> => {
    const { currency } = await directory.facts(shopId)
    return db.inShop(shopId, async (tx) => {
      const now = clock.now()
      const talk = await findTalk(tx, pair.conversation_id)
      if (!talk) return 0
      const sale = await readSale(tx, pair.until, {
        shopId,
        currency,
        talk: { ...talk, page_title: [talk.page_title, pair.title].filter(Boolean).join(' ') },
        inquiryId: pair.inquiry_id,
        from: pair.opened_at,
        until: pair.until,
        chosenId: pair.product_id,
        order: { id: pair.order_id, productIds: await orderedProducts(tx, pair.order_id) },
      })
      // Nobody of ours said anything before it: the talk has nothing to do with this order.
      const pieces = sale.messages.some(({ author }) => author === 'agent') ? evidenceOf(sale) : []
      const written = await writePieces(
        tx,
        {
          shopId,
          orderId: pair.order_id,
          inquiryId: pair.inquiry_id,
          conversationId: pair.conversation_id,
          now,
        },
        pieces,
      )
      if (written > 0)
        await record(tx, now, {
          name: 'evidence.attached',
          subject: pair.order_id,
          version: 1,
          audience: ['desk'],
          actor: null,
          facts: { conversation: pair.conversation_id, pieces: written },
        })
      return written
    })
  }

  const read = (tx: Tx, orderId: string): Promise<Evidence> => show(tx, orderId)
  return {
    read: (caller: MemberCaller, orderId: string): Promise<Evidence> =>
      db.inShop(caller.shopId, async (tx) => {
        if (!(await isOrder(tx, orderId))) throw notFound()
        return read(tx, orderId)
      }),
    /** Looks through the talks before one order now, whatever was looked through before. */
    attach: async (caller: MemberCaller, orderId: string): Promise<Evidence> => {
      const pairs = await db.inShop(caller.shopId, async (tx) => {
        if (!(await isOrder(tx, orderId))) throw notFound()
        return selectOrderTalks(tx, { orderId, now: clock.now() })
      })
      for (const pair of pairs) await attachOne(caller.shopId, pair)
      return db.inShop(caller.shopId, (tx) => read(tx, orderId))
    },
    /** Orders of the last sixty days that nobody looked through yet. Safe to run at any time; returns how many pairs. */
    attachNew: async (shopId: string): Promise<number> => {
      let done = 0
      for (let pairs = await fresh(shopId); pairs.length > 0; pairs = await fresh(shopId)) {
        for (const pair of pairs) await attachOne(shopId, pair)
        done += pairs.length
        if (pairs.length < 100) break
      }
      return done
    },
  }
  function fresh(shopId: string): Promise<OrderTalk[]> {
    return db.inShop(shopId, (tx) => selectOrderTalks(tx, { orderId: null, now: clock.now() }))
  }
}
export type EvidenceDesk = ReturnType<typeof createEvidence>

const show = async (tx: Tx, orderId: string): Promise<Evidence> => {
  const rows = await selectEvidence(tx, orderId)
  const ids = rows.map(({ item }) => item.replace(/^point:/, '')).filter((id) => uuid.test(id))
  const points = await findPoints(tx, ids)
  const concerns = (await concernsInForce(tx)).flatMap((category) => category.concerns)
  const labelOf = (item: string) => {
    const point = points.find(({ id }) => id === item.replace(/^point:/, ''))
    return point ? { zh: point.zh, en: point.en } : (concerns.find(({ key }) => key === item)?.worry ?? null)
  }
  return {
    rows: rows.map((row) => ({
      kind: row.kind,
      item: row.item.startsWith('point:') ? 'point' : row.item,
      label: labelOf(row.item),
      messageId: row.message_id,
      text: row.text,
      by: row.agent_name,
      at: row.at?.toISOString() ?? null,
      conversationId: row.conversation_id,
    })),
    attachedAt: (await lookedThroughAt(tx, orderId))?.toISOString() ?? null,
  }
}
