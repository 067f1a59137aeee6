import { articleViews, sections, type ArticleView, type Section } from '#contract/knowledge/kinds.ts'

export const knowledgeViews = [
  ...articleViews.filter((view) => view !== 'retired'),
  'asked',
  'synonyms',
  'retired',
] as const
export const articleLanguages = ['zh', 'en', 'both'] as const
export type ArticleLanguage = (typeof articleLanguages)[number]
export type KnowledgeView = ArticleView | 'asked' | 'synonyms'

/** What the address of the knowledge says. */
export interface KnowledgeSearch {
  q?: string
  view?: KnowledgeView
  section?: Section
  /** Of the articles in use; left out: the shop's own. */
  language?: ArticleLanguage
}

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined

export function readKnowledgeSearch(search: Record<string, unknown>): KnowledgeSearch {
  return {
    q: text(search['q']),
    view: knowledgeViews.find((view) => view === search['view']),
    section: sections.find((section) => section === search['section']),
    language: articleLanguages.find((language) => language === search['language']),
  }
}
