/**
 * 快捷语的去留 [PHR-13]: a phrase that is rewritten most times it is used does not fit; one after which buyers ask again does not
 * answer; one that nobody uses for a quarter is in the way. Of the desk's own phrases nothing is said.
 */
import type { PhraseUsage } from '#contract/conversations/phrases.ts'

const enough = 10
const rewrittenShare = 0.5
const askedAgainShare = 0.5
const unusedDays = 90
const dayMs = 86_400_000

export type Counted = Pick<PhraseUsage, 'sent' | 'edited' | 'thanked' | 'askedAgain' | 'ordered'>

export function judgePhrase(
  counted: Counted,
  phrase: { isAutomatic: boolean; createdAt: Date | null; lastAt: Date | null },
  now: Date,
): PhraseUsage['verdict'] {
  if (phrase.isAutomatic) return 'good'
  const since = phrase.lastAt ?? phrase.createdAt
  if (counted.sent === 0 && since !== null && now.getTime() - since.getTime() >= unusedDays * dayMs)
    return 'unused'
  if (counted.sent < enough) return 'too_few'
  if (counted.edited / counted.sent >= rewrittenShare) return 'rewrite'
  const isAsked = counted.askedAgain / counted.sent >= askedAgainShare
  return isAsked && counted.askedAgain > counted.thanked + counted.ordered ? 'retire' : 'good'
}

const thanks =
  /谢|感谢|多谢|好的|明白|知道了|太好了|可以的|收到|满意|不错|\bthank|\bthanks\b|\bgreat\b|\bperfect\b|\bgot it\b/i
/** Whether a buyer's next line thanks. A question with thanks at its end is a question. */
export const isThanks = (text: string): boolean => thanks.test(text)
