/**
 * 邮费尺度 [PRC-07]: the marked price is fixed; the carriage is the one thing an agent may bend, up to a limit of their own in
 * one conversation. Of several roles the widest counts; a limit set for the person goes before the roles'.
 */
import type { PricePolicy } from '#contract/offers/offers.ts'

/** Minor units; null: without limit; 0: not at all. */
export const freightLimit = (
  policy: Pick<PricePolicy, 'freightByRole' | 'freightByMember'>,
  member: { id: string | null; roles: readonly string[] },
): number | null => {
  const own = policy.freightByMember.find(({ memberId }) => memberId === member.id)
  if (own) return own.limit
  const limits = Object.entries(policy.freightByRole).flatMap(([role, limit]) =>
    member.roles.includes(role) ? [limit] : [],
  )
  return limits.includes(null) ? null : Math.max(0, ...limits.map((limit) => limit ?? 0))
}

export type FreightVerdict = { is: 'allowed' } | { is: 'beyond'; limit: number; left: number }

/** `given`: what was taken off before, in this conversation and of this order wherever it was talked about, by anybody. */
export const judgeFreight = (limit: number | null, given: number, asked: number): FreightVerdict =>
  limit === null || given + asked <= limit
    ? { is: 'allowed' }
    : { is: 'beyond', limit, left: Math.max(0, limit - given) }
