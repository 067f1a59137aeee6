import { Type, type Static } from 'typebox'
import { LocalDate } from '../calendar.ts'
import { endpoint } from '../endpoint.ts'
import { Id, Instant, Nothing, Nullable, OneOf, Page, PageQuery, Strict, Text } from '../shapes.ts'
import { answering, leading } from '../staff/roles.ts'

/** What a quiz is about: the shop's knowledge, one product, the steps of buying. */
export const quizSubjects = ['knowledge', 'product', 'steps'] as const
export type QuizSubject = (typeof quizSubjects)[number]
export const certificateKinds = ['knowledge', 'product', 'purchase_desk'] as const
export type CertificateKind = (typeof certificateKinds)[number]

/** Most chats a newcomer holds at once, unless said otherwise. */
export const usualTraineeCap = 3

const questionId = Type.Integer()
/** A question as it is asked, without its answer. */
export const Question = Type.Union([
  Type.Object({
    kind: Type.Literal('choice'),
    id: questionId,
    text: Type.String(),
    options: Type.Array(Type.String()),
  }),
  Type.Object({
    kind: Type.Literal('matching'),
    id: questionId,
    left: Type.Array(Type.String()),
    right: Type.Array(Type.String()),
  }),
  Type.Object({
    kind: Type.Literal('truth'),
    id: questionId,
    text: Type.String(),
    statement: Type.String(),
  }),
])
export type Question = Static<typeof Question>
/** The option's place; for matching, for each on the left the place on the right; true or false. Null: left open. */
export const QuizAnswer = Strict({
  id: questionId,
  answer: Nullable(
    Type.Union([
      Type.Integer({ minimum: 0, maximum: 20 }),
      Type.Array(Nullable(Type.Integer({ minimum: 0, maximum: 20 })), { maxItems: 20 }),
      Type.Boolean(),
    ]),
  ),
})
export type QuizAnswer = Static<typeof QuizAnswer>
export const Quiz = Type.Object({
  id: Id,
  subject: OneOf(quizSubjects),
  productId: Nullable(Id),
  productName: Nullable(Type.String()),
  questions: Type.Array(Question),
  /** Things to get right: every pair of a matching counts. */
  of: Type.Integer(),
  passPercent: Type.Integer(),
  startedAt: Instant,
})
export type Quiz = Static<typeof Quiz>
export const QuizResult = Type.Object({
  right: Type.Integer(),
  of: Type.Integer(),
  isPassed: Type.Boolean(),
  certificate: Nullable(OneOf(certificateKinds)),
  /** What was not right, with the right answer. */
  wrong: Type.Array(Type.Object({ id: questionId, text: Type.String(), right: Type.String() })),
})
export type QuizResult = Static<typeof QuizResult>

export const Certificate = Type.Object({
  id: Id,
  kind: OneOf(certificateKinds),
  productId: Nullable(Id),
  productName: Nullable(Type.String()),
  givenAt: Instant,
  byName: Nullable(Type.String()),
})
export type Certificate = Static<typeof Certificate>
const Trainee = Type.Object({
  coachId: Nullable(Id),
  coachName: Nullable(Type.String()),
  cap: Type.Integer(),
  beganAt: Instant,
})

export const MyTraining = Type.Object({
  trainee: Nullable(Trainee),
  /** Certificates a newcomer still lacks before they may go on the desk; empty for everybody else. */
  missing: Type.Array(OneOf(certificateKinds)),
  certificates: Type.Array(Certificate),
  /** Products with enough facts to be asked about, the best sold first; at most 100. */
  products: Type.Array(
    Type.Object({ id: Id, name: Type.String(), facts: Type.Integer(), isCertified: Type.Boolean() }),
  ),
  /** How many things the shop's knowledge can be asked about. */
  knowledge: Type.Integer(),
  attempts: Type.Array(
    Type.Object({
      id: Id,
      subject: OneOf(quizSubjects),
      productName: Nullable(Type.String()),
      right: Type.Integer(),
      of: Type.Integer(),
      isPassed: Type.Boolean(),
      at: Instant,
    }),
  ),
  practices: Type.Array(
    Type.Object({ id: Id, title: Type.String(), score: Type.Integer(), turns: Type.Integer(), at: Instant }),
  ),
  debrief: Nullable(Type.Object({ pleased: Type.String(), annoyed: Type.String() })),
  today: LocalDate,
})
export type MyTraining = Static<typeof MyTraining>

export const readMyTraining = endpoint({
  method: 'GET',
  path: '/api/training/mine',
  access: { by: 'member', roles: answering },
  summary: 'What one has learnt, may do and still lacks.',
  reply: MyTraining,
})
export const startQuiz = endpoint({
  method: 'POST',
  path: '/api/training/attempts',
  access: { by: 'member', roles: answering },
  summary:
    'TRN-06, TRN-08, BUY-05: a short quiz made anew from the shop’s knowledge, one product’s facts, or the steps of buying.',
  body: Strict({ subject: OneOf(quizSubjects), productId: Type.Optional(Id) }),
  reply: Quiz,
})
export const answerQuiz = endpoint({
  method: 'POST',
  path: '/api/training/attempts/:id/answers',
  access: { by: 'member', roles: answering },
  summary: 'Hands the quiz in, once; a passed one gives its certificate.',
  body: Strict({ answers: Type.Array(QuizAnswer, { maxItems: 60 }) }),
  reply: QuizResult,
})

/** One turn of a replayed chat as it is now: what the buyer wrote, and, once answered, both answers and the score. */
export const PracticeTurn = Type.Object({
  buyer: Type.Array(Type.String()),
  answer: Nullable(Type.String()),
  ms: Nullable(Type.Integer()),
  score: Nullable(Type.Integer()),
  remarks: Type.Array(OneOf(['slow', 'over_limit', 'slot', 'no_politeness', 'guard'])),
  guard: Type.Array(Type.String()),
  /** What was really said, and how long it took. */
  said: Nullable(Type.String()),
  saidMs: Nullable(Type.Integer()),
})
export const Practice = Type.Object({
  id: Id,
  title: Type.String(),
  isSample: Type.Boolean(),
  turns: Type.Array(PracticeTurn),
  /** How many there are in all; those not yet reached are not shown. */
  of: Type.Integer(),
  shownAt: Instant,
  targetSeconds: Type.Integer(),
  dueSeconds: Type.Integer(),
  score: Nullable(Type.Integer()),
})
export type Practice = Static<typeof Practice>
export const startPractice = endpoint({
  method: 'POST',
  path: '/api/training/practices',
  access: { by: 'member', roles: answering },
  summary:
    'A closed chat of the shop with names masked, or a shipped sample where there is none, to be answered anew.',
  body: Strict({ sample: Type.Optional(Type.Literal(true)) }),
  reply: Practice,
})
export const answerPractice = endpoint({
  method: 'POST',
  path: '/api/training/practices/:id/answers',
  access: { by: 'member', roles: answering },
  summary:
    'Answers the turn shown; the server’s clock counts. Replies with its score, what was really said, and the next turn.',
  body: Strict({ turn: Type.Integer({ minimum: 0, maximum: 20 }), text: Text(2000) }),
  reply: Practice,
})

export const writeDebrief = endpoint({
  method: 'PUT',
  path: '/api/training/debriefs/today',
  access: { by: 'member', roles: answering },
  summary: 'TRN-02: at the end of the day, one thing that pleased a buyer and one that annoyed one.',
  body: Strict({ pleased: Type.String({ maxLength: 500 }), annoyed: Type.String({ maxLength: 500 }) }),
  reply: Nothing,
})
export const taskKinds = ['knowledge', 'phrase', 'process'] as const
export type TaskKind = (typeof taskKinds)[number]
export const taskStates = ['open', 'done', 'dropped'] as const
export const DebriefTask = Type.Object({
  id: Id,
  debriefId: Id,
  kind: OneOf(taskKinds),
  what: Type.String(),
  ownerId: Id,
  ownerName: Type.String(),
  state: OneOf(taskStates),
  version: Type.Integer(),
  createdAt: Instant,
  endedAt: Nullable(Instant),
})
export type DebriefTask = Static<typeof DebriefTask>
export const Debrief = Type.Object({
  id: Id,
  memberName: Type.String(),
  day: LocalDate,
  pleased: Type.String(),
  annoyed: Type.String(),
  tasks: Type.Array(DebriefTask),
})
export type Debrief = Static<typeof Debrief>
export const listDebriefs = endpoint({
  method: 'GET',
  path: '/api/training/debriefs',
  access: { by: 'member', roles: leading },
  summary: 'What people wrote at the end of their days, newest first, with what came of it.',
  query: Strict({ ...PageQuery }),
  reply: Page(Debrief),
})
export const addDebriefTask = endpoint({
  method: 'POST',
  path: '/api/training/debriefs/:id/tasks',
  access: { by: 'member', roles: leading },
  summary:
    'TRN-02: makes an article to write, a phrase or a process to change of it, with somebody who owns it.',
  body: Strict({ kind: OneOf(taskKinds), what: Text(500), ownerId: Id }),
  reply: DebriefTask,
})
export const endDebriefTask = endpoint({
  method: 'POST',
  path: '/api/training/tasks/:id/end',
  access: { by: 'member', roles: answering },
  summary: 'The owner or a lead says that it is done, or dropped.',
  body: Strict({ state: OneOf(['done', 'dropped']), version: Type.Integer() }),
  reply: DebriefTask,
})
export const listTasks = endpoint({
  method: 'GET',
  path: '/api/training/tasks',
  access: { by: 'member', roles: answering },
  summary: 'Open tasks of debriefs, one’s own or all; at most 200.',
  query: Strict({ mine: Type.Optional(Type.Boolean()) }),
  reply: Type.Object({ rows: Type.Array(DebriefTask) }),
})

export const TeamTraining = Type.Object({
  members: Type.Array(
    Type.Object({
      id: Id,
      name: Type.String(),
      trainee: Nullable(Trainee),
      certificates: Type.Array(Certificate),
      quizzes: Type.Integer(),
      lastPractice: Nullable(Type.Integer()),
      practices: Type.Integer(),
      /** When they last wrote a debrief. */
      debriefOn: Nullable(LocalDate),
    }),
  ),
})
export type TeamTraining = Static<typeof TeamTraining>
export const readTeamTraining = endpoint({
  method: 'GET',
  path: '/api/training/team',
  access: { by: 'member', roles: leading },
  summary: 'Who is new, who looks in on them, who holds which certificate.',
  reply: TeamTraining,
})
export const setTrainee = endpoint({
  method: 'PUT',
  path: '/api/training/trainees/:id',
  access: { by: 'member', roles: leading },
  summary:
    'Makes a member a newcomer with a coach and a small cap; until certified for the purchase desk they cannot go on it (BUY-05).',
  body: Strict({
    coachId: Nullable(Id),
    cap: Type.Optional(Type.Integer({ minimum: 1, maximum: 40 })),
  }),
  reply: Nothing,
})
export const endTrainee = endpoint({
  method: 'DELETE',
  path: '/api/training/trainees/:id',
  access: { by: 'member', roles: leading },
  summary: 'No newcomer any more: the cap they had before is theirs again.',
  reply: Nothing,
})
export const giveCertificate = endpoint({
  method: 'POST',
  path: '/api/training/certificates',
  access: { by: 'member', roles: leading },
  summary: 'A lead vouches for somebody without a quiz.',
  body: Strict({ memberId: Id, kind: OneOf(certificateKinds), productId: Type.Optional(Id) }),
  reply: Nothing,
})
export const endCertificate = endpoint({
  method: 'DELETE',
  path: '/api/training/certificates/:id',
  access: { by: 'member', roles: leading },
  summary: 'Takes a certificate away; the quiz can be taken again.',
  reply: Nothing,
})
export const readUncertified = endpoint({
  method: 'GET',
  path: '/api/conversations/:id/uncertified',
  access: { by: 'member', roles: answering, scope: 'conversations:read' },
  summary:
    'TRN-08: products this conversation is about whose test the caller, a newcomer, has not passed. Empty for everybody else.',
  reply: Type.Object({ products: Type.Array(Type.Object({ id: Id, name: Type.String() })) }),
})
export const trainingEndpoints = [
  readMyTraining,
  startQuiz,
  answerQuiz,
  startPractice,
  answerPractice,
  writeDebrief,
  listDebriefs,
  addDebriefTask,
  endDebriefTask,
  listTasks,
  readTeamTraining,
  setTrainee,
  endTrainee,
  giveCertificate,
  endCertificate,
  readUncertified,
] as const
