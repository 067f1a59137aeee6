import { Type, type Static } from 'typebox'
import { endpoint } from '../endpoint.ts'
import { Id, Instant, Nothing, Nullable, OneOf, Strict, Text } from '../shapes.ts'
import { answering } from '../staff/roles.ts'
import { InboxRow } from './conversations.ts'

export const hintLimits = { text: 500, rows: 100 } as const

/** A newcomer as their coach sees them. */
export const Newcomer = Type.Object({
  memberId: Id,
  name: Type.String(),
  presence: OneOf(['on', 'break', 'off']),
  presenceSince: Instant,
  coachId: Nullable(Id),
  coachName: Nullable(Type.String()),
  cap: Type.Integer(),
  beganAt: Instant,
  /** What they hold now, whoever waits longest first. */
  chats: Type.Array(InboxRow),
})
export type Newcomer = Static<typeof Newcomer>
export const readLookIn = endpoint({
  method: 'GET',
  path: '/api/coaching',
  access: { by: 'member', roles: answering },
  summary:
    'The newcomers whom the caller coaches, or, for who leads, `all`: whether they are on the desk, and every chat they hold now. At most 100 newcomers and 500 chats.',
  query: Strict({ all: Type.Optional(Type.Boolean()) }),
  reply: Type.Object({ now: Instant, newcomers: Type.Array(Newcomer) }),
})

/** A coach's quiet word to a newcomer within a chat. The buyer never sees it; it is no answer and stops no clock. */
export const Hint = Type.Object({
  id: Id,
  conversationId: Id,
  toId: Id,
  toName: Type.String(),
  byId: Id,
  byName: Type.String(),
  text: Type.String(),
  at: Instant,
  /** When the newcomer put it into the draft. */
  usedAt: Nullable(Instant),
})
export type Hint = Static<typeof Hint>
export const listHints = endpoint({
  method: 'GET',
  path: '/api/conversations/:id/hints',
  access: { by: 'member', roles: answering, scope: 'conversations:read' },
  summary:
    'Hints given in this conversation, oldest first, at most the newest 100; and to whom the caller may give one now.',
  reply: Type.Object({
    rows: Type.Array(Hint),
    /** The newcomer who holds it, where the caller is their coach or leads; null: nobody to hint to. */
    to: Nullable(Type.Object({ id: Id, name: Type.String() })),
  }),
})
export const giveHint = endpoint({
  method: 'POST',
  path: '/api/conversations/:id/hints',
  access: { by: 'member', roles: answering },
  summary: 'A quiet word to the newcomer who holds this conversation, from their coach or who leads.',
  body: Strict({ text: Text(hintLimits.text) }),
  reply: Hint,
})
export const useHint = endpoint({
  method: 'POST',
  path: '/api/hints/:id/using',
  access: { by: 'member', roles: answering },
  summary: 'The newcomer to whom it was given put it into the draft; noted once.',
  body: Nothing,
  reply: Hint,
})
export const coachingEndpoints = [readLookIn, listHints, giveHint, useHint] as const
