import { Type, type Static } from 'typebox'
import { LocalDate } from '../calendar.ts'
import { endpoint } from '../endpoint.ts'
import { Id, Instant, Nothing, Nullable, OneOf, Page, PageQuery, Strict } from '../shapes.ts'
import { leading } from '../staff/roles.ts'

/** Whose rule: Taobao's share of rounds, Pinduoduo's share of buyers. */
export const platformRules = ['taobao', 'pinduoduo'] as const
export type PlatformRule = (typeof platformRules)[number]

/** What our calculation and the platform's own figure say of one day. Shares are hundredths of a percent. */
export const PlatformDay = Type.Object({
  day: LocalDate,
  /** Rounds (taobao) or buyers (pinduoduo) that count. */
  of: Type.Integer(),
  inTime: Type.Integer(),
  share: Nullable(Type.Integer()),
  /** The platform's own, as it was typed in or imported. */
  own: Nullable(Type.Object({ score: Type.Integer(), source: OneOf(['typed', 'imported']), at: Instant })),
})
export type PlatformDay = Static<typeof PlatformDay>
export const PlatformMeasure = Type.Object({
  rule: OneOf(platformRules),
  /** Waiting at this moment, longer than the rule allows, and therefore counted as failed. */
  failingNow: Type.Integer(),
  of: Type.Integer(),
  inTime: Type.Integer(),
  share: Nullable(Type.Integer()),
  /** Newest first. */
  days: Type.Array(PlatformDay),
})
export type PlatformMeasure = Static<typeof PlatformMeasure>

export const readPlatformMeasures = endpoint({
  method: 'GET',
  path: '/api/reports/platforms',
  access: { by: 'member', roles: leading, scope: 'reports:read' },
  summary:
    'Our calculation of what platforms measure (RSP-03): rounds answered within 3 minutes, buyers none of whose messages waited longer; 30 days, China’s time, with the platform’s own figures beside them.',
  reply: Type.Object({
    from: LocalDate,
    to: LocalDate,
    ours: Type.Object({
      targetSeconds: Type.Integer(),
      dueSeconds: Type.Integer(),
      turns: Type.Integer(),
      withinTarget: Type.Integer(),
      withinDue: Type.Integer(),
    }),
    measures: Type.Array(PlatformMeasure, { minItems: 2, maxItems: 2 }),
  }),
})
export const PlatformRow = Type.Object({
  conversationId: Id,
  buyerName: Type.String(),
  memberName: Nullable(Type.String()),
  askedAt: Instant,
  answeredAt: Nullable(Instant),
  waitedMs: Nullable(Type.Integer()),
})
export const listPlatformRows = endpoint({
  method: 'GET',
  path: '/api/reports/platforms/rows',
  access: { by: 'member', roles: leading, scope: 'reports:read' },
  summary: 'The rounds (taobao) or buyers’ days (pinduoduo) behind the figure that failed, newest first.',
  query: Strict({ rule: OneOf(platformRules), day: Type.Optional(LocalDate), ...PageQuery }),
  reply: Page(PlatformRow),
})
export const Score = Type.Integer({ minimum: 0, maximum: 10_000 })
export const setPlatformScore = endpoint({
  method: 'PUT',
  path: '/api/reports/platforms/scores',
  access: { by: 'member', roles: leading },
  summary: 'The platform’s own figure of a day, in hundredths of a percent; null takes it away.',
  body: Strict({ rule: OneOf(platformRules), day: LocalDate, score: Nullable(Score) }),
  reply: Nothing,
})
export const importPlatformScores = endpoint({
  method: 'POST',
  path: '/api/reports/platforms/scores/import',
  access: { by: 'member', roles: leading },
  summary:
    'Many days at once, one a line: a date and a percentage, in whatever columns; refused lines with number and reason.',
  body: Strict({ rule: OneOf(platformRules), text: Type.String({ minLength: 1, maxLength: 40_000 }) }),
  reply: Type.Object({
    taken: Type.Integer(),
    refused: Type.Array(
      Type.Object({
        line: Type.Integer(),
        reason: OneOf(['no_date', 'no_percentage', 'future', 'too_many']),
      }),
    ),
  }),
})

/** A first question that missed its clock, and what the buyer did then. */
export const lostStates = ['watching', 'lost', 'wrote_again', 'ordered'] as const
export const SlowFirst = Type.Object({
  conversationId: Id,
  buyerName: Type.String(),
  memberName: Nullable(Type.String()),
  channel: Type.String(),
  askedAt: Instant,
  answeredAt: Nullable(Instant),
  waitedMs: Nullable(Type.Integer()),
  state: OneOf(lostStates),
})
export const listLost = endpoint({
  method: 'GET',
  path: '/api/reports/lost',
  access: { by: 'member', roles: leading, scope: 'reports:read' },
  summary:
    'RSP-11: first questions answered too late, and whether the buyer stayed away afterwards; with the shares of the period.',
  query: Strict({
    state: Type.Optional(OneOf(lostStates)),
    days: Type.Optional(Type.Integer({ minimum: 1, maximum: 400 })),
    ...PageQuery,
  }),
  reply: Type.Object({
    from: Instant,
    firsts: Type.Integer(),
    slow: Type.Integer(),
    lost: Type.Integer(),
    wroteAgain: Type.Integer(),
    ordered: Type.Integer(),
    watching: Type.Integer(),
    rows: Type.Array(SlowFirst),
    next: Nullable(Type.String()),
  }),
})
/** RSP-13: where the contact button stood on a page of the shop’s own site. */
export const ButtonCheck = Type.Object({
  storeName: Type.String(),
  page: Type.String(),
  verdict: OneOf(['found', 'below_first_view', 'hidden']),
  hiddenBy: Nullable(Type.String()),
  width: Type.Integer(),
  checkedAt: Instant,
  checks: Type.Integer(),
})
export const listButtonChecks = endpoint({
  method: 'GET',
  path: '/api/reports/contact-button',
  access: { by: 'member', roles: leading, scope: 'reports:read' },
  summary:
    'RSP-13: pages of the own site on which the contact button was seen at once, failed ones first; at most 200.',
  reply: Type.Object({ failed: Type.Integer(), found: Type.Integer(), rows: Type.Array(ButtonCheck) }),
})
export const platformEndpoints = [
  readPlatformMeasures,
  listPlatformRows,
  setPlatformScore,
  importPlatformScores,
  listLost,
  listButtonChecks,
] as const
