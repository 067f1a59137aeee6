import { Type, type Static } from 'typebox'
import { endpoint } from '../endpoint.ts'
import { Id, Language, Nullable, OneOf, Strict } from '../shapes.ts'
import { answering } from '../staff/roles.ts'
import { sections } from './kinds.ts'

/** What is known of a piece before it is taken in. `same`: taken in before, or word for word there. `title`: another text of this title. */
export const pieceStates = ['new', 'title', 'same'] as const

export const ReadPiece = Type.Object({
  /** Made of its content; names it when it is chosen. */
  key: Type.String(),
  title: Type.String(),
  section: OneOf(sections),
  language: Language,
  answer: Type.String(),
  questions: Type.Array(Type.String()),
  /** How the text begins. */
  beginning: Type.String(),
  pictures: Type.Integer(),
  products: Type.Array(Type.Object({ id: Id, name: Type.String() })),
  /** Named in the file and not in the catalogue. */
  unknownProducts: Type.Array(Type.String()),
  /** The text was longer than an article may be. */
  isCut: Type.Boolean(),
  state: OneOf(pieceStates),
  /** The article of this title. */
  articleId: Nullable(Id),
})
export type ReadPiece = Static<typeof ReadPiece>

const Refused = Type.Object({ line: Type.Integer(), reason: Type.String() })
export const documentKinds = ['word', 'html', 'markdown', 'table'] as const
export const Reading = Type.Object({
  kind: OneOf(documentKinds),
  name: Type.String(),
  pieces: Type.Array(ReadPiece),
  /** Rows of a table that cannot be an article. */
  refused: Type.Array(Refused),
  /** Columns of a table by what they were taken for. */
  columns: Type.Record(Type.String(), Type.String()),
})
export type Reading = Static<typeof Reading>

const How = Strict({
  /** Of all of them; without it as headings or columns say, else `faq`. */
  section: Type.Optional(OneOf(sections)),
  language: Type.Optional(Language),
})
export const readDocument = endpoint({
  method: 'POST',
  path: '/api/knowledge/imports/reading',
  access: { by: 'member', roles: answering },
  media: 'multipart',
  summary:
    'Reads a file (field `file`: Word, HTML, Markdown, Excel, CSV) and says which articles it holds. Nothing is stored.',
  query: How,
  reply: Reading,
})
export const importKnowledge = endpoint({
  method: 'POST',
  path: '/api/knowledge/imports',
  access: { by: 'member', roles: answering },
  media: 'multipart',
  summary:
    'Takes the chosen pieces in as drafts: fields `chosen` (JSON list of keys; without it every new one), then `file`. A chosen piece whose title is known becomes an edition that waits. The same again changes nothing.',
  query: How,
  reply: Type.Object({
    created: Type.Array(Type.Object({ id: Id, title: Type.String() })),
    renewed: Type.Array(Type.Object({ id: Id, title: Type.String() })),
    unchanged: Type.Integer(),
    /** Not chosen. */
    left: Type.Integer(),
    /** Pictures that are none. */
    lostPictures: Type.Integer(),
    refused: Type.Array(Refused),
  }),
})
export const importEndpoints = [readDocument, importKnowledge] as const
