import { Type, type Static } from 'typebox'
import { endpoint } from '../endpoint.ts'
import { Id, Instant, Nullable, OneOf, Strict } from '../shapes.ts'
import { anyRole, leading } from '../staff/roles.ts'
import { hearts } from '../promises/words.ts'

/** What is known of one heart in a period. `score` is the share of good in percent, or null when nothing is known. */
export const HeartState = Type.Object({
  heart: OneOf(hearts),
  score: Nullable(Type.Integer()),
  good: Type.Integer(),
  lost: Type.Integer(),
  unknown: Type.Integer(),
  wordsKept: Type.Integer(),
  wordsBroken: Type.Integer(),
  wordsOpen: Type.Integer(),
  hasData: Type.Boolean(),
})
export type HeartState = Static<typeof HeartState>
export const Home = Type.Object({
  now: Instant,
  from: Instant,
  to: Instant,
  shopName: Type.String(),
  hearts: Type.Array(HeartState, { minItems: 5, maxItems: 5 }),
  orders: Type.Integer(),
  conversations: Type.Integer(),
  clocks: Type.Object({
    withinTarget: Type.Integer(),
    withinDue: Type.Integer(),
    /** After the shop's own limit, within a wait that a notice had announced. */
    withinAnnounced: Type.Integer(),
    late: Type.Integer(),
    automatic: Type.Integer(),
    medianMs: Nullable(Type.Integer()),
  }),
  mostBroken: Nullable(Type.Object({ what: Type.String(), given: Type.Integer(), broken: Type.Integer() })),
  waitingNow: Type.Integer(),
  owedNow: Type.Integer(),
  onDesk: Type.Integer(),
  thanks: Nullable(
    Type.Object({ memberId: Id, name: Type.String(), caught: Type.Integer(), of: Type.Integer() }),
  ),
  nextSteps: Type.Array(
    OneOf(['import_orders', 'put_widget', 'invite_team', 'set_hours', 'go_on_desk', 'answer_waiting']),
  ),
  /** Hours of the coming seven days, ours and the practice's, for which nobody is on the roster; empty while there is none. */
  uncovered: Type.Array(
    Type.Object({ day: Type.String(), from: Instant, to: Instant, minutes: Type.Integer() }),
  ),
  wordsDue: Type.Array(Type.Object({ day: Type.String(), count: Type.Integer() })),
})
export type Home = Static<typeof Home>
export const readHome = endpoint({
  method: 'GET',
  path: '/api/home',
  access: { by: 'member', roles: anyRole, scope: 'reports:read' },
  summary: 'The five hearts of the last seven days and what to fix next.',
  reply: Home,
})
export const responseTimes = endpoint({
  method: 'GET',
  path: '/api/reports/response-times',
  access: { by: 'member', roles: leading, scope: 'reports:read' },
  summary:
    'RSP-03: buyer turns answered within target, within due, within an announced wait, later, per agent, hour or channel; automatic replies apart.',
  query: Strict({
    by: OneOf(['agent', 'hour', 'channel']),
    from: Type.Optional(Instant),
    to: Type.Optional(Instant),
    firstOnly: Type.Optional(Type.Boolean()),
  }),
  reply: Type.Object({
    rows: Type.Array(
      Type.Object({
        key: Type.String(),
        label: Type.String(),
        turns: Type.Integer(),
        withinTarget: Type.Integer(),
        withinDue: Type.Integer(),
        withinAnnounced: Type.Integer(),
        late: Type.Integer(),
        unanswered: Type.Integer(),
        automatic: Type.Integer(),
        medianMs: Nullable(Type.Integer()),
      }),
    ),
  }),
})
export const insightEndpoints = [readHome, responseTimes] as const
