import type { Tx } from '#platform/database/database.ts'
import { record } from '#platform/events/record.ts'
import { newId } from '#platform/ids/ids.ts'
import type { ShopFacts } from '#nouns/staff/index.ts'
import { recordConversation } from './automatic.ts'
import type { ConversationRow } from './conversation-row.ts'
import {
  insertHand,
  lastServedBy,
  lockConversation,
  lockDistribution,
  selectCandidates,
  updateConversation,
} from './conversations.store.ts'
import { chooseAgent, type Choice } from './distribution.rules.ts'
import { findInquiry, setOwner } from './inquiries.store.ts'

/** Who would be given this conversation now. */
export const suggestAgent = async (
  tx: Tx,
  conversation: Pick<ConversationRow, 'id' | 'customer_id'>,
  now: Date,
): Promise<Choice> => chooseAgent(await selectCandidates(tx, now), await lastServedBy(tx, conversation))

/**
 * Gives a waiting conversation to an agent when its own is not on the desk, or is full (`isNew`: the buyer just asked and
 * had only been greeted in that agent's name). Returns the row as it is now.
 */
export const distribute = async (
  tx: Tx,
  facts: ShopFacts,
  id: string,
  isNew: boolean,
  now: Date,
): Promise<ConversationRow | null> => {
  await lockDistribution(tx, facts.id)
  const row = await lockConversation(tx, id)
  if (!row || row.state !== 'open') return row
  const candidates = await selectCandidates(tx, now)
  const holder = candidates.find((c) => c.id === row.assignee_id)
  // This conversation is open by now and among those the holder holds.
  const stays = holder?.presence === 'on' && (!isNew || holder.held <= holder.cap)
  if (stays) {
    if (isNew)
      await insertHand(tx, {
        id: newId(),
        shopId: facts.id,
        conversationId: id,
        inquiryId: row.inquiry_id,
        memberId: holder.id,
        what: 'assigned',
        by: null,
        note: 'greeted',
        at: now,
      })
    return row
  }
  const choice = chooseAgent(candidates, row.assignee_id ?? (await lastServedBy(tx, row)))
  if (choice.kind === 'nobody' || choice.id === row.assignee_id) return row
  return assign(tx, facts, row, choice.id, { by: null, note: choice.because, withOwnership: false }, now)
}

/**
 * Puts a locked conversation into somebody's hands. The inquiry's owner stays, unless nobody but the stand-in lead
 * has owned it yet (the first person assigned owns it), or ownership is handed over with it.
 */
export const assign = async (
  tx: Tx,
  facts: ShopFacts,
  row: ConversationRow,
  memberId: string,
  how: { by: string | null; note: string | null; withOwnership: boolean },
  now: Date,
): Promise<ConversationRow> => {
  const inquiry = row.inquiry_id ? await findInquiry(tx, row.inquiry_id) : null
  const takesOver =
    inquiry !== null &&
    inquiry.owner_id !== memberId &&
    (how.withOwnership || inquiry.owned_by_way_of === 'duty_lead')
  // The stand-in who picks it up is from now on the first person asked.
  const settles = inquiry !== null && inquiry.owner_id === memberId && inquiry.owned_by_way_of === 'duty_lead'
  const next = await updateConversation(tx, row.id, {
    assignee_id: memberId,
    ...(takesOver ? { inquiry_owner_id: memberId } : {}),
  })
  const hand = {
    id: newId(),
    shopId: facts.id,
    conversationId: row.id,
    inquiryId: row.inquiry_id,
    memberId,
    by: how.by,
    note: how.note,
    at: now,
  }
  await insertHand(tx, { ...hand, what: 'assigned' })
  if (inquiry && (takesOver || settles)) {
    const owned = await setOwner(tx, inquiry.id, memberId, how.withOwnership ? 'hand_over' : 'assigned', now)
    if (takesOver) await insertHand(tx, { ...hand, id: newId(), what: 'owner' })
    // A change of owner tells both sides.
    await record(tx, now, {
      name: 'inquiry.owner_changed',
      subject: inquiry.id,
      version: owned.version,
      audience: ['desk', `member:${inquiry.owner_id}`, `member:${memberId}`],
      timeline: row.customer_id,
      actor: how.by,
      facts: { conversation: row.id, from: inquiry.owner_id, to: memberId },
    })
  }
  await recordConversation(tx, facts, next, 'conversation.assigned', now, how.by, { assignee: memberId })
  return next
}
