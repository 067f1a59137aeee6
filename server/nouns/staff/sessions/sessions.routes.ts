import {
  beginSecondFactor,
  changeMe,
  confirmSecondFactor,
  endSession,
  listSessions,
  readMe,
  removeSecondFactor,
  signIn,
  signOut,
} from '#contract/staff/session.ts'
import type { HttpServer } from '#platform/http/server.ts'
import type { AccountsService } from '../accounts/accounts.service.ts'
import { giveCookie, originOf, renewCookie, takeCookie } from './cookie.ts'
import type { SessionsService } from './sessions.service.ts'

export const registerSessionRoutes = (
  http: HttpServer,
  sessions: SessionsService,
  accounts: AccountsService,
): void => {
  http.route(
    signIn,
    async (call) => {
      const { token, me } = await sessions.signIn(call.body, originOf(call.request))
      giveCookie(call, token)
      return me
    },
    { limit: 30 },
  )
  http.route(readMe, async (call) => {
    const me = await sessions.me(call.caller)
    renewCookie(call)
    return me
  })
  http.route(signOut, async (call) => {
    await sessions.signOut(call.caller)
    takeCookie(call)
    return {}
  })
  http.route(changeMe, ({ caller, body, request }) => accounts.change(caller, body, originOf(request)), {
    limit: 30,
  })
  http.route(listSessions, ({ caller }) => sessions.list(caller))
  http.route(endSession, async ({ caller, params }) => {
    await sessions.end(caller, params.id)
    return {}
  })
  http.route(beginSecondFactor, ({ caller }) => accounts.beginSecondFactor(caller), { limit: 30 })
  http.route(confirmSecondFactor, ({ caller, body }) => accounts.confirmSecondFactor(caller, body.code), {
    limit: 30,
  })
  http.route(
    removeSecondFactor,
    async ({ caller, body, request }) => {
      await accounts.removeSecondFactor(caller, body.password, originOf(request))
      return {}
    },
    { limit: 30 },
  )
}
