import { Type, type Static } from 'typebox'
import { endpoint } from '../endpoint.ts'
import { Id, Language, Nothing, OneOf, Strict, Text } from '../shapes.ts'
import { knowledgeLimits as limits } from './kinds.ts'

/** KB-08: what a buyer sees of an article: what it is called and the sentence for buyers, never the team's text. */
export const PublicAnswer = Type.Object({ id: Id, title: Type.String(), answer: Type.String() })
export type PublicAnswer = Static<typeof PublicAnswer>

export const lookUp = endpoint({
  method: 'GET',
  path: '/api/widget/answers',
  access: { by: 'visitor' },
  summary: 'Approved public articles that answer a question; without one, those that are asked for most.',
  query: Strict({
    q: Type.Optional(Type.String({ maxLength: limits.lookUp })),
    language: Type.Optional(Language),
  }),
  reply: Type.Object({ rows: Type.Array(PublicAnswer) }),
})
export const sayLookedUp = endpoint({
  method: 'POST',
  path: '/api/widget/answers/:id/verdict',
  access: { by: 'visitor' },
  summary: 'Whether an article answered the buyer; the last word of a buyer counts.',
  body: Strict({ q: Text(limits.lookUp, 0), answered: OneOf(['yes', 'no']) }),
  reply: Nothing,
})
export const selfServiceEndpoints = [lookUp, sayLookedUp] as const
