/**
 * What of an article is put into the index [KB-01]: every term with one weight from 1 to 127, made of the fields it stands in. A
 * title and the ways buyers ask weigh most, then the sentence that is sent, then names of products, then the text.
 */
import { conceptsIn, type Concepts } from './concepts.rules.ts'
import { keyOf, termHash, termsOf, type Folded, type Term } from './terms.rules.ts'

/** The texts of an article, folded. `body` needs no sounds. */
export interface EntryTexts {
  title: Folded
  /** The ways buyers ask it, its own and learned ones. */
  questions: readonly Folded[]
  answer: Folded
  /** Products and categories by name. */
  names: readonly Folded[]
  body: Folded
}
export interface Place {
  hash: number
  weight: number
}

const weights = { title: 3, question: 2.5, answer: 1.4, names: 1.2, body: 0.7 }
/** Of long texts the beginning: what a page is about stands there. */
const mostBodyTerms = 400
const half = 1.6

const short = { characters: true, sounds: true, pieces: true }

export const placesOf = (texts: EntryTexts, concepts: Concepts): Place[] => {
  const found = new Map<number, number>()
  const add = (hash: number, weight: number) => void found.set(hash, (found.get(hash) ?? 0) + weight)
  const addTerms = (terms: Iterable<Term>, weight: number) => {
    for (const { hash, times } of terms) add(hash, weight * (1 + Math.log(times)))
  }
  const addConcepts = (text: string, weight: number) => {
    for (const id of conceptsIn(text, concepts)) add(termHash(keyOf('concept', id)), weight)
  }
  addTerms(termsOf(texts.title, { ...short, initials: true }).values(), weights.title)
  addConcepts(texts.title.text, weights.title)
  // The best of the phrasings counts whole, the others a little: ten of them are not ten times as right.
  const asked = new Map<number, number[]>()
  for (const question of texts.questions) {
    for (const { hash } of termsOf(question, short).values()) asked.set(hash, [...(asked.get(hash) ?? []), 1])
    for (const id of conceptsIn(question.text, concepts)) {
      const hash = termHash(keyOf('concept', id))
      asked.set(hash, [...(asked.get(hash) ?? []), 1])
    }
  }
  for (const [hash, times] of asked) add(hash, weights.question * (1 + 0.5 * Math.log(times.length)))
  addTerms(termsOf(texts.answer, short).values(), weights.answer)
  addConcepts(texts.answer.text, weights.answer * 0.7)
  for (const name of texts.names) addTerms(termsOf(name, short).values(), weights.names)
  addTerms([...termsOf(texts.body, {}).values()].slice(0, mostBodyTerms), weights.body)
  addConcepts(texts.body.text.slice(0, 600), weights.body * 0.6)
  return [...found].map(([hash, weight]) => ({
    hash,
    weight: Math.max(1, Math.min(127, Math.round((127 * weight) / (weight + half)))),
  }))
}
