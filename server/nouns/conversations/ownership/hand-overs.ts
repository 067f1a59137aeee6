import type { QueryOf, ReplyOf } from '#contract/endpoint.ts'
import type { HandOver, listHandOvers } from '#contract/conversations/ownership.ts'
import type { ShopFacts } from '#nouns/staff/index.ts'
import type { Tx } from '#platform/database/database.ts'
import { record } from '#platform/events/record.ts'
import { AppError, notFound } from '#platform/http/app-error.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import { newId } from '#platform/ids/ids.ts'
import type { ConversationRow } from '../conversation-row.ts'
import { insertHand, lockConversation, updateConversation } from '../conversations.store.ts'
import { findInquiry, setOwner } from '../inquiries.store.ts'
import type { ConversationPorts } from '../ports.ts'
import {
  endHandOver,
  handOversFor,
  handOversOf,
  insertHandOver,
  lockHandOver,
  voidHandOvers,
  type HandOverRow,
} from './hand-overs.store.ts'
import { noteViolation } from './violations.store.ts'

/** Asks somebody to take the ownership of an open inquiry: it stays where it is until they accept (RTE-09). */
export const proposeOwnership = async (
  tx: Tx,
  facts: ShopFacts,
  what: {
    conversationId: string
    inquiryId: string
    customerId: string | null
    toId: string
    note: string | null
    by: string | null
  },
  now: Date,
): Promise<void> => {
  const inquiry = await findInquiry(tx, what.inquiryId)
  if (!inquiry || inquiry.closed_at !== null || inquiry.owner_id === what.toId) return
  await voidHandOvers(tx, inquiry.id, now)
  const id = newId()
  await insertHandOver(tx, { ...what, id, shopId: facts.id, fromId: inquiry.owner_id, at: now })
  await record(tx, now, {
    name: 'hand_over.proposed',
    subject: id,
    version: 1,
    audience: ['desk'],
    timeline: what.customerId,
    actor: what.by,
    facts: { conversation: what.conversationId, to: what.toId },
  })
}

/** Somebody who leads moves the ownership without asking: it moves, and is recorded as what it is. */
export const noteUnaccepted = (tx: Tx, row: ConversationRow, by: string | null, now: Date): Promise<void> =>
  by === null || row.inquiry_id === null
    ? Promise.resolve()
    : noteViolation(tx, {
        shopId: row.shop_id,
        memberId: by,
        kind: 'owner_changed_unaccepted',
        occasion: newId(),
        conversationId: row.id,
        at: now,
      })

/** Ownership that somebody is asked to take. */
export const createHandOvers = ({
  db,
  clock,
  directory,
}: Pick<ConversationPorts, 'db' | 'clock' | 'directory'>) => {
  const list = async (
    caller: MemberCaller,
    { conversationId }: QueryOf<typeof listHandOvers>,
  ): Promise<ReplyOf<typeof listHandOvers>> => {
    const facts = await directory.facts(caller.shopId)
    const { memberId } = caller
    const rows = await db.inShop(caller.shopId, (tx) =>
      conversationId !== undefined
        ? handOversOf(tx, caller.shopId, conversationId)
        : memberId === null
          ? Promise.resolve([])
          : handOversFor(tx, caller.shopId, memberId),
    )
    return { rows: rows.map((row) => shown(row, facts)) }
  }
  /** @throws AppError not_found; access.denied for anybody but whoever was asked; state.conflict when it was answered. */
  const answer = async (caller: MemberCaller, id: string, accept: boolean): Promise<HandOver> => {
    const facts = await directory.facts(caller.shopId)
    const now = clock.now()
    return db.inShop(caller.shopId, async (tx) => {
      const row = await lockHandOver(tx, id)
      if (!row) throw notFound()
      if (row.to_id !== caller.memberId) throw new AppError('access.denied')
      if (row.state !== 'proposed') throw new AppError('state.conflict', { state: row.state })
      const inquiry = await findInquiry(tx, row.inquiry_id)
      const isOpen = inquiry !== null && inquiry.closed_at === null
      const state = !isOpen ? 'void' : accept ? 'accepted' : 'declined'
      await endHandOver(tx, id, state, now)
      if (state === 'accepted') await takeOver(tx, facts, row, now)
      await record(tx, now, {
        name: 'hand_over.ended',
        subject: id,
        version: row.version + 1,
        audience: ['desk'],
        actor: caller.memberId,
        facts: { conversation: row.conversation_id, state },
      })
      return shown({ ...row, state, ended_at: now }, facts)
    })
  }
  const takeOver = async (tx: Tx, facts: ShopFacts, row: HandOverRow, now: Date) => {
    const conversation = await lockConversation(tx, row.conversation_id)
    const owned = await setOwner(tx, row.inquiry_id, row.to_id, 'hand_over', now)
    if (conversation?.inquiry_id === row.inquiry_id)
      await updateConversation(tx, row.conversation_id, { inquiry_owner_id: row.to_id })
    await insertHand(tx, {
      id: newId(),
      shopId: facts.id,
      conversationId: row.conversation_id,
      inquiryId: row.inquiry_id,
      memberId: row.to_id,
      what: 'owner',
      by: row.to_id,
      note: 'accepted',
      at: now,
    })
    await record(tx, now, {
      name: 'inquiry.owner_changed',
      subject: row.inquiry_id,
      version: owned.version,
      audience: ['desk', `member:${row.from_id}`, `member:${row.to_id}`],
      timeline: conversation?.customer_id ?? null,
      actor: row.to_id,
      facts: { conversation: row.conversation_id, from: row.from_id, to: row.to_id },
    })
  }
  return { list, answer }
}

const shown = (row: HandOverRow, facts: ShopFacts): HandOver => ({
  id: row.id,
  conversationId: row.conversation_id,
  buyerName: row.buyer_name,
  fromName: facts.members.get(row.from_id)?.displayName ?? null,
  toId: row.to_id,
  toName: facts.members.get(row.to_id)?.displayName ?? null,
  note: row.note,
  state: row.state,
  proposedAt: row.proposed_at.toISOString(),
  endedAt: row.ended_at?.toISOString() ?? null,
})
