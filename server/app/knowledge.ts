import {
  createArticles,
  createAsked,
  createSynonyms,
  registerKnowledgeRoutes,
  renewIndexes,
  seedKnowledge,
} from '#nouns/knowledge/index.ts'
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
}

/** Wires what the shop knows. */
export const composeKnowledge = ({ files, ...ground }: Ports) => {
  const ports = { ...ground, attachments: files.attachments }
  const articles = createArticles(ports)
  const asked = createAsked({ ...ports, articles })
  const synonyms = createSynonyms(ground)
  return {
    articles,
    asked,
    seed: seedKnowledge,
    /** What recurs: indexes of an older desk made anew, changes looked at on their day. */
    tend: async () => {
      await renewIndexes(ground.db)
      await asked.checkRepeats()
    },
    register: (http: HttpServer) => registerKnowledgeRoutes(http, { articles, asked, synonyms }),
  }
}
