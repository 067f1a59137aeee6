import { Type, type Static } from 'typebox'
import { endpoint } from '../endpoint.ts'
import { Id, Instant, Language, Nothing, Nullable, OneOf, Strict, Text } from '../shapes.ts'
import { anyRole, answering, leading } from '../staff/roles.ts'
import { InboxRow } from './conversations.ts'

export const lanes = ['ordinary', 'vip'] as const
export const profileLanes = ['both', ...lanes] as const
export const distributionLimits = { skills: 20, words: 40 } as const

/** How buyers are given to one person; empty lists: any. */
export const AgentProfile = Type.Object({
  memberId: Id,
  /** 1…10: somebody with 10 is given twice as many as somebody with 5. */
  weight: Type.Integer(),
  skills: Type.Array(Type.String()),
  languages: Type.Array(Language),
  lane: OneOf(profileLanes),
  takesDifficult: Type.Boolean(),
  /** Most chats at once while they learn, as training has it; null: nobody new. */
  traineeCap: Nullable(Type.Integer()),
  /** Who acts while this person is not there; the owner stays accountable. */
  deputyId: Nullable(Id),
  version: Type.Integer(),
})
export type AgentProfile = Static<typeof AgentProfile>
export const SkillGroup = Type.Object({ id: Id, name: Type.String(), words: Type.Array(Type.String()) })
export type SkillGroup = Static<typeof SkillGroup>

export const listProfiles = endpoint({
  method: 'GET',
  path: '/api/distribution',
  access: { by: 'member', roles: anyRole, scope: 'staff:read' },
  summary:
    'How buyers are given out: each person’s weight, skills, languages and lane, and the skill groups.',
  reply: Type.Object({ profiles: Type.Array(AgentProfile), skillGroups: Type.Array(SkillGroup) }),
})
export const changeProfile = endpoint({
  method: 'PUT',
  path: '/api/distribution/profiles/:id',
  access: { by: 'member', roles: leading },
  summary: 'Sets how buyers are given to a person (id of the member). Unknown skill groups are refused.',
  body: Strict({
    weight: Type.Integer({ minimum: 1, maximum: 10 }),
    skills: Type.Array(Text(40), { maxItems: distributionLimits.skills, uniqueItems: true }),
    languages: Type.Array(Language, { maxItems: 2, uniqueItems: true }),
    lane: OneOf(profileLanes),
    takesDifficult: Type.Boolean(),
    deputyId: Nullable(Id),
  }),
  reply: AgentProfile,
})
export const addSkillGroup = endpoint({
  method: 'POST',
  path: '/api/distribution/skill-groups',
  access: { by: 'member', roles: leading },
  summary:
    'A product line or category, with the words by which a page or a question is known to be about it.',
  body: Strict({
    name: Text(40),
    words: Type.Array(Text(40), { minItems: 1, maxItems: distributionLimits.words }),
  }),
  reply: SkillGroup,
})
export const removeSkillGroup = endpoint({
  method: 'DELETE',
  path: '/api/distribution/skill-groups/:id',
  access: { by: 'member', roles: leading },
  summary: 'Takes a skill group out of use; people keep their other skills.',
  reply: Nothing,
})
export const markConversation = endpoint({
  method: 'POST',
  path: '/api/conversations/:id/marks',
  access: { by: 'member', roles: answering, scope: 'conversations:write' },
  summary: 'Marks a buyer as difficult, or takes the mark away. Limits of time stay the same.',
  body: Strict({ isDifficult: Type.Boolean() }),
  reply: Type.Object({ conversation: InboxRow }),
})

export const ladderSteps = ['nudge', 'coach', 'second', 'lead', 'holding'] as const
export type LadderStep = (typeof ladderSteps)[number]
/** `in_alarm`: not told apart, because the queue's alarm, or a nudge of a moment ago, says it already. */
export const ladderOutcomes = ['told', 'handed', 'sent', 'nobody_free', 'in_alarm'] as const
export const readLadder = endpoint({
  method: 'GET',
  path: '/api/conversations/:id/ladder',
  access: { by: 'member', roles: answering, scope: 'conversations:read' },
  summary: 'What was done while nobody answered this buyer, newest first; at most 50 steps.',
  reply: Type.Object({
    rows: Type.Array(
      Type.Object({
        turnId: Id,
        step: OneOf(ladderSteps),
        outcome: OneOf(ladderOutcomes),
        memberName: Nullable(Type.String()),
        dueAt: Instant,
        at: Instant,
      }),
    ),
  }),
})
export const distributionEndpoints = [
  listProfiles,
  changeProfile,
  addSkillGroup,
  removeSkillGroup,
  markConversation,
  readLadder,
] as const
