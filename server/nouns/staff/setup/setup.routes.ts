import { finishSetup, readSetup } from '#contract/staff/session.ts'
import type { HttpServer } from '#platform/http/server.ts'
import { giveCookie, originOf } from '../sessions/cookie.ts'
import type { SetupService } from './setup.service.ts'

export const registerSetupRoutes = (http: HttpServer, setup: SetupService): void => {
  http.route(readSetup, async () => ({ needed: await setup.isNeeded() }), { limit: 120 })
  http.route(
    finishSetup,
    async (call) => {
      const { token, me } = await setup.finish(call.body, originOf(call.request))
      giveCookie(call, token)
      return me
    },
    { limit: 20 },
  )
}
