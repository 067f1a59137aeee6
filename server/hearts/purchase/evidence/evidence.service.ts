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
  markLooked,
  orderedProducts,
  orderTalks,
  selectEvidence,
  selectWindow,
  stepOf,
  writePieces,
  type OrderTalk,
} from './evidence.store.ts'

const DAY_MS = 86_400_000
/** Older orders keep what was found for them. */
const windowDays = 60
/** An order is looked at again after so long: whose talk it was may become known later. */
const againMs = DAY_MS

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** What was said before orders, kept with them (ORD-10). */
export const createEvidence = ({ db, clock, directory, readSale }: SellingPorts & { readSale: ReadSale }) => {
  const attachOne = async (shopId: string, pair: OrderTalk): Promise<number> => {
    const { currency } = await directory.facts(shopId)
    return db.inShop(shopId, async (tx) => {
      const now = clock.now()
      const talk = await findTalk(tx, pair.conversation_id)
      const of = {
        shopId,
        orderId: pair.order_id,
        inquiryId: pair.inquiry_id,
        conversationId: pair.conversation_id,
        now,
      }
      // Nobody wrote in it. It counts as looked through all the same, or it would come up for ever.
      if (!talk) return writePieces(tx, of, [])
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
      const written = await writePieces(tx, of, pieces)
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
        return (await orderTalks({ shopId: caller.shopId, orderIds: [orderId], isAgain: true }).execute(tx))
          .rows
      })
      for (const pair of pairs) await attachOne(caller.shopId, pair)
      return db.inShop(caller.shopId, (tx) => read(tx, orderId))
    },
    /**
     * Looks for talks before the orders of the last sixty days, newest first and step by step: each step is bounded and marks what it
     * looked at, so that a pass that was cut off goes on, and the next one only finds what is new. One talk that cannot be read
     * holds up nothing but its own order. Safe to run at any time; returns how many pairs were looked through.
     * @throws the first failure, after everything else was done.
     */
    attachNew: async (shopId: string): Promise<number> => {
      let done = 0
      const failures: unknown[] = []
      for await (const { pairs, due } of steps(shopId)) {
        const failed = new Set<string>()
        for (const pair of pairs)
          try {
            await attachOne(shopId, pair)
            done += 1
          } catch (error) {
            failed.add(pair.order_id)
            failures.push(error)
          }
        const looked = due.filter((id) => !failed.has(id))
        if (looked.length > 0) await db.inShop(shopId, (tx) => markLooked(tx, shopId, looked, clock.now()))
      }
      if (failures.length > 0) throw failures[0]
      return done
    },
  }
  async function* steps(shopId: string): AsyncGenerator<{ pairs: OrderTalk[]; due: string[] }> {
    const now = clock.now().getTime()
    const window = {
      shopId,
      from: new Date(now - windowDays * DAY_MS),
      lookedBefore: new Date(now - againMs),
    }
    let after: { placedAt: Date; id: string } | null = null
    for (;;) {
      const place: typeof after = after
      const step = await db.inShop(shopId, async (tx) => {
        const seen = await selectWindow(tx, { ...window, after: place })
        const due = seen.filter(({ is_due }) => is_due).map(({ id }) => id)
        const pairs =
          due.length === 0
            ? []
            : (await orderTalks({ shopId, orderIds: due, isAgain: false }).execute(tx)).rows
        return { seen, due, pairs }
      })
      yield step
      const last = step.seen.at(-1)
      if (!last || step.seen.length < stepOf) return
      after = { placedAt: last.placed_at, id: last.id }
    }
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
