import type { InboxRow } from '#contract/conversations/conversations.ts'
import type { ReplyOf } from '#contract/endpoint.ts'
import type { joinConversation, readTogether, splitInquiry } from '#contract/conversations/joins.ts'
import type { ShopFacts } from '#nouns/staff/index.ts'
import type { Tx } from '#platform/database/database.ts'
import { record } from '#platform/events/record.ts'
import { AppError, notFound } from '#platform/http/app-error.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import { newId } from '#platform/ids/ids.ts'
import { recordConversation } from '../automatic.ts'
import { toInboxRow, toMessage, type ConversationRow } from '../conversation-row.ts'
import { insertHand, lockConversation, updateConversation } from '../conversations.store.ts'
import { findInquiry, setOwner } from '../inquiries.store.ts'
import { proposeOwnership } from '../ownership/hand-overs.ts'
import type { ConversationPorts } from '../ports.ts'
import { requireConversation } from '../turn-clock.ts'
import {
  candidatesFor,
  inquiriesOf,
  insertJoin,
  insertSplit,
  isSameCustomer,
  joinsOf,
  lockJoin,
  newestOf,
  undoJoin,
  undoSplit,
} from './joins.store.ts'

/**
 * Two talks of one customer told together, and one talk that holds two issues. Both are pointers: no message is rewritten,
 * each goes on to the page on which its buyer reads it, and both can be undone.
 */
export const createJoins = ({
  db,
  clock,
  directory,
}: Pick<ConversationPorts, 'db' | 'clock' | 'directory'>) => {
  /** @throws AppError not_found; state.conflict {reason}: another customer, not open, or joined already. */
  const join = async (
    caller: MemberCaller,
    id: string,
    intoId: string,
  ): Promise<ReplyOf<typeof joinConversation>> => {
    const facts = await directory.facts(caller.shopId)
    const now = clock.now()
    return db.inShop(caller.shopId, async (tx) => {
      const { row, main } = await lockBoth(tx, id, intoId)
      await refuse(tx, row, main)
      const joinId = newId()
      await insertJoin(tx, {
        id: joinId,
        shopId: caller.shopId,
        main_id: main.id,
        joined_id: row.id,
        by: caller.memberId,
        at: now,
        assignee_before: row.assignee_id,
        owner_before: row.inquiry_owner_id,
      })
      const next = await moveTo(
        tx,
        facts,
        row,
        main.assignee_id,
        main.inquiry_owner_id,
        main.id,
        now,
        'joined',
      )
      await recordConversation(tx, facts, next, 'conversation.joined', now, caller.memberId, {
        into: main.id,
      })
      return { joinId, conversation: toInboxRow(next, facts) }
    })
  }
  const part = async (caller: MemberCaller, joinId: string): Promise<{ conversation: InboxRow }> => {
    const facts = await directory.facts(caller.shopId)
    const now = clock.now()
    return db.inShop(caller.shopId, async (tx) => {
      const found = await lockJoin(tx, joinId)
      const row = found && (await lockConversation(tx, found.joined_id))
      if (!found || !row) throw notFound()
      await undoJoin(tx, joinId, caller.memberId, now)
      const here = (memberId: string | null) =>
        memberId !== null && facts.members.get(memberId)?.hasLeft === false ? memberId : null
      const owner = here(found.owner_before) ?? row.inquiry_owner_id
      const next = await moveTo(tx, facts, row, here(found.assignee_before), owner, null, now, 'parted')
      await recordConversation(tx, facts, next, 'conversation.parted', now, caller.memberId)
      return { conversation: toInboxRow(next, facts) }
    })
  }

  const together = async (caller: MemberCaller, id: string): Promise<ReplyOf<typeof readTogether>> => {
    const facts = await directory.facts(caller.shopId)
    return db.inShop(caller.shopId, async (tx) => {
      const row = await requireConversation(tx, id)
      const mainId = row.joined_to ?? row.id
      const joins = await joinsOf(tx, mainId)
      const others = [mainId, ...joins.map((one) => one.joined_id)].filter((one) => one !== id)
      const joined = []
      for (const otherId of others)
        joined.push({
          // Seen from a joined one, the way out of it is its own join.
          joinId: joins.find((one) => one.joined_id === (otherId === mainId ? id : otherId))?.id ?? null,
          conversation: toInboxRow(await requireConversation(tx, otherId), facts),
        })
      return {
        joined,
        candidates:
          row.joined_to === null && row.state === 'open'
            ? (await candidatesFor(tx, row))
                .filter((one) => !others.includes(one.id))
                .map((one) => toInboxRow(one, facts))
            : [],
        inquiries: (await inquiriesOf(tx, caller.shopId, id)).map((one) => ({
          id: one.id,
          fromNumber: one.from_number,
          openedAt: one.opened_at.toISOString(),
          closedAt: one.closed_at?.toISOString() ?? null,
          ownerName: facts.members.get(one.owner_id)?.displayName ?? null,
          splitFrom: one.split_from,
        })),
        messages: others.length === 0 ? [] : (await newestOf(tx, [id, ...others])).map(toMessage),
      }
    })
  }

  /** @throws AppError not_found; conversation.closed; state.conflict for a message that is not there. */
  const split = async (
    caller: MemberCaller,
    id: string,
    body: { fromNumber: number; ownerId?: string },
  ): Promise<ReplyOf<typeof splitInquiry>> => {
    const facts = await directory.facts(caller.shopId)
    const now = clock.now()
    const owner = body.ownerId === undefined ? null : facts.members.get(body.ownerId)
    if (owner === undefined || owner?.hasLeft) throw notFound()
    return db.inShop(caller.shopId, async (tx) => {
      const row = await lockConversation(tx, id)
      if (!row || row.state === 'visiting') throw notFound()
      if (row.state === 'closed' || !row.inquiry_id || !row.inquiry_owner_id)
        throw new AppError('conversation.closed')
      if (body.fromNumber > row.last_number)
        throw new AppError('state.conflict', { reason: 'no_such_message' })
      const inquiryId = newId()
      await insertSplit(tx, {
        id: inquiryId,
        shopId: caller.shopId,
        conversationId: id,
        customerId: row.customer_id,
        ownerId: row.inquiry_owner_id,
        fromNumber: body.fromNumber,
        splitFrom: row.inquiry_id,
        at: now,
      })
      await record(tx, now, {
        name: 'inquiry.split',
        subject: inquiryId,
        version: 1,
        audience: ['desk'],
        timeline: row.customer_id,
        actor: caller.memberId,
        facts: { conversation: id, from: row.inquiry_id, fromNumber: body.fromNumber },
      })
      if (owner)
        await proposeOwnership(
          tx,
          facts,
          {
            conversationId: id,
            inquiryId,
            customerId: row.customer_id,
            toId: owner.id,
            note: null,
            by: caller.memberId,
          },
          now,
        )
      return { inquiryId }
    })
  }
  const unsplit = (caller: MemberCaller, inquiryId: string): Promise<Record<string, never>> =>
    db.inShop(caller.shopId, async (tx) => {
      const now = clock.now()
      const undone = await undoSplit(tx, inquiryId, now)
      if (!undone) throw notFound()
      await record(tx, now, {
        name: 'inquiry.closed',
        subject: inquiryId,
        version: undone.version,
        audience: ['desk'],
        timeline: undone.customer_id,
        actor: caller.memberId,
        facts: { conversation: undone.conversation_id, undone: true },
      })
      return {}
    })
  return { join, part, together, split, unsplit }
}

/** Always in the same order, so that two who join the same two talks the other way round do not hold each other up. */
const lockBoth = async (tx: Tx, id: string, intoId: string) => {
  const [first, second] = id < intoId ? [id, intoId] : [intoId, id]
  const rows = [await lockConversation(tx, first), await lockConversation(tx, second)]
  const row = rows.find((one) => one?.id === id)
  const main = rows.find((one) => one?.id === intoId)
  if (!row || !main || row.state === 'visiting' || main.state === 'visiting') throw notFound()
  return { row, main }
}
const refuse = async (tx: Tx, row: ConversationRow, main: ConversationRow) => {
  const isBusy = row.joined_to !== null || main.joined_to !== null || (await joinsOf(tx, row.id)).length > 0
  const reason =
    row.id === main.id
      ? 'same_conversation'
      : row.state !== 'open' || main.state !== 'open'
        ? 'not_open'
        : isBusy
          ? 'joined_already'
          : !(await isSameCustomer(tx, main.customer_id, row.customer_id))
            ? 'other_customer'
            : null
  if (reason !== null) throw new AppError('state.conflict', { reason })
}

/** Into other hands and another ownership, with the chain of hands told. */
const moveTo = async (
  tx: Tx,
  facts: ShopFacts,
  row: ConversationRow,
  assigneeId: string | null,
  ownerId: string | null,
  joinedTo: string | null,
  now: Date,
  note: string,
): Promise<ConversationRow> => {
  const inquiry = row.inquiry_id === null ? null : await findInquiry(tx, row.inquiry_id)
  const next = await updateConversation(tx, row.id, {
    joined_to: joinedTo,
    assignee_id: assigneeId,
    ...(inquiry && ownerId !== null ? { inquiry_owner_id: ownerId } : {}),
  })
  const hand = {
    shopId: facts.id,
    conversationId: row.id,
    inquiryId: row.inquiry_id,
    by: null,
    note,
    at: now,
  }
  if (assigneeId !== null && assigneeId !== row.assignee_id)
    await insertHand(tx, { ...hand, id: newId(), memberId: assigneeId, what: 'assigned' })
  if (inquiry && ownerId !== null && ownerId !== inquiry.owner_id) {
    await setOwner(tx, inquiry.id, ownerId, 'hand_over', now)
    await insertHand(tx, { ...hand, id: newId(), memberId: ownerId, what: 'owner' })
  }
  return next
}
