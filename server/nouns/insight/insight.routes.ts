import { readHome, responseTimes } from '#contract/insight/home.ts'
import type { HttpServer } from '#platform/http/server.ts'
import type { HomeService } from './home.ts'
import type { ResponseTimes } from './response-times.ts'

export const registerInsightRoutes = (
  http: HttpServer,
  insight: { home: HomeService; responseTimes: ResponseTimes },
): void => {
  http.route(readHome, ({ caller }) => insight.home.read(caller))
  http.route(responseTimes, ({ caller, query }) => insight.responseTimes.read(caller, query))
}
