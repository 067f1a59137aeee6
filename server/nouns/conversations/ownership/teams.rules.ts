/**
 * 哪个团队 (RTE-05): a team is everybody with that role; owners lead. Somebody with several roles belongs to several teams,
 * and counts for the one they were asked as; in a chain of hands for the first of theirs.
 */
import { teams, type Team } from '#contract/conversations/ownership.ts'
import type { Role } from '#contract/staff/roles.ts'

export const isOfTeam = (roles: readonly Role[], team: Team): boolean =>
  roles.includes(team) || (team === 'lead' && roles.includes('owner'))

export const teamOf = (roles: readonly Role[]): Team => teams.find((team) => isOfTeam(roles, team)) ?? 'agent'
