import { Type, type Static } from 'typebox'
import { endpoint } from '../endpoint.ts'
import { Hint } from '../conversations/coaching.ts'
import { Id, Instant, Nullable, OneOf } from '../shapes.ts'
import { answering } from '../staff/roles.ts'
import { Certificate, quizSubjects } from './training.ts'

/** TRN-05: what a newcomer learnt in theory and practice since they began, with its dates; every figure is a count of rows here or of chats. */
export const TrainingRecord = Type.Object({
  memberId: Id,
  name: Type.String(),
  coachName: Nullable(Type.String()),
  cap: Type.Integer(),
  beganAt: Instant,
  /** When they stopped being new; null: still. What came later is not counted. */
  endedAt: Nullable(Instant),
  /** When the first question that ended with them was asked; null: none yet. */
  firstTurnAt: Nullable(Instant),
  chats: Type.Object({
    /** Conversations in which a question of a buyer ended with them. */
    held: Type.Integer(),
    /** Questions: answered, or left unanswered at the end. */
    turns: Type.Integer(),
    inTime: Type.Integer(),
    late: Type.Integer(),
  }),
  hints: Type.Object({
    count: Type.Integer(),
    used: Type.Integer(),
    /** Newest first, at most 100. */
    rows: Type.Array(Type.Intersect([Hint, Type.Object({ buyerName: Type.String() })])),
  }),
  /** Newest first, at most 100. */
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
  certificates: Type.Array(Certificate),
})
export type TrainingRecord = Static<typeof TrainingRecord>
export const readTrainingRecord = endpoint({
  method: 'GET',
  path: '/api/training/records/:id',
  access: { by: 'member', roles: answering },
  summary:
    'TRN-05: the training record of a newcomer (id of the member), for themselves, their coach and who leads; not_found for everybody else and for who never was one.',
  reply: TrainingRecord,
})
