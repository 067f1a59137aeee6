import { Type, type Static } from 'typebox'
import { endpoint } from '../endpoint.ts'
import { Amount, Id, Instant, Language, Nullable, OneOf, Page, PageQuery, Strict, Text } from '../shapes.ts'
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
const Version = Type.Integer({ minimum: 1 })
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

/** The shop's own rules; each has a default that suits a shop which changes nothing. */
export const ConfirmationRules = Strict({
  /** Orders paid longer ago are history. */
  withinDays: Type.Integer({ minimum: 1, maximum: 14 }),
  /** Wall clock of the shop, `17:00`. */
  cutOff: Type.String({ pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$' }),
  /** Whether doubtful orders wait; confirmations are asked for either way. */
  holdsDoubtful: Type.Boolean(),
  /** An amount so many times the usual one is doubtful; 0: never. */
  unusualTimes: Type.Integer({ minimum: 0, maximum: 100 }),
  /** So many pieces of one product are doubtful; 0: never. */
  unusualPieces: Type.Integer({ minimum: 0, maximum: 10_000 }),
  /** Further words in a note or a message that make an order doubtful, one each. */
  doubtWords: Type.Array(Text(30), { maxItems: 50 }),
})
export type ConfirmationRules = Static<typeof ConfirmationRules>
export const defaultConfirmationRules: ConfirmationRules = {
  withinDays: 3,
  cutOff: '17:00',
  holdsDoubtful: true,
  unusualTimes: 5,
  unusualPieces: 10,
  doubtWords: [],
}
export const WatchedStore = Type.Object({
  storeId: Id,
  storeName: Type.String(),
  isWatched: Type.Boolean(),
  /** Orders placed earlier are history. */
  since: Instant,
  /** Unsent orders of the last days that were placed before: history until somebody says otherwise. */
  before: Type.Integer(),
})
export type WatchedStore = Static<typeof WatchedStore>
export const ConfirmationSetup = Type.Object({ rules: ConfirmationRules, stores: Type.Array(WatchedStore) })
export type ConfirmationSetup = Static<typeof ConfirmationSetup>
export const readConfirmationSetup = endpoint({
  method: 'GET',
  path: '/api/confirmation-setup',
  access: { by: 'member', roles: anyRole, scope: 'settings:read' },
  summary: 'By which rules orders are confirmed, and since when those of each store.',
  reply: ConfirmationSetup,
})
export const changeConfirmationRules = endpoint({
  method: 'PUT',
  path: '/api/confirmation-setup',
  access: { by: 'member', roles: leading, scope: 'settings:write' },
  summary: 'Changes the rules; the old ones stay in their history.',
  body: Strict({ rules: ConfirmationRules }),
  reply: ConfirmationSetup,
})
export const watchStore = endpoint({
  method: 'PUT',
  path: '/api/stores/:id/confirmation-watch',
  access: { by: 'member', roles: leading, scope: 'settings:write' },
  summary:
    'Has a store’s orders confirmed from now on, or not; `withLastDays` takes in the unsent ones of the last days, too.',
  body: Strict({ isWatched: Type.Boolean(), withLastDays: Type.Optional(Type.Boolean()) }),
  reply: ConfirmationSetup,
})

/** A side of the comparison; waits in milliseconds, shares 0 to 1. */
const Side = Type.Object({
  turns: Type.Integer(),
  medianMs: Nullable(Type.Integer()),
  lateShare: Nullable(Type.Number()),
  /** Share of answers in a bad tone; null: no tone is measured, or nothing to measure. */
  badToneShare: Nullable(Type.Number()),
})
export const PaymentComparison = Type.Object({
  memberId: Nullable(Id),
  name: Type.String(),
  before: Side,
  after: Side,
  /** `too_few`: nothing can be said from so few answers. */
  verdict: OneOf(['same', 'slower', 'colder', 'too_few']),
})
export type PaymentComparison = Static<typeof PaymentComparison>
export const comparePayment = endpoint({
  method: 'GET',
  path: '/api/reports/before-and-after-payment',
  access: { by: 'member', roles: leading, scope: 'reports:read' },
  summary:
    'How fast (and, where tone is measured, in which tone) each agent answers before buyers have paid and after, of the last days.',
  query: Strict({ days: Type.Optional(Type.Integer({ minimum: 1, maximum: 92 })) }),
  reply: Type.Object({
    from: Instant,
    to: Instant,
    /** Fewest answers on each side from which something is said. */
    least: Type.Integer(),
    hasTone: Type.Boolean(),
    rows: Type.Array(PaymentComparison),
  }),
})

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
  readConfirmationSetup,
  changeConfirmationRules,
  watchStore,
  comparePayment,
  readBuyerConfirmation,
  confirmByBuyer,
  correctByBuyer,
  rateByBuyer,
] as const
