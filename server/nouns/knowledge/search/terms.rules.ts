/**
 * What of a text is looked for [KB-01]: characters and pairs of characters, the sounds of pairs, initials, English stems and
 * pieces of English words, and the things that have many names (concepts). Characters, not words: Chinese has no spaces and a
 * buyer's words stand in no dictionary.
 */
import { emptyWords, stemOf } from './stem.rules.ts'
import { soundOf, syllablesIn } from './syllables.rules.ts'

/** A text made comparable: case, width and script folded; with the sound of each of its characters (empty: none). */
export interface Folded {
  text: string
  characters: readonly string[]
  sounds: readonly string[]
}
/** What a term is, for its weight: of a pair much can be told, of one character or a sound less. */
export type TermKind = 'pair' | 'character' | 'word' | 'number' | 'sound' | 'initials' | 'piece' | 'concept'
export interface Term {
  kind: TermKind
  key: string
  hash: number
  times: number
}

const marks: Readonly<Record<TermKind, string>> = {
  pair: '2',
  character: '1',
  word: 'w',
  number: '#',
  sound: 's',
  initials: 'i',
  piece: '3',
  concept: '=',
}
/** A term as it is hashed: kinds keep apart what is spelt alike. */
export const keyOf = (kind: TermKind, key: string): string => `${marks[kind]}${key}`

const han = /\p{Script=Han}/u
const latin = /[a-z]/
const digit = /[0-9]/

/** FNV-1a over UTF-16 units, signed: what an `int` column holds. Two terms with one hash only blur a rank. */
export const termHash = (key: string): number => hashFrom(key)
export const hashFrom = (key: string): number => hashOn(0x811c9dc5, key)
/** A hash so far, and what follows. */
export const hashOn = (before: number, more: string): number => {
  let value = before
  for (let at = 0; at < more.length; at += 1) value = Math.imul(value ^ more.charCodeAt(at), 0x01000193)
  return value | 0
}

/** Characters that hold sentences together. Alone they say nothing; a pair of two of them little. */
export const hollow: ReadonlySet<string> = new Set(
  '的了吗呢啊呀吧哦嘛么我你您他她它们是在有就都也还和与给把被这那个啥哪怎请亲要想会能可以很太又再去来上下里外得地着过为从向到对让跟问说看知道样什谁几些点只才但而且或如果因所后前时候不没咱吗嘛呗咋行么好用买卖',
)

export interface Wanted {
  /** Single characters: for titles and questions. */
  characters?: boolean
  sounds?: boolean
  initials?: boolean
  pieces?: boolean
}

/** The terms of a text, each once with how often it is there. */
export const termsOf = (folded: Folded, wanted: Wanted): Map<string, Term> => {
  const found = new Map<string, Term>()
  const add = (kind: TermKind, key: string) => {
    const whole = keyOf(kind, key)
    const before = found.get(whole)
    if (before) before.times += 1
    else found.set(whole, { kind, key: whole, hash: termHash(whole), times: 1 })
  }
  const { characters, sounds } = folded
  for (let at = 0; at < characters.length; at += 1) {
    const here = characters[at] as string
    if (han.test(here)) {
      if (wanted.characters && !hollow.has(here)) add('character', here)
      const next = characters[at + 1]
      if (next !== undefined && han.test(next)) add('pair', here + next)
      if (wanted.sounds) {
        const [one, other] = [sounds[at], sounds[at + 1]]
        if (one && other) add('sound', `${soundOf(one)} ${soundOf(other)}`)
      }
      if (wanted.initials) {
        const [one, two, three] = [sounds[at], sounds[at + 1], sounds[at + 2]]
        if (one && two) add('initials', one.charAt(0) + two.charAt(0))
        if (one && two && three) add('initials', one.charAt(0) + two.charAt(0) + three.charAt(0))
      }
    }
  }
  for (const word of wordsIn(folded.text)) {
    if (digit.test(word.charAt(0)) && /^[0-9.]+$/.test(word)) {
      add('number', word)
      continue
    }
    if (emptyWords.has(word)) continue
    add('word', stemOf(word))
    if (wanted.pieces) for (const piece of piecesOf(word)) add('piece', piece)
  }
  return found
}

/** Runs of Latin letters and digits, in order. */
export const wordsIn = (text: string): string[] => text.match(wordPattern) ?? []
export const wordPattern = /[a-z]+|[0-9]+(?:\.[0-9]+)?/g

/** Three letters at a time, the ends marked: a slip of one letter leaves most of them. */
export const piecesOf = (word: string): string[] => {
  if (word.length < 4 || word.length > 24) return []
  const marked = `^${word}$`
  return Array.from({ length: marked.length - 2 }, (_, at) => marked.slice(at, at + 3))
}

export interface SoundAt {
  /** Null breaks the row. */
  sound: string | null
  /** Null: letters that were typed. */
  character: string | null
  /** The characters of the text that it stands for; of letters the whole word. */
  from: number
  until: number
}
/** Sounds of a question in their order, letters that are pinyin included. */
export const soundRow = (folded: Folded, all: ReadonlySet<string>): SoundAt[] => {
  const row: SoundAt[] = []
  const { characters, sounds } = folded
  for (let at = 0; at < characters.length; at += 1) {
    const here = characters[at] as string
    if (latin.test(here)) {
      const from = at
      let letters = ''
      while (at < characters.length && latin.test(characters[at] as string)) {
        letters += characters[at]
        at += 1
      }
      const until = at
      at -= 1
      for (const one of syllablesIn(letters, all) ?? [null])
        row.push({ sound: one === null ? null : soundOf(one), character: null, from, until })
    } else if (here !== ' ' && here !== "'")
      row.push({
        sound: soundOf(sounds[at] ?? '') || null,
        character: here,
        from: at,
        until: at + 1,
      })
  }
  return row
}
