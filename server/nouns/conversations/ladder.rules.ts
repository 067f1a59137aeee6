/**
 * 没人答的时候 (RSP-02, RTE-02): when the agent stays silent past the limit, in seconds from the start of the buyer's clock: the
 * agent is reminded, a newcomer's coach is told, a second agent takes over, the lead is called, and the buyer is told honestly how
 * long it takes. A coach who is not there changes nothing.
 * Each once a turn. Nobody is reminded of a chat in nobody's hands: that is the queue's matter, one alarm for all.
 * A buyer's temper changes none of these times (RSP-12): they know of the turn alone.
 */
import type { LadderStep } from '#contract/conversations/distribution.ts'

export interface LadderSettings {
  answerDueSeconds: number
  nudgeSeconds: number
  secondAgentSeconds: number
  callLeadSeconds: number
  tellWaitSeconds: number
}
export interface LadderTurn {
  clockAt: Date
  /** The limit of this turn; no step comes before it. */
  dueAt: Date
  /** Since when the holder has it; null: in nobody's hands. */
  heldSince: Date | null
  /** The holder is new and their coach is on the desk. */
  isCoached: boolean
}
export interface DueStep {
  step: LadderStep
  at: Date
}

/** All steps of a turn, in the order of their times. */
export const stepsOf = (turn: LadderTurn, settings: LadderSettings): DueStep[] => {
  const after = (from: Date, seconds: number) => new Date(from.getTime() + seconds * 1000)
  const notBeforeDue = (at: Date) => (at > turn.dueAt ? at : turn.dueAt)
  const steps: DueStep[] = [
    { step: 'holding', at: notBeforeDue(after(turn.clockAt, settings.tellWaitSeconds)) },
  ]
  if (turn.heldSince !== null) {
    // Whoever was given it a minute into the wait has the same seconds as everybody.
    const from = turn.heldSince > turn.clockAt ? turn.heldSince : turn.clockAt
    steps.push(
      { step: 'nudge', at: notBeforeDue(after(from, settings.nudgeSeconds)) },
      { step: 'second', at: notBeforeDue(after(from, settings.secondAgentSeconds)) },
      { step: 'lead', at: notBeforeDue(after(from, settings.callLeadSeconds)) },
    )
    // At the limit, and whatever the shop set, not after the lead.
    const coachSeconds = Math.min(settings.answerDueSeconds, settings.callLeadSeconds)
    if (turn.isCoached) steps.push({ step: 'coach', at: notBeforeDue(after(from, coachSeconds)) })
  }
  const order: readonly LadderStep[] = ['nudge', 'coach', 'second', 'lead', 'holding']
  return steps.sort(
    (a, b) => a.at.getTime() - b.at.getTime() || order.indexOf(a.step) - order.indexOf(b.step),
  )
}

/** A coach who comes after the lead was called is not called as well. */
const isLeft = (step: LadderStep, done: ReadonlySet<LadderStep>): boolean =>
  !done.has(step) && !(step === 'coach' && done.has('lead'))

/** Steps that are due at `now` and not done. A step exactly at the limit waits for the moment after it. */
export const dueStepsOf = (
  turn: LadderTurn,
  settings: LadderSettings,
  done: ReadonlySet<LadderStep>,
  now: Date,
): DueStep[] =>
  stepsOf(turn, settings).filter(({ step, at }) => isLeft(step, done) && at <= now && now > turn.dueAt)

/** When the engine must look again for the sake of the ladder; null: every step is done. */
export const nextStepAt = (
  turn: LadderTurn,
  settings: LadderSettings,
  done: ReadonlySet<LadderStep>,
): Date | null => stepsOf(turn, settings).find(({ step }) => isLeft(step, done))?.at ?? null
