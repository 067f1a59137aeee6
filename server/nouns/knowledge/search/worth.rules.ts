/** What the terms of a question count [KB-01]: the rarer a term in the shop's articles, the more it tells. */
import type { Question } from './question.rules.ts'
import { keyOf, termHash } from './terms.rules.ts'

/** A term's list as read: `places` holds number * 128 + weight in four bytes each; null: too common to be read. */
export interface TermList {
  term: number
  count: number
  places: Int32Array | null
}

/** How much a term tells that `count` of `all` articles hold. */
export const tellingOf = (count: number, all: number): number =>
  Math.log(1 + (Math.max(all, count) - count + 0.5) / (count + 0.5))

export interface Worth {
  /** What each term of the question counts, by its hash. */
  of: ReadonlyMap<number, number>
  total: number
  /** How much each tells, whatever its kind. */
  tellings: ReadonlyMap<number, number>
  /** What each counts where sentences are compared; and all of it. */
  compared: ReadonlyMap<number, number>
  all: number
  mean: number
  /** Words that no article holds, by their stem. */
  unknown: readonly { stem: string; worth: number }[]
}

/** Worth of the terms by what is known of their lists. */
export const worthsOf = (question: Question, lists: ReadonlyMap<number, TermList>, all: number): Worth => {
  const of = new Map<number, number>()
  const tellings = new Map<number, number>()
  const compared = new Map<number, number>()
  let [total, whole] = [0, 0]
  for (const { hash, kind, worth: basic, instead } of question.terms) {
    const count = lists.get(hash)?.count ?? 0
    const isStandIn = instead !== null && (lists.get(instead)?.count ?? 0) > 0
    const worth = basic * (isStandIn ? 0.15 : 1) * tellingOf(count, all)
    of.set(hash, worth)
    tellings.set(hash, tellingOf(count, all))
    // What stands nowhere cannot be found: it lowers everybody's score alike, but not to nothing.
    total += count > 0 ? worth : worth * 0.3
    if (kind === 'piece' || kind === 'initials') continue
    const inSentences = kind === 'sound' ? worth * 0.5 : worth
    compared.set(hash, inSentences)
    whole += inSentences
  }
  const unknown = question.stems.flatMap((stem) => {
    const hash = termHash(keyOf('word', stem))
    return stem.length < 4 || (lists.get(hash)?.count ?? 0) > 0 ? [] : [{ stem, worth: of.get(hash) ?? 0 }]
  })
  return {
    of,
    tellings,
    total,
    compared,
    all: whole,
    mean: whole / Math.max(1, question.terms.length),
    unknown,
  }
}
