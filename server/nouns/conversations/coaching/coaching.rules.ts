/**
 * 带新人 (TRN-07): who looks in on a newcomer and may say a quiet word to them in a chat: the coach, and who leads. Nobody hints to
 * themselves, and there is nobody to hint to where no newcomer holds the chat.
 */
import type { Role } from '#contract/staff/roles.ts'

export type HintVerdict = 'may' | 'no_newcomer' | 'not_coach'

/** @param holder who holds the chat, when that is a newcomer */
export const judgeHint = (
  holder: { memberId: string; coachId: string | null } | null,
  who: { memberId: string | null; roles: readonly Role[] },
): HintVerdict => {
  if (holder === null) return 'no_newcomer'
  if (who.memberId === null || who.memberId === holder.memberId) return 'not_coach'
  const leads = who.roles.includes('owner') || who.roles.includes('lead')
  return leads || who.memberId === holder.coachId ? 'may' : 'not_coach'
}
