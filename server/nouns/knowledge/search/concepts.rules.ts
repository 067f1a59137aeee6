/**
 * Things with many names [KB-01]: an article says 退货, the buyer says 不想要了. A concept found in both counts like a word that
 * both hold. Names in Latin letters are rows of stems; Chinese ones stand anywhere.
 */
import { stemOf } from './stem.rules.ts'
import type { SoundAt } from './terms.rules.ts'
import { keyOf, termHash, wordPattern, wordsIn } from './terms.rules.ts'

export interface Concepts {
  /** Chinese names by the code of their first character, longest first. */
  han: ReadonlyMap<number, readonly { name: string; id: string }[]>
  /** Names of words by their first stem. */
  latin: ReadonlyMap<string, readonly { stems: readonly string[]; id: string }[]>
  /** Every stem of a name. */
  stems: readonly string[]
}

const han = /\p{Script=Han}/u

/** @param groups names of one thing each, folded, by an id. */
export const readConcepts = (groups: readonly { id: string; names: readonly string[] }[]): Concepts => {
  const byCharacter = new Map<number, { name: string; id: string }[]>()
  const byStem = new Map<string, { stems: string[]; id: string }[]>()
  for (const { id, names } of groups)
    for (const name of names) {
      if (han.test(name)) {
        const first = name.charCodeAt(0)
        byCharacter.set(first, [...(byCharacter.get(first) ?? []), { name, id }])
      } else {
        const stems = wordsIn(name).map(stemOf)
        const [first] = stems
        if (first) byStem.set(first, [...(byStem.get(first) ?? []), { stems, id }])
      }
    }
  for (const list of byCharacter.values()) list.sort((one, other) => other.name.length - one.name.length)
  const stems = new Set([...byStem.values()].flat().flatMap((one) => one.stems))
  return { han: byCharacter, latin: byStem, stems: [...stems] }
}

const hashes = new Map<string, number>()
export const conceptHash = (id: string): number => {
  const known = hashes.get(id)
  if (known !== undefined) return known
  const hash = termHash(keyOf('concept', id))
  hashes.set(id, hash)
  return hash
}

/**
 * Which of them a folded text names; one may come more than once. Of names that begin at one place the longest counts: 退货运费 is
 * not 退货.
 */
export const eachConcept = (
  text: string,
  concepts: Concepts,
  tell: (id: string, at: number, length: number) => void,
): void => {
  let hasLetters = false
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code < 128) {
      hasLetters ||= code >= 97 && code <= 122
      continue
    }
    const list = concepts.han.get(code)
    if (!list) continue
    let longest = 0
    for (const { name, id } of list) {
      if (name.length < longest) break
      if (!text.startsWith(name, at)) continue
      tell(id, at, name.length)
      longest = name.length
    }
  }
  if (!hasLetters) return
  const words = [...text.matchAll(wordPattern)]
  const stems = words.map(([word]) => stemOf(word))
  stems.forEach((stem, at) => {
    for (const one of concepts.latin.get(stem) ?? []) {
      if (!one.stems.every((part, i) => stems[at + i] === part)) continue
      const last = words[at + one.stems.length - 1]
      const from = words[at]?.index ?? 0
      tell(one.id, from, (last?.index ?? 0) + (last?.[0].length ?? 0) - from)
    }
  })
}
export const conceptsIn = (text: string, concepts: Concepts): Set<string> => {
  const found = new Set<string>()
  eachConcept(text, concepts, (id) => void found.add(id))
  return found
}

/** Names of two characters and more by how they sound: for letters that are pinyin, and for wrong characters that sound right. */
export type SpokenConcepts = ReadonlyMap<
  string,
  readonly { sounds: readonly string[]; name: string; id: string }[]
>

/** @param soundsOf the sounds of a name's characters as `soundOf` folds them; '' where one has none. */
export const readSpoken = (
  concepts: Concepts,
  soundsOf: (name: string) => readonly string[],
): SpokenConcepts => {
  const spoken = new Map<string, { sounds: readonly string[]; name: string; id: string }[]>()
  for (const { name, id } of [...concepts.han.values()].flat()) {
    const sounds = soundsOf(name)
    if (sounds.length < 2 || sounds.includes('')) continue
    const key = `${sounds[0]} ${sounds[1]}`
    spoken.set(key, [...(spoken.get(key) ?? []), { sounds, name, id }])
  }
  return spoken
}

export interface SpokenConcept {
  id: string
  /** Where in the text it begins, and the end of it. */
  from: number
  until: number
  /** Whether it was typed in letters; else characters stand there that mean something else. */
  isTyped: boolean
  /** The first two characters that stand there. */
  pair: string
}
/** Concepts that a row of sounds names though its characters do not. */
export const spokenIn = (row: readonly SoundAt[], spoken: SpokenConcepts): SpokenConcept[] => {
  const found: SpokenConcept[] = []
  row.forEach(({ sound, character, from }, at) => {
    const next = row[at + 1]
    if (!sound || !next?.sound) return
    for (const { sounds, name, id } of spoken.get(`${sound} ${next.sound}`) ?? []) {
      if (!sounds.every((one, i) => row[at + i]?.sound === one)) continue
      const characters = sounds.map((_, i) => row[at + i]?.character ?? '')
      if (characters.join('') === name) continue
      const end = row[at + sounds.length - 1]
      found.push({
        id,
        from,
        until: end?.until ?? from,
        isTyped: character === null,
        pair: `${character ?? ''}${next.character ?? ''}`,
      })
    }
  })
  return found
}
