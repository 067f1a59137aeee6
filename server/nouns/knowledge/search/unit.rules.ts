/**
 * A question compared with the sentences of articles [KB-01]. Some hundred sentences are looked at each time somebody asks: their
 * terms are numbers, made and compared in one go.
 */
import { conceptHash, eachConcept, type Concepts } from './concepts.rules.ts'
import { distance } from './slips.rules.ts'
import { emptyWords, stemOf } from './stem.rules.ts'
import { soundOf } from './syllables.rules.ts'
import { hashFrom, hashOn, hollow, keyOf, termHash, wordsIn } from './terms.rules.ts'
import type { Worth } from './worth.rules.ts'

/** How much a term counts against a sentence when it was not asked for, in mean terms; and all of that. */
const beside = { character: 0.3, hollowPair: 0.2, pair: 1, word: 1, concept: 0.8, all: 0.5 }
const [pairStart, characterStart, soundStart] = [hashFrom('2'), hashFrom('1'), hashFrom('s')]
const prime = 0x01000193
const isHan = (code: number) => (code >= 0x4e00 && code <= 0x9fff) || (code >= 0x3400 && code <= 0x4dbf)

export interface Likeness {
  /** How alike a question and a sentence are, 0…1: shared terms by their worth, against all of both. */
  of(text: string): number
  /** Terms of the question that these sentences hold. */
  sharedIn(texts: readonly string[]): Set<number>
}

/** @param soundOfOne the usual sound of a character by itself, '' where there is none. */
export const createComparer = (soundOfOne: (character: string) => string, concepts: Concepts) => {
  const sounds: ({ sound: string; start: number } | undefined)[] = []
  const soundAt = (code: number) => {
    let known = sounds[code]
    if (!known) {
      const sound = soundOf(soundOfOne(String.fromCharCode(code)))
      known = { sound, start: hashOn(soundStart, `${sound} `) }
      sounds[code] = known
    }
    return known
  }
  const hollows = new Uint8Array(0x10000)
  for (const one of hollow) hollows[one.charCodeAt(0)] = 1

  return (worth: Worth): Likeness => {
    const wanted = createTable(worth.compared)
    let [shared, more] = [0, 0]
    let seen: Set<number> | null = null
    const take = (hash: number, against: number) => {
      const counts = wanted.take(hash)
      if (counts === -1) more += against
      else {
        shared += counts
        seen?.add(hash | 0)
      }
    }
    const takeConcept = (id: string) => take(conceptHash(id), beside.concept)
    const takeWords = (text: string) => {
      for (const word of wordsIn(text)) {
        if (emptyWords.has(word)) continue
        if (word.charCodeAt(0) <= 57) {
          take(termHash(keyOf('number', word)), beside.word)
          continue
        }
        const stem = stemOf(word)
        take(termHash(keyOf('word', stem)), beside.word)
        for (const { stem: other, worth: counts } of worth.unknown)
          if (stem.length >= 4 && distance(other, stem, 1) <= 1) shared += counts * 0.8
      }
    }
    const of = (text: string): number => {
      if (worth.all === 0) return 0
      ;[shared, more] = [0, 0]
      wanted.begin()
      let before = 0
      let hasWords = false
      for (let at = 0; at < text.length; at += 1) {
        const code = text.charCodeAt(at)
        if (!isHan(code)) {
          before = 0
          hasWords ||= code < 128 && code !== 32
          continue
        }
        const isHollow = hollows[code] === 1
        if (!isHollow) take(Math.imul(characterStart ^ code, prime), beside.character)
        if (before !== 0) {
          const pair = Math.imul(Math.imul(pairStart ^ before, prime) ^ code, prime)
          take(pair, isHollow && hollows[before] === 1 ? beside.hollowPair : beside.pair)
          const [one, other] = [soundAt(before), soundAt(code)]
          if (one.sound !== '' && other.sound !== '') take(hashOn(one.start, other.sound), 0)
        }
        before = code
      }
      if (hasWords) takeWords(text)
      eachConcept(text, concepts, takeConcept)
      return shared / (worth.all + beside.all * more * worth.mean)
    }
    return {
      of,
      sharedIn: (texts) => {
        const found = new Set<number>()
        seen = found
        for (const text of texts) of(text)
        seen = null
        return found
      },
    }
  }
}

/** Numbers by hashes, each given out once after `begin`: a second time it is 0, and -1 where there is none. */
const createTable = (entries: ReadonlyMap<number, number>) => {
  let size = 64
  while (size < entries.size * 4) size *= 2
  const keys = new Int32Array(size)
  const values = new Float64Array(size).fill(-1)
  const taken = new Int32Array(size)
  let round = 0
  const placeOf = (hash: number) => {
    let at = (hash ^ (hash >>> 15)) & (size - 1)
    while (values[at] !== -1 && keys[at] !== hash) at = (at + 1) & (size - 1)
    return at
  }
  for (const [hash, value] of entries) {
    const at = placeOf(hash)
    keys[at] = hash
    values[at] = value
  }
  return {
    begin: () => void (round += 1),
    take: (hash: number): number => {
      const at = placeOf(hash | 0)
      if (values[at] === -1) return -1
      if (taken[at] === round) return 0
      taken[at] = round
      return values[at] as number
    },
  }
}
