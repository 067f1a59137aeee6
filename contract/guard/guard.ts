import { Type, type Static } from 'typebox'
import { endpoint } from '../endpoint.ts'
import { Id, Instant, Language, Nothing, Nullable, OneOf, Page, PageQuery, Strict, Text } from '../shapes.ts'
import { answering, leading, roles } from '../staff/roles.ts'
import { guardActions, guardKinds, listKinds } from './kinds.ts'

const ByKind = Type.Object(
  Object.fromEntries(guardKinds.map((kind) => [kind, OneOf(guardActions)])) as {
    [K in (typeof guardKinds)[number]]: ReturnType<typeof OneOf<typeof guardActions>>
  },
)
const Limits = Strict({
  cannedPercent: Type.Integer({ minimum: 10, maximum: 100 }),
  cannedInRow: Type.Integer({ minimum: 2, maximum: 50 }),
  comparedPriceDays: Type.Integer({ minimum: 1, maximum: 3650 }),
})
const Both = Type.Object({ zh: Type.String(), en: Type.String() })

export const ListedEntry = Type.Object({
  /** The shipped entry's name, or the id of the shop's own. */
  id: Type.String(),
  kind: OneOf(listKinds),
  language: Language,
  words: Type.Array(Type.String()),
  exceptions: Type.Array(Type.String()),
  action: Nullable(OneOf(guardActions)),
  reason: Both,
  better: Nullable(Type.String()),
  roles: Type.Array(Type.String()),
  upToMinor: Nullable(Type.Integer()),
  /** shipped: as it came; changed: the shop wrote it anew; own: the shop added it. */
  origin: OneOf(['shipped', 'changed', 'own']),
  /** Where it is stored; null for one as it came. */
  rowId: Nullable(Id),
  version: Type.Integer(),
})
export type ListedEntry = Static<typeof ListedEntry>

export const GuardState = Type.Object({
  entries: Type.Array(ListedEntry),
  actions: ByKind,
  limits: Limits,
  /** Of actions and limits. */
  version: Type.Integer(),
})
export type GuardState = Static<typeof GuardState>

const Word = Type.String({ minLength: 1, maxLength: 600 })
const EntryBody = {
  kind: OneOf(listKinds),
  language: Language,
  words: Type.Array(Word, { minItems: 1, maxItems: 5000 }),
  exceptions: Type.Optional(Type.Array(Word, { maxItems: 200 })),
  action: Type.Optional(Nullable(OneOf(guardActions))),
  reason: Type.Optional(Type.String({ maxLength: 200 })),
  better: Type.Optional(Nullable(Type.String({ maxLength: 500 }))),
  roles: Type.Optional(Type.Array(OneOf(roles), { maxItems: roles.length })),
  upToMinor: Type.Optional(Nullable(Type.Integer({ minimum: 0, maximum: 100_000_000 }))),
}

export const readGuard = endpoint({
  method: 'GET',
  path: '/api/guard',
  access: { by: 'member', roles: answering, scope: 'conversations:read' },
  summary: 'The lists of the word guard in force, what each kind does, and its limits.',
  reply: GuardState,
})
export const setGuard = endpoint({
  method: 'PUT',
  path: '/api/guard',
  access: { by: 'member', roles: leading },
  summary: 'What each kind does (block, warn, off), and the limits.',
  body: Strict({ actions: ByKind, limits: Limits, version: Type.Integer() }),
  reply: GuardState,
})
export const addGuardEntry = endpoint({
  method: 'POST',
  path: '/api/guard/entries',
  access: { by: 'member', roles: leading },
  summary: 'Adds words to a list, or with `shipped` writes a shipped entry anew. Refused words are named.',
  body: Strict({ ...EntryBody, shipped: Type.Optional(Text(80)) }),
  reply: ListedEntry,
})
export const changeGuardEntry = endpoint({
  method: 'PUT',
  path: '/api/guard/entries/:id',
  access: { by: 'member', roles: leading },
  summary: 'Changes an entry of the shop; `version` guards against overwriting a colleague.',
  body: Strict({ ...EntryBody, version: Type.Integer() }),
  reply: ListedEntry,
})
export const removeGuardEntry = endpoint({
  method: 'DELETE',
  path: '/api/guard/entries/:id',
  access: { by: 'member', roles: leading },
  summary: 'Takes an entry of the shop away; a shipped one stands again as it came.',
  reply: Nothing,
})

const Fact = Type.Object({ key: Type.String(), value: Type.String(), unit: Nullable(Type.String()) })
const KnownShape = Type.Object({
  now: Instant,
  products: Type.Array(
    Type.Object({
      id: Id,
      name: Type.String(),
      facts: Type.Array(Fact),
      prices: Type.Array(
        Type.Object({
          kind: OneOf(['list', 'special', 'member', 'physical_shop']),
          minor: Type.Integer(),
          currency: Type.String(),
          since: Instant,
        }),
      ),
    }),
  ),
  buyerSaid: Type.Array(Type.String()),
  talk: Type.Object({ answers: Type.Integer(), canned: Type.Integer(), inRow: Type.Integer() }),
  roles: Type.Array(Type.String()),
  freight: Nullable(
    Type.Object({
      limit: Nullable(Type.Integer()),
      left: Nullable(Type.Integer()),
      given: Type.Integer(),
      currency: Type.String(),
    }),
  ),
})
export const readGuardKnown = endpoint({
  method: 'GET',
  path: '/api/conversations/:id/guard',
  access: { by: 'member', roles: answering, scope: 'conversations:read' },
  summary:
    'What the guard goes by in this conversation: products with their facts and prices, and the talk so far.',
  reply: KnownShape,
})

const FindingShape = Type.Object({
  kind: OneOf(guardKinds),
  action: OneOf(['block', 'warn']),
  start: Type.Integer(),
  end: Type.Integer(),
  found: Type.String(),
  reason: Nullable(Both),
  facts: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()])),
  fix: Nullable(Type.Object({ start: Type.Integer(), end: Type.Integer(), text: Type.String() })),
  entryId: Nullable(Type.String()),
})
export const readText = endpoint({
  method: 'POST',
  path: '/api/guard/readings',
  access: { by: 'member', roles: answering, scope: 'conversations:read' },
  summary: 'Reads a text as the guard would before it is sent. Nothing is stored.',
  body: Strict({ text: Type.String({ maxLength: 4000 }), conversationId: Type.Optional(Id) }),
  reply: Type.Object({ findings: Type.Array(FindingShape) }),
})

export const logViews = ['words', 'unanswered'] as const
export const LogRow = Type.Object({
  id: Id,
  at: Instant,
  /** Null for a text that went to the buyer of an order by hand. */
  conversationId: Nullable(Id),
  orderId: Nullable(Id),
  buyerName: Type.String(),
  memberId: Nullable(Id),
  memberName: Nullable(Type.String()),
  /** What was found; null for a turn that nobody answered. */
  kind: Nullable(OneOf(guardKinds)),
  found: Type.String(),
  sentence: Type.String(),
  outcome: OneOf(['blocked', 'sent_anyway', 'changed', 'unanswered']),
  /** Sent although the writer had been told. */
  isSeen: Type.Boolean(),
  waitedMs: Nullable(Type.Integer()),
})
export type LogRow = Static<typeof LogRow>
export const listQualityLog = endpoint({
  method: 'GET',
  path: '/api/guard/log',
  access: { by: 'member', roles: leading, scope: 'reports:read' },
  summary:
    'The quality log: words that the guard found and what became of them, or turns that nobody answered.',
  query: Strict({
    ...PageQuery,
    view: Type.Optional(OneOf(logViews)),
    memberId: Type.Optional(Id),
    kind: Type.Optional(OneOf(guardKinds)),
    outcome: Type.Optional(OneOf(['blocked', 'sent_anyway', 'changed'])),
  }),
  reply: Page(LogRow),
})
export const readTones = endpoint({
  method: 'GET',
  path: '/api/guard/tones',
  access: { by: 'member', roles: leading, scope: 'reports:read' },
  summary:
    'The tone of each person’s answers: polite and warm ones, arguing ones, and what the guard found in them.',
  query: Strict({ days: Type.Optional(Type.Integer({ minimum: 1, maximum: 366 })) }),
  reply: Type.Object({
    days: Type.Integer(),
    rows: Type.Array(
      Type.Object({
        memberId: Id,
        memberName: Nullable(Type.String()),
        answers: Type.Integer(),
        polite: Type.Integer(),
        warm: Type.Integer(),
        arguing: Type.Integer(),
        blocked: Type.Integer(),
        sentAnyway: Type.Integer(),
        changed: Type.Integer(),
      }),
    ),
  }),
})
export const guardEndpoints = [
  readGuard,
  setGuard,
  addGuardEntry,
  changeGuardEntry,
  removeGuardEntry,
  readGuardKnown,
  readText,
  listQualityLog,
  readTones,
] as const
