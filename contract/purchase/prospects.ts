import { Type, type Static } from 'typebox'
import { endpoint } from '../endpoint.ts'
import { Id, Instant, Nullable, OneOf, Page, PageQuery, Strict, Text } from '../shapes.ts'
import { answering } from '../staff/roles.ts'
import { dropReasons, prospectViews, trialAspects, trialStates, trialVerdicts } from './kinds.ts'

export const Prospect = Type.Object({
  id: Id,
  buyerName: Type.String(),
  customerId: Nullable(Id),
  conversationId: Id,
  state: OneOf(['open', 'won', 'dropped']),
  ownerId: Nullable(Id),
  ownerName: Nullable(Type.String()),
  nextAt: Nullable(Instant),
  followUps: Type.Integer(),
  /** What the buyer needed, where somebody wrote it down (`isNeed`); else what they asked first. */
  about: Type.String(),
  isNeed: Type.Boolean(),
  lastNote: Nullable(Type.String()),
  reason: Nullable(OneOf(dropReasons)),
  note: Nullable(Type.String()),
  orderId: Nullable(Id),
  openedAt: Instant,
  endedAt: Nullable(Instant),
  version: Type.Integer(),
})
export type Prospect = Static<typeof Prospect>

const read = { by: 'member', roles: answering, scope: 'customers:read' } as const
const write = { by: 'member', roles: answering, scope: 'customers:write' } as const

export const listProspects = endpoint({
  method: 'GET',
  path: '/api/prospects',
  access: read,
  summary:
    'Buyers who asked and did not buy. `due`: to be written to now, the longest due first; `open`: all, by next day.',
  query: Strict({
    ...PageQuery,
    view: Type.Optional(OneOf(prospectViews)),
    mine: Type.Optional(Type.Boolean()),
  }),
  reply: Type.Object({
    rows: Type.Array(Prospect),
    next: Nullable(Type.String()),
    counts: Type.Object({ due: Type.Integer(), open: Type.Integer() }),
  }),
})
export const followUpProspect = endpoint({
  method: 'POST',
  path: '/api/prospects/:id/follow-ups',
  access: write,
  summary:
    'What was done for this buyer, and when the next time is; left out: by the practice (2, 7, 30 days).',
  body: Strict({
    note: Text(300),
    nextAt: Type.Optional(Instant),
    ownerId: Type.Optional(Id),
    version: Type.Integer(),
  }),
  reply: Prospect,
})
export const dropProspect = endpoint({
  method: 'POST',
  path: '/api/prospects/:id/ending',
  access: write,
  summary:
    'Lets the buyer go, with the reason; at the first contact in words as well (prospect.needs_reason).',
  body: Strict({
    reason: OneOf(dropReasons),
    note: Type.Optional(Nullable(Text(300))),
    version: Type.Integer(),
  }),
  reply: Prospect,
})
export const reopenProspect = endpoint({
  method: 'POST',
  path: '/api/prospects/:id/reopening',
  access: write,
  summary: 'Takes a buyer up again.',
  body: Strict({ version: Type.Integer() }),
  reply: Prospect,
})

export const Thankless = Type.Object({
  conversationId: Id,
  buyerName: Type.String(),
  customerId: Nullable(Id),
  closedAt: Instant,
  closedBy: Nullable(Type.String()),
  wasAsked: Type.Boolean(),
  questions: Nullable(OneOf(['none', 'remain'])),
  unresolved: Type.Integer(),
})
export type Thankless = Static<typeof Thankless>
export const listThankless = endpoint({
  method: 'GET',
  path: '/api/thankless-endings',
  access: { by: 'member', roles: answering, scope: 'conversations:read' },
  summary: 'Conversations that were closed without thanks, newest first.',
  query: Strict(PageQuery),
  reply: Page(Thankless),
})

export const Trial = Type.Object({
  id: Id,
  buyerName: Type.String(),
  customerId: Nullable(Id),
  conversationId: Id,
  product: Type.Object({ id: Id, name: Type.String() }),
  state: OneOf(trialStates),
  note: Nullable(Type.String()),
  verdict: Nullable(OneOf(trialVerdicts)),
  aspect: Nullable(OneOf(trialAspects)),
  feedback: Nullable(Type.String()),
  improve: Nullable(Type.String()),
  outcome: Nullable(Type.String()),
  ownerId: Nullable(Id),
  ownerName: Nullable(Type.String()),
  givenBy: Nullable(Type.String()),
  givenAt: Instant,
  askAt: Instant,
  version: Type.Integer(),
})
export type Trial = Static<typeof Trial>
const trialWrite = { by: 'member', roles: answering, scope: 'products:write' } as const
export const listTrials = endpoint({
  method: 'GET',
  path: '/api/trials',
  access: { by: 'member', roles: answering, scope: 'products:read' },
  summary: 'Samples given, what buyers said of them, and what a product learns from it; newest change first.',
  query: Strict({ ...PageQuery, state: Type.Optional(OneOf(trialStates)) }),
  reply: Page(Trial),
})
export const answerTrial = endpoint({
  method: 'PUT',
  path: '/api/trials/:id/feedback',
  access: trialWrite,
  summary: 'What the buyer said. With `improve` it goes on to whoever changes the product.',
  body: Strict({
    verdict: OneOf(trialVerdicts),
    feedback: Text(1000),
    aspect: Type.Optional(Nullable(OneOf(trialAspects))),
    improve: Type.Optional(Nullable(Text(500))),
    ownerId: Type.Optional(Nullable(Id)),
    version: Type.Integer(),
  }),
  reply: Trial,
})
export const settleTrial = endpoint({
  method: 'POST',
  path: '/api/trials/:id/settlement',
  access: trialWrite,
  summary: 'What came of it: changed, or why not.',
  body: Strict({ outcome: Text(500), version: Type.Integer() }),
  reply: Trial,
})

export const prospectEndpoints = [
  listProspects,
  followUpProspect,
  dropProspect,
  reopenProspect,
  listThankless,
  listTrials,
  answerTrial,
  settleTrial,
] as const
