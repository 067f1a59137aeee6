import {
  importPlatformScores,
  listButtonChecks,
  listLost,
  listPlatformRows,
  readPlatformMeasures,
  setPlatformScore,
} from '#contract/insight/platforms.ts'
import type { HttpServer } from '#platform/http/server.ts'
import type { Lost } from './lost.ts'
import type { Platforms } from './platforms.ts'

export const registerPlatformRoutes = (
  http: HttpServer,
  { platforms, lost }: { platforms: Platforms; lost: Lost },
): void => {
  http.route(readPlatformMeasures, ({ caller }) => platforms.read(caller))
  http.route(listPlatformRows, ({ caller, query }) => platforms.rows(caller, query))
  http.route(setPlatformScore, ({ caller, body }) => platforms.setScore(caller, body))
  http.route(importPlatformScores, ({ caller, body }) => platforms.importScores(caller, body))
  http.route(listLost, ({ caller, query }) => lost.list(caller, query))
  http.route(listButtonChecks, ({ caller }) => lost.buttonChecks(caller))
}
