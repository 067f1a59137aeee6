/** What is looked for when somebody asks [KB-01]: terms with what each of them is worth, and a note of where it came from. */
import { conceptHash, eachConcept, spokenIn, type Concepts, type SpokenConcepts } from './concepts.rules.ts'
import { isSmallTalk } from './small-talk.rules.ts'
import { meantBy } from './slips.rules.ts'
import { emptyWords, stemOf } from './stem.rules.ts'
import {
  hollow,
  keyOf,
  piecesOf,
  soundRow,
  termHash,
  termsOf,
  wordPattern,
  wordsIn,
  type Folded,
  type TermKind,
} from './terms.rules.ts'

export interface SoughtTerm {
  hash: number
  kind: TermKind
  worth: number
  /** The word it stands in for (a sound or pieces of it): where that word itself is known, the stand-in counts little. */
  instead: number | null
}
export interface Question {
  folded: Folded
  terms: SoughtTerm[]
  /** Stems of its words: where the shop knows none of them, slips are thought of. */
  stems: readonly string[]
  /** What it is about: its content-bearing characters and words, each with the terms any of which answers to it. */
  slots: readonly Slot[]
  isSmallTalk: boolean
}
export interface Slot {
  mass: number
  /** Alone it may be a coincidence: one character of many. */
  weak: number
  strong: readonly number[]
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
/** Of a concept's worth when it was heard rather than read. */
const heard = { typed: 0.8, mistyped: 0.5 }

export interface Known {
  concepts: Concepts
  spoken: SpokenConcepts
  /** Every syllable there is. */
  syllables: ReadonlySet<string>
}

/** @param synonyms the shop's own: rows of names of one thing, folded. */
export const readQuestion = (
  folded: Folded,
  { concepts, spoken, syllables }: Known,
  synonyms: readonly (readonly Folded[])[],
): Question => {
  const sought = new Map<number, SoughtTerm>()
  const addHash = (kind: TermKind, hash: number, worth: number, instead: number | null = null) => {
    const before = sought.get(hash)
    if (!before || before.worth < worth) sought.set(hash, { hash, kind, worth, instead })
  }
  const add = (kind: TermKind, key: string, worth: number, instead: number | null = null) =>
    addHash(kind, termHash(key), worth, instead)
  for (const { kind, key } of termsOf(folded, { characters: true }).values())
    add(kind, key, worths[kind] * hollowness(kind, key))
  const words = wordsIn(folded.text).filter((word) => /^[a-z]/.test(word) && !emptyWords.has(word))
  const stems = words.map(stemOf)
  const meant = stems.map((stem) => meantBy(stem, concepts.stems))
  words.forEach((word, at) => {
    const itself = termHash(keyOf('word', stems[at] as string))
    const pieces = piecesOf(word)
    for (const piece of pieces)
      add('piece', keyOf('piece', piece), worths.piece * Math.min(1, 6 / pieces.length), itself)
    if (word.length === 2) add('initials', keyOf('initials', word), worths.initials, itself)
    if (word.length >= 3 && word.length <= 8)
      for (let from = 0; from + 3 <= word.length; from += 1)
        add('initials', keyOf('initials', word.slice(from, from + 3)), worths.initials, itself)
    const other = meant[at]
    if (other) add('word', keyOf('word', other), worths.word * 0.8, itself)
  })
  const row = soundRow(folded, syllables)
  row.forEach(({ sound, character }, at) => {
    const next = row[at + 1]
    if (!sound || !next?.sound) return
    const pair = character && next.character ? termHash(keyOf('pair', character + next.character)) : null
    add('sound', keyOf('sound', `${sound} ${next.sound}`), pair === null ? 1 : worths.sound, pair)
  })
  const spans: Span[] = []
  row.forEach(({ sound, from }, at) => {
    const next = row[at + 1]
    if (sound && next?.sound)
      spans.push({ hash: termHash(keyOf('sound', `${sound} ${next.sound}`)), from, until: next.until })
  })
  eachConcept(folded.text, concepts, (id, from, length) => {
    addHash('concept', conceptHash(id), worths.concept)
    spans.push({ hash: conceptHash(id), from, until: from + length })
  })
  if (meant.some((one) => one !== null))
    eachConcept(mended(folded.text, meant, stems), concepts, (id, from) => {
      addHash('concept', conceptHash(id), worths.concept * heard.typed)
      spans.push({ hash: conceptHash(id), from, until: from + 1 })
    })
  for (const { id, isTyped, pair, from, until } of spokenIn(row, spoken)) {
    addHash(
      'concept',
      conceptHash(id),
      worths.concept * (isTyped ? heard.typed : heard.mistyped),
      isTyped ? null : termHash(keyOf('pair', pair)),
    )
    spans.push({ hash: conceptHash(id), from, until })
  }
  for (const group of synonyms) {
    const inIt = group.find((name) => holds(folded.text, name.text))
    if (!inIt) continue
    for (const other of group)
      if (other !== inIt)
        for (const { kind, key } of termsOf(other, { characters: [...other.text].length === 1 }).values())
          add(kind, key, worths[kind] * 0.8)
  }
  return {
    folded,
    terms: [...sought.values()],
    stems,
    slots: slotsOf(folded, spans, meant, words),
    isSmallTalk: isSmallTalk(folded.text),
  }
}

/** Words that ask and numbers are in questions about anything. */
const masses = { asking: 0.3 }
const askingWords =
  /什么时候|啥时候|多长时间|为什么|怎么样|怎么|怎样|如何|多久|多少|几天|几点|几个|几次|哪里|哪儿|哪个|今天|明天|昨天|现在|一下|一个|一次|可以|能不能|可不可以|有没有|是不是|会不会|你们|我们|东西|时候|知道|帮我|请问/g
const asksOnly = (text: string): Set<number> => {
  const places = new Set<number>()
  for (const { 0: word, index } of text.matchAll(askingWords))
    for (let at = 0; at < word.length; at += 1) places.add(index + at)
  return places
}

interface Span {
  hash: number
  from: number
  until: number
}
/** Places are those of the text; characters outside the common planes would shift them, which only blurs. */
const slotsOf = (
  { text }: Folded,
  spans: readonly Span[],
  meant: readonly (string | null)[],
  words: readonly string[],
): Slot[] => {
  const slots: Slot[] = []
  const within = (from: number, until: number) =>
    spans.flatMap((span) => (span.from < until && span.until > from ? [span.hash] : []))
  const asking = asksOnly(text)
  for (let at = 0; at < text.length; at += 1) {
    const one = text.charAt(at)
    if (!han.test(one) || hollow.has(one)) continue
    const strong = within(at, at + 1)
    for (const from of [at - 1, at]) {
      const [left, right] = [text.charAt(from), text.charAt(from + 1)]
      if (han.test(left) && han.test(right)) strong.push(termHash(keyOf('pair', left + right)))
    }
    slots.push({ mass: asking.has(at) ? masses.asking : 1, weak: termHash(keyOf('character', one)), strong })
  }
  for (const { 0: word, index } of text.matchAll(wordPattern)) {
    if (emptyWords.has(word)) continue
    const other = meant[words.indexOf(word)]
    const isNumber = /^[0-9]/.test(word)
    const itself = termHash(keyOf(isNumber ? 'number' : 'word', stemOf(word)))
    slots.push({
      mass: isNumber ? masses.asking : word.length > 2 ? 2 : 1,
      weak: itself,
      strong: [
        ...(isNumber ? [] : [itself]),
        ...(other ? [termHash(keyOf('word', other))] : []),
        ...within(index, index + word.length),
      ],
    })
  }
  return slots
}

/** The text with slips put right, as far as the order of its words. */
const mended = (text: string, meant: readonly (string | null)[], stems: readonly string[]): string => {
  if (!meant.some((one) => one !== null)) return text
  return text.replace(/[a-z]+/g, (word) => meant[stems.indexOf(stemOf(word))] ?? word)
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
