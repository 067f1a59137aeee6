import { Type, type Static } from 'typebox'
import { Id, OneOf, Strict } from '../shapes.ts'
import { doubtOutcomes } from './kinds.ts'

/** What closing a conversation says of the sale: how each open doubt ended, and whether the buyer still has questions. */
export const SaleEnd = Strict({
  doubts: Type.Optional(Type.Array(Strict({ id: Id, outcome: OneOf(doubtOutcomes) }), { maxItems: 50 })),
  questions: Type.Optional(OneOf(['none', 'remain'])),
})
export type SaleEnd = Static<typeof SaleEnd>
