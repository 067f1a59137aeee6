/**
 * 品类顾虑库 (BUY-11, BUY-12): each kind of goods has the worries that its buyers usually have, and what the shop says to each
 * before they ask. Addressed is what an agent said; beside the point is what a person said it is.
 */
import { fold, whereSaid, type Both, type Said, type Terms } from '../said.rules.ts'

export interface Concern {
  key: string
  worry: Both
  statement: Both
  terms: Terms
}
export interface ConcernCategory {
  key: string
  name: Both
  /** Words in a product's category or name, or in a page's title, by which it is known to be of this kind. */
  matches: readonly string[]
  concerns: readonly Concern[]
}

/** The shipped categories with the shop's own in their place; those put away are left out. */
export const inForce = (
  shipped: readonly ConcernCategory[],
  own: readonly (ConcernCategory & { isArchived: boolean })[],
): ConcernCategory[] => {
  const byKey = new Map(own.map((category) => [category.key, category]))
  return [
    ...shipped.map((category) => byKey.get(category.key) ?? { ...category, isArchived: false }),
    ...own.filter(({ key }) => !shipped.some((category) => category.key === key)),
  ].filter(({ isArchived }) => !isArchived)
}

/** What a conversation is about, as texts: a product's category and name, a page's title, a title on an order. */
export const concernedCategories = (
  categories: readonly ConcernCategory[],
  subjects: readonly string[],
  /** What the buyer wrote: only words of two characters and more are sought there (鱼 stands in 多余鱼丸 and elsewhere). */
  spoken: readonly string[] = [],
): ConcernCategory[] => {
  const about = subjects.map(fold)
  const said = spoken.map(fold)
  const hit = (text: string, word: string) =>
    /^[a-z0-9]/.test(word)
      ? new RegExp(`(^|[^a-z])${escaped(word)}(s|es)?([^a-z]|$)`).test(text)
      : text.includes(word)
  return categories.filter(({ matches }) =>
    matches
      .map(fold)
      .filter((word) => word !== '')
      .some(
        (word) =>
          about.some((text) => hit(text, word)) || (word.length > 1 && said.some((text) => hit(text, word))),
      ),
  )
}

const escaped = (word: string): string => word.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')

export interface ConcernState {
  key: string
  worry: Both
  statement: Both
  state: 'said' | 'open' | 'beside'
  messageId: string | null
}
/** How each concern of these categories stands. What was said counts even where it was put aside. */
export const readConcerns = (
  categories: readonly ConcernCategory[],
  messages: readonly Said[],
  beside: ReadonlySet<string>,
): { category: ConcernCategory; concerns: ConcernState[] }[] =>
  categories.map((category) => ({
    category,
    concerns: category.concerns.map(({ key, worry, statement, terms }) => {
      const said = whereSaid(messages, terms)
      const state = said ? 'said' : beside.has(key) ? 'beside' : 'open'
      return { key, worry, statement, state, messageId: said?.id ?? null }
    }),
  }))

/** A statement must be written, and each language of it needs words by which it is known to have been said. */
export const checkStatement = (statement: Both, terms: Terms): 'needed' | 'terms_needed' | null => {
  const written = (['zh', 'en'] as const).filter((language) => statement[language].trim() !== '')
  if (written.length === 0) return 'needed'
  return written.some((language) => terms[language].every((term) => term.trim() === ''))
    ? 'terms_needed'
    : null
}
