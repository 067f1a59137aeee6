import type { Tx } from '#platform/database/database.ts'
import { readConcepts, readSpoken } from './concepts.rules.ts'
import type { EntryTexts } from './entry.rules.ts'
import { placesOf } from './entry.rules.ts'
import { allSyllables, foldPlain, foldText, foldWithSounds, soundsOfCharacters } from './fold.ts'
import {
  readLists,
  selectCandidates,
  type NewEntry,
  type Standing,
  type StoredEntry,
  type Within,
} from './index.store.ts'
import { readQuestion, type Known } from './question.rules.ts'
import { rank, roughRank, type Ranked, type RoughHit } from './rank.rules.ts'
import { shippedConcepts } from './shipped-concepts.ts'
import { soundOf } from './syllables.rules.ts'
import type { Folded } from './terms.rules.ts'
import { createComparer } from './unit.rules.ts'
import { worthsOf } from './worth.rules.ts'

/** So many places are read in a millisecond; terms beyond are so common that the second look is enough for them. */
const mostPlaces = 16_000
const mostRanked = 120
const mostAsked = 160

export const concepts = readConcepts(
  shippedConcepts.map((line, i) => ({ id: String(i), names: line.split('|').map(foldText) })),
)
const compare = createComparer((character) => soundsOfCharacters(character)[0] ?? '', concepts)

let known: Known | undefined
/** Made when somebody first asks (150 ms). */
const everything = (): Known =>
  (known ??= {
    concepts,
    spoken: readSpoken(concepts, (name) => soundsOfCharacters(name).map(soundOf)),
    syllables: allSyllables(),
  })

export interface IndexedTexts {
  title: string
  answer: string
  body: string
  /** The ways buyers ask it, its own and learned ones. */
  questions: readonly string[]
  /** Products and categories it is tied to, by name. */
  names: readonly string[]
}

/** An article as it goes into the index. */
export const entryOf = (articleId: string, texts: IndexedTexts, standing: Standing): NewEntry => {
  const folded: EntryTexts = {
    title: foldWithSounds(texts.title),
    questions: texts.questions.map(foldWithSounds),
    answer: foldWithSounds(texts.answer),
    names: texts.names.map(foldWithSounds),
    body: foldPlain(texts.body),
  }
  return {
    articleId,
    standing,
    places: placesOf(folded, concepts),
    names: folded.names.map(({ text }) => text).join(' '),
    units: [folded.title.text, ...folded.questions.map(({ text }) => text), folded.answer.text],
  }
}

export interface Asking {
  text: string
  /** The shop's own synonyms: rows of names of one thing. */
  synonyms: readonly (readonly string[])[]
  /** What the conversation is about, as far as known. */
  productIds: readonly string[]
  within: Within
}

const names = new Map<string, Folded>()
/** Names of synonyms are few and come with every question. */
const foldName = (name: string): Folded => {
  const before = names.get(name)
  if (before) return before
  if (names.size > 20_000) names.clear()
  const folded = foldPlain(name)
  names.set(name, folded)
  return folded
}

/** The articles that answer best, best first, with a score from 0 to 1. Nothing when nothing of it is known. */
export const findArticles = async (
  tx: Tx,
  shopId: string,
  asking: Asking,
  most: number,
): Promise<Ranked[]> => {
  const isNarrow = asking.within.section !== undefined || asking.within.language !== undefined
  return answer(
    asking,
    (terms) => readLists(tx, shopId, terms, mostPlaces),
    (rough) =>
      selectCandidates(
        tx,
        shopId,
        rough.map(({ number }) => number),
        asking.within,
      ),
    isNarrow ? mostRanked * 5 : mostRanked,
    most,
  )
}

const answer = async (
  { text, synonyms, productIds }: Asking,
  lists: (terms: number[]) => ReturnType<typeof readLists>,
  candidates: (rough: RoughHit[]) => Promise<StoredEntry[]>,
  wide: number,
  most: number,
): Promise<Ranked[]> => {
  const question = readQuestion(
    foldWithSounds(text.slice(0, mostAsked)),
    everything(),
    synonyms.map((group) => group.map(foldName)),
  )
  if (question.terms.length === 0) return []
  const read = await lists(question.terms.map(({ hash }) => hash))
  const worth = worthsOf(question, new Map(read.lists.map((list) => [list.term, list])), read.articles)
  const rough = roughRank(read.lists, worth, read.lastNumber, wide)
  const scores = new Map(rough.map(({ number, score }) => [number, score]))
  const about = new Set(productIds)
  const stored = await candidates(rough)
  return rank(
    question,
    worth,
    stored.map(({ number, article_id: id, units, names, product_ids: ties }) => ({
      id,
      names,
      rough: scores.get(number) ?? 0,
      texts: units.split('\n'),
      isAbout: about.size === 0 || ties === '' ? null : ties.split(' ').some((product) => about.has(product)),
    })),
    compare(worth),
  ).slice(0, most)
}
