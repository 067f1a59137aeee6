/**
 * Whether two questions ask the same [KB-05, KB-06]: shared pairs of characters and words, and shared things under whatever name,
 * against the shorter of both. Groups what was asked and not found.
 */
import { conceptsIn, type Concepts } from './search/concepts.rules.ts'
import { hollow, termsOf, type Folded } from './search/terms.rules.ts'

export type Marks = ReadonlySet<string>

/** What of a question is compared. */
export const marksOf = (folded: Folded, concepts: Concepts): Marks => {
  const found = new Set<string>()
  for (const { kind, key } of termsOf(folded, { characters: true }).values()) {
    const isHollow = hollow.has(key.charAt(1)) && hollow.has(key.charAt(2))
    if (kind === 'pair' && isHollow) continue
    if (kind === 'pair' || kind === 'word' || kind === 'number' || kind === 'character') found.add(key)
  }
  for (const id of conceptsIn(folded.text, concepts)) found.add(`=${id}`)
  return found
}

/** 0…1. A shared thing counts as much as three characters. */
export const likenessOf = (one: Marks, other: Marks): number => {
  const counts = (key: string) => (key.startsWith('=') ? 2 : key.startsWith('1') ? 0.6 : 1)
  const sum = (marks: Iterable<string>) => {
    let total = 0
    for (const key of marks) total += counts(key)
    return total
  }
  const all = sum(one) + sum(other)
  return all === 0 ? 0 : (2 * sum([...one].filter((key) => other.has(key)))) / all
}

/** From here on two questions are one. */
export const alikeFrom = 0.45

/** The most alike of the groups, or null when none is alike enough. A group is as near as its nearest question. */
export const nearest = <G>(
  question: Marks,
  groups: readonly { group: G; questions: readonly Marks[] }[],
): G | null => {
  let best: { group: G; score: number } | null = null
  for (const { group, questions } of groups)
    for (const other of questions) {
      const score = likenessOf(question, other)
      if (score >= alikeFrom && score > (best?.score ?? 0)) best = { group, score }
    }
  return best?.group ?? null
}
