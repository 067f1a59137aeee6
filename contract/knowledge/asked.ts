import { Type, type Static } from 'typebox'
import { endpoint } from '../endpoint.ts'
import { Id, Instant, Nothing, Nullable, OneOf, Strict, Text } from '../shapes.ts'
import { answering, anyRole, leading } from '../staff/roles.ts'
import { knowledgeLimits as limits, repeatStates, chosenWays, ways } from './kinds.ts'
import { Article, Day } from './knowledge.ts'

export const Asked = Type.Object({
  id: Id,
  query: Type.String(),
  article: Nullable(Type.Object({ id: Id, title: Type.String() })),
  way: OneOf(ways),
  memberName: Nullable(Type.String()),
  conversationId: Nullable(Id),
  isSent: Type.Boolean(),
  answered: OneOf(['yes', 'no', 'unknown']),
  answeredBy: Nullable(OneOf(['buyer', 'agent'])),
  at: Instant,
})
export type Asked = Static<typeof Asked>

/** Asked and not found, or asked again and again: one thing to change, by whom, and whether it stopped. */
export const Repeat = Type.Object({
  id: Id,
  kind: OneOf(['not_found', 'again']),
  title: Type.String(),
  state: OneOf(repeatStates),
  /** How often in the last thirty days. */
  times: Type.Integer(),
  lastAt: Nullable(Instant),
  examples: Type.Array(Type.String()),
  change: Nullable(OneOf(['article', 'page'])),
  article: Nullable(Type.Object({ id: Id, title: Type.String() })),
  ownerId: Nullable(Id),
  ownerName: Nullable(Type.String()),
  note: Nullable(Type.String()),
  changedAt: Nullable(Instant),
  checkOn: Nullable(Day),
  /** Asked in as many days before the change as have passed since, and since. */
  before: Type.Integer(),
  after: Type.Integer(),
  version: Type.Integer(),
})
export type Repeat = Static<typeof Repeat>

export const noteAsked = endpoint({
  method: 'POST',
  path: '/api/knowledge/asked',
  access: { by: 'member', roles: answering },
  summary: 'What was asked and what was chosen; without an article: nobody knows it.',
  body: Strict({
    query: Text(limits.query),
    articleId: Nullable(Id),
    /** Where it stood in the list, from 1: what stands on top is taken more easily. */
    place: Type.Optional(Nullable(Type.Integer({ minimum: 1, maximum: 50 }))),
    way: OneOf(chosenWays),
    /** The text as it was put into the draft or sent. */
    said: Type.Optional(Text(4000)),
    conversationId: Type.Optional(Nullable(Id)),
    messageNumber: Type.Optional(Nullable(Type.Integer({ minimum: 1 }))),
  }),
  reply: Asked,
})
export const sayAnswered = endpoint({
  method: 'PUT',
  path: '/api/knowledge/asked/:id/answered',
  access: { by: 'member', roles: answering },
  summary: 'Whether it answered, as the agent saw it.',
  body: Strict({ answered: OneOf(['yes', 'no']) }),
  reply: Asked,
})
export const lastAsked = endpoint({
  method: 'GET',
  path: '/api/knowledge/asked/last',
  access: { by: 'member', roles: answering },
  summary: 'The last answer from the knowledge in a conversation.',
  query: Strict({ conversationId: Id }),
  reply: Type.Object({ asked: Nullable(Asked) }),
})
export const listRepeats = endpoint({
  method: 'GET',
  path: '/api/knowledge/repeats',
  access: { by: 'member', roles: anyRole },
  summary: 'What is asked and not found, and what is asked again and again; most often first.',
  query: Strict({ all: Type.Optional(Type.Boolean()) }),
  reply: Type.Object({
    rows: Type.Array(Repeat),
    /** Of the last thirty days: asked, and of these not known (一问三不知). */
    rate: Type.Object({ asked: Type.Integer(), notKnown: Type.Integer() }),
  }),
})
export const changeRepeat = endpoint({
  method: 'PUT',
  path: '/api/knowledge/repeats/:id',
  access: { by: 'member', roles: leading },
  summary:
    'What is to be changed and by whom; that it was changed, with the day of the check; or that it is nothing.',
  body: Strict({
    state: OneOf(['taken', 'changed', 'dismissed']),
    change: Type.Optional(Nullable(OneOf(['article', 'page']))),
    articleId: Type.Optional(Nullable(Id)),
    ownerId: Type.Optional(Nullable(Id)),
    note: Type.Optional(Nullable(Text(limits.note, 0))),
    checkOn: Type.Optional(Nullable(Day)),
    version: Type.Integer(),
  }),
  reply: Repeat,
})
export const draftFromRepeat = endpoint({
  method: 'POST',
  path: '/api/knowledge/repeats/:id/draft',
  access: { by: 'member', roles: answering },
  summary: 'Begins an article with the ways in which it was asked.',
  body: Nothing,
  reply: Article,
})
export const askedEndpoints = [
  noteAsked,
  lastAsked,
  sayAnswered,
  listRepeats,
  changeRepeat,
  draftFromRepeat,
] as const
