import { setPresence } from '#contract/staff/session.ts'
import {
  acceptInvitation,
  changeMember,
  departMember,
  inviteMember,
  listTeam,
  readInvitation,
  withdrawInvitation,
} from '#contract/staff/team.ts'
import { sessionCookie } from '#platform/http/identify.ts'
import type { HttpServer } from '#platform/http/server.ts'
import { giveCookie, originOf } from '../sessions/cookie.ts'
import type { InvitationsService } from './invitations.service.ts'
import type { PresenceService } from './presence.service.ts'
import type { TeamService } from './team.service.ts'

export const registerTeamRoutes = (
  http: HttpServer,
  {
    team,
    invitations,
    presence,
  }: { team: TeamService; invitations: InvitationsService; presence: PresenceService },
): void => {
  http.route(setPresence, ({ caller, body }) => presence.set(caller, body.presence))
  http.route(listTeam, ({ caller }) => team.list(caller))
  http.route(changeMember, ({ caller, params, body }) => team.change(caller, params.id, body))
  http.route(departMember, ({ caller, params, body }) => team.depart(caller, params.id, body))
  http.route(inviteMember, ({ caller, body }) => invitations.invite(caller, body), { holdsSecret: true })
  http.route(withdrawInvitation, async ({ caller, params }) => {
    await invitations.withdraw(caller, params.id)
    return {}
  })
  http.route(readInvitation, ({ params }) => invitations.read(params.token), { limit: 60 })
  http.route(
    acceptInvitation,
    async (call) => {
      const { params, body, request } = call
      const { token, me } = await invitations.accept(
        params.token,
        body,
        originOf(request),
        request.cookies[sessionCookie] ?? null,
      )
      giveCookie(call, token)
      return me
    },
    { limit: 20 },
  )
}
