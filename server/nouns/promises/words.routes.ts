import { giveWord, keepWord, listWords, releaseWord, renewWord } from '#contract/promises/words.ts'
import type { HttpServer } from '#platform/http/server.ts'
import type { WordDesk } from './word-desk.ts'

export const registerWordRoutes = (http: HttpServer, desk: WordDesk): void => {
  http.route(listWords, ({ caller, query }) => desk.list(caller, query))
  http.route(giveWord, ({ caller, body }) => desk.give(caller, body))
  http.route(keepWord, ({ caller, params, body }) =>
    desk.end(caller, params.id, 'kept', body.evidence ?? null, body.version),
  )
  http.route(releaseWord, ({ caller, params, body }) =>
    desk.end(caller, params.id, 'released', body.evidence, body.version),
  )
  http.route(renewWord, ({ caller, params, body }) =>
    desk.renew(caller, params.id, new Date(body.dueAt), body.messageId ?? null, body.version),
  )
}
