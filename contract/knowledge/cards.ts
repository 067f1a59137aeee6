import { Type, type Static } from 'typebox'
import { endpoint } from '../endpoint.ts'
import { Id, Language, Nullable, OneOf, Strict } from '../shapes.ts'
import { anyRole } from '../staff/roles.ts'
import { marks, sections } from './kinds.ts'

/** KB-04: what a card in the parcel says of a product. */
export const InsertCard = Type.Object({
  shopName: Type.String(),
  productId: Id,
  productName: Type.String(),
  rows: Type.Array(
    Type.Object({
      id: Id,
      section: OneOf(sections),
      mark: Nullable(OneOf(marks)),
      title: Type.String(),
      /** Without slots: an article that asks for one is no text for paper. */
      answer: Type.String(),
    }),
  ),
  /** In how many articles each language has. */
  languages: Type.Object({ zh: Type.Integer(), en: Type.Integer() }),
})
export type InsertCard = Static<typeof InsertCard>

export const readInsertCard = endpoint({
  method: 'GET',
  path: '/api/knowledge/cards/:productId',
  access: { by: 'member', roles: anyRole },
  summary: 'Approved questions and care of a product, for a card in the parcel: care first.',
  query: Strict({ language: Language }),
  reply: InsertCard,
})
export const cardEndpoints = [readInsertCard] as const
