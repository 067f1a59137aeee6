/**
 * Who answers best [KB-01]: first the places of the terms are summed up, rarest terms weighing most; then the best hundred are
 * compared with the question sentence by sentence. What was asked in other words and found to answer counts as a phrasing.
 */
import type { Question } from './question.rules.ts'
import { stemOf } from './stem.rules.ts'
import { hollow, wordsIn } from './terms.rules.ts'
import type { Likeness } from './unit.rules.ts'
import type { TermList, Worth } from './worth.rules.ts'

export interface RoughHit {
  number: number
  /** 0…1: how much of what was asked is there. */
  score: number
}
/** The best by the sums of their terms, best first. `lastNumber`: the highest number given to an article. */
export const roughRank = (
  lists: Iterable<TermList>,
  worth: Worth,
  lastNumber: number,
  most: number,
): RoughHit[] => {
  const sums = new Float32Array(lastNumber + 1)
  for (const { term, places } of lists) {
    const unit = (worth.of.get(term) ?? 0) / 127
    if (!places || unit === 0) continue
    for (let at = 0; at < places.length; at += 1) {
      const place = places[at] as number
      const number = place >>> 7
      if (number <= lastNumber) sums[number] = (sums[number] as number) + unit * (place & 127)
    }
  }
  return largest(sums, most).map((number) => ({
    number,
    score: worth.total > 0 ? (sums[number] as number) / worth.total : 0,
  }))
}

/** Places of the `most` largest sums above zero, largest first, by a heap whose root is the least of them. */
const largest = (sums: Float32Array, most: number): number[] => {
  const heap: number[] = []
  const of = (number: number) => sums[number] as number
  const sink = (from: number) => {
    let at = from
    for (;;) {
      let least = at
      for (const child of [2 * at + 1, 2 * at + 2])
        if (child < heap.length && of(heap[child] as number) < of(heap[least] as number)) least = child
      if (least === at) return
      const other = heap[least] as number
      heap[least] = heap[at] as number
      heap[at] = other
      at = least
    }
  }
  for (let number = 0; number < sums.length; number += 1) {
    const sum = of(number)
    if (sum <= 0) continue
    if (heap.length < most) {
      heap.push(number)
      if (heap.length === most) for (let at = (most >> 1) - 1; at >= 0; at -= 1) sink(at)
    } else if (sum > of(heap[0] as number)) {
      heap[0] = number
      sink(0)
    }
  }
  return heap.toSorted((one, other) => of(other) - of(one))
}

export interface Candidate {
  id: string
  rough: number
  /** Its sentences, folded: the title first, the answer last. */
  texts: readonly string[]
  /** Whether it is about what the conversation is about; null: about the shop as a whole, or nothing is known. */
  isAbout: boolean | null
  /** Products and categories it is tied to, folded; empty: about everything. */
  names: string
}

/** How the two looks are weighed; in an answer other words may stand for good reason. */
const blend = { rough: 0.35, answer: 0.75 }

/** Of other products than the one that is asked about the right thing may be known and still be wrong here. */
const standingOf = (question: Question, names: string): number => {
  const words = new Set(wordsIn(names).map(stemOf))
  return question.folded.characters.some((one) => isHan(one) && !hollow.has(one) && names.includes(one)) ||
    wordsIn(question.folded.text).some((word) => words.has(stemOf(word)))
    ? 1
    : 0.7
}

const isHan = (character: string) => /\p{Script=Han}/u.test(character)

export interface Ranked {
  id: string
  score: number
}

/** How many of the best are looked at for what of the question they leave unanswered, and how much that counts. */
const closely = { most: 24, atLeast: 0.25 }
/** So many characters of an answer alike, and two articles say the same. */
const sameAnswer = { from: 6, until: 24 }

/**
 * The order in which candidates are shown, best first; what says the same as a better one comes after all others. The score of
 * each is how likely it answers, from 0 to 1.
 */
export const rank = (
  question: Question,
  worth: Worth,
  candidates: readonly Candidate[],
  likeness: Likeness,
): Ranked[] => {
  const isHanQuestion = isHan(question.folded.text)
  const scored = candidates
    .map((candidate) => ({ candidate, likeness: likenessOf(question, candidate, isHanQuestion, likeness) }))
    .toSorted((one, other) => other.likeness - one.likeness)
    .slice(0, closely.most)
    .map(({ candidate, likeness: alike }) => {
      const covered = coverage(question, worth, candidate, likeness)
      return {
        candidate,
        alike,
        covered,
        score: alike * (closely.atLeast + (1 - closely.atLeast) * covered.evenly),
      }
    })
    .toSorted((one, other) => other.score - one.score)
  const best = scored[0]?.score ?? 0
  const said = new Set<string>()
  const [first, again]: [Ranked[], Ranked[]] = [[], []]
  scored.forEach(({ candidate, alike, covered, score }, i) => {
    const answer = (candidate.texts.at(-1) ?? '').slice(0, sameAnswer.until)
    const rival = i === 0 ? (scored[1]?.score ?? 0) / best : 1
    const list = answer.length >= sameAnswer.from && said.has(answer) ? again : first
    said.add(answer)
    list.push({
      id: candidate.id,
      score: question.isSmallTalk ? 0 : chance(alike, covered, rival) * (score / best),
    })
  })
  return [...first, ...again]
}

const likenessOf = (
  question: Question,
  { rough, texts, isAbout, names }: Candidate,
  isHanQuestion: boolean,
  likeness: Likeness,
): number => {
  let best = 0
  texts.forEach((text, i) => {
    const standing = i > 0 && i === texts.length - 1 ? blend.answer : 1
    best = Math.max(best, standing * likeness.of(text))
  })
  const tie = isAbout === true ? 1.3 : names === '' ? 1 : standingOf(question, names)
  // An answer in the other language helps only where there is none in the buyer's own.
  const tongue = isHan(texts[0] ?? '') === isHanQuestion ? 1 : 0.8
  return (blend.rough * rough + (1 - blend.rough) * best) * tie * tongue
}

interface Coverage {
  /** Every character alike, and by how much each tells, 0…1. */
  evenly: number
  telling: number
  /** How much there was to cover. */
  mass: number
}
/** How much of what a question is about an article speaks of at all. */
const coverage = (
  { slots }: Question,
  { tellings }: Worth,
  { texts, names }: Candidate,
  likeness: Likeness,
): Coverage => {
  const shared = likeness.sharedIn([...texts, names])
  let [mass, telling, covered, coveredTelling] = [0, 0, 0, 0]
  for (const { mass: own, weak, strong } of slots) {
    const tells = own * (tellings.get(weak) ?? 0)
    const part = strong.some((hash) => shared.has(hash)) ? 1 : shared.has(weak) ? 0.5 : 0
    mass += own
    telling += tells
    covered += own * part
    coveredTelling += tells * part
  }
  return {
    evenly: mass === 0 ? 0 : covered / mass,
    telling: telling === 0 ? 0 : coveredTelling / telling,
    mass,
  }
}

/** Fitted on questions with a known answer and on ones without any (`bench/knowledge`). `rival`: the second by the first. */
const chance = (alike: number, { telling, mass }: Coverage, rival: number): number =>
  1 /
  (1 +
    Math.exp(
      -(
        fit.start +
        fit.alike * Math.log(alike + 0.01) +
        fit.telling * telling +
        fit.telling2 * telling * telling +
        fit.mass * Math.log(1 + mass) +
        fit.rival * rival
      ),
    ))
const fit = { start: -2.39, alike: 1.29, telling: 1.6, telling2: 1.39, mass: 2.2, rival: -0.32 }
