import { readContribution, readRecommendations, recommend } from '#contract/purchase/recommendations.ts'
import type { HttpServer } from '#platform/http/server.ts'
import type { createContribution } from './contribution.ts'
import type { Recommending } from './recommending.ts'

export const registerRecommendationRoutes = (
  http: HttpServer,
  {
    recommending,
    contribution,
  }: { recommending: Recommending; contribution: ReturnType<typeof createContribution> },
): void => {
  http.route(readRecommendations, ({ caller, params, query }) =>
    recommending.read(caller, params.id, query.anyway ?? false),
  )
  http.route(recommend, ({ caller, params, body }) => recommending.make(caller, params.id, body))
  http.route(readContribution, ({ caller, query }) => contribution.read(caller, query))
}
