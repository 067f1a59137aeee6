import {
  changeRepeat,
  draftFromRepeat,
  lastAsked,
  listRepeats,
  noteAsked,
  sayAnswered,
} from '#contract/knowledge/asked.ts'
import {
  acknowledgeArticle,
  addArticle,
  addSynonyms,
  approveArticle,
  changeArticle,
  keepArticle,
  listArticles,
  listEditions,
  listSynonyms,
  readArticle,
  removeSynonyms,
  retireArticle,
  reviveArticle,
  searchKnowledge,
} from '#contract/knowledge/knowledge.ts'
import type { HttpServer } from '#platform/http/server.ts'
import type { Articles } from './articles.ts'
import type { AskedDesk } from './asked.ts'
import type { Repeats } from './repeats.ts'
import type { Synonyms } from './synonyms.ts'

export const registerKnowledgeRoutes = (
  http: HttpServer,
  {
    articles,
    asked,
    repeats,
    synonyms,
  }: { articles: Articles; asked: AskedDesk; repeats: Repeats; synonyms: Synonyms },
): void => {
  http.route(searchKnowledge, ({ caller, query }) => articles.search(caller, query))
  http.route(listArticles, ({ caller, query }) => articles.list(caller, query))
  http.route(addArticle, ({ caller, body }) => articles.add(caller, body))
  http.route(readArticle, ({ caller, params }) => articles.read(caller, params.id))
  http.route(changeArticle, ({ caller, params, body }) => articles.change(caller, params.id, body))
  http.route(approveArticle, ({ caller, params, body }) => articles.approve(caller, params.id, body.version))
  http.route(retireArticle, ({ caller, params, body }) => articles.retire(caller, params.id, body.version))
  http.route(reviveArticle, ({ caller, params }) => articles.revive(caller, params.id))
  http.route(keepArticle, ({ caller, params, body }) => articles.keep(caller, params.id, body))
  http.route(listEditions, ({ caller, params }) => articles.editions(caller, params.id))
  http.route(acknowledgeArticle, ({ caller, params, body }) =>
    articles.acknowledge(caller, params.id, body.edition),
  )
  http.route(listSynonyms, ({ caller }) => synonyms.list(caller))
  http.route(addSynonyms, ({ caller, body }) => synonyms.add(caller, body.words))
  http.route(removeSynonyms, ({ caller, params }) => synonyms.remove(caller, params.id))
  http.route(noteAsked, ({ caller, body }) => asked.note(caller, body))
  http.route(lastAsked, ({ caller, query }) => asked.last(caller, query.conversationId))
  http.route(sayAnswered, ({ caller, params, body }) => asked.sayAnswered(caller, params.id, body.answered))
  http.route(listRepeats, ({ caller, query }) => repeats.list(caller, query.all ?? false))
  http.route(changeRepeat, ({ caller, params, body }) => repeats.change(caller, params.id, body))
  http.route(draftFromRepeat, ({ caller, params }) => repeats.draft(caller, params.id))
}
