/** What is looked for when somebody asks [KB-01]: terms with what each of them is worth, and a note of where it came from. */
import { conceptsIn, type Concepts } from './concepts.rules.ts'
import { emptyWords, stemOf } from './stem.rules.ts'
import {
  hollow,
  keyOf,
  piecesOf,
  soundRow,
  termHash,
  termsOf,
  wordsIn,
  type Folded,
  type TermKind,
} from './terms.rules.ts'

export interface SoughtTerm {
  hash: number
  kind: TermKind
  key: string
  worth: number
  /** The word it stands in for (a sound or pieces of it): where that word itself is known, the stand-in counts little. */
  instead: number | null
}
export interface Question {
  folded: Folded
  terms: SoughtTerm[]
  concepts: ReadonlySet<string>
}

const worths: Readonly<Record<TermKind, number>> = {
  pair: 1,
  character: 0.6,
  word: 1.2,
  number: 0.7,
  sound: 0.5,
  initials: 0.6,
  piece: 0.22,
  concept: 2,
}
const han = /\p{Script=Han}/u

/**
 * @param synonyms the shop's own: rows of names of one thing, folded with sounds.
 * @param all every syllable there is.
 */
export const readQuestion = (
  folded: Folded,
  concepts: Concepts,
  synonyms: readonly (readonly Folded[])[],
  all: ReadonlySet<string>,
): Question => {
  const sought = new Map<number, SoughtTerm>()
  const add = (kind: TermKind, key: string, worth: number, instead: number | null = null) => {
    const hash = termHash(key)
    const before = sought.get(hash)
    if (!before || before.worth < worth) sought.set(hash, { hash, kind, key, worth, instead })
  }
  for (const { kind, key } of termsOf(folded, { characters: true }).values())
    add(kind, key, worths[kind] * hollowness(kind, key))
  for (const word of wordsIn(folded.text)) {
    if (emptyWords.has(word) || !/^[a-z]/.test(word)) continue
    const itself = termHash(keyOf('word', stemOf(word)))
    const pieces = piecesOf(word)
    for (const piece of pieces)
      add('piece', keyOf('piece', piece), worths.piece * Math.min(1, 6 / pieces.length), itself)
    if (word.length === 2) add('initials', keyOf('initials', word), worths.initials, itself)
    if (word.length >= 3 && word.length <= 8)
      for (let at = 0; at + 3 <= word.length; at += 1)
        add('initials', keyOf('initials', word.slice(at, at + 3)), worths.initials, itself)
  }
  const row = soundRow(folded, all)
  row.forEach(({ sound, character }, at) => {
    const next = row[at + 1]
    if (!sound || !next?.sound) return
    const pair = character && next.character ? termHash(keyOf('pair', character + next.character)) : null
    add('sound', keyOf('sound', `${sound} ${next.sound}`), pair === null ? 1 : worths.sound, pair)
  })
  const named = conceptsIn(folded.text, concepts)
  for (const id of named) add('concept', keyOf('concept', id), worths.concept)
  for (const group of synonyms) {
    const inIt = group.find((name) => holds(folded.text, name.text))
    if (!inIt) continue
    for (const other of group)
      if (other !== inIt)
        for (const { kind, key } of termsOf(other, { characters: [...other.text].length === 1 }).values())
          add(kind, key, worths[kind] * 0.8)
  }
  return { folded, terms: [...sought.values()], concepts: named }
}

/** A Chinese name anywhere, a name in letters as whole words. */
const holds = (text: string, name: string): boolean =>
  han.test(name)
    ? text.includes(name)
    : ` ${wordsIn(text).join(' ')} `.includes(` ${wordsIn(name).join(' ')} `)

const hollowness = (kind: TermKind, key: string): number => {
  if (kind !== 'pair') return 1
  const [, one = '', other = ''] = [...key]
  return hollow.has(one) ? (hollow.has(other) ? 0.1 : 0.55) : hollow.has(other) ? 0.55 : 1
}
