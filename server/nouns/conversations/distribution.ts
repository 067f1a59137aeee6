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
  updateConversation,
} from './conversations.store.ts'
import {
  listSkillGroups,
  orderCountOf,
  productsNamed,
  selectCandidates,
} from './distribution/candidates.store.ts'
import {
  capOf,
  chooseAgent,
  hasPlace,
  misfit,
  type Candidate,
  type Choice,
  type Needs,
} from './distribution.rules.ts'
import { findInquiry, setOwner } from './inquiries.store.ts'
import { laneOf, languageOf, skillsOf } from './needs.rules.ts'

/** Who would be given this conversation now. */
export const suggestAgent = async (
  tx: Tx,
  facts: ShopFacts,
  conversation: ConversationRow,
  now: Date,
): Promise<Choice> =>
  chooseAgent(
    await selectCandidates(tx, now),
    await lastServedBy(tx, conversation),
    await needsOf(tx, facts, conversation),
  )

/** What a conversation needs of whoever takes it, as far as it shows by now. */
export const needsOf = async (tx: Tx, facts: ShopFacts, row: ConversationRow): Promise<Needs> => {
  const groups = await listSkillGroups(tx)
  return {
    language: (row.last_author === 'buyer' ? languageOf(row.last_text) : null) ?? row.language,
    skills:
      groups.length === 0
        ? []
        : skillsOf(groups, [
            row.page_title,
            row.page_url,
            row.last_author === 'buyer' ? row.last_text : null,
          ]),
    lane: laneOf(await orderCountOf(tx, row.customer_id), facts.settings.vipOrderCount),
    isDifficult: row.is_difficult,
    productIds: await productsNamed(
      tx,
      facts.id,
      [row.page_title, row.last_author === 'buyer' ? row.last_text : null].join(' '),
    ),
  }
}

/**
 * Gives a waiting conversation to an agent when its own is not on the desk, or is full (`isNew`: the buyer just asked and
 * had only been greeted in that agent's name). Where nobody has a place, one in the hands of somebody absent is put into
 * nobody's, where everybody sees it. Returns the row as it is now.
 */
export const distribute = async (
  tx: Tx,
  facts: ShopFacts,
  id: string,
  isNew: boolean,
  now: Date,
): Promise<ConversationRow | null> => {
  await lockDistribution(tx, facts.id)
  const found = await lockConversation(tx, id)
  if (!found || found.state !== 'open') return found
  const needs = await needsOf(tx, facts, found)
  const row = await rememberNeeds(tx, found, needs)
  const candidates = await selectCandidates(tx, now)
  const holder = candidates.find((c) => c.id === row.assignee_id)
  const servedBefore = await lastServedBy(tx, row)
  if (
    holder &&
    stays(holder, isNew) &&
    (!isNew || holder.id === servedBefore || suits(holder, candidates, needs))
  ) {
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
  const choice = chooseAgent(candidates, isNew ? servedBefore : (row.assignee_id ?? servedBefore), needs)
  if (choice.kind === 'nobody') return row.assignee_id === null ? row : release(tx, facts, row, now)
  if (choice.id === row.assignee_id) return row
  return assign(tx, facts, row, choice.id, { by: null, note: choice.because, withOwnership: false }, now)
}

/** This conversation is open by now and among those the holder holds. */
const stays = (holder: Candidate, isNew: boolean): boolean =>
  holder.presence === 'on' && (!isNew || holder.held <= capOf(holder))

/** Only greeted in this agent's name, the buyer now shows what they need: nobody with a place suits them better. */
const suits = (holder: Candidate, candidates: readonly Candidate[], needs: Needs): boolean =>
  !candidates.some(
    (one) =>
      one.presence === 'on' && hasPlace(one) && misfit(one.profile, needs) < misfit(holder.profile, needs),
  )

/** Kept on the row: the lane for the queue's order, the rest for whoever looks. */
const rememberNeeds = (tx: Tx, row: ConversationRow, needs: Needs): Promise<ConversationRow> =>
  row.lane === needs.lane && row.language === needs.language && row.skills.join() === needs.skills.join()
    ? Promise.resolve(row)
    : updateConversation(tx, row.id, {
        lane: needs.lane,
        language: needs.language,
        skills: [...needs.skills],
      })

/** Out of the hands of somebody who is not there: everybody sees it, and whoever gets a place takes it. */
const release = async (tx: Tx, facts: ShopFacts, row: ConversationRow, now: Date) => {
  const next = await updateConversation(tx, row.id, { assignee_id: null })
  await recordConversation(tx, facts, next, 'conversation.assigned', now, null, { assignee: null })
  return next
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
    ...lookAgain(facts, row, now),
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

/** Whoever is given a buyer who waits is reminded after the usual seconds: the engine looks then at the latest. */
const lookAgain = (facts: ShopFacts, row: ConversationRow, now: Date): { next_fire_at?: Date } => {
  if (row.turn_id === null) return {}
  const at = new Date(now.getTime() + facts.settings.nudgeSeconds * 1000)
  return row.next_fire_at === null || row.next_fire_at > at ? { next_fire_at: at } : {}
}
