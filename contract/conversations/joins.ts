import { Type } from 'typebox'
import { endpoint } from '../endpoint.ts'
import { Id, Instant, Nothing, Nullable, Strict } from '../shapes.ts'
import { answering, anyRole } from '../staff/roles.ts'
import { InboxRow, Message } from './conversations.ts'

export const joinConversation = endpoint({
  method: 'POST',
  path: '/api/conversations/:id/joining',
  access: { by: 'member', roles: answering, scope: 'conversations:write' },
  summary:
    'Tells this conversation together with another of the same customer (`intoId`): one pair of hands and one owner. A pointer; messages stay where they are.',
  body: Strict({ intoId: Id }),
  reply: Type.Object({ joinId: Id, conversation: InboxRow }),
})
export const partConversation = endpoint({
  method: 'DELETE',
  path: '/api/joins/:id',
  access: { by: 'member', roles: answering, scope: 'conversations:write' },
  summary: 'Undoes a joining: the conversation has its own hands and owner again.',
  reply: Type.Object({ conversation: InboxRow }),
})
export const readTogether = endpoint({
  method: 'GET',
  path: '/api/conversations/:id/together',
  access: { by: 'member', roles: anyRole, scope: 'conversations:read' },
  summary:
    'The conversations told together with this one, further ones of the same customer that could be, its inquiries, and the newest 100 messages of all in the order of their times.',
  reply: Type.Object({
    joined: Type.Array(Type.Object({ joinId: Nullable(Id), conversation: InboxRow })),
    candidates: Type.Array(InboxRow),
    inquiries: Type.Array(
      Type.Object({
        id: Id,
        fromNumber: Type.Integer(),
        openedAt: Instant,
        closedAt: Nullable(Instant),
        ownerName: Nullable(Type.String()),
        splitFrom: Nullable(Id),
      }),
    ),
    messages: Type.Array(Message),
  }),
})
export const splitInquiry = endpoint({
  method: 'POST',
  path: '/api/conversations/:id/inquiries',
  access: { by: 'member', roles: answering, scope: 'conversations:write' },
  summary:
    'Parts a second issue from the open inquiry, from message number `fromNumber` on, with an owner of its own (the present one unless `ownerId`, who then has to accept it).',
  body: Strict({ fromNumber: Type.Integer({ minimum: 1 }), ownerId: Type.Optional(Id) }),
  reply: Type.Object({ inquiryId: Id }),
})
export const unsplitInquiry = endpoint({
  method: 'DELETE',
  path: '/api/inquiries/:id',
  access: { by: 'member', roles: answering, scope: 'conversations:write' },
  summary: 'Undoes a split: the issue is one with the inquiry it was parted from.',
  reply: Nothing,
})
export const joinEndpoints = [
  joinConversation,
  partConversation,
  readTogether,
  splitInquiry,
  unsplitInquiry,
] as const
