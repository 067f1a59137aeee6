import { lookUp, sayLookedUp } from '#contract/knowledge/self-service.ts'
import type { HttpServer } from '#platform/http/server.ts'
import type { SelfService } from './self-service.ts'

/** Somebody who reads and asks again; a script comes no further. */
const mostAMinute = 30

export const registerSelfServiceRoutes = (http: HttpServer, selfService: SelfService): void => {
  http.route(lookUp, ({ caller, query }) => selfService.lookUp(caller, query), { limit: mostAMinute })
  http.route(sayLookedUp, ({ caller, params, body }) => selfService.say(caller, params.id, body), {
    limit: mostAMinute,
  })
}
