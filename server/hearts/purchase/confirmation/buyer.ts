import type { BuyerConfirmation } from '#contract/purchase/buyer-confirmation.ts'
import type { Correction, Rating } from '#contract/purchase/confirmation.ts'
import type { Tx } from '#platform/database/database.ts'
import { AppError, notFound } from '#platform/http/app-error.ts'
import type { LinkCaller } from '#platform/http/caller.ts'
import { maskPhone } from '#nouns/customers/index.ts'
import { judgeFor, type Answering } from './answering.ts'
import { isAwaitingDispatch } from './candidates.rules.ts'
import {
  changeConfirmation,
  findConfirmation,
  lockConfirmation,
  type ConfirmationRecord,
} from './confirmations.store.ts'
import { isSameCorrection } from './correction.rules.ts'
import { languageOf } from './language.rules.ts'
import { noteStep } from './note.ts'
import { placedOf } from './opening.ts'
import { findOrderToConfirm, linesToConfirm, type OrderToConfirm } from './orders.store.ts'
import type { ConfirmationPorts } from './ports.ts'
import { maskAddress, maskName, tailOf } from './shown.rules.ts'
import { receiptTips } from './texts.rules.ts'

/** The buyer behind a private link. */
export const createBuyerSide = (ports: ConfirmationPorts, answering: Answering) => {
  const { db, clock, directory } = ports

  const view = async (
    tx: Tx,
    caller: LinkCaller,
    row: ConfirmationRecord,
    order: OrderToConfirm,
  ): Promise<BuyerConfirmation> => {
    const facts = await directory.facts(caller.shopId)
    const language = languageOf(order, facts.language)
    const canChange = mayChange(row, order, clock.now())
    const shown = (address: string | undefined) =>
      canChange ? address : (maskAddress(address ?? null) ?? undefined)
    const { correction } = row
    return {
      shopName: facts.name,
      language,
      orderTail: tailOf(order.name),
      state: row.state,
      items: (await linesToConfirm(tx, [order.id])).map(({ title, variant, quantity }) => ({
        title,
        variant,
        quantity,
      })),
      total: { minor: order.total, currency: order.currency },
      recipient: {
        name: maskName(order.recipient_name),
        phone: order.recipient_phone === null ? null : maskPhone(order.recipient_phone),
        address: canChange ? order.recipient_address : maskAddress(order.recipient_address),
      },
      wish: order.buyer_note,
      correction:
        correction === null
          ? null
          : {
              ...correction,
              ...(correction.address === undefined ? {} : { address: shown(correction.address) ?? '' }),
              ...(correction.recipient === undefined
                ? {}
                : { recipient: canChange ? correction.recipient : (maskName(correction.recipient) ?? '') }),
              ...(correction.phone === undefined
                ? {}
                : { phone: canChange ? correction.phone : maskPhone(correction.phone) }),
            },
      canChange,
      cutOffAt: row.cut_off_at.toISOString(),
      timeZone: facts.timeZone,
      isHeld: row.hold === 'buyer' || row.hold === 'lead',
      isSent:
        order.shipped_at !== null || ['shipped', 'partially_shipped', 'completed'].includes(order.status),
      rating: row.rating,
      ratingLine: row.rating_line,
      tips: { zh: [...receiptTips.zh], en: [...receiptTips.en] },
      isAddressDoubted: row.doubts.some((one) => one.kind === 'address_change'),
      version: row.version,
    }
  }
  const load = async (tx: Tx, caller: LinkCaller, isLocked: boolean) => {
    const row = await (isLocked ? lockConfirmation : findConfirmation)(tx, caller.subject)
    const order = row && (await findOrderToConfirm(tx, row.order_id))
    if (!row || !order) throw notFound()
    return { row, order }
  }

  return {
    read: (caller: LinkCaller): Promise<BuyerConfirmation> =>
      db.inShop(caller.shopId, async (tx) => {
        const { row, order } = await load(tx, caller, false)
        return view(tx, caller, row, order)
      }),
    /** A second tap, or a retry, changes nothing. */
    confirm: (caller: LinkCaller, version: number): Promise<BuyerConfirmation> =>
      db.inShop(caller.shopId, async (tx) => {
        const { row, order } = await load(tx, caller, true)
        if (row.state === 'confirmed' || row.state === 'taken' || row.state === 'ended')
          return view(tx, caller, row, order)
        // What the buyer agrees to must be what the buyer saw.
        if (row.version !== version && row.state === 'corrected')
          throw new AppError('state.version', { version: row.version })
        if (row.state === 'corrected' && !mayChange(row, order, clock.now()))
          throw new AppError('confirmation.too_late')
        const after = await answering.apply(tx, row, order, {
          by: 'buyer',
          memberId: null,
          correction: null,
          said: null,
        })
        return view(tx, caller, after, order)
      }),
    /** @throws AppError confirmation.too_late after the cut-off, or once it was sent. */
    correct: (caller: LinkCaller, correction: Correction): Promise<BuyerConfirmation> =>
      db.inShop(caller.shopId, async (tx) => {
        const { row, order } = await load(tx, caller, true)
        if (!mayChange(row, order, clock.now())) throw new AppError('confirmation.too_late')
        const given = judgeFor(correction, order)
        const isKnown =
          row.state === 'corrected' &&
          row.correction !== null &&
          given.is === 'corrected' &&
          isSameCorrection(given.correction, row.correction)
        // A second tap, or a retry.
        if (isKnown) return view(tx, caller, row, order)
        const after = await answering.apply(tx, row, order, {
          by: 'buyer',
          memberId: null,
          correction,
          said: null,
        })
        return view(tx, caller, after, order)
      }),
    /** [SUR-10] The last word holds; an order that goes on is not touched by it. */
    rate: (caller: LinkCaller, rating: Rating, line: string | undefined): Promise<BuyerConfirmation> =>
      db.inShop(caller.shopId, async (tx) => {
        const now = clock.now()
        const { row, order } = await load(tx, caller, true)
        const said = line?.trim() || (line === undefined ? row.rating_line : null)
        if (row.rating === rating && row.rating_line === said) return view(tx, caller, row, order)
        const after = await changeConfirmation(tx, row, { rating, rating_line: said, rated_at: now })
        await noteStep(tx, now, after, order.name, {
          kind: 'rated',
          by: 'buyer',
          text: said,
          facts: { rating },
        })
        return view(tx, caller, after, order)
      }),
  }
}

const mayChange = (row: ConfirmationRecord, order: OrderToConfirm, now: Date): boolean =>
  row.state !== 'ended' && now < row.cut_off_at && isAwaitingDispatch(placedOf(order))
