import { readInsertCard } from '#contract/knowledge/cards.ts'
import { choosePack, readPack, suitingPacks, takePackFiles } from '#contract/knowledge/packs.ts'
import type { HttpServer } from '#platform/http/server.ts'
import type { Packs } from './packs.ts'

export const registerPackRoutes = (http: HttpServer, packs: Packs): void => {
  http.route(suitingPacks, ({ caller, query }) => packs.suiting(caller, query))
  http.route(readPack, ({ caller, params }) => packs.read(caller, params.productId))
  http.route(choosePack, ({ caller, params, body }) => packs.choose(caller, params.productId, body))
  http.route(takePackFiles, ({ caller, params }) => packs.files(caller, params.productId), { limit: 60 })
  http.route(readInsertCard, ({ caller, params, query }) =>
    packs.card(caller, params.productId, query.language),
  )
}
