import { Type, type Static } from 'typebox'
import { endpoint } from '../endpoint.ts'
import { Id, Instant, Language, Nothing, Nullable, OneOf, Strict, Text } from '../shapes.ts'
import { answering } from '../staff/roles.ts'
import { disclosureItems, doubtOutcomes, experiences, guideKeys, trialStates } from './kinds.ts'

export const sellingLimits = { needs: 500, doubt: 200, reason: 300, doubts: 50 } as const
export const Both = Type.Object({ zh: Type.String(), en: Type.String() })
export type Both = Static<typeof Both>

/** How the sale with one buyer stands, read from what was said and written down. Of the open inquiry, else of the last. */
export const Selling = Type.Object({
  conversationId: Id,
  inquiryId: Nullable(Id),
  isClosed: Type.Boolean(),
  /** The buyer's; every text for the composer is in it. */
  language: Language,
  buyer: Type.Object({
    kind: OneOf(['new', 'returning']),
    orderCount: Type.Integer(),
    lastTitle: Nullable(Type.String()),
    /** Null while the desk does not know who this is: then nothing is kept about taste. */
    customerId: Nullable(Id),
    experience: Nullable(OneOf(experiences)),
    isEmotional: Type.Boolean(),
  }),
  needs: Nullable(
    Type.Object({
      text: Type.String(),
      messageId: Nullable(Id),
      by: Nullable(Type.String()),
      at: Instant,
    }),
  ),
  doubts: Type.Array(
    Type.Object({
      id: Id,
      text: Type.String(),
      messageId: Nullable(Id),
      state: OneOf(['open', ...doubtOutcomes]),
      version: Type.Integer(),
    }),
  ),
  /** Sentences of the buyer that sound like a doubt and were not dealt with. */
  proposedDoubts: Type.Array(Type.Object({ messageId: Id, text: Type.String() })),
  guides: Type.Array(Type.Object({ key: OneOf(guideKeys), text: Type.String() })),
  /** What is talked about, the likeliest first. */
  products: Type.Array(
    Type.Object({
      id: Id,
      name: Type.String(),
      isSure: Type.Boolean(),
      unsuitable: Nullable(Type.Object({ id: Id, reason: Type.String() })),
    }),
  ),
  isUndecided: Type.Boolean(),
  sellingPoints: Nullable(Type.String()),
  concerns: Type.Array(
    Type.Object({
      key: Type.String(),
      name: Both,
      concerns: Type.Array(
        Type.Object({
          key: Type.String(),
          worry: Both,
          /** For the composer. */
          statement: Type.String(),
          state: OneOf(['said', 'open', 'beside']),
          messageId: Nullable(Id),
        }),
      ),
    }),
  ),
  disclosure: Type.Object({
    items: Type.Array(
      Type.Object({
        item: OneOf([...disclosureItems, 'offer', 'point']),
        key: Type.String(),
        text: Both,
        state: OneOf(['said', 'missing', 'none']),
        messageId: Nullable(Id),
      }),
    ),
    /** One message with all that is missing; null when nothing is. */
    draft: Nullable(Type.String()),
  }),
  ending: Type.Object({
    isThanked: Type.Boolean(),
    wasAsked: Type.Boolean(),
    questions: Nullable(OneOf(['none', 'remain'])),
    askDraft: Type.String(),
    thanksDraft: Type.String(),
  }),
  trials: Type.Array(
    Type.Object({ id: Id, productName: Type.String(), state: OneOf(trialStates), givenAt: Instant }),
  ),
  prospect: Nullable(
    Type.Object({ id: Id, state: OneOf(['open', 'won', 'dropped']), nextAt: Nullable(Instant) }),
  ),
})
export type Selling = Static<typeof Selling>

const read = { by: 'member', roles: answering, scope: 'conversations:read' } as const
const write = { by: 'member', roles: answering, scope: 'conversations:write' } as const

export const readSelling = endpoint({
  method: 'GET',
  path: '/api/conversations/:id/selling',
  access: read,
  summary:
    'How the sale stands: needs, doubts, worries of the category, what was said before payment, the end.',
  reply: Selling,
})
export const noteNeeds = endpoint({
  method: 'PUT',
  path: '/api/conversations/:id/needs',
  access: write,
  summary: 'What the buyer really needs, in their own words; `messageId` where it is taken from one.',
  body: Strict({ text: Text(sellingLimits.needs), messageId: Type.Optional(Nullable(Id)) }),
  reply: Selling,
})
export const chooseTalkedProduct = endpoint({
  method: 'PUT',
  path: '/api/conversations/:id/talked-product',
  access: write,
  summary: 'Which product this is about; null leaves it to the desk again.',
  body: Strict({ productId: Nullable(Id) }),
  reply: Selling,
})
export const openDoubt = endpoint({
  method: 'POST',
  path: '/api/conversations/:id/doubts',
  access: write,
  summary:
    'One doubt of the buyer; at most 50 in an inquiry. `isNone`: proposed by the desk, and none after all.',
  body: Strict({
    text: Text(sellingLimits.doubt),
    messageId: Type.Optional(Nullable(Id)),
    isNone: Type.Optional(Type.Boolean()),
  }),
  reply: Selling,
})
export const endDoubt = endpoint({
  method: 'PUT',
  path: '/api/conversations/:id/doubts/:doubtId/outcome',
  access: write,
  summary: 'Resolved, unresolved or withdrawn; `open` takes that back.',
  body: Strict({ outcome: OneOf([...doubtOutcomes, 'open']), version: Type.Integer() }),
  reply: Selling,
})
export const setTaste = endpoint({
  method: 'PUT',
  path: '/api/conversations/:id/taste',
  access: write,
  summary:
    'How this buyer likes to buy, and whether feelings count most. Refused while nobody knows who it is.',
  body: Strict({ experience: Nullable(OneOf(experiences)), isEmotional: Type.Boolean() }),
  reply: Selling,
})
export const setConcernAside = endpoint({
  method: 'PUT',
  path: '/api/conversations/:id/concerns/:key/setting-aside',
  access: write,
  summary: 'Beside the point for this buyer; `isAside` false takes it back.',
  body: Strict({ isAside: Type.Boolean() }),
  reply: Selling,
})
export const noteQuestions = endpoint({
  method: 'PUT',
  path: '/api/conversations/:id/questions',
  access: write,
  summary: 'Whether the buyer still has questions before paying, and which.',
  body: Strict({ questions: Nullable(OneOf(['none', 'remain'])), note: Type.Optional(Nullable(Text(300))) }),
  reply: Selling,
})
export const markUnsuitable = endpoint({
  method: 'POST',
  path: '/api/conversations/:id/unsuitable',
  access: write,
  summary: 'A product that does not suit this buyer and is not to be recommended to them, with the reason.',
  body: Strict({ productId: Id, reason: Text(sellingLimits.reason) }),
  reply: Selling,
})
export const liftUnsuitable = endpoint({
  method: 'DELETE',
  path: '/api/conversations/:id/unsuitable/:markId',
  access: write,
  summary: 'It may be recommended again.',
  reply: Selling,
})
export const giveTrial = endpoint({
  method: 'POST',
  path: '/api/conversations/:id/trials',
  access: write,
  summary: 'A sample or trial was given to this buyer.',
  body: Strict({ productId: Id, note: Type.Optional(Nullable(Text(300))) }),
  reply: Selling,
})

/** What was said before an order, kept with it. */
export const Evidence = Type.Object({
  rows: Type.Array(
    Type.Object({
      kind: OneOf(['disclosure', 'point', 'concern', 'claim', 'unsaid']),
      item: Type.String(),
      /** Of a point or a concern; of the others the client knows the words. */
      label: Nullable(Both),
      messageId: Nullable(Id),
      text: Nullable(Type.String()),
      by: Nullable(Type.String()),
      at: Nullable(Instant),
      conversationId: Id,
    }),
  ),
  /** When the conversations of this order were last looked through; null: there was none before it. */
  attachedAt: Nullable(Instant),
})
export type Evidence = Static<typeof Evidence>
export const readEvidence = endpoint({
  method: 'GET',
  path: '/api/orders/:id/evidence',
  access: { by: 'member', roles: answering, scope: 'orders:read' },
  summary: 'What was said to the buyer before this order, and what was not.',
  reply: Evidence,
})
export const attachEvidence = endpoint({
  method: 'POST',
  path: '/api/orders/:id/evidence',
  access: { by: 'member', roles: answering, scope: 'orders:write' },
  summary: 'Looks through the conversations before this order now.',
  body: Nothing,
  reply: Evidence,
})

export const sellingEndpoints = [
  readSelling,
  noteNeeds,
  chooseTalkedProduct,
  openDoubt,
  endDoubt,
  setTaste,
  setConcernAside,
  noteQuestions,
  markUnsuitable,
  liftUnsuitable,
  giveTrial,
  readEvidence,
  attachEvidence,
] as const
