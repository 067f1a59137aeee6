/**
 * Who may change whom 团队权限: people are led by owners and leads; only owners make, change and dismiss owners; a
 * shop always has an owner who has not left. The duty lead 值班主管 stands in as owner of inquiries that nobody was
 * assigned, so it is somebody who leads [RTE-04].
 */
import { answering, leading, roles as allRoles, type Role } from '#contract/staff/roles.ts'

export interface Person {
  id: string
  roles: readonly Role[]
  hasLeft: boolean
}

export type TeamVerdict = 'ok' | 'access.denied' | 'staff.last_owner' | 'state.conflict'

const has = (roles: readonly Role[], wanted: readonly Role[]) => roles.some((role) => wanted.includes(role))
export const isOwner = (roles: readonly Role[]): boolean => roles.includes('owner')
export const isLeading = (roles: readonly Role[]): boolean => has(roles, leading)
export const isAnswering = (roles: readonly Role[]): boolean => has(roles, answering)

/** Each role once, in the contract's order, so that the same set is stored the same way. */
export const inOrder = (roles: readonly Role[]): Role[] => allRoles.filter((role) => roles.includes(role))

/** May somebody with these roles bring in a person with those? */
export function mayInvite(actor: readonly Role[], wanted: readonly Role[]): TeamVerdict {
  return isOwner(wanted) && !isOwner(actor) ? 'access.denied' : 'ok'
}

/** May the actor give these roles to the person? `owners`: how many owners the shop has now. */
export function mayChangeRoles(
  actor: readonly Role[],
  person: Person,
  wanted: readonly Role[],
  owners: number,
): TeamVerdict {
  if (person.hasLeft) return 'state.conflict'
  const isSame = inOrder(person.roles).join() === inOrder(wanted).join()
  if (isSame) return 'ok'
  if ((isOwner(person.roles) || isOwner(wanted)) && !isOwner(actor)) return 'access.denied'
  return isOwner(person.roles) && !isOwner(wanted) && owners <= 1 ? 'staff.last_owner' : 'ok'
}

export function mayDismiss(actor: readonly Role[], person: Person, owners: number): TeamVerdict {
  if (person.hasLeft) return 'state.conflict'
  if (!isOwner(person.roles)) return 'ok'
  if (!isOwner(actor)) return 'access.denied'
  return owners <= 1 ? 'staff.last_owner' : 'ok'
}

/** Whoever takes over somebody's inquiries answers buyers, is still here, and is another person. */
export const mayTakeOver = (from: string, to: Person): boolean =>
  to.id !== from && !to.hasLeft && isAnswering(to.roles)
