import { Type, type Static } from 'typebox'
import { endpoint } from '../endpoint.ts'
import { Language, Nullable, OneOf, Strict, Text } from '../shapes.ts'
import { answering, leading } from '../staff/roles.ts'
import { addressStyles } from './phrases.ts'

/** What fills one blank, in either language. */
const Both = Strict({ zh: Type.String({ maxLength: 120 }), en: Type.String({ maxLength: 120 }) })
export const AddressGroup = Strict({
  name: Text(40),
  /** new: bought nothing yet; returning: bought before; orders: bought at least so often. */
  when: OneOf(['new', 'returning', 'orders']),
  atLeast: Type.Integer({ minimum: 0, maximum: 10_000 }),
  style: OneOf(addressStyles),
  /** Null: the language they write in. */
  language: Nullable(Language),
})
export type AddressGroup = Static<typeof AddressGroup>
/** Blanks of phrases that the shop answers once for all talks (PHR-12); an order that knows better goes first. */
const SlotValues = Strict({ packing: Both, carrier: Both, days: Both, offer: Both })
export const Addressing = Type.Object({
  /** The first that fits counts; a customer's own style goes before all. */
  groups: Type.Array(AddressGroup),
  slotValues: SlotValues,
  version: Type.Integer(),
})
export type Addressing = Static<typeof Addressing>

export const readAddressing = endpoint({
  method: 'GET',
  path: '/api/addressing',
  access: { by: 'member', roles: answering, scope: 'conversations:read' },
  summary: 'How groups of buyers are addressed, and what the shop fills into blanks of phrases.',
  reply: Addressing,
})
export const setAddressing = endpoint({
  method: 'PUT',
  path: '/api/addressing',
  access: { by: 'member', roles: leading },
  summary: 'Replaces both; `version` guards against overwriting a colleague.',
  body: Strict({
    groups: Type.Array(AddressGroup, { maxItems: 12 }),
    slotValues: SlotValues,
    version: Type.Integer(),
  }),
  reply: Addressing,
})
export const addressingEndpoints = [readAddressing, setAddressing] as const
