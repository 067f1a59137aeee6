import type { Tx } from '#platform/database/database.ts'
import { record } from '#platform/events/record.ts'
import { newId } from '#platform/ids/ids.ts'
import type { ShopFacts } from '#nouns/staff/index.ts'
import { recordConversation } from './automatic.ts'
import type { ConversationRow } from './conversation-row.ts'
import { insertHand, lastServedBy, lastServedByAll, updateConversation } from './conversations.store.ts'
import {
  listSkillGroups,
  orderCountOf,
  productsNamed,
  selectCandidates,
  updateNeeds,
} from './distribution/candidates.store.ts'
import {
  chooseAgent,
  hasPlace,
  misfit,
  type Candidate,
  type Choice,
  type Needs,
} from './distribution.rules.ts'
import { findInquiry, setOwner } from './inquiries.store.ts'
import { laneOf, languageOf, skillsOf, type SkillWords } from './needs.rules.ts'

/** Who would be given this conversation now; `greeting`: whom others are just being greeted by. */
export const suggestAgent = async (
  tx: Tx,
  facts: ShopFacts,
  conversation: ConversationRow,
  greeting: () => ReadonlyMap<string, number>,
  now: Date,
): Promise<Choice> => {
  const [servedBefore, needs] = [await lastServedBy(tx, conversation), await needsOf(tx, facts, conversation)]
  const candidates = await selectCandidates(tx, now)
  const meanwhile = greeting()
  for (const one of candidates) one.load += meanwhile.get(one.id) ?? 0
  return chooseAgent(candidates, servedBefore, needs)
}

/** What a conversation needs of whoever takes it, as far as it shows by now. */
export const needsOf = async (tx: Tx, facts: ShopFacts, row: ConversationRow): Promise<Needs> =>
  readNeeds(tx, facts, row, await listSkillGroups(tx))

const readNeeds = async (
  tx: Tx,
  facts: ShopFacts,
  row: ConversationRow,
  groups: readonly SkillWords[],
): Promise<Needs> => {
  const own = row.last_author === 'buyer' ? row.last_text : null
  return {
    language: (own === null ? null : languageOf(own)) ?? row.language,
    skills: groups.length === 0 ? [] : skillsOf(groups, [row.page_title, row.page_url, own]),
    lane: laneOf(await orderCountOf(tx, row.customer_id), facts.settings.vipOrderCount),
    isDifficult: row.is_difficult,
    productIds: await productsNamed(
      tx,
      facts.id,
      [row.page_title, row.last_author === 'buyer' ? row.last_text : null].join(' '),
    ),
  }
}

export interface Asking {
  /** Locked. */
  row: ConversationRow
  /** The buyer just asked, and had at most been greeted in somebody's name. */
  isNew: boolean
  needs: Needs
}

/** Reads what each needs and keeps it on the row: the lane for the queue's order, the rest for whoever looks. */
export const rememberNeeds = async (
  tx: Tx,
  facts: ShopFacts,
  asked: readonly Omit<Asking, 'needs'>[],
): Promise<Asking[]> => {
  const groups = await listSkillGroups(tx)
  const read: Asking[] = []
  for (const one of asked) read.push({ ...one, needs: await readNeeds(tx, facts, one.row, groups) })
  const changed = read.filter(
    ({ row, needs }) =>
      row.lane !== needs.lane || row.language !== needs.language || row.skills.join() !== needs.skills.join(),
  )
  const rows = await updateNeeds(
    tx,
    changed.map(({ row, needs }) => ({ id: row.id, ...needs })),
  )
  return read.map((one) => ({ ...one, row: rows.get(one.row.id) ?? one.row }))
}

/**
 * Gives waiting conversations, in this order, to agents when their own are not on the desk, or are full. Where nobody has a
 * place, one in the hands of somebody absent is put into nobody's, where everybody sees it. The shop's distribution must be
 * locked since before `candidates` were read; their counts are moved along. Returns the rows as they are now.
 */
export const giveOut = async (
  tx: Tx,
  facts: ShopFacts,
  asked: readonly Asking[],
  candidates: Candidate[],
  now: Date,
): Promise<ConversationRow[]> => {
  const known = new Map(candidates.map((one) => [one.id, one]))
  const count = (id: string | null, by: number, what: 'held' | 'load') => {
    const one = id === null ? undefined : known.get(id)
    if (one) one[what] += by
  }
  // Whoever was only greeted is held by nobody until it is their turn here.
  for (const { row, isNew } of asked) if (isNew) count(row.assignee_id, -1, 'held')
  const before = await lastServedByAll(
    tx,
    asked.map(({ row }) => row),
  )
  const rows: ConversationRow[] = []
  for (const one of asked) {
    const after = await giveOne(
      tx,
      facts,
      one,
      { candidates, servedBefore: before.get(one.row.id) ?? null },
      now,
    )
    rows.push(after)
    if (one.isNew || after.assignee_id !== one.row.assignee_id) {
      count(after.assignee_id, 1, 'held')
      if (after.assignee_id !== one.row.assignee_id) {
        count(one.row.assignee_id, -1, 'load')
        count(after.assignee_id, 1, 'load')
      }
      const taker = after.assignee_id === null ? undefined : known.get(after.assignee_id)
      if (taker) Object.assign(taker, { recent: taker.recent + 1, lastAssignedAt: now })
    }
  }
  return rows
}

const giveOne = async (
  tx: Tx,
  facts: ShopFacts,
  { row, isNew, needs }: Asking,
  { candidates, servedBefore }: { candidates: readonly Candidate[]; servedBefore: string | null },
  now: Date,
): Promise<ConversationRow> => {
  const holder = candidates.find((c) => c.id === row.assignee_id)
  if (
    holder?.presence === 'on' &&
    (!isNew || (hasPlace(holder) && (holder.id === servedBefore || suits(holder, candidates, needs))))
  ) {
    if (isNew)
      await insertHand(tx, {
        id: newId(),
        shopId: facts.id,
        conversationId: row.id,
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

/** Only greeted in this agent's name, the buyer now shows what they need: nobody with a place suits them better. */
const suits = (holder: Candidate, candidates: readonly Candidate[], needs: Needs): boolean =>
  !candidates.some(
    (one) =>
      one.presence === 'on' && hasPlace(one) && misfit(one.profile, needs) < misfit(holder.profile, needs),
  )

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
