import { changeRoster, readDuty, readRoster } from '#contract/staff/roster.ts'
import type { HttpServer } from '#platform/http/server.ts'
import type { RosterService } from './roster.service.ts'

const usualBack = 7
const usualAhead = 7

export const registerRosterRoutes = (http: HttpServer, roster: RosterService): void => {
  http.route(readRoster, ({ caller }) => roster.read(caller))
  http.route(changeRoster, ({ caller, body }) => roster.change(caller, body))
  http.route(readDuty, ({ caller, query }) =>
    roster.plan(caller.shopId, query.back ?? usualBack, query.ahead ?? usualAhead),
  )
}
