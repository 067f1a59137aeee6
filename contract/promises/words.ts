import { Type, type Static } from 'typebox'
import { endpoint } from '../endpoint.ts'
import { Id, Instant, Nullable, OneOf, Page, PageQuery, Strict, Text } from '../shapes.ts'
import { anyRole, answering } from '../staff/roles.ts'

export const wordStates = ['open', 'kept', 'broken', 'released', 'told'] as const
export const wordKinds = ['answer_due', 'said'] as const
export const hearts = ['purchase', 'dispatch', 'delivery', 'aftersales', 'care'] as const
export type Heart = (typeof hearts)[number]

export const Word = Type.Object({
  id: Id,
  kind: OneOf(wordKinds),
  heart: OneOf(hearts),
  what: Type.String(),
  state: OneOf(wordStates),
  dueAt: Instant,
  soonAt: Instant,
  givenAt: Instant,
  endedAt: Nullable(Instant),
  byName: Nullable(Type.String()),
  byId: Nullable(Id),
  toName: Type.String(),
  customerId: Nullable(Id),
  conversationId: Nullable(Id),
  messageId: Nullable(Id),
  evidence: Nullable(Type.String()),
  renewals: Type.Integer(),
  version: Type.Integer(),
})
export type Word = Static<typeof Word>

export const listWords = endpoint({
  method: 'GET',
  path: '/api/words',
  access: { by: 'member', roles: anyRole, scope: 'promises:read' },
  summary: 'Words given, the next due first; ended ones newest first.',
  query: Strict({
    ...PageQuery,
    state: Type.Optional(OneOf([...wordStates, 'ended'])),
    heart: Type.Optional(OneOf(hearts)),
    mine: Type.Optional(Type.Boolean()),
    conversationId: Type.Optional(Id),
    from: Type.Optional(Instant),
    to: Type.Optional(Instant),
  }),
  reply: Page(Word),
})
export const giveWord = endpoint({
  method: 'POST',
  path: '/api/words',
  access: { by: 'member', roles: answering, scope: 'promises:write' },
  summary: 'Records a word given in a conversation.',
  body: Strict({
    conversationId: Id,
    what: Text(200),
    dueAt: Instant,
    heart: Type.Optional(OneOf(hearts)),
    messageId: Type.Optional(Id),
  }),
  reply: Word,
})
const Version = Type.Integer()
export const keepWord = endpoint({
  method: 'POST',
  path: '/api/words/:id/keeping',
  access: { by: 'member', roles: answering, scope: 'promises:write' },
  summary: 'The word was kept; says by what evidence.',
  body: Strict({ evidence: Type.Optional(Text(500)), version: Version }),
  reply: Word,
})
export const releaseWord = endpoint({
  method: 'POST',
  path: '/api/words/:id/release',
  access: { by: 'member', roles: answering, scope: 'promises:write' },
  summary: 'The buyer let us off; says why.',
  body: Strict({ evidence: Text(500), version: Version }),
  reply: Word,
})
export const renewWord = endpoint({
  method: 'POST',
  path: '/api/words/:id/renewal',
  access: { by: 'member', roles: answering, scope: 'promises:write' },
  summary: 'Told before it broke: the buyer was told of a new date; the old word ends told, a new one opens.',
  body: Strict({ dueAt: Instant, messageId: Type.Optional(Id), version: Version }),
  reply: Word,
})
export const wordEndpoints = [listWords, giveWord, keepWord, releaseWord, renewWord] as const
