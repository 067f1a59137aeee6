import { Type, type Static } from 'typebox'
import { Amount, Id, Instant, Nullable } from '../shapes.ts'

/** One person as lists show them. */
export const CustomerRow = Type.Object({
  id: Id,
  name: Type.String(),
  city: Nullable(Type.String()),
  orderCount: Type.Integer(),
  spent: Type.Array(Amount),
  lastOrderAt: Nullable(Instant),
  lastTalkAt: Nullable(Instant),
  /** How this person was found, when searched for. */
  matched: Nullable(Type.Object({ kind: Type.String(), shown: Type.String() })),
})
export type CustomerRow = Static<typeof CustomerRow>
