import type { Confirmation, Correction } from '#contract/purchase/confirmation.ts'
import type { Tx } from '#platform/database/database.ts'
import { AppError, notFound } from '#platform/http/app-error.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import { changeConfirmation, lockConfirmation, type ConfirmationRecord } from './confirmations.store.ts'
import { judgeCorrection } from './correction.rules.ts'
import { nextCutOff } from './cut-off.rules.ts'
import { withDoubt } from './doubt.rules.ts'
import { noteStep } from './note.ts'
import { findOrderToConfirm, type OrderToConfirm } from './orders.store.ts'
import type { ConfirmationPorts } from './ports.ts'
import { rulesInForce } from './setup.store.ts'
import type { Show } from './show.ts'
import { holdOnAnswer, holdOnDoubt, mayMove, urgencyOf } from './states.rules.ts'

export interface Answered {
  by: 'buyer' | 'agent'
  memberId: string | null
  /** Null: all correct. */
  correction: Correction | null
  /** The buyer's own words, where an agent noted them. */
  said: string | null
}

/** What the buyer said, by themselves or through an agent, and what becomes of a held order. */
export const createAnswering = (ports: ConfirmationPorts, show: Show) => {
  const { db, clock, directory } = ports

  const confirm = (tx: Tx, row: ConfirmationRecord, now: Date, by: Answered['by']) =>
    changeConfirmation(tx, row, {
      state: 'confirmed',
      correction: null,
      doubts: row.doubts.filter((one) => one.kind !== 'correction'),
      hold: holdOnAnswer(row.hold),
      answered_at: now,
      answered_by: by,
    })
  const correct = async (
    tx: Tx,
    row: ConfirmationRecord,
    now: Date,
    by: Answered['by'],
    correction: Correction,
  ) => {
    const rules = await rulesInForce(tx, row.shop_id)
    const doubts = withDoubt(row.doubts, {
      kind: 'correction',
      detail: Object.values(correction).join(' · '),
    })
    const after = await changeConfirmation(tx, row, {
      state: 'corrected',
      correction,
      doubts,
      urgency: urgencyOf(doubts, row.talked),
      hold: holdOnDoubt(row.hold, rules.holdsDoubtful, row.cut_off_at, now),
      answered_at: now,
      answered_by: by,
    })
    if (after.next_fire_at) ports.nudge(after.next_fire_at)
    return after
  }
  /**
   * Stores an answer on a locked confirmation, with its evidence.
   * @throws AppError state.conflict; confirmation.nothing_changed; request.invalid {problems} for a correction that cannot be right.
   */
  const apply = async (
    tx: Tx,
    row: ConfirmationRecord,
    order: OrderToConfirm,
    answer: Answered,
  ): Promise<ConfirmationRecord> => {
    const now = clock.now()
    const to = answer.correction === null ? 'confirmed' : 'corrected'
    if (!mayMove(row.state, to)) throw new AppError('state.conflict', { state: row.state })
    const correction = answer.correction === null ? null : checked(answer.correction, order)
    const after =
      correction === null
        ? await confirm(tx, row, now, answer.by)
        : await correct(tx, row, now, answer.by, correction)
    await noteStep(tx, now, after, order.name, {
      kind: to,
      by: answer.by === 'buyer' ? 'buyer' : 'member',
      memberId: answer.memberId,
      text: answer.said,
      // What was on the page when the buyer agreed to it.
      facts: correction === null ? { agreedTo: placeOf(order) } : { correction, before: placeOf(order) },
    })
    return after
  }

  const change = (
    caller: MemberCaller,
    id: string,
    version: number,
    work: (tx: Tx, row: ConfirmationRecord, order: OrderToConfirm, now: Date) => Promise<ConfirmationRecord>,
  ): Promise<Confirmation> =>
    db.inShop(caller.shopId, async (tx) => {
      const row = await lockConfirmation(tx, id)
      const order = row && (await findOrderToConfirm(tx, row.order_id))
      if (!row || !order) throw notFound()
      if (row.version !== version) throw new AppError('state.version', { version: row.version })
      return show.whole(tx, caller.shopId, await work(tx, row, order, clock.now()))
    })

  return {
    apply,
    /** An agent notes what the buyer said elsewhere. */
    answer: (
      caller: MemberCaller,
      id: string,
      body: { correction?: Correction; said?: string; version: number },
    ) =>
      change(caller, id, body.version, (tx, row, order) =>
        apply(tx, row, order, {
          by: 'agent',
          memberId: caller.memberId,
          correction: body.correction ?? null,
          said: body.said ?? null,
        }),
      ),
    take: (caller: MemberCaller, id: string, body: { note?: string; version: number }) =>
      change(caller, id, body.version, async (tx, row, order, now) => {
        if (row.state === 'taken' || !mayMove(row.state, 'taken'))
          throw new AppError('state.conflict', { state: row.state })
        const after = await changeConfirmation(tx, row, {
          state: 'taken',
          taken_at: now,
          taken_by: caller.memberId,
          hold: holdOnAnswer(row.hold),
          doubts: row.doubts.filter((one) => one.kind !== 'correction'),
        })
        await noteStep(tx, now, after, order.name, {
          kind: 'taken',
          by: 'member',
          memberId: caller.memberId,
          text: body.note ?? null,
          facts: { correction: row.correction },
        })
        return after
      }),
    /** [ORD-11] The lead sends a held order as it is, or keeps it until the next cut-off. */
    decide: async (
      caller: MemberCaller,
      id: string,
      body: { decision: 'release' | 'keep'; reason: string; version: number },
    ) => {
      const { calendar } = await directory.facts(caller.shopId)
      return change(caller, id, body.version, async (tx, row, order, now) => {
        if (row.hold !== 'buyer' && row.hold !== 'lead')
          throw new AppError('state.conflict', { hold: row.hold })
        const rules = await rulesInForce(tx, row.shop_id)
        const isKept = body.decision === 'keep'
        const until = row.hold === 'buyer' ? row.cut_off_at : now
        const after = await changeConfirmation(tx, row, {
          hold: isKept ? 'buyer' : 'released',
          hold_reason: body.reason,
          hold_by: caller.memberId,
          hold_at: now,
          ...(isKept ? { cut_off_at: nextCutOff(calendar, rules.cutOff, until, null) } : {}),
        })
        if (after.next_fire_at) ports.nudge(after.next_fire_at)
        await noteStep(tx, now, after, order.name, {
          kind: isKept ? 'kept' : 'released',
          by: 'member',
          memberId: caller.memberId,
          text: body.reason,
          facts: { cutOffAt: after.cut_off_at.toISOString() },
        })
        return after
      })
    },
  }
}
export type Answering = ReturnType<typeof createAnswering>

/** What of a correction differs from the order. */
export const judgeFor = (given: Correction, order: OrderToConfirm) =>
  judgeCorrection(given, {
    address: order.recipient_address,
    recipient: order.recipient_name,
    phone: order.recipient_phone,
    wish: order.buyer_note,
  })
const checked = (given: Correction, order: OrderToConfirm): Correction => {
  const verdict = judgeFor(given, order)
  if (verdict.is === 'nothing') throw new AppError('confirmation.nothing_changed')
  if (verdict.is === 'wrong')
    throw new AppError('request.invalid', {
      problems: [{ path: `/body/correction/${verdict.field}`, rule: verdict.rule }],
    })
  return verdict.correction
}

const placeOf = (order: OrderToConfirm) => ({
  recipient: order.recipient_name,
  phone: order.recipient_phone,
  address: order.recipient_address,
  wish: order.buyer_note,
})
