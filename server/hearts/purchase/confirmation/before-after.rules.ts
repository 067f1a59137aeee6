/**
 * The same face before and after payment 买卖前后不变脸 [ORD-06]: how fast each agent answers before a buyer has paid and after, and in
 * which tone where that is measured. An alert needs enough answers on both sides and a drop that a buyer would notice: half as slow
 * again and at least three seconds, or ten points more late answers, or ten points more answers in a bad tone.
 */
export interface SideFigures {
  turns: number
  medianMs: number | null
  lateShare: number | null
  badToneShare: number | null
}
export type FaceVerdict = 'same' | 'slower' | 'colder' | 'too_few'

/** Fewest answers on each side. */
export const leastTurns = 20
const slowerBy = 1.5
const leastSlowerMs = 3000
const points = 0.1

export const judgeFace = (before: SideFigures, after: SideFigures): FaceVerdict => {
  if (before.turns < leastTurns || after.turns < leastTurns) return 'too_few'
  const isSlower =
    before.medianMs !== null &&
    after.medianMs !== null &&
    after.medianMs >= before.medianMs * slowerBy &&
    after.medianMs - before.medianMs >= leastSlowerMs
  const isLater = rises(before.lateShare ?? 0, after.lateShare ?? 0)
  if (isSlower || isLater) return 'slower'
  const isColder =
    before.badToneShare !== null &&
    after.badToneShare !== null &&
    rises(before.badToneShare, after.badToneShare)
  return isColder ? 'colder' : 'same'
}

/** Shares in thousandths: 0.12 less 0.02 is not quite 0.1. */
const rises = (before: number, after: number): boolean => Math.round((after - before) * 1000) >= points * 1000
