import { Type, type Static } from 'typebox'
import { endpoint } from '../endpoint.ts'
import { Id, Instant, Language, Nothing, Nullable, OneOf, Strict, Text } from '../shapes.ts'
import { answering, leading } from '../staff/roles.ts'
import { InboxRow } from './conversations.ts'
import { lanes } from './distribution.ts'

export const rushLimits = { answerText: 2000, targets: 2000, groups: 30, rows: 200 } as const

export const BoardLane = Type.Object({
  lane: OneOf(lanes),
  waiting: Type.Integer(),
  /** In nobody's hands. */
  unheld: Type.Integer(),
  late: Type.Integer(),
  oldestSince: Nullable(Instant),
})
/** A moment of the desk, for the lead. */
export const Board = Type.Object({
  now: Instant,
  lanes: Type.Array(BoardLane),
  /** The VIP lane goes first; false once an ordinary buyer has waited for the ceiling. */
  vipGoesFirst: Type.Boolean(),
  answered: Type.Object({
    /** Turns that a person ended in the last five minutes, per minute. */
    perMinute: Type.Number(),
    /** For each of the last thirty minutes, the oldest first. */
    minutes: Type.Array(Type.Integer()),
    /** Middle of what ordinary and VIP buyers waited whom a person answered in the last half hour, in ms; null: nobody. */
    ordinaryWaitMs: Nullable(Type.Integer()),
    vipWaitMs: Nullable(Type.Integer()),
  }),
  agents: Type.Array(
    Type.Object({
      id: Id,
      name: Type.String(),
      presence: OneOf(['on', 'break', 'off']),
      held: Type.Integer(),
      waiting: Type.Integer(),
      cap: Type.Integer(),
      isTrainee: Type.Boolean(),
      answeredPerHour: Type.Integer(),
      /** Over the cap, or full while buyers wait in nobody's hands. */
      isFull: Type.Boolean(),
    }),
  ),
  alarms: Type.Array(
    Type.Object({
      id: Id,
      lane: OneOf(lanes),
      openedAt: Instant,
      mostWaiting: Type.Integer(),
      closedAt: Nullable(Instant),
    }),
  ),
  /** Alarms of the last 24 hours, open or over. */
  alarmsToday: Type.Integer(),
  openProblems: Type.Integer(),
})
export type Board = Static<typeof Board>
export const readBoard = endpoint({
  method: 'GET',
  path: '/api/board',
  access: { by: 'member', roles: leading, scope: 'reports:read' },
  summary: 'The live board: who waits in which lane, who has how many, how fast buyers are answered, alarms.',
  reply: Board,
})
export const listWaiting = endpoint({
  method: 'GET',
  path: '/api/board/waiting',
  access: { by: 'member', roles: leading, scope: 'conversations:read' },
  summary: 'The rows behind a figure of the board, in the order in which they are worked; at most 200.',
  query: Strict({
    lane: Type.Optional(OneOf(lanes)),
    memberId: Type.Optional(Id),
    isUnheld: Type.Optional(Type.Literal('1')),
  }),
  reply: Type.Object({ rows: Type.Array(InboxRow), total: Type.Integer() }),
})

export const QuestionGroup = Type.Object({
  /** The question that is nearest to all of them. */
  text: Type.String(),
  count: Type.Integer(),
  conversationIds: Type.Array(Id),
  /** Further ways in which it was asked, the most frequent first; at most five. */
  others: Type.Array(Type.String()),
})
export type QuestionGroup = Static<typeof QuestionGroup>
export const listQuestionGroups = endpoint({
  method: 'GET',
  path: '/api/board/questions',
  access: { by: 'member', roles: leading, scope: 'conversations:read' },
  summary: 'Like questions among those who wait, the largest group first; groups of two at least.',
  reply: Type.Object({
    groups: Type.Array(QuestionGroup),
    /** How many wait, and how many of them are in no group. */
    waiting: Type.Integer(),
    alone: Type.Integer(),
  }),
})
const targets = Type.Array(Id, { minItems: 1, maxItems: rushLimits.targets, uniqueItems: true })
export const previewGroupAnswer = endpoint({
  method: 'POST',
  path: '/api/board/answers/preview',
  access: { by: 'member', roles: leading, scope: 'conversations:write' },
  summary:
    'What would be sent, in each form of address, to how many; and who would be left out and why. Sends nothing.',
  body: Strict({ text: Text(rushLimits.answerText), conversationIds: targets }),
  reply: Type.Object({
    count: Type.Integer(),
    versions: Type.Array(Type.Object({ text: Type.String(), count: Type.Integer(), language: Language })),
    /** No longer waiting; those for whom a blank cannot be filled; and blanks that nobody can fill, so that nothing can be sent. */
    gone: Type.Integer(),
    unfilled: Type.Integer(),
    openSlots: Type.Array(Type.String()),
  }),
})
/**
 * Why a question of a group was left to a person: somebody answered it, the buyer asked something more, the talk is closed, the
 * text as this buyer would read it is refused (the word guard, a blank), or it failed several times.
 */
export const notSentReasons = ['answered_meanwhile', 'asked_more', 'closed', 'refused', 'failed'] as const
export type NotSentReason = (typeof notSentReasons)[number]
export const GroupAnswer = Type.Object({
  id: Id,
  text: Type.String(),
  byName: Type.String(),
  at: Instant,
  endedAt: Nullable(Instant),
  targets: Type.Integer(),
  sent: Type.Integer(),
  /** Left for a person. */
  skipped: Type.Integer(),
  /** Who they are and why, at most fifty of them. */
  notSent: Type.Array(
    Type.Object({ conversationId: Id, buyerName: Type.String(), why: OneOf(notSentReasons) }),
  ),
})
export type GroupAnswer = Static<typeof GroupAnswer>
export const sendGroupAnswer = endpoint({
  method: 'POST',
  path: '/api/board/answers',
  access: { by: 'member', roles: leading, scope: 'conversations:write' },
  summary:
    'Sends one reviewed answer to all of these, each in their own form of address. `id` is the sender’s own: the same one is sent once. Each goes or stays by itself; the reply to a small group says which, to a large one it is read from the list. Goes on after a restart.',
  body: Strict({ id: Id, text: Text(rushLimits.answerText), conversationIds: targets }),
  reply: GroupAnswer,
})
export const listGroupAnswers = endpoint({
  method: 'GET',
  path: '/api/board/answers',
  access: { by: 'member', roles: leading, scope: 'conversations:read' },
  summary: 'The last 20 answers to many, with how many they reached.',
  reply: Type.Object({ rows: Type.Array(GroupAnswer) }),
})

export const Notice = Type.Object({
  id: Id,
  textZh: Type.String(),
  textEn: Type.String(),
  /** How long an answer may take while it stands; null: as always. */
  waitSeconds: Nullable(Type.Integer()),
  from: Instant,
  until: Instant,
  isCurrent: Type.Boolean(),
})
export type Notice = Static<typeof Notice>
export const listNotices = endpoint({
  method: 'GET',
  path: '/api/notices',
  access: { by: 'member', roles: answering, scope: 'settings:read' },
  summary: 'What the shop announces now or later: presale, a rush, a slow day.',
  reply: Type.Object({ rows: Type.Array(Notice) }),
})
export const addNotice = endpoint({
  method: 'POST',
  path: '/api/notices',
  access: { by: 'member', roles: leading, scope: 'settings:write' },
  summary:
    'Announces something for a time: it stands in the greeting, and `waitSeconds` is then the limit of an answer.',
  body: Strict({
    textZh: Text(300),
    textEn: Text(300),
    waitSeconds: Nullable(Type.Integer({ minimum: 10, maximum: 86_400 })),
    from: Instant,
    until: Instant,
  }),
  reply: Notice,
})
export const withdrawNotice = endpoint({
  method: 'DELETE',
  path: '/api/notices/:id',
  access: { by: 'member', roles: leading, scope: 'settings:write' },
  summary: 'Takes an announcement back; clocks that run keep the limit they began with.',
  reply: Nothing,
})
export const readPlace = endpoint({
  method: 'GET',
  path: '/api/widget/place',
  access: { by: 'visitor' },
  summary:
    'How many stand before this buyer and for about how long, where it is known; for pages without a stream.',
  reply: Type.Object({ ahead: Nullable(Type.Integer()), waitSeconds: Nullable(Type.Integer()) }),
})
export const rushEndpoints = [
  readBoard,
  listWaiting,
  listQuestionGroups,
  previewGroupAnswer,
  sendGroupAnswer,
  listGroupAnswers,
  listNotices,
  addNotice,
  withdrawNotice,
  readPlace,
] as const
