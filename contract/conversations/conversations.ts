import { Type, type Static } from 'typebox'
import { endpoint } from '../endpoint.ts'
import { guardKinds } from '../guard/kinds.ts'
import { SaleEnd } from '../purchase/closing.ts'
import { Id, Instant, Nothing, Nullable, OneOf, Strict, Text } from '../shapes.ts'
import { anyRole, answering } from '../staff/roles.ts'

export const channels = ['webchat'] as const
/** Who wrote a message: the buyer, a person of the shop, or the desk by itself. */
export const authors = ['buyer', 'agent', 'automatic'] as const
/** What an automatic message is; null for the others. */
export const automaticKinds = [
  'greeting',
  'returning_greeting',
  'away',
  'closed_hours',
  'closing',
  'waiting',
] as const
export const messageLimits = { text: 4000, attachments: 9, fileBytes: 10 * 1024 * 1024 } as const

export const Attachment = Type.Object({
  id: Id,
  name: Type.String(),
  mime: Type.String(),
  bytes: Type.Integer(),
  width: Nullable(Type.Integer()),
  height: Nullable(Type.Integer()),
  /** Relative address; images are served inline, everything else as a download. */
  url: Type.String(),
})
export type Attachment = Static<typeof Attachment>

export const Message = Type.Object({
  id: Id,
  conversationId: Id,
  /** Counts up within the conversation without gaps; order and paging go by it. */
  number: Type.Integer(),
  author: OneOf(authors),
  automatic: Nullable(OneOf(automaticKinds)),
  /** Display name of the agent as the buyer sees it; null for buyers. */
  agentName: Nullable(Type.String()),
  memberId: Nullable(Id),
  text: Type.String(),
  attachments: Type.Array(Attachment),
  at: Instant,
  /** Set by the client that sent it; the same id is stored once. */
  clientId: Type.String(),
  /** For an agent's answer that ended a buyer's turn: milliseconds the buyer had waited in open hours. */
  answeredInMs: Nullable(Type.Integer()),
  /** True when the answer only held the buyer ("one moment"). */
  isHolding: Type.Boolean(),
  phraseId: Nullable(Id),
})
export type Message = Static<typeof Message>

/** The running clock of a buyer who waits. Null when nobody waits. Instants are absolute; `now` of the server comes with every list so that clients correct their own clocks. */
export const TurnClock = Type.Object({
  turnId: Id,
  startedAt: Instant,
  targetAt: Instant,
  dueAt: Instant,
  /** The buyer's very first message of an inquiry (RSP-09). */
  isFirst: Type.Boolean(),
  missed: Type.Boolean(),
})
export type TurnClock = Static<typeof TurnClock>

export const queues = ['waiting', 'owed', 'quiet'] as const

export const InboxRow = Type.Object({
  id: Id,
  queue: OneOf(queues),
  channel: OneOf(channels),
  /** What to call this buyer in a list: nick, name, or "visitor 3F7A". */
  buyerName: Type.String(),
  customerId: Nullable(Id),
  storeName: Type.String(),
  lastText: Type.String(),
  lastAt: Instant,
  lastAuthor: OneOf(authors),
  unread: Type.Integer(),
  assigneeId: Nullable(Id),
  assigneeName: Nullable(Type.String()),
  inquiryOwnerId: Nullable(Id),
  inquiryOwnerName: Nullable(Type.String()),
  clock: Nullable(TurnClock),
  /** The earliest open word of this conversation. */
  word: Nullable(Type.Object({ id: Id, what: Type.String(), dueAt: Instant, soonAt: Instant })),
  isReturning: Type.Boolean(),
  /** The lane in which this buyer waits (MEM-11). */
  lane: OneOf(['ordinary', 'vip']),
  isDifficult: Type.Boolean(),
  /** The conversation of the same customer together with which this one is told; null: none. */
  joinedTo: Nullable(Id),
  isClosed: Type.Boolean(),
  version: Type.Integer(),
})
export type InboxRow = Static<typeof InboxRow>

export const readInbox = endpoint({
  method: 'GET',
  path: '/api/inbox',
  access: { by: 'member', roles: answering, scope: 'conversations:read' },
  summary:
    'The three queues: waiting for an answer, owing an answer, waiting for the buyer. Ordered as they should be worked.',
  query: Strict({
    /** `coached`: what the caller’s newcomers hold. */
    view: Type.Optional(OneOf(['mine', 'all', 'unassigned', 'coached'])),
    quietCursor: Type.Optional(Type.String({ maxLength: 100 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
  }),
  reply: Type.Object({
    now: Instant,
    waiting: Type.Array(InboxRow),
    owed: Type.Array(InboxRow),
    quiet: Type.Array(InboxRow),
    counts: Type.Object({
      waiting: Type.Integer(),
      owed: Type.Integer(),
      quiet: Type.Integer(),
      mine: Type.Integer(),
      cap: Type.Integer(),
      closedToday: Type.Integer(),
    }),
    quietNext: Nullable(Type.String()),
    /** Newcomers whom the caller coaches. */
    newcomers: Type.Array(Id),
  }),
})
export const findConversations = endpoint({
  method: 'GET',
  path: '/api/conversations',
  access: { by: 'member', roles: anyRole, scope: 'conversations:read' },
  summary: 'All conversations, newest first, open and closed; the rows behind figures.',
  query: Strict({
    customerId: Type.Optional(Id),
    memberId: Type.Optional(Id),
    state: Type.Optional(OneOf(['open', 'closed'])),
    clock: Type.Optional(OneOf(['any', 'in_time', 'kept_target', 'kept', 'announced', 'missed'])),
    from: Type.Optional(Instant),
    to: Type.Optional(Instant),
    cursor: Type.Optional(Type.String({ maxLength: 200 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
  }),
  reply: Type.Object({ rows: Type.Array(InboxRow), next: Nullable(Type.String()) }),
})
export const readConversation = endpoint({
  method: 'GET',
  path: '/api/conversations/:id',
  access: { by: 'member', roles: anyRole, scope: 'conversations:read' },
  summary: 'One conversation with its newest messages.',
  reply: Type.Object({
    now: Instant,
    conversation: InboxRow,
    messages: Type.Array(Message),
    hasEarlier: Type.Boolean(),
    /** Highest message number each side has read. */
    readByBuyer: Type.Integer(),
    readByShop: Type.Integer(),
    page: Nullable(Type.Object({ url: Type.String(), title: Type.String() })),
  }),
})
export const listMessages = endpoint({
  method: 'GET',
  path: '/api/conversations/:id/messages',
  access: { by: 'member', roles: anyRole, scope: 'conversations:read' },
  summary: 'Messages before a number, or after one, oldest first; at most 50.',
  query: Strict({
    before: Type.Optional(Type.Integer({ minimum: 1 })),
    after: Type.Optional(Type.Integer({ minimum: 0 })),
  }),
  reply: Type.Object({ messages: Type.Array(Message), hasEarlier: Type.Boolean() }),
})
export const postAnswer = endpoint({
  method: 'POST',
  path: '/api/conversations/:id/messages',
  access: { by: 'member', roles: answering, scope: 'conversations:write' },
  summary:
    'An answer. `clientId` makes a retry harmless. `sawNumber` is the newest message the agent had on screen: when a colleague answered since, the reply is conversation.answered_by_other and nothing is sent, unless `anyway`.',
  body: Strict({
    clientId: Text(64, 8),
    text: Type.String({ maxLength: messageLimits.text }),
    fileIds: Type.Optional(Type.Array(Id, { maxItems: messageLimits.attachments })),
    phraseId: Type.Optional(Id),
    sawNumber: Type.Optional(Type.Integer({ minimum: 0 })),
    anyway: Type.Optional(Type.Boolean()),
    /** A word given with this answer. */
    word: Type.Optional(Strict({ what: Text(200), dueAt: Instant })),
    /** What the word guard said while it was written: seen and sent all the same, or changed. */
    guard: Type.Optional(
      Strict({
        seen: Type.Optional(Type.Array(OneOf(guardKinds), { maxItems: guardKinds.length })),
        changed: Type.Optional(
          Type.Array(Strict({ kind: OneOf(guardKinds), found: Type.String({ maxLength: 200 }) }), {
            maxItems: 20,
          }),
        ),
      }),
    ),
  }),
  reply: Type.Object({ message: Message, wordId: Nullable(Id) }),
})
export const markRead = endpoint({
  method: 'POST',
  path: '/api/conversations/:id/reading',
  access: { by: 'member', roles: answering },
  summary: 'The shop has read up to this message number.',
  body: Strict({ upTo: Type.Integer({ minimum: 0 }) }),
  reply: Nothing,
})
export const signalTyping = endpoint({
  method: 'POST',
  path: '/api/conversations/:id/typing',
  access: { by: 'member', roles: answering },
  summary: 'The agent is typing; never stored.',
  body: Nothing,
  reply: Nothing,
})
export const assignConversation = endpoint({
  method: 'POST',
  path: '/api/conversations/:id/assignment',
  access: { by: 'member', roles: answering, scope: 'conversations:write' },
  summary:
    'Hands the conversation to a person (`memberId`), or takes it. The owner of the inquiry stays; `withOwnership` asks the person to take that too, and it moves when they accept. Who leads may move it `withoutAcceptance`, which is recorded.',
  body: Strict({
    memberId: Id,
    note: Type.Optional(Text(500)),
    withOwnership: Type.Optional(Type.Boolean()),
    withoutAcceptance: Type.Optional(Type.Boolean()),
  }),
  reply: Type.Object({ conversation: InboxRow }),
})
export const closeConversation = endpoint({
  method: 'POST',
  path: '/api/conversations/:id/closing',
  access: { by: 'member', roles: answering, scope: 'conversations:write' },
  summary:
    'Ends the conversation with the closing phrase (thanks); refused while the buyer waits or a word is open, unless `anyway`, and while a doubt of the buyer is open, unless `sale` says how it ended (selling.open_doubts).',
  body: Strict({
    anyway: Type.Optional(Type.Boolean()),
    silent: Type.Optional(Type.Boolean()),
    sale: Type.Optional(SaleEnd),
  }),
  reply: Type.Object({ conversation: InboxRow }),
})
export const reopenConversation = endpoint({
  method: 'POST',
  path: '/api/conversations/:id/reopening',
  access: { by: 'member', roles: answering, scope: 'conversations:write' },
  summary: 'Opens a closed conversation again.',
  body: Nothing,
  reply: Type.Object({ conversation: InboxRow }),
})

/** The right panel: opens with one line worth reading. */
export const Panel = Type.Object({
  line: Nullable(
    Type.Object({
      /** The client words it: last trouble, last word given, how to address. */
      kind: OneOf([
        'last_trouble',
        'open_word',
        'broken_word',
        'returning',
        'new_buyer',
        'unpaid_order',
        'order_on_road',
        'note',
      ]),
      facts: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Null()])),
      subject: Nullable(Type.Object({ kind: OneOf(['order', 'word', 'conversation', 'customer']), id: Id })),
    }),
  ),
  customer: Nullable(
    Type.Object({
      id: Id,
      name: Type.String(),
      addressStyle: Nullable(Type.String()),
      note: Nullable(Type.String()),
      orderCount: Type.Integer(),
      spent: Type.Array(Type.Object({ minor: Type.Integer(), currency: Type.String() })),
      firstOrderAt: Nullable(Instant),
      city: Nullable(Type.String()),
      identities: Type.Array(
        Type.Object({
          kind: Type.String(),
          shown: Type.String(),
          storeName: Nullable(Type.String()),
          proven: Type.Boolean(),
        }),
      ),
    }),
  ),
  orders: Type.Array(
    Type.Object({
      id: Id,
      name: Type.String(),
      status: Type.String(),
      placedAt: Instant,
      total: Type.Object({ minor: Type.Integer(), currency: Type.String() }),
      title: Type.String(),
      lineCount: Type.Integer(),
      parcels: Type.Array(
        Type.Object({ carrier: Nullable(Type.String()), trackingNumber: Nullable(Type.String()) }),
      ),
      petals: Type.Array(OneOf(['done', 'under_way', 'ahead', 'broken']), { minItems: 5, maxItems: 5 }),
    }),
  ),
  words: Type.Array(
    Type.Object({
      id: Id,
      what: Type.String(),
      dueAt: Instant,
      soonAt: Instant,
      endedAt: Nullable(Instant),
      state: Type.String(),
      byName: Nullable(Type.String()),
      conversationId: Nullable(Id),
      version: Type.Integer(),
    }),
  ),
  /** When the open inquiry began; null while none is open. */
  inquirySince: Nullable(Instant),
  journey: Type.Array(
    Type.Object({ at: Instant, name: Type.String(), facts: Type.Record(Type.String(), Type.Unknown()) }),
  ),
  earlier: Type.Array(Type.Object({ id: Id, at: Instant, lastText: Type.String() })),
  phraseSlots: Type.Record(Type.String(), Type.String()),
  /** The same for phrases of either language. */
  slotsByLanguage: Type.Object({
    zh: Type.Record(Type.String(), Type.String()),
    en: Type.Record(Type.String(), Type.String()),
  }),
  /** How this buyer is addressed, by whose choice, and the language to write in (PHR-08). */
  addressed: Type.Object({
    style: OneOf(['qin', 'dear_buyer', 'dear_customer', 'hello']),
    by: OneOf(['customer', 'group', 'shop']),
    group: Nullable(Type.String()),
    language: OneOf(['zh', 'en']),
  }),
})
export type Panel = Static<typeof Panel>
export const readPanel = endpoint({
  method: 'GET',
  path: '/api/conversations/:id/panel',
  access: { by: 'member', roles: answering, scope: 'conversations:read' },
  summary:
    'Who is this: the one line, customer, orders, parcels, words, journey, and slot values for phrases.',
  reply: Panel,
})
export const linkCustomer = endpoint({
  method: 'POST',
  path: '/api/conversations/:id/customer',
  access: { by: 'member', roles: answering, scope: 'conversations:write' },
  summary: 'An agent says who this buyer is; shown as said by the agent, not proven.',
  body: Strict({ customerId: Id }),
  reply: Type.Object({ conversation: InboxRow }),
})
export const conversationEndpoints = [
  readInbox,
  findConversations,
  readConversation,
  listMessages,
  postAnswer,
  markRead,
  signalTyping,
  assignConversation,
  closeConversation,
  reopenConversation,
  readPanel,
  linkCustomer,
] as const
