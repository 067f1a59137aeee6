/** KB-02: industry, product, use and maintenance, questions; KB-13: rules of platforms, to be read and acknowledged. */
export const sections = ['faq', 'product', 'use', 'industry', 'rule'] as const
export type Section = (typeof sections)[number]
/** KB-09: what a wrong use leads to; KB-10: what a member found on trying it. */
export const marks = ['wrong_use', 'trial'] as const
export type Mark = (typeof marks)[number]
export const articleStates = ['draft', 'approved', 'retired'] as const
export type ArticleState = (typeof articleStates)[number]
export const articleViews = ['current', 'pending', 'review', 'rules', 'retired'] as const
export type ArticleView = (typeof articleViews)[number]
/** How an answer went on: `unknown` means that nobody knew one. */
export const ways = ['sent', 'inserted', 'copied', 'unknown'] as const
export type Way = (typeof ways)[number]
export const repeatStates = ['open', 'taken', 'changed', 'stopped', 'goes_on', 'dismissed'] as const
export type RepeatState = (typeof repeatStates)[number]

export const knowledgeLimits = {
  title: 120,
  answer: 1000,
  body: 60_000,
  questions: 40,
  question: 120,
  products: 200,
  categories: 20,
  category: 120,
  pictures: 40,
  query: 500,
  synonyms: 20,
  synonymRows: 500,
  note: 500,
} as const

/** A score from which an answer is offered without being asked for. */
export const likelyFrom = 0.5
