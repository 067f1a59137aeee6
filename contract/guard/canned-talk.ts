/** 全是套话 [PHR-10]: a talk of nothing but ready sentences feels like a machine; the share has a cap, and a row has an end. */
import type { GuardLimits } from './kinds.ts'
import type { TalkSoFar } from './known.ts'

/** A share says nothing of a talk with fewer answers. */
const fewestForShare = 5

export type CannedVerdict =
  | { is: 'fine' }
  | { is: 'too_many_in_row'; inRow: number }
  | { is: 'too_large_share'; percent: number; canned: number; answers: number }

/** What another ready sentence, sent unchanged, would make of the talk. */
export function judgeCannedTalk(talk: TalkSoFar, limits: GuardLimits): CannedVerdict {
  const inRow = talk.inRow + 1
  if (inRow >= limits.cannedInRow) return { is: 'too_many_in_row', inRow }
  const [answers, canned] = [talk.answers + 1, talk.canned + 1]
  const percent = Math.round((100 * canned) / answers)
  return answers >= fewestForShare && percent > limits.cannedPercent
    ? { is: 'too_large_share', percent, canned, answers }
    : { is: 'fine' }
}
