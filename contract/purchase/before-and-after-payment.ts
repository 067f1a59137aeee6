import { Type, type Static } from 'typebox'
import { endpoint } from '../endpoint.ts'
import { Id, Instant, Nullable, OneOf, Strict } from '../shapes.ts'
import { leading } from '../staff/roles.ts'

/** A side of the comparison; waits in milliseconds, shares 0 to 1. */
const Side = Type.Object({
  turns: Type.Integer(),
  medianMs: Nullable(Type.Integer()),
  lateShare: Nullable(Type.Number()),
  /** Share of answers in a bad tone; null: no tone is measured, or nothing to measure. */
  badToneShare: Nullable(Type.Number()),
})
export const PaymentComparison = Type.Object({
  memberId: Nullable(Id),
  name: Type.String(),
  before: Side,
  after: Side,
  /** `too_few`: nothing can be said from so few answers. */
  verdict: OneOf(['same', 'slower', 'colder', 'too_few']),
})
export type PaymentComparison = Static<typeof PaymentComparison>
export const comparePayment = endpoint({
  method: 'GET',
  path: '/api/reports/before-and-after-payment',
  access: { by: 'member', roles: leading, scope: 'reports:read' },
  summary:
    'How fast (and, where tone is measured, in which tone) each agent answers before buyers have paid and after, of the last days.',
  query: Strict({ days: Type.Optional(Type.Integer({ minimum: 1, maximum: 92 })) }),
  reply: Type.Object({
    from: Instant,
    to: Instant,
    /** Fewest answers on each side from which something is said. */
    least: Type.Integer(),
    hasTone: Type.Boolean(),
    rows: Type.Array(PaymentComparison),
  }),
})

export const paymentComparisonEndpoints = [comparePayment] as const
