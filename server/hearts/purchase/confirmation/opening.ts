import type { Confirmation, Doubt } from '#contract/purchase/confirmation.ts'
import type { ConfirmationRules } from '#contract/purchase/confirmation-setup.ts'
import { judgeContact } from '#nouns/touches/index.ts'
import type { Tx } from '#platform/database/database.ts'
import type { LoggedEvent } from '#platform/events/event.ts'
import { AppError, notFound } from '#platform/http/app-error.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import { isAwaitingDispatch, judgeCandidate, oldestPlacedDays } from './candidates.rules.ts'
import {
  changeConfirmation,
  findOfOrder,
  insertConfirmation,
  isHeard,
  lockConfirmation,
  openOfCustomers,
  overtaken,
  type ConfirmationRecord,
} from './confirmations.store.ts'
import { nextCutOff } from './cut-off.rules.ts'
import { asksForOtherAddress, doubtsOf, withDoubt, type Usual } from './doubt.rules.ts'
import { noteStep } from './note.ts'
import {
  buyerLine,
  candidates,
  findOrderToConfirm,
  hasTalked,
  idsOfCustomer,
  linesSince,
  linesToConfirm,
  shopsToLookAt,
  unheardLines,
  usualTotal,
  type BuyerLine,
  type UnheardLine,
  type LineToConfirm,
  type OrderToConfirm,
} from './orders.store.ts'
import type { ConfirmationPorts } from './ports.ts'
import { rulesInForce } from './setup.store.ts'
import { holdOnDoubt, urgencyOf } from './states.rules.ts'
import type { Show } from './show.ts'

const DAY_MS = 86_400_000
/** Orders of one transaction. */
const chunk = 50
/** Longest window a shop can choose; the look across shops knows no shop's rules. */
const mostDays = 14
/** Lines read at once of those that may not have been heard. */
const unheardPage = 500

/** Asks about new orders, ends what nobody needs to be asked any more, hears doubts in what buyers write. */
export const createOpening = (ports: ConfirmationPorts, show: Show) => {
  const { db, clock, directory, policies } = ports

  const talkedOf = async (tx: Tx, shopId: string, order: OrderToConfirm) => {
    const [policy] = await policies.inForce(tx, shopId, [order.store_id])
    if (order.customer_id !== null) {
      const ids = await idsOfCustomer(tx, order.customer_id)
      if (await hasTalked(tx, shopId, ids, order.paid_at ?? order.placed_at)) return 'yes'
    }
    const isOurs = policy !== undefined && judgeContact([policy], { channel: 'chat' }).is === 'allowed'
    return isOurs ? 'no' : 'unseen'
  }

  const openOne = async (
    tx: Tx,
    shopId: string,
    order: OrderToConfirm,
    doubts: Doubt[],
    rules: ConfirmationRules,
    by: string | null,
  ): Promise<ConfirmationRecord | null> => {
    const now = clock.now()
    const { calendar } = await directory.facts(shopId)
    const cutOffAt = nextCutOff(calendar, rules.cutOff, now, order.dispatch_due_at)
    const talked = await talkedOf(tx, shopId, order)
    const isHeld = doubts.length > 0 && rules.holdsDoubtful
    const row = await insertConfirmation(tx, now, {
      shop_id: shopId,
      order_id: order.id,
      store_id: order.store_id,
      customer_id: order.customer_id,
      talked,
      urgency: urgencyOf(doubts, talked),
      doubts,
      hold: isHeld ? 'buyer' : 'none',
      cut_off_at: cutOffAt,
    })
    if (!row) return null
    await noteStep(tx, now, row, order.name, {
      kind: 'opened',
      by: by === null ? 'desk' : 'member',
      memberId: by,
      facts: { talked, doubts, cutOffAt: cutOffAt.toISOString() },
    })
    if (isHeld) ports.nudge(cutOffAt)
    if (order.customer_id === null) return row
    // Whoever paid and wrote at once that the address is wrong wrote it before there was anything to doubt.
    const said = await linesSince(tx, shopId, await idsOfCustomer(tx, order.customer_id), order.placed_at)
    const wish = said.findLast(({ text }) => asksForOtherAddress(text))
    return wish ? doubt(tx, row, order.name, addressDoubt(wish.text), { by: null, messageId: wish.id }) : row
  }

  /** The next orders of the shop; answers how many were looked at. */
  const openSome = (shopId: string): Promise<number> =>
    db.inShop(shopId, async (tx) => {
      const now = clock.now()
      const rules = await rulesInForce(tx, shopId)
      const found = await candidates(tx, { shopId, ...windowOf(now, rules.withinDays), limit: chunk })
      const lines = Map.groupBy(
        await linesToConfirm(
          tx,
          found.map(({ id }) => id),
        ),
        (line) => line.order_id,
      )
      const usual = new Map<string, Usual>()
      let opened = 0
      for (const order of found) {
        const watch = { isWatched: order.is_watched, since: order.since }
        if (judgeCandidate(placedOf(order), watch, rules.withinDays, now).is !== 'asked') continue
        const key = `${order.store_id} ${order.currency}`
        const normal = usual.get(key) ?? (await usualTotal(tx, shopId, order.store_id, order.currency))
        usual.set(key, normal)
        const doubts = doubtsOf(doubted(order, lines.get(order.id) ?? []), normal, rules)
        if (await openOne(tx, shopId, order, doubts, rules, null)) opened += 1
      }
      return opened
    })

  const endOvertaken = (shopId: string): Promise<number> =>
    db.inShop(shopId, async (tx) => {
      const now = clock.now()
      const rows = await overtaken(tx, shopId, chunk)
      for (const row of rows) {
        const order = await findOrderToConfirm(tx, row.order_id)
        const isHeld = row.hold === 'buyer' || row.hold === 'lead'
        const ends = row.state === 'to_send' || row.state === 'sent'
        const reason = row.has_left ? ('sent_off' as const) : ('order_ended' as const)
        const after = await changeConfirmation(tx, row, {
          ...(isHeld ? { hold: 'cleared' as const } : {}),
          // A correction that nobody took over stays in sight, all the more now.
          ...(ends ? { state: 'ended' as const, ended_at: now, end_reason: reason } : {}),
        })
        await noteStep(tx, now, after, order?.name ?? '', { kind: 'ended', by: 'desk', facts: { reason } })
      }
      return rows.length
    })

  const look = async (shopId: string): Promise<number> => {
    let opened = 0
    for (let ended = chunk; ended === chunk;) ended = await endOvertaken(shopId)
    for (let more = chunk; more === chunk; opened += more) more = await openSome(shopId)
    return opened
  }

  /** Marks a confirmation doubtful; where the rules say so its order waits. */
  const doubt = async (
    tx: Tx,
    row: ConfirmationRecord,
    orderName: string,
    found: Doubt,
    { by, messageId = null }: { by: string | null; messageId?: string | null },
  ): Promise<ConfirmationRecord> => {
    const now = clock.now()
    const rules = await rulesInForce(tx, row.shop_id)
    const doubts = withDoubt(row.doubts, found)
    const hold = holdOnDoubt(row.hold, rules.holdsDoubtful, row.cut_off_at, now)
    const after = await changeConfirmation(tx, row, { doubts, hold, urgency: urgencyOf(doubts, row.talked) })
    await noteStep(tx, now, after, orderName, {
      kind: 'doubted',
      by: by === null ? 'desk' : 'member',
      memberId: by,
      text: found.detail,
      facts: { doubt: found.kind },
      messageId,
    })
    if (hold === 'buyer') ports.nudge(row.cut_off_at)
    return after
  }

  /** One line in which a buyer asks for another address, once however often it is heard. */
  const hearLine = async (tx: Tx, id: string, line: BuyerLine): Promise<void> => {
    const row = await lockConfirmation(tx, id)
    const order = row && (await findOrderToConfirm(tx, row.order_id))
    if (!row || !order || row.state === 'ended' || !isAwaitingDispatch(placedOf(order))) return
    // A process beside this one, or the look at what was missed, hears the same.
    if (await isHeard(tx, id, line.id)) return
    await doubt(tx, row, order.name, addressDoubt(line.text), { by: null, messageId: line.id })
  }
  /** Lines of the last day whose news no process heard. */
  const hearMissed = async (): Promise<void> => {
    const now = clock.now().getTime()
    const window = { since: new Date(now - DAY_MS), openedFrom: new Date(now - mostDays * DAY_MS) }
    const readFrom = (after: UnheardLine | null) =>
      db.asSystem((tx) => unheardLines(tx, { ...window, after, limit: unheardPage }))
    for (let page = await readFrom(null); page.length > 0;) {
      for (const line of page)
        if (asksForOtherAddress(line.text))
          await db.inShop(line.shop_id, (tx) => hearLine(tx, line.confirmation_id, line))
      page = page.length < unheardPage ? [] : await readFrom(page.at(-1) ?? null)
    }
  }

  return {
    doubt,
    /** Looks at one shop now: after an import, say. Answers how many were opened. Safe to run twice. */
    look,
    /** Looks at every shop that has something to be done. */
    lookAtAll: async (): Promise<number> => {
      const shops = await db.asSystem((tx) => shopsToLookAt(tx, windowOf(clock.now(), mostDays)))
      let opened = 0
      for (const shop of shops) opened += await look(shop)
      await hearMissed()
      return opened
    },
    /** A buyer wrote: a wish for another address makes their unsent orders doubtful. */
    hear: async (event: HeardEvent): Promise<void> => {
      const said = saidBy(event)
      if (event.timeline === null || said?.author !== 'buyer') return
      // Nearly all lines say nothing of the kind: they cost no question to the database.
      if (said.text !== undefined && !asksForOtherAddress(said.text)) return
      const { shop, subject, timeline } = event
      await db.inShop(shop, async (tx) => {
        const waiting = await openOfCustomers(tx, shop, await idsOfCustomer(tx, timeline), 5)
        if (waiting.length === 0) return
        const line = said.text === undefined ? await buyerLine(tx, subject, said.number) : null
        const text = said.text ?? line?.text
        if (text === undefined || !asksForOtherAddress(text)) return
        const id = said.id ?? line?.id ?? (await buyerLine(tx, subject, said.number))?.id
        if (id !== undefined) for (const one of waiting) await hearLine(tx, one.id, { id, text })
      })
    },
    /** By hand: asks about an order that nobody was asked about, or marks it doubtful. */
    ask: async (caller: MemberCaller, orderId: string, reason: string | undefined): Promise<Confirmation> =>
      db.inShop(caller.shopId, async (tx) => {
        const order = await findOrderToConfirm(tx, orderId)
        if (!order) throw notFound()
        if (!isAwaitingDispatch(placedOf(order)))
          throw new AppError('state.conflict', { status: order.status })
        const by = caller.memberId
        const rules = await rulesInForce(tx, caller.shopId)
        const doubts: Doubt[] = reason === undefined ? [] : [{ kind: 'by_hand', detail: reason }]
        const opened = await openOne(tx, caller.shopId, order, doubts, rules, by)
        const found = opened ?? (await findOfOrder(tx, orderId))
        const row = found && (await lockConfirmation(tx, found.id))
        if (!row) throw notFound()
        const after = opened || !doubts[0] ? row : await doubt(tx, row, order.name, doubts[0], { by })
        return show.whole(tx, caller.shopId, after)
      }),
  }
}
export type Opening = ReturnType<typeof createOpening>

export type HeardEvent = Pick<LoggedEvent, 'name' | 'shop' | 'subject' | 'timeline' | 'facts' | 'filled'>

/** Who wrote what: an event of this process brings the message along, one read from the log says where it stands. */
const saidBy = (
  event: HeardEvent,
): { author: unknown; id?: string; text?: string; number: number } | null => {
  if (event.name !== 'message.posted') return null
  const message = event.filled?.['desk']?.['message'] as
    | { author: unknown; id?: string; text: string; number: number }
    | undefined
  return message ?? { author: event.facts['author'], number: Number(event.facts['number']) }
}

const addressDoubt = (text: string): Doubt => ({ kind: 'address_change', detail: text })

const windowOf = (now: Date, withinDays: number) => ({
  paidFrom: new Date(now.getTime() - withinDays * DAY_MS),
  placedFrom: new Date(now.getTime() - oldestPlacedDays * DAY_MS),
})

export const placedOf = (order: OrderToConfirm) => ({
  status: order.status,
  cashOnDelivery: order.cash_on_delivery,
  placedAt: order.placed_at,
  paidAt: order.paid_at,
  shippedAt: order.shipped_at,
  isHistory: order.is_history,
})

const doubted = (order: OrderToConfirm, lines: readonly LineToConfirm[]) => ({
  note: order.buyer_note,
  totalMinor: order.total,
  mostPieces: Math.max(0, ...lines.map((line) => line.quantity)),
})
