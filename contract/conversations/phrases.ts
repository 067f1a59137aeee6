import { Type, type Static } from 'typebox'
import { endpoint } from '../endpoint.ts'
import { Id, Instant, Language, Nothing, Nullable, OneOf, Strict, Text } from '../shapes.ts'
import { answering, leading } from '../staff/roles.ts'
import { Attachment } from './conversations.ts'
import { phraseKinds } from './phrase-kinds.ts'

export { phraseKinds }
/** PHR-07: how a buyer is addressed; phrases hold the slot {address}, never the word itself. */
export const addressStyles = ['qin', 'dear_buyer', 'dear_customer', 'hello'] as const
export type AddressStyle = (typeof addressStyles)[number]

/** 规范用语 [PHR-16]: proposed by whoever wants to use it, approved or refused by a lead. */
export const phraseStates = ['proposed', 'approved', 'refused'] as const

export const Phrase = Type.Object({
  id: Id,
  kind: OneOf(phraseKinds),
  language: Language,
  /** What is typed after `/`. */
  shortcut: Type.String(),
  text: Type.String(),
  /** Sending it stops the clock but opens a word: an answer is due. */
  isHolding: Type.Boolean(),
  isArchived: Type.Boolean(),
  uses: Type.Integer(),
  /** Pictures and files that go with it. */
  attachments: Type.Array(Attachment),
  /** Whose own it is; null: the shop's, which only leads change (PHR-16). */
  ownerId: Nullable(Id),
  ownerName: Nullable(Type.String()),
  /** A personal phrase can be sent once it is approved; the shop's always are. */
  state: OneOf(phraseStates),
  /** Why it was refused. */
  decisionNote: Nullable(Type.String()),
  version: Type.Integer(),
  updatedAt: Instant,
})
export type Phrase = Static<typeof Phrase>

const PhraseBody = {
  kind: OneOf(phraseKinds),
  language: Language,
  shortcut: Type.String({ minLength: 1, maxLength: 24, pattern: '^[^\\s/{}]+$' }),
  text: Text(2000),
  isHolding: Type.Optional(Type.Boolean()),
  /** Newly uploaded ones, and those it has that stay. */
  fileIds: Type.Optional(Type.Array(Id, { maxItems: 5 })),
}
export const listPhrases = endpoint({
  method: 'GET',
  path: '/api/phrases',
  access: { by: 'member', roles: answering, scope: 'conversations:read' },
  summary: 'The shop’s quick phrases and one’s own; for leads with `proposed` those that wait for approval.',
  query: Strict({ archived: Type.Optional(Type.Boolean()), proposed: Type.Optional(Type.Boolean()) }),
  reply: Type.Object({ rows: Type.Array(Phrase) }),
})
export const addPhrase = endpoint({
  method: 'POST',
  path: '/api/phrases',
  access: { by: 'member', roles: leading },
  summary: 'Adds a phrase.',
  body: Strict(PhraseBody),
  reply: Phrase,
})
export const changePhrase = endpoint({
  method: 'PUT',
  path: '/api/phrases/:id',
  access: { by: 'member', roles: leading },
  summary: 'Changes a phrase; `version` guards against overwriting a colleague.',
  body: Strict({ ...PhraseBody, version: Type.Integer() }),
  reply: Phrase,
})
export const archivePhrase = endpoint({
  method: 'DELETE',
  path: '/api/phrases/:id',
  access: { by: 'member', roles: leading },
  summary: 'Puts a phrase away; what was sent stays.',
  reply: Nothing,
})
export const proposePhrase = endpoint({
  method: 'POST',
  path: '/api/phrases/personal',
  access: { by: 'member', roles: answering },
  summary: 'A phrase of one’s own; a lead approves it before it can be sent.',
  body: Strict(PhraseBody),
  reply: Phrase,
})
export const changeOwnPhrase = endpoint({
  method: 'PUT',
  path: '/api/phrases/personal/:id',
  access: { by: 'member', roles: answering },
  summary: 'Changes a phrase of one’s own, which then waits for approval again.',
  body: Strict({ ...PhraseBody, version: Type.Integer() }),
  reply: Phrase,
})
export const archiveOwnPhrase = endpoint({
  method: 'DELETE',
  path: '/api/phrases/personal/:id',
  access: { by: 'member', roles: answering },
  summary: 'Puts a phrase of one’s own away.',
  reply: Nothing,
})
export const decidePhrase = endpoint({
  method: 'POST',
  path: '/api/phrases/:id/decision',
  access: { by: 'member', roles: leading },
  summary: 'Approves a personal phrase, for its owner or for the whole shop, or refuses it with a reason.',
  body: Strict({
    verdict: OneOf(['approve', 'approve_for_shop', 'refuse']),
    note: Type.Optional(Text(200)),
    version: Type.Integer(),
  }),
  reply: Phrase,
})
export const phraseVerdicts = ['good', 'rewrite', 'retire', 'too_few', 'unused'] as const
export const PhraseUsage = Type.Object({
  phraseId: Id,
  sent: Type.Integer(),
  edited: Type.Integer(),
  /** Followed by an order of that buyer within a day; of `known` uses, in which the desk knew who the buyer was. */
  ordered: Type.Integer(),
  known: Type.Integer(),
  /** Followed by the buyer's thanks, or by another question. */
  thanked: Type.Integer(),
  askedAgain: Type.Integer(),
  lastAt: Nullable(Instant),
  verdict: OneOf(phraseVerdicts),
})
export type PhraseUsage = Static<typeof PhraseUsage>
export const readPhraseUsage = endpoint({
  method: 'GET',
  path: '/api/phrases/usage',
  access: { by: 'member', roles: leading, scope: 'reports:read' },
  summary:
    'How each of the shop’s phrases does: sent, edited, and what followed; the poor ones are proposed for retirement.',
  query: Strict({ days: Type.Optional(Type.Integer({ minimum: 1, maximum: 366 })) }),
  reply: Type.Object({ days: Type.Integer(), rows: Type.Array(PhraseUsage) }),
})
export const PhraseCandidate = Type.Object({
  /** The wording that stands in the middle of the group. */
  question: Type.String(),
  count: Type.Integer(),
  buyers: Type.Integer(),
  examples: Type.Array(Type.Object({ text: Type.String(), conversationId: Id, at: Instant })),
  /** What was answered most lately. */
  answer: Nullable(Type.String()),
})
export type PhraseCandidate = Static<typeof PhraseCandidate>
export const listPhraseCandidates = endpoint({
  method: 'GET',
  path: '/api/phrases/candidates',
  access: { by: 'member', roles: leading, scope: 'conversations:read' },
  summary: 'What buyers asked most in the period, grouped by likeness: candidates for phrases.',
  query: Strict({ days: Type.Optional(Type.Integer({ minimum: 1, maximum: 92 })) }),
  reply: Type.Object({ days: Type.Integer(), asked: Type.Integer(), rows: Type.Array(PhraseCandidate) }),
})
export const phraseEndpoints = [
  listPhrases,
  addPhrase,
  changePhrase,
  archivePhrase,
  proposePhrase,
  changeOwnPhrase,
  archiveOwnPhrase,
  decidePhrase,
  readPhraseUsage,
  listPhraseCandidates,
] as const
