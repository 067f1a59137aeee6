import type { Tx } from '#platform/database/database.ts'
import { readConcepts } from './concepts.rules.ts'
import type { EntryTexts, Place } from './entry.rules.ts'
import { placesOf } from './entry.rules.ts'
import { allSyllables, foldPlain, foldText, foldWithSounds, soundsOfCharacters } from './fold.ts'
import { readLists, selectCandidates, type NewEntry, type Within } from './index.store.ts'
import { readQuestion } from './question.rules.ts'
import { rank, roughRank, worthsOf, type Ranked } from './rank.rules.ts'
import { shippedConcepts } from './shipped-concepts.ts'
import type { Folded } from './terms.rules.ts'

/** Lists of 100,000 places are read in a few milliseconds; terms beyond are so common that they tell nothing. */
const mostPlaces = 60_000
const mostRanked = 50
const mostAsked = 160

export const concepts = readConcepts(
  shippedConcepts.map((line, i) => ({ id: String(i), names: line.split('|').map(foldText) })),
)

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
export const entryOf = (articleId: string, texts: IndexedTexts): NewEntry => {
  const folded: EntryTexts = {
    title: foldWithSounds(texts.title),
    questions: texts.questions.map(foldWithSounds),
    answer: foldWithSounds(texts.answer),
    names: texts.names.map(foldWithSounds),
    body: foldPlain(texts.body),
  }
  const places: Place[] = placesOf(folded, concepts)
  return {
    articleId,
    places,
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
  { text, synonyms, productIds, within }: Asking,
  most: number,
): Promise<Ranked[]> => {
  const question = readQuestion(
    foldWithSounds(text.slice(0, mostAsked)),
    concepts,
    synonyms.map((names) => names.map(foldName)),
    allSyllables(),
  )
  if (question.terms.length === 0) return []
  const read = await readLists(
    tx,
    shopId,
    question.terms.map(({ hash }) => hash),
    mostPlaces,
  )
  const worth = worthsOf(question, new Map(read.lists.map((list) => [list.term, list])), read.articles)
  const isNarrow = within.section !== undefined || within.language !== undefined
  const rough = roughRank(read.lists, worth, read.lastNumber, isNarrow ? mostRanked * 6 : mostRanked)
  const stored = await selectCandidates(
    tx,
    shopId,
    rough.map(({ number }) => number),
    within,
  )
  const scores = new Map(rough.map(({ number, score }) => [number, score]))
  const about = new Set(productIds)
  return rank(
    question,
    worth,
    stored.map(({ number, article_id: id, units, names, product_ids: ties }) => ({
      id,
      names,
      rough: scores.get(number) ?? 0,
      units: units.map((unit, i) => ({
        folded: { text: unit, characters: [...unit], sounds: soundsOfCharacters(unit) },
        standing: i === units.length - 1 ? 0.75 : 1,
      })),
      isAbout: about.size === 0 || ties.length === 0 ? null : ties.some((product) => about.has(product)),
    })),
    concepts,
  ).slice(0, most)
}
