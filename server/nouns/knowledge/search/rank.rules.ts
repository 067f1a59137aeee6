/**
 * Who answers best [KB-01]: first all places of the terms are summed up, rarest terms weighing most; then the best few dozen are
 * compared with the question sentence by sentence. What was asked in other words and found to answer counts as a phrasing.
 */
import { conceptsIn, type Concepts } from './concepts.rules.ts'
import type { Question } from './question.rules.ts'
import { soundOf } from './syllables.rules.ts'
import { stemOf } from './stem.rules.ts'
import { hollow, keyOf, termHash, termsOf, wordsIn, type Folded } from './terms.rules.ts'

/** A term's list as read: `places` holds number * 128 + weight in four bytes each; null: too common to be read. */
export interface TermList {
  term: number
  count: number
  places: Int32Array | null
}
export interface RoughHit {
  number: number
  /** 0…1: how much of what was asked is there. */
  score: number
}

/** How much a term tells that `count` of `all` articles hold. */
export const tellingOf = (count: number, all: number): number =>
  Math.log(1 + (Math.max(all, count) - count + 0.5) / (count + 0.5))

export interface Worth {
  /** What each term of the question counts, by its hash. */
  of: ReadonlyMap<number, number>
  total: number
}

/** Worth of the terms by what is known of their lists. */
export const worthsOf = (question: Question, lists: ReadonlyMap<number, TermList>, all: number): Worth => {
  const of = new Map<number, number>()
  let total = 0
  for (const term of question.terms) {
    const count = lists.get(term.hash)?.count ?? 0
    const isStandIn = term.instead !== null && (lists.get(term.instead)?.count ?? 0) > 0
    const worth = term.worth * (isStandIn ? 0.15 : 1) * tellingOf(count, all)
    of.set(term.hash, worth)
    // What stands nowhere cannot be found: it lowers everybody's score alike, but not to nothing.
    total += count > 0 ? worth : worth * 0.3
  }
  return { of, total }
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

/** A sentence of a candidate, folded; the sounds may be those of the characters alone. */
export interface Unit {
  folded: Folded
  /** 1 for a title or a way to ask; less for the answer, in which other words may stand for good reason. */
  standing: number
}
export interface Candidate {
  id: string
  rough: number
  units: readonly Unit[]
  /** Whether it is about what the conversation is about; null: about the shop as a whole, or nothing is known. */
  isAbout: boolean | null
  /** Products and categories it is tied to, folded; empty: about everything. */
  names: string
}

/** How the two looks are weighed, and how much it counts against a sentence that it speaks of more than was asked. */
const blend = { rough: 0.35, besides: 0.5 }

/** How alike a question and a sentence are, 0…1: shared terms by their worth, against all of both. */
export const likeness = (question: Question, worth: Worth, unit: Folded, concepts: Concepts): number => {
  const there = termsOf(unit, { characters: true })
  const sounds = new Set<number>()
  unit.sounds.forEach((sound, at) => {
    const next = unit.sounds[at + 1]
    if (sound && next) sounds.add(termHash(keyOf('sound', `${soundOf(sound)} ${soundOf(next)}`)))
  })
  const named = conceptsIn(unit.text, concepts)
  let shared = 0
  let all = 0
  for (const term of question.terms) {
    const counts = worth.of.get(term.hash) ?? 0
    if (term.kind === 'piece' || term.kind === 'initials') continue
    if (term.kind === 'sound') {
      all += counts * 0.5
      if (sounds.has(term.hash)) shared += counts * 0.5
      continue
    }
    all += counts
    if (term.kind === 'concept' ? named.has(term.key.slice(1)) : there.has(term.key)) shared += counts
  }
  if (all === 0) return 0
  const mean = all / Math.max(1, question.terms.length)
  let besides = 0
  for (const { kind, key, hash } of there.values())
    if (!worth.of.has(hash))
      besides += kind === 'character' ? 0.3 * mean : isHollowPair(key) ? 0.2 * mean : mean
  for (const id of named) if (!question.concepts.has(id)) besides += 0.8 * mean
  return shared / (all + blend.besides * besides)
}

const isHollowPair = (key: string): boolean => {
  const [, one = '', other = ''] = [...key]
  return hollow.has(one) && hollow.has(other)
}

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

/** The order in which candidates are shown, best first. */
export const rank = (
  question: Question,
  worth: Worth,
  candidates: readonly Candidate[],
  concepts: Concepts,
): Ranked[] =>
  candidates
    .map(({ id, rough, units, isAbout, names }) => {
      let best = 0
      for (const { folded, standing } of units)
        best = Math.max(best, standing * likeness(question, worth, folded, concepts))
      const tie = isAbout === true ? 1.3 : names === '' ? 1 : standingOf(question, names)
      const title = units[0]?.folded.text ?? ''
      // An answer in the other language helps only where there is none in the buyer's own.
      const language = isHan(title) === isHan(question.folded.text) ? 1 : 0.8
      return { id, score: Math.min(1, (blend.rough * rough + (1 - blend.rough) * best) * tie * language) }
    })
    .toSorted((one, other) => other.score - one.score)
