import {
  createArticles,
  createAsked,
  createJudging,
  createKnowledgeImports,
  createPacks,
  createRepeats,
  createSelfService,
  createSynonyms,
  layArticles,
  quizArticles,
  registerKnowledgeImportRoutes,
  registerKnowledgeRoutes,
  registerPackRoutes,
  registerSelfServiceRoutes,
  renewIndexes,
  seedKnowledge,
} from '#nouns/knowledge/index.ts'
import type { Readings } from '#nouns/guard/index.ts'
import type { ShopDirectory } from '#nouns/staff/index.ts'
import type { Clock } from '#platform/clock/clock.ts'
import type { Database } from '#platform/database/database.ts'
import type { Files } from '#platform/files/index.ts'
import type { HttpServer } from '#platform/http/server.ts'

interface Ports {
  db: Database
  clock: Clock
  directory: ShopDirectory
  files: Files
  guard: Readings
}

/** Wires what the shop knows. */
export const composeKnowledge = ({ files, guard, ...ground }: Ports) => {
  const ports = {
    ...ground,
    attachments: files.attachments,
    lendFiles: files.lend,
    productsIn: async (shopId: string, text: string) => (await guard.guardOf(shopId)).productsIn(text),
  }
  const articles = createArticles(ports)
  const judging = createJudging(ground)
  const asked = createAsked({ ...ports, judging })
  const repeats = createRepeats({ ...ports, articles })
  const synonyms = createSynonyms(ground)
  const imports = createKnowledgeImports({ ...ports, putFile: files.put })
  const packs = createPacks(ports)
  const selfService = createSelfService(ground)
  return {
    articles,
    asked,
    imports,
    packs,
    seed: seedKnowledge,
    lay: layArticles,
    hear: judging.hear,
    onEvent: selfService.onEvent,
    /** For quizzes: articles in force as question and answer. */
    forQuizzes: quizArticles,
    /** What recurs: indexes of an older desk made anew, changes looked at on their day. */
    tend: async () => {
      await renewIndexes(ground.db)
      await repeats.check()
    },
    register: (http: HttpServer) => {
      registerKnowledgeRoutes(http, { articles, asked, repeats, synonyms })
      registerKnowledgeImportRoutes(http, imports)
      registerPackRoutes(http, packs)
      registerSelfServiceRoutes(http, selfService)
    },
  }
}
