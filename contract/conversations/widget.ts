import { Type, type Static } from 'typebox'
import { endpoint } from '../endpoint.ts'
import { Id, Instant, Language, Nothing, Nullable, OneOf, Strict, Text } from '../shapes.ts'
import { Attachment, automaticKinds, messageLimits } from './conversations.ts'

/** A message as the buyer sees it: no internal ids, no phrase, no colleague names beyond the display name. */
export const BuyerMessage = Type.Object({
  id: Id,
  number: Type.Integer(),
  author: OneOf(['buyer', 'agent', 'automatic']),
  automatic: Nullable(OneOf(automaticKinds)),
  agentName: Nullable(Type.String()),
  text: Type.String(),
  attachments: Type.Array(Attachment),
  at: Instant,
  clientId: Type.String(),
  answeredInMs: Nullable(Type.Integer()),
})
export type BuyerMessage = Static<typeof BuyerMessage>

export const WidgetVisit = Type.Object({
  /** Bearer token of this visitor; kept by the page, sent as `Authorization: Bearer`. */
  token: Type.String(),
  now: Instant,
  language: Language,
  shop: Type.Object({ name: Type.String(), color: Nullable(Type.String()) }),
  /** The person who will answer: the buyer's earlier agent, or null when nobody is on the desk. */
  agentName: Nullable(Type.String()),
  isOpen: Type.Boolean(),
  opensAt: Nullable(Instant),
  /** Seconds the shop promises an answer in. */
  targetSeconds: Type.Integer(),
  isKnown: Type.Boolean(),
  messages: Type.Array(BuyerMessage),
  hasEarlier: Type.Boolean(),
  readByShop: Type.Integer(),
  unread: Type.Integer(),
  after: Type.String(),
})
export type WidgetVisit = Static<typeof WidgetVisit>

export const readWidgetShop = endpoint({
  method: 'GET',
  path: '/api/widget/:key/shop',
  access: { by: 'anyone' },
  summary:
    'What the closed button needs: shop name, who is on the desk, seconds promised. Cacheable for 30 s.',
  reply: Type.Object({
    name: Type.String(),
    language: Language,
    agentName: Nullable(Type.String()),
    isOpen: Type.Boolean(),
    targetSeconds: Type.Integer(),
    color: Nullable(Type.String()),
  }),
})
export const openVisit = endpoint({
  method: 'POST',
  path: '/api/widget/:key/visits',
  access: { by: 'anyone' },
  summary:
    'The buyer opens the chat: continues by `token`, or by a signed `identity` (JWT HS256 of the store, claims sub, email?, phone?, name?, exp), else a new visitor; greets.',
  body: Strict({
    token: Type.Optional(Text(200)),
    identity: Type.Optional(Text(4000)),
    language: Type.Optional(Language),
    page: Type.Optional(
      Strict({ url: Type.String({ maxLength: 2000 }), title: Type.String({ maxLength: 300 }) }),
    ),
  }),
  reply: WidgetVisit,
})
export const checkContactButton = endpoint({
  method: 'POST',
  path: '/api/widget/:key/button-checks',
  access: { by: 'anyone' },
  summary:
    'RSP-13: a page tells whether the contact button could be seen in its first view; nothing about the buyer.',
  body: Strict({
    page: Text(300),
    isVisible: Type.Boolean(),
    isInFirstView: Type.Boolean(),
    /** What lies over it: a tag and an id. */
    hiddenBy: Type.Optional(Text(80)),
    width: Type.Integer({ minimum: 0, maximum: 20_000 }),
  }),
  reply: Nothing,
})
export const listBuyerMessages = endpoint({
  method: 'GET',
  path: '/api/widget/messages',
  access: { by: 'visitor' },
  summary: 'The own history: before or after a message number; at most 50.',
  query: Strict({
    before: Type.Optional(Type.Integer({ minimum: 1 })),
    after: Type.Optional(Type.Integer({ minimum: 0 })),
  }),
  reply: Type.Object({
    messages: Type.Array(BuyerMessage),
    hasEarlier: Type.Boolean(),
    readByShop: Type.Integer(),
  }),
})
export const postBuyerMessage = endpoint({
  method: 'POST',
  path: '/api/widget/messages',
  access: { by: 'visitor' },
  summary: 'The buyer writes. The same `clientId` is stored once, whatever is retried.',
  body: Strict({
    clientId: Text(64, 8),
    text: Type.String({ maxLength: messageLimits.text }),
    fileIds: Type.Optional(Type.Array(Id, { maxItems: messageLimits.attachments })),
  }),
  reply: Type.Object({ message: BuyerMessage }),
})
export const markReadByBuyer = endpoint({
  method: 'POST',
  path: '/api/widget/reading',
  access: { by: 'visitor' },
  summary: 'The buyer has read up to this number.',
  body: Strict({ upTo: Type.Integer({ minimum: 0 }) }),
  reply: Nothing,
})
export const signalBuyerTyping = endpoint({
  method: 'POST',
  path: '/api/widget/typing',
  access: { by: 'visitor' },
  summary: 'The buyer is typing; never stored.',
  body: Nothing,
  reply: Nothing,
})
export const uploadBuyerFile = endpoint({
  method: 'POST',
  path: '/api/widget/files',
  access: { by: 'visitor' },
  media: 'multipart',
  summary:
    'One file (field `file`), sniffed and limited; images lose their metadata. Goes with the next message by its id.',
  reply: Attachment,
})
export const uploadFile = endpoint({
  method: 'POST',
  path: '/api/files',
  access: { by: 'member', roles: ['owner', 'lead', 'agent', 'aftersales'], scope: 'conversations:write' },
  media: 'multipart',
  summary: 'One file for an answer (field `file`).',
  reply: Attachment,
})
export const readFile = endpoint({
  method: 'GET',
  path: '/api/files/:id/:name',
  access: { by: 'anyone' },
  media: 'file',
  summary: 'A file by its unguessable signed address (`?s=`), with a sandboxing policy.',
  query: Strict({ s: Text(200), thumb: Type.Optional(Type.Literal('1')) }),
  reply: Type.Unknown(),
})
export const widgetStream = endpoint({
  method: 'GET',
  path: '/api/widget/stream',
  access: { by: 'visitor' },
  media: 'event-stream',
  summary: 'The buyer’s live stream (StreamFrame); `after` resumes.',
  query: Strict({ after: Type.Optional(Text(80)) }),
  reply: Type.Unknown(),
})
export const stream = endpoint({
  method: 'GET',
  path: '/api/stream',
  access: {
    by: 'member',
    roles: ['owner', 'lead', 'agent', 'aftersales', 'dispatch', 'finance'],
    scope: 'conversations:read',
  },
  media: 'event-stream',
  summary:
    'The one live stream of the shop (StreamFrame); `after` resumes, `poll=1` answers once, with the same frames, within 25 s.',
  query: Strict({ after: Type.Optional(Text(80)), poll: Type.Optional(Type.Literal('1')) }),
  reply: Type.Unknown(),
})
export const widgetEndpoints = [
  readWidgetShop,
  openVisit,
  checkContactButton,
  listBuyerMessages,
  postBuyerMessage,
  markReadByBuyer,
  signalBuyerTyping,
  uploadBuyerFile,
  uploadFile,
  readFile,
  widgetStream,
  stream,
] as const
