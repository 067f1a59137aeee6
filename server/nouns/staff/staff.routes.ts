import type { HttpServer } from '#platform/http/server.ts'
import { registerKeyRoutes } from './keys/keys.routes.ts'
import { registerRosterRoutes } from './roster/roster.routes.ts'
import { registerSessionRoutes } from './sessions/sessions.routes.ts'
import { registerSetupRoutes } from './setup/setup.routes.ts'
import { registerShopRoutes } from './shops/shops.routes.ts'
import type { Staff } from './staff.ts'
import { registerTeamRoutes } from './team/team.routes.ts'

/** Serves every endpoint of contract/staff. */
export const registerStaffRoutes = (http: HttpServer, staff: Staff): void => {
  registerSetupRoutes(http, staff.setup)
  registerSessionRoutes(http, staff.sessions, staff.accounts)
  registerTeamRoutes(http, staff)
  registerKeyRoutes(http, staff)
  registerShopRoutes(http, staff)
  registerRosterRoutes(http, staff.roster)
}
