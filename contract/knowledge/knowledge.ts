import { Type, type Static } from 'typebox'
import { endpoint } from '../endpoint.ts'
import { Id, Instant, Language, Nothing, Nullable, OneOf, Page, PageQuery, Strict, Text } from '../shapes.ts'
import { answering, anyRole, leading } from '../staff/roles.ts'
import { articleStates, articleViews, knowledgeLimits as limits, marks, sections } from './kinds.ts'

/** A day as `2026-11-22`. */
export const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })

const ArticleHead = {
  id: Id,
  state: OneOf(articleStates),
  section: OneOf(sections),
  language: Language,
  mark: Nullable(OneOf(marks)),
  title: Type.String(),
  /** The sentence that is sent to a buyer; may hold slots such as {address}. */
  answer: Type.String(),
  /** Buyers may look it up by themselves, once it is approved (KB-08). */
  isPublic: Type.Boolean(),
}
export const FoundArticle = Type.Object({
  ...ArticleHead,
  /** 0…1. From `likelyFrom` on it is worth showing unasked. */
  score: Type.Number(),
})
export type FoundArticle = Static<typeof FoundArticle>

/** KB-12: what holds of a product, with where it is known from. */
export const FoundFact = Type.Object({
  id: Id,
  productId: Id,
  productName: Type.String(),
  key: Type.String(),
  language: Language,
  source: Type.String(),
  /** As it is said: 「材质：天丝（来源：质检报告）」. */
  sentence: Type.String(),
  score: Type.Number(),
})
export type FoundFact = Static<typeof FoundFact>

export const ArticleRow = Type.Object({
  ...ArticleHead,
  /** Something waits for approval: a draft, or changes after it. */
  isPending: Type.Boolean(),
  ownerName: Nullable(Type.String()),
  reviewOn: Nullable(Day),
  isReviewDue: Type.Boolean(),
  /** Rules only: whether I read the edition in force, and how many of the shop's people have. */
  read: Nullable(Type.Object({ byMe: Type.Boolean(), people: Type.Integer(), of: Type.Integer() })),
  updatedAt: Instant,
})
export type ArticleRow = Static<typeof ArticleRow>

export const Picture = Type.Object({
  id: Id,
  name: Type.String(),
  url: Type.String(),
  width: Nullable(Type.Integer()),
  height: Nullable(Type.Integer()),
})
export const Edition = Type.Object({
  edition: Type.Integer(),
  section: OneOf(sections),
  language: Language,
  mark: Nullable(OneOf(marks)),
  title: Type.String(),
  answer: Type.String(),
  isPublic: Type.Boolean(),
  /** Markdown; pictures stand as `![…](picture:ID)`. */
  body: Type.String(),
  questions: Type.Array(Type.String()),
  products: Type.Array(Type.Object({ id: Id, name: Type.String() })),
  categories: Type.Array(Type.String()),
  trial: Nullable(Type.Object({ byName: Nullable(Type.String()), on: Day })),
  pictures: Type.Array(Picture),
  byName: Nullable(Type.String()),
  at: Instant,
  approvedByName: Nullable(Type.String()),
  approvedAt: Nullable(Instant),
})
export type Edition = Static<typeof Edition>
export const Article = Type.Object({
  id: Id,
  state: OneOf(articleStates),
  version: Type.Integer(),
  /** What was written last. */
  latest: Edition,
  /** What is in force, where that is another edition; null: the latest, or none. */
  live: Nullable(Edition),
  isPending: Type.Boolean(),
  owner: Nullable(Type.Object({ id: Id, name: Type.String() })),
  reviewOn: Nullable(Day),
  isReviewDue: Type.Boolean(),
  read: Nullable(
    Type.Object({
      byMe: Type.Boolean(),
      people: Type.Array(Type.String()),
      missing: Type.Array(Type.String()),
    }),
  ),
  /** Of the last ninety days. */
  asked: Type.Object({ times: Type.Integer(), yes: Type.Integer(), no: Type.Integer() }),
  /** Other words in which it was found to answer. */
  learned: Type.Array(Type.String()),
  createdAt: Instant,
  updatedAt: Instant,
})
export type Article = Static<typeof Article>

const ArticleBody = {
  section: OneOf(sections),
  language: Language,
  mark: Type.Optional(Nullable(OneOf(marks))),
  title: Text(limits.title),
  answer: Type.Optional(Text(limits.answer, 0)),
  /** Not for rules, trials and examples of feeling. */
  isPublic: Type.Optional(Type.Boolean()),
  body: Type.Optional(Text(limits.body, 0)),
  questions: Type.Optional(Type.Array(Text(limits.question), { maxItems: limits.questions })),
  productIds: Type.Optional(Type.Array(Id, { maxItems: limits.products })),
  categories: Type.Optional(Type.Array(Text(limits.category), { maxItems: limits.categories })),
  trialOn: Type.Optional(Nullable(Day)),
  /** Uploaded files that the text shows. */
  pictureIds: Type.Optional(Type.Array(Id, { maxItems: limits.pictures })),
  /** Leads: in force at once. Otherwise it waits. */
  approve: Type.Optional(Type.Boolean()),
}

export const searchKnowledge = endpoint({
  method: 'GET',
  path: '/api/knowledge/search',
  access: { by: 'member', roles: anyRole },
  summary:
    'The articles that answer a question best, and facts of products that do; `approved` leaves out drafts.',
  query: Strict({
    q: Type.String({ minLength: 1, maxLength: limits.query }),
    section: Type.Optional(OneOf(sections)),
    language: Type.Optional(Language),
    approved: Type.Optional(Type.Boolean()),
    conversationId: Type.Optional(Id),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 30 })),
  }),
  reply: Type.Object({
    rows: Type.Array(FoundArticle),
    /** Of the products that the talk is about or the question names; best first. */
    facts: Type.Array(FoundFact),
  }),
})
export const listArticles = endpoint({
  method: 'GET',
  path: '/api/knowledge/articles',
  access: { by: 'member', roles: anyRole },
  summary:
    'Articles, last changed first; `view` is what is in use, waits for approval, is to be reviewed, must be read, or was put away.',
  query: Strict({
    view: Type.Optional(OneOf(articleViews)),
    section: Type.Optional(OneOf(sections)),
    language: Type.Optional(Language),
    productId: Type.Optional(Id),
    mark: Type.Optional(OneOf(marks)),
    isPublic: Type.Optional(Type.Boolean()),
    ...PageQuery,
  }),
  reply: Page(ArticleRow),
})
export const addArticle = endpoint({
  method: 'POST',
  path: '/api/knowledge/articles',
  access: { by: 'member', roles: answering },
  summary: 'Writes an article: a draft, or approved at once by a lead.',
  body: Strict(ArticleBody),
  reply: Article,
})
export const readArticle = endpoint({
  method: 'GET',
  path: '/api/knowledge/articles/:id',
  access: { by: 'member', roles: anyRole },
  summary: 'One article, what is in force and what was written last.',
  reply: Article,
})
export const changeArticle = endpoint({
  method: 'PUT',
  path: '/api/knowledge/articles/:id',
  access: { by: 'member', roles: answering },
  summary: 'Writes a new edition; the one in force stays in force until the new one is approved.',
  body: Strict({ ...ArticleBody, version: Type.Integer() }),
  reply: Article,
})
const Versioned = Strict({ version: Type.Integer() })
export const approveArticle = endpoint({
  method: 'POST',
  path: '/api/knowledge/articles/:id/approval',
  access: { by: 'member', roles: leading },
  summary: 'Puts the latest edition into force.',
  body: Versioned,
  reply: Article,
})
export const retireArticle = endpoint({
  method: 'POST',
  path: '/api/knowledge/articles/:id/retirement',
  access: { by: 'member', roles: leading },
  summary: 'Puts an article away: it is not found any more, and every edition stays.',
  body: Versioned,
  reply: Article,
})
export const reviveArticle = endpoint({
  method: 'DELETE',
  path: '/api/knowledge/articles/:id/retirement',
  access: { by: 'member', roles: leading },
  summary: 'Takes it out again, as a draft.',
  reply: Article,
})
export const keepArticle = endpoint({
  method: 'PUT',
  path: '/api/knowledge/articles/:id/care',
  access: { by: 'member', roles: leading },
  summary: 'Who keeps it right, and when it is next looked at.',
  body: Strict({ ownerId: Nullable(Id), reviewOn: Nullable(Day) }),
  reply: Article,
})
export const listEditions = endpoint({
  method: 'GET',
  path: '/api/knowledge/articles/:id/editions',
  access: { by: 'member', roles: anyRole },
  summary: 'Every edition, the newest first.',
  reply: Type.Object({ rows: Type.Array(Edition) }),
})
export const acknowledgeArticle = endpoint({
  method: 'POST',
  path: '/api/knowledge/articles/:id/acknowledgement',
  access: { by: 'member', roles: anyRole },
  summary: 'I have read this edition of a rule.',
  body: Strict({ edition: Type.Integer({ minimum: 1 }) }),
  reply: Nothing,
})

export const Synonyms = Type.Object({ id: Id, words: Type.Array(Type.String()) })
const words = Type.Array(Text(40), { minItems: 2, maxItems: limits.synonyms })
export const listSynonyms = endpoint({
  method: 'GET',
  path: '/api/knowledge/synonyms',
  access: { by: 'member', roles: anyRole },
  summary: 'The shop’s own words that mean the same.',
  reply: Type.Object({ rows: Type.Array(Synonyms) }),
})
export const addSynonyms = endpoint({
  method: 'POST',
  path: '/api/knowledge/synonyms',
  access: { by: 'member', roles: leading },
  summary: 'Words that mean the same, for the search.',
  body: Strict({ words }),
  reply: Synonyms,
})
export const removeSynonyms = endpoint({
  method: 'DELETE',
  path: '/api/knowledge/synonyms/:id',
  access: { by: 'member', roles: leading },
  summary: 'These words no longer mean the same.',
  reply: Nothing,
})

export const articleEndpoints = [
  searchKnowledge,
  listArticles,
  addArticle,
  readArticle,
  changeArticle,
  approveArticle,
  retireArticle,
  reviveArticle,
  keepArticle,
  listEditions,
  acknowledgeArticle,
  listSynonyms,
  addSynonyms,
  removeSynonyms,
] as const
