import { Type, type Static } from 'typebox'
import { endpoint } from '../endpoint.ts'
import { Amount, Instant, Language, Nullable, OneOf, Strict, Text } from '../shapes.ts'
import { Correction, Version, confirmationStates, ratings } from './confirmation.ts'

/** What a buyer sees behind the private link. Name and phone are masked; after the cut-off the address is, too. */
export const BuyerConfirmation = Type.Object({
  shopName: Type.String(),
  language: Language,
  orderTail: Type.String(),
  state: OneOf(confirmationStates),
  items: Type.Array(
    Type.Object({ title: Type.String(), variant: Nullable(Type.String()), quantity: Type.Integer() }),
  ),
  total: Amount,
  recipient: Type.Object({
    name: Nullable(Type.String()),
    phone: Nullable(Type.String()),
    address: Nullable(Type.String()),
  }),
  wish: Nullable(Type.String()),
  correction: Nullable(Correction),
  /** Whether it can still be changed, and until when. */
  canChange: Type.Boolean(),
  cutOffAt: Instant,
  timeZone: Type.String(),
  isHeld: Type.Boolean(),
  isSent: Type.Boolean(),
  rating: Nullable(OneOf(ratings)),
  ratingLine: Nullable(Type.String()),
  /** What to mind on receipt; the page may be read in another language than the order's. */
  tips: Type.Object({ zh: Type.Array(Type.String()), en: Type.Array(Type.String()) }),
  /** The buyer said before that the address is another one. */
  isAddressDoubted: Type.Boolean(),
  version: Type.Integer(),
})
export type BuyerConfirmation = Static<typeof BuyerConfirmation>
const byLink = { by: 'link', purpose: 'confirmation' } as const
export const readBuyerConfirmation = endpoint({
  method: 'GET',
  path: '/api/portal/confirmation',
  access: byLink,
  summary: 'What was ordered, where it goes and what was wished.',
  reply: BuyerConfirmation,
})
export const confirmByBuyer = endpoint({
  method: 'POST',
  path: '/api/portal/confirmation/answer',
  access: byLink,
  summary: 'All correct. Safe to send again.',
  body: Strict({ version: Version }),
  reply: BuyerConfirmation,
})
export const correctByBuyer = endpoint({
  method: 'POST',
  path: '/api/portal/confirmation/correction',
  access: byLink,
  summary: 'What is to be otherwise; until the cut-off it replaces an earlier correction.',
  body: Strict({ correction: Correction, version: Version }),
  reply: BuyerConfirmation,
})
export const rateByBuyer = endpoint({
  method: 'PUT',
  path: '/api/portal/confirmation/rating',
  access: byLink,
  summary: 'How buying was, in one tap; a line may follow. The last one holds.',
  body: Strict({ rating: OneOf(ratings), line: Type.Optional(Text(300)) }),
  reply: BuyerConfirmation,
})

export const buyerConfirmationEndpoints = [
  readBuyerConfirmation,
  confirmByBuyer,
  correctByBuyer,
  rateByBuyer,
] as const
