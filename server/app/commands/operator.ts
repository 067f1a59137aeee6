import { scopes } from '#contract/staff/roles.ts'
import type { MemberCaller } from '#platform/http/caller.ts'

/** Somebody at the machine, who may see what an owner sees. */
export const operatorOf = (shopId: string): MemberCaller => ({
  kind: 'member',
  shopId,
  memberId: null,
  accountId: null,
  sessionId: null,
  actorId: shopId,
  displayName: '',
  roles: ['owner'],
  scopes,
})
