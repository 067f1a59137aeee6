import { Type, type Static } from 'typebox'
import { Attachment } from '../conversations/conversations.ts'
import { endpoint } from '../endpoint.ts'
import { Id, Language, Nullable, OneOf, Strict } from '../shapes.ts'
import { answering, anyRole } from '../staff/roles.ts'
import { knowledgeLimits as limits, marks, sections } from './kinds.ts'

const PackArticle = Type.Object({
  kind: Type.Literal('article'),
  id: Id,
  section: OneOf(sections),
  mark: Nullable(OneOf(marks)),
  language: Language,
  title: Type.String(),
  answer: Type.String(),
})
const PackFile = Type.Object({ kind: Type.Literal('file'), ...Attachment.properties })
export const PackItem = Type.Union([PackArticle, PackFile])
export type PackItem = Static<typeof PackItem>
export type PackArticle = Static<typeof PackArticle>

/** KB-03: what goes to whoever bought a product. */
export const Pack = Type.Object({
  productId: Id,
  productName: Type.String(),
  /** The shop chose it; otherwise the approved articles about the product that have an answer. */
  isChosen: Type.Boolean(),
  version: Type.Integer(),
  items: Type.Array(PackItem),
})
export type Pack = Static<typeof Pack>

export const readPack = endpoint({
  method: 'GET',
  path: '/api/knowledge/packs/:productId',
  access: { by: 'member', roles: anyRole },
  summary: 'What goes to the buyer of a product, and the other approved articles about it.',
  reply: Type.Object({ pack: Pack, others: Type.Array(PackArticle) }),
})
export const choosePack = endpoint({
  method: 'PUT',
  path: '/api/knowledge/packs/:productId',
  access: { by: 'member', roles: answering },
  summary: 'Chooses what goes to the buyer of a product; null: the approved articles about it again.',
  body: Strict({
    items: Nullable(
      Type.Array(
        Type.Union([
          Strict({ articleId: Id }),
          /** Uploaded by the caller, or in the pack already. */
          Strict({ fileId: Id }),
        ]),
        { maxItems: limits.packItems },
      ),
    ),
    version: Type.Integer(),
  }),
  reply: Pack,
})
export const suitingPacks = endpoint({
  method: 'GET',
  path: '/api/knowledge/packs',
  access: { by: 'member', roles: answering },
  summary: 'What suits the products of an order, or of the last order of the buyer in a conversation.',
  query: Strict({ orderId: Type.Optional(Id), conversationId: Type.Optional(Id) }),
  reply: Type.Object({
    rows: Type.Array(Pack),
    /** Where the buyer is talked with; null when nowhere. */
    conversationId: Nullable(Id),
    language: Language,
  }),
})
export const takePackFiles = endpoint({
  method: 'POST',
  path: '/api/knowledge/packs/:productId/files',
  access: { by: 'member', roles: answering },
  summary: 'The files of a pack as uploads of the caller, to go with the next answer.',
  body: Strict({}),
  reply: Type.Object({ files: Type.Array(Attachment) }),
})
export const packEndpoints = [readPack, choosePack, suitingPacks, takePackFiles] as const
