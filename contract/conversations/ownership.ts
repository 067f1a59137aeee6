import { Type, type Static } from 'typebox'
import { endpoint } from '../endpoint.ts'
import { Id, Instant, Nullable, OneOf, Page, PageQuery, Strict, Text } from '../shapes.ts'
import { answering, anyRole, leading } from '../staff/roles.ts'

/** Whose matter a problem is; a team is everybody with that role. */
export const teams = ['agent', 'lead', 'aftersales', 'dispatch', 'finance'] as const
export type Team = (typeof teams)[number]
export const problemCategories = [
  'quality',
  'missing_or_wrong',
  'parcel',
  'late_dispatch',
  'price_or_fee',
  'promise',
  'return_or_refund',
  'repair',
  'service',
  'use',
  'other',
] as const
export const problemStates = ['filed', 'contacted', 'solved'] as const

/** A problem that an agent received and filed; the team contacts the buyer, the owner watches until it is solved. */
export const Problem = Type.Object({
  id: Id,
  conversationId: Id,
  buyerName: Type.String(),
  category: OneOf(problemCategories),
  team: OneOf(teams),
  what: Type.String(),
  state: OneOf(problemStates),
  ownerId: Id,
  ownerName: Nullable(Type.String()),
  filedByName: Nullable(Type.String()),
  filedAt: Instant,
  contactedAt: Nullable(Instant),
  contactedByName: Nullable(Type.String()),
  solvedAt: Nullable(Instant),
  outcome: Nullable(Type.String()),
  /** How often the owner was reminded. */
  reminders: Type.Integer(),
  version: Type.Integer(),
})
export type Problem = Static<typeof Problem>

export const fileProblem = endpoint({
  method: 'POST',
  path: '/api/conversations/:id/problems',
  access: { by: 'member', roles: answering, scope: 'conversations:write' },
  summary:
    'Files a problem to a team inside the desk: the team contacts the buyer, who is never told to go elsewhere. The owner of the inquiry is reminded until then, and again until it is solved.',
  body: Strict({ category: OneOf(problemCategories), team: OneOf(teams), what: Text(500) }),
  reply: Problem,
})
export const listProblems = endpoint({
  method: 'GET',
  path: '/api/problems',
  access: { by: 'member', roles: anyRole, scope: 'conversations:read' },
  summary: 'The common list of problems by category, newest first, with how many each category has.',
  query: Strict({
    state: Type.Optional(OneOf(['open', ...problemStates])),
    category: Type.Optional(OneOf(problemCategories)),
    team: Type.Optional(OneOf(teams)),
    conversationId: Type.Optional(Id),
    ...PageQuery,
  }),
  reply: Type.Intersect([
    Page(Problem),
    Type.Object({
      /** Open ones by category, over the whole shop. */
      open: Type.Array(Type.Object({ category: OneOf(problemCategories), count: Type.Integer() })),
    }),
  ]),
})
export const solveProblem = endpoint({
  method: 'POST',
  path: '/api/problems/:id/solution',
  access: { by: 'member', roles: anyRole, scope: 'conversations:write' },
  summary: 'The problem is solved, and how.',
  body: Strict({ outcome: Text(500) }),
  reply: Problem,
})
export const noteContact = endpoint({
  method: 'POST',
  path: '/api/problems/:id/contact',
  access: { by: 'member', roles: anyRole, scope: 'conversations:write' },
  summary:
    'The team has contacted the buyer elsewhere, by telephone say; an answer in the chat is seen by itself.',
  body: Strict({}),
  reply: Problem,
})

export const HandOver = Type.Object({
  id: Id,
  conversationId: Id,
  buyerName: Type.String(),
  fromName: Nullable(Type.String()),
  toId: Id,
  toName: Nullable(Type.String()),
  note: Nullable(Type.String()),
  state: OneOf(['proposed', 'accepted', 'declined', 'void']),
  proposedAt: Instant,
  endedAt: Nullable(Instant),
})
export type HandOver = Static<typeof HandOver>
export const listHandOvers = endpoint({
  method: 'GET',
  path: '/api/hand-overs',
  access: { by: 'member', roles: answering, scope: 'conversations:read' },
  summary:
    'Ownerships that the caller is asked to take, or (`conversationId`) that were proposed in a conversation.',
  query: Strict({ conversationId: Type.Optional(Id) }),
  reply: Type.Object({ rows: Type.Array(HandOver) }),
})
export const answerHandOver = endpoint({
  method: 'POST',
  path: '/api/hand-overs/:id/answer',
  access: { by: 'member', roles: answering, scope: 'conversations:write' },
  summary: 'Takes the ownership, or declines it; only whoever was asked.',
  body: Strict({ accept: Type.Boolean() }),
  reply: HandOver,
})

/** One stretch of an inquiry in one person's hands. */
export const ChainLink = Type.Object({
  memberName: Nullable(Type.String()),
  team: OneOf(teams),
  what: OneOf(['assigned', 'owner', 'problem']),
  from: Instant,
  /** Milliseconds; of the last one until now. */
  heldMs: Type.Integer(),
  note: Nullable(Type.String()),
})
export const readChain = endpoint({
  method: 'GET',
  path: '/api/conversations/:id/chain',
  access: { by: 'member', roles: anyRole, scope: 'conversations:read' },
  summary:
    'Through whose hands the open inquiry (or the last one) went: time in each team, and hops; more than one is flagged.',
  reply: Type.Object({
    links: Type.Array(ChainLink),
    hops: Type.Integer(),
    isFlagged: Type.Boolean(),
    teams: Type.Array(Type.Object({ team: OneOf(teams), heldMs: Type.Integer() })),
  }),
})

export const violationKinds = ['owner_changed_unaccepted', 'told_elsewhere', 'no_follow_through'] as const
export type ViolationKind = (typeof violationKinds)[number]
export const readOwnership = endpoint({
  method: 'GET',
  path: '/api/ownership',
  access: { by: 'member', roles: leading, scope: 'reports:read' },
  summary:
    'Who owns how much, against a fair share by weight; whose first-inquiry ownership was not kept, and in which conversations.',
  query: Strict({ days: Type.Optional(Type.Integer({ minimum: 1, maximum: 366 })) }),
  reply: Type.Object({
    since: Instant,
    members: Type.Array(
      Type.Object({
        id: Id,
        name: Type.String(),
        presence: OneOf(['on', 'break', 'off']),
        owned: Type.Integer(),
        /** What an even share by weight would be, of all open inquiries. */
        fairShare: Type.Number(),
        filed: Type.Integer(),
        violations: Type.Array(
          Type.Object({
            kind: OneOf(violationKinds),
            conversationId: Id,
            /** The guard held the words back: the buyer never read them. */
            isHeldBack: Type.Boolean(),
            at: Instant,
          }),
        ),
      }),
    ),
    /** Inquiries of the period that went through more than one change of hands. */
    flagged: Type.Array(
      Type.Object({ conversationId: Id, buyerName: Type.String(), hops: Type.Integer(), since: Instant }),
    ),
  }),
})
export const ownershipEndpoints = [
  fileProblem,
  listProblems,
  solveProblem,
  noteContact,
  listHandOvers,
  answerHandOver,
  readChain,
  readOwnership,
] as const
