export { createArticles, type Articles } from './articles.ts'
export { createAsked } from './asked.ts'
export { createJudging } from './judging.ts'
export { createRepeats } from './repeats.ts'
export { createSynonyms } from './synonyms.ts'
export { createPacks } from './packs.ts'
export { createSelfService } from './self-service.ts'
export { createKnowledgeImports, type KnowledgeImports } from './documents/imports.ts'
export {
  bySection,
  knowledgeTable,
  markdownOf,
  wholeArticles,
  type ArticleFilters,
  type WholeArticle,
} from './documents/export.ts'
export { quizArticles } from './quiz-articles.store.ts'
export { registerKnowledgeRoutes } from './knowledge.routes.ts'
export { registerKnowledgeImportRoutes } from './documents/imports.routes.ts'
export { registerPackRoutes } from './packs.routes.ts'
export { registerSelfServiceRoutes } from './self-service.routes.ts'
export { layArticles, seedKnowledge } from './seed.ts'
export { renewIndexes } from './indexing.ts'
