import { Type, type Static } from 'typebox'
import { endpoint } from '../endpoint.ts'
import { Amount, Id, Instant, Nullable, OneOf, Page, PageQuery, Strict, Text } from '../shapes.ts'
import { answering, anyRole, leading } from '../staff/roles.ts'

/** to_send → sent → confirmed | corrected → taken (over by an agent); ended: sent off or closed without a word of the buyer. */
export const confirmationStates = ['to_send', 'sent', 'confirmed', 'corrected', 'taken', 'ended'] as const
export type ConfirmationState = (typeof confirmationStates)[number]
/** Why an order is doubtful; only a doubtful one is held. */
export const doubtKinds = [
  'address_change',
  'unclear_note',
  'unusual_amount',
  'unusual_pieces',
  'correction',
  'by_hand',
] as const
export type DoubtKind = (typeof doubtKinds)[number]
export const Doubt = Type.Object({
  kind: OneOf(doubtKinds),
  /** The words or figures it was read from. */
  detail: Type.String(),
})
export type Doubt = Static<typeof Doubt>
/** Whether the buyer talked with us before paying; `unseen`: the platform keeps its chats to itself. */
export const talkedStates = ['yes', 'no', 'unseen'] as const
export const holdStates = ['none', 'buyer', 'lead', 'released', 'cleared'] as const
export const ratings = ['good', 'so_so', 'bad'] as const
export type Rating = (typeof ratings)[number]

export const correctionLimits = { address: 300, recipient: 60, phone: 30, wish: 500, items: 500 } as const
/** What a buyer would have otherwise; what is not named stays. */
export const Correction = Strict({
  address: Type.Optional(Text(correctionLimits.address)),
  recipient: Type.Optional(Text(correctionLimits.recipient)),
  phone: Type.Optional(Text(correctionLimits.phone)),
  wish: Type.Optional(Text(correctionLimits.wish)),
  items: Type.Optional(Text(correctionLimits.items)),
})
export type Correction = Static<typeof Correction>

export const ConfirmationRow = Type.Object({
  id: Id,
  orderId: Id,
  orderName: Type.String(),
  storeId: Id,
  storeName: Type.String(),
  buyerName: Type.String(),
  customerId: Nullable(Id),
  title: Type.String(),
  lineCount: Type.Integer(),
  total: Amount,
  /** When it was paid; where it is paid on delivery, when it was placed. */
  paidAt: Instant,
  state: OneOf(confirmationStates),
  talked: OneOf(talkedStates),
  doubts: Type.Array(Doubt),
  hold: OneOf(holdStates),
  cutOffAt: Instant,
  sentAt: Nullable(Instant),
  answeredAt: Nullable(Instant),
  answeredBy: Nullable(OneOf(['buyer', 'agent'])),
  /** Where it was sent, or where the buyer talked last. */
  conversationId: Nullable(Id),
  correction: Nullable(Correction),
  rating: Nullable(OneOf(ratings)),
  version: Type.Integer(),
})
export type ConfirmationRow = Static<typeof ConfirmationRow>

export const stepKinds = [
  'opened',
  'sent',
  'doubted',
  'confirmed',
  'corrected',
  'taken',
  'cut_off',
  'released',
  'kept',
  'tips_payment',
  'tips_dispatch',
  'rated',
  'ended',
  'link_revoked',
] as const
export type StepKind = (typeof stepKinds)[number]
/** One step as evidence: what happened, by whom, in which words. */
export const ConfirmationStep = Type.Object({
  id: Id,
  at: Instant,
  kind: OneOf(stepKinds),
  by: OneOf(['buyer', 'member', 'desk']),
  byName: Nullable(Type.String()),
  text: Nullable(Type.String()),
  facts: Type.Record(Type.String(), Type.Unknown()),
})
export type ConfirmationStep = Static<typeof ConfirmationStep>
export const Confirmation = Type.Object({
  row: ConfirmationRow,
  items: Type.Array(
    Type.Object({ title: Type.String(), variant: Nullable(Type.String()), quantity: Type.Integer() }),
  ),
  recipient: Type.Object({
    name: Nullable(Type.String()),
    phone: Nullable(Type.String()),
    address: Nullable(Type.String()),
  }),
  wish: Nullable(Type.String()),
  /** What the policy of the store allows towards its buyers. */
  may: Type.Object({ chat: Type.Boolean(), links: Type.Boolean(), byHand: Type.Boolean() }),
  /** Ready to be sent or copied. */
  texts: Type.Object({ confirm: Type.String(), tipsPayment: Type.String(), tipsDispatch: Type.String() }),
  ratingLine: Nullable(Type.String()),
  paymentTipsAt: Nullable(Instant),
  dispatchTipsAt: Nullable(Instant),
  steps: Type.Array(ConfirmationStep),
})
export type Confirmation = Static<typeof Confirmation>

export const confirmationViews = ['to_send', 'waiting', 'corrected', 'lead', 'held', 'done'] as const
export type ConfirmationView = (typeof confirmationViews)[number]
const Counts = Type.Object({
  to_send: Type.Integer(),
  waiting: Type.Integer(),
  corrected: Type.Integer(),
  lead: Type.Integer(),
  held: Type.Integer(),
  /** Of those to be sent. */
  silent: Type.Integer(),
  doubtful: Type.Integer(),
})
export type ConfirmationCounts = Static<typeof Counts>
export const listConfirmations = endpoint({
  method: 'GET',
  path: '/api/confirmations',
  access: { by: 'member', roles: anyRole, scope: 'orders:read' },
  summary:
    'Orders to be confirmed with their buyers, the most pressing first; `only` keeps silent or doubtful ones. `counts` are of the whole shop.',
  query: Strict({
    ...PageQuery,
    view: Type.Optional(OneOf(confirmationViews)),
    only: Type.Optional(OneOf(['silent', 'doubtful'])),
  }),
  reply: Type.Object({ ...Page(ConfirmationRow).properties, counts: Counts }),
})
export const readOrderConfirmation = endpoint({
  method: 'GET',
  path: '/api/orders/:id/confirmation',
  access: { by: 'member', roles: anyRole, scope: 'orders:read' },
  summary: 'The confirmation of an order with its evidence; null where none was asked for.',
  reply: Type.Object({ confirmation: Nullable(Confirmation) }),
})
export const askConfirmation = endpoint({
  method: 'POST',
  path: '/api/orders/:id/confirmation',
  access: { by: 'member', roles: answering, scope: 'orders:write' },
  summary:
    'Has an unsent order confirmed that was not asked about, or marks it doubtful by hand with a reason, which holds it.',
  body: Strict({ doubt: Type.Optional(Text(300)) }),
  reply: Confirmation,
})
export const listChatConfirmations = endpoint({
  method: 'GET',
  path: '/api/conversations/:id/confirmations',
  access: { by: 'member', roles: answering, scope: 'orders:read' },
  summary: 'Confirmations of this buyer that still want something, the newest first; at most 5.',
  reply: Type.Object({ rows: Type.Array(Confirmation) }),
})
export const Version = Type.Integer({ minimum: 1 })
export const sendConfirmation = endpoint({
  method: 'POST',
  path: '/api/confirmations/:id/sending',
  access: { by: 'member', roles: answering },
  summary:
    'Sends the confirmation into a conversation, with a private link where the contact policy allows it; without a conversation: it was sent by hand, in the platform’s own chat, by mail or phone.',
  body: Strict({ conversationId: Type.Optional(Id), version: Version }),
  reply: Confirmation,
})
export const makeConfirmationLink = endpoint({
  method: 'POST',
  path: '/api/confirmations/:id/links',
  access: { by: 'member', roles: answering },
  summary:
    'The text with a new private link, to be sent by hand. Refused where the contact policy allows no links.',
  reply: Type.Object({ text: Type.String(), address: Type.String(), expiresAt: Instant }),
})
export const answerConfirmation = endpoint({
  method: 'POST',
  path: '/api/confirmations/:id/answer',
  access: { by: 'member', roles: answering, scope: 'orders:write' },
  summary: 'Notes what the buyer said elsewhere: all correct, or what to change; with the words as evidence.',
  body: Strict({
    correction: Type.Optional(Correction),
    said: Type.Optional(Text(500)),
    version: Version,
  }),
  reply: Confirmation,
})
export const takeCorrection = endpoint({
  method: 'POST',
  path: '/api/confirmations/:id/taking',
  access: { by: 'member', roles: answering, scope: 'orders:write' },
  summary: 'The correction was taken over into the order on its platform. Ends the hold.',
  body: Strict({ note: Type.Optional(Text(300)), version: Version }),
  reply: Confirmation,
})
export const decideHold = endpoint({
  method: 'POST',
  path: '/api/confirmations/:id/hold-decision',
  access: { by: 'member', roles: leading, scope: 'orders:write' },
  summary: 'Sends a held order as it is, or keeps it until the next cut-off; either with a reason.',
  body: Strict({ decision: OneOf(['release', 'keep']), reason: Text(300), version: Version }),
  reply: Confirmation,
})
export const sendTips = endpoint({
  method: 'POST',
  path: '/api/confirmations/:id/tips',
  access: { by: 'member', roles: answering },
  summary:
    'What to mind on receipt, told after payment or at dispatch: into a conversation, or sent by hand.',
  body: Strict({ moment: OneOf(['payment', 'dispatch']), conversationId: Type.Optional(Id) }),
  reply: Confirmation,
})
export const revokeLinks = endpoint({
  method: 'DELETE',
  path: '/api/confirmations/:id/links',
  access: { by: 'member', roles: answering },
  summary: 'Ends every private link to this confirmation.',
  reply: Confirmation,
})

export const confirmationEndpoints = [
  listConfirmations,
  readOrderConfirmation,
  askConfirmation,
  listChatConfirmations,
  sendConfirmation,
  makeConfirmationLink,
  answerConfirmation,
  takeCorrection,
  decideHold,
  sendTips,
  revokeLinks,
] as const
