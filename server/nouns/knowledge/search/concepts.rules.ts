/**
 * Things with many names [KB-01]: an article says 退货, the buyer says 不想要了. A concept found in both counts like a word that
 * both hold. Names in Latin letters are rows of stems; Chinese ones stand anywhere.
 */
import { stemOf } from './stem.rules.ts'
import { wordsIn } from './terms.rules.ts'

export interface Concepts {
  /** Chinese names by their first character, longest first. */
  han: ReadonlyMap<string, readonly { name: string; id: string }[]>
  /** Names of words by their first stem. */
  latin: ReadonlyMap<string, readonly { stems: readonly string[]; id: string }[]>
}

const han = /\p{Script=Han}/u

/** @param groups names of one thing each, folded, by an id. */
export const readConcepts = (groups: readonly { id: string; names: readonly string[] }[]): Concepts => {
  const byCharacter = new Map<string, { name: string; id: string }[]>()
  const byStem = new Map<string, { stems: string[]; id: string }[]>()
  for (const { id, names } of groups)
    for (const name of names) {
      if (han.test(name)) {
        const [first = ''] = name
        byCharacter.set(first, [...(byCharacter.get(first) ?? []), { name, id }])
      } else {
        const stems = wordsIn(name).map(stemOf)
        const [first] = stems
        if (first) byStem.set(first, [...(byStem.get(first) ?? []), { stems, id }])
      }
    }
  for (const list of byCharacter.values()) list.sort((one, other) => other.name.length - one.name.length)
  return { han: byCharacter, latin: byStem }
}

/** Which of them a folded text names. Of names at one place the longest counts: 退货运费 is not 退货. */
export const conceptsIn = (text: string, concepts: Concepts): Set<string> => {
  const found = new Set<string>()
  let until = 0
  for (let at = 0; at < text.length; at += 1) {
    const list = concepts.han.get(text.charAt(at))
    if (!list) continue
    for (const { name, id } of list) {
      if (!text.startsWith(name, at)) continue
      // A name inside of a longer one that was just found says less; 运费 within 退货运费 still counts.
      if (at + name.length > until || at > 0) found.add(id)
      until = Math.max(until, at + name.length)
      break
    }
  }
  if (/[a-z]/.test(text)) {
    const stems = wordsIn(text).map(stemOf)
    stems.forEach((stem, at) => {
      for (const one of concepts.latin.get(stem) ?? [])
        if (one.stems.every((part, i) => stems[at + i] === part)) found.add(one.id)
    })
  }
  return found
}
