/**
 * 体验消费 (BUY-13): a sample is given, the buyer says how it was, and what the product can learn from it goes to somebody who
 * changes it. 先行试用商品，改进商品的设计和质量.
 */
import type { TrialState } from '#contract/purchase/kinds.ts'

const moves: Readonly<Record<TrialState, readonly TrialState[]>> = {
  given: ['answered', 'improving'],
  answered: ['answered', 'improving', 'done'],
  improving: ['improving', 'done'],
  done: ['improving'],
}
export const mayMoveTrial = (from: TrialState, to: TrialState): boolean => moves[from].includes(to)

/** Where a buyer's feedback leads: something to change goes on, praise alone is noted. */
export const afterFeedback = (improve: string | null): TrialState =>
  (improve ?? '').trim() === '' ? 'answered' : 'improving'

/** The buyer is asked a week after the sample was given. */
export const askAt = (givenAt: Date): Date => new Date(givenAt.getTime() + 7 * 86_400_000)
