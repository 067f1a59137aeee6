/**
 * The course of a confirmation 确认的状态 [ORD-07, ORD-11]: to be sent, sent, then confirmed or corrected by the buyer until the
 * cut-off, as often as they like; an agent takes a correction over into the order. Whoever never answers is sent their order all the
 * same: silence never blocks.
 */
import type { ConfirmationState, Doubt, talkedStates } from '#contract/purchase/confirmation.ts'

export const confirmationMoves: Readonly<Record<ConfirmationState, readonly ConfirmationState[]>> = {
  to_send: ['sent', 'confirmed', 'corrected', 'ended'],
  sent: ['sent', 'confirmed', 'corrected', 'ended'],
  confirmed: ['confirmed', 'corrected'],
  corrected: ['corrected', 'confirmed', 'taken', 'ended'],
  taken: ['corrected', 'confirmed', 'taken'],
  ended: [],
}
export const mayMove = (from: ConfirmationState, to: ConfirmationState): boolean =>
  confirmationMoves[from].includes(to)

export type HoldState = 'none' | 'buyer' | 'lead' | 'released' | 'cleared'
export const holdMoves: Readonly<Record<HoldState, readonly HoldState[]>> = {
  none: ['buyer'],
  // The cut-off passes, the lead decides earlier, or what was doubtful is known.
  buyer: ['lead', 'released', 'cleared'],
  lead: ['released', 'buyer', 'cleared'],
  released: ['buyer'],
  cleared: ['buyer'],
}

/** A new doubt holds the order; with the cut-off behind us the lead decides at once. */
export const holdOnDoubt = (
  hold: HoldState,
  holdsDoubtful: boolean,
  cutOffAt: Date,
  now: Date,
): HoldState => {
  if (!holdsDoubtful) return hold
  return now < cutOffAt ? 'buyer' : 'lead'
}

/** What was doubtful is known: nothing waits for it any more. */
export const holdOnAnswer = (hold: HoldState): HoldState =>
  hold === 'buyer' || hold === 'lead' ? 'cleared' : hold

/** [ORD-08] Silent orders and doubtful ones first: 4 doubtful and silent, 3 doubtful, 2 silent, 1 where chats are not seen, 0. */
export const urgencyOf = (doubts: readonly Doubt[], talked: (typeof talkedStates)[number]): number => {
  if (doubts.length > 0) return talked === 'no' ? 4 : 3
  return talked === 'no' ? 2 : talked === 'unseen' ? 1 : 0
}
