import { Type, type Static } from 'typebox'
import { endpoint } from '../endpoint.ts'
import { Id, Instant, Language, Nothing, OneOf, Strict, Text } from '../shapes.ts'
import { answering, leading } from '../staff/roles.ts'
import { phraseKinds } from './phrase-kinds.ts'

export { phraseKinds }
/** PHR-07: how a buyer is addressed; phrases hold the slot {address}, never the word itself. */
export const addressStyles = ['qin', 'dear_buyer', 'dear_customer', 'hello'] as const
export type AddressStyle = (typeof addressStyles)[number]

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
}
export const listPhrases = endpoint({
  method: 'GET',
  path: '/api/phrases',
  access: { by: 'member', roles: answering, scope: 'conversations:read' },
  summary: 'The shop’s quick phrases.',
  query: Strict({ archived: Type.Optional(Type.Boolean()) }),
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
export const phraseEndpoints = [listPhrases, addPhrase, changePhrase, archivePhrase] as const
