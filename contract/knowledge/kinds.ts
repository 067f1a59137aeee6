/** KB-02: industry, product, use and maintenance, questions; KB-13: rules of platforms, to be read and acknowledged. */
export const sections = ['faq', 'product', 'use', 'industry', 'rule'] as const
export type Section = (typeof sections)[number]
/** KB-09: what a wrong use leads to; KB-10: what a member found on trying it; KB-11: a feeling recognised before the matter. */
export const marks = ['wrong_use', 'trial', 'empathy'] as const
export type Mark = (typeof marks)[number]
export const articleStates = ['draft', 'approved', 'retired'] as const
export type ArticleState = (typeof articleStates)[number]
export const articleViews = ['current', 'pending', 'review', 'rules', 'retired'] as const
export type ArticleView = (typeof articleViews)[number]
/** How an agent's answer went on: `unknown` means that nobody knew one. */
export const chosenWays = ['sent', 'inserted', 'copied', 'unknown'] as const
/** `self`: the buyer looked it up without asking anybody. */
export const ways = [...chosenWays, 'self'] as const
export type Way = (typeof ways)[number]

/** KB-08: what a buyer may look up alone. Rules, trials and examples of feeling are the team's own, whatever is set. */
export const mayBePublic = (section: Section, mark: Mark | null): boolean =>
  section !== 'rule' && mark !== 'trial' && mark !== 'empathy'
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
  packItems: 20,
  /** Bytes of a document that is taken in. */
  document: 20 * 1024 * 1024,
  /** Articles in one document. */
  pieces: 2000,
  /** What a buyer may look for. */
  lookUp: 120,
} as const

/** A score from which an answer is offered without being asked for. */
export const likelyFrom = 0.5
