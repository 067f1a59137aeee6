import type { closeConversation, InboxRow } from '#contract/conversations/conversations.ts'
import type { BodyOf } from '#contract/endpoint.ts'
import type { HeldWork, ShopFacts } from '#nouns/staff/index.ts'
import { DAY_MS, localOf } from '#platform/calendar/zone.rules.ts'
import type { Tx } from '#platform/database/database.ts'
import { record } from '#platform/events/record.ts'
import { AppError, notFound } from '#platform/http/app-error.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import { newId } from '#platform/ids/ids.ts'
import { addressOf } from './addressing.ts'
import { automaticText, postAutomatic, recordConversation } from './automatic.ts'
import { toInboxRow, type ConversationRow } from './conversation-row.ts'
import { findConversation, lockConversation, moveHands, updateConversation } from './conversations.store.ts'
import { customerFacts } from './customers.store.ts'
import { assign } from './distribution.ts'
import {
  closeInquiry,
  countOpenByMember,
  insertInquiry,
  openInquiriesOf,
  setOwner,
} from './inquiries.store.ts'
import { joinsOf, openSplits } from './joins/joins.store.ts'
import { noteUnaccepted, proposeOwnership } from './ownership/hand-overs.ts'
import { voidHandOvers } from './ownership/hand-overs.store.ts'
import { openProblemsOf } from './ownership/problems.store.ts'
import { noteViolation } from './ownership/violations.store.ts'
import type { ConversationPorts } from './ports.ts'
import { abandonTurn } from './turn-clock.ts'
import { visitorLanguage } from './visitors.store.ts'

/** What an agent does with a conversation besides answering, and what happens when people come and go. */
export const createDesk = (ports: ConversationPorts) => {
  const { db, clock, directory } = ports
  type Change = (tx: Tx, row: ConversationRow, facts: ShopFacts, now: Date) => Promise<ConversationRow>
  const change = async (
    caller: MemberCaller,
    id: string,
    work: Change,
  ): Promise<{ conversation: InboxRow }> => {
    const facts = await directory.facts(caller.shopId)
    const now = clock.now()
    const row = await db.inShop(caller.shopId, async (tx) => {
      const locked = await lockConversation(tx, id)
      if (!locked || locked.state === 'visiting') throw notFound()
      return work(tx, locked, facts, now)
    })
    return { conversation: toInboxRow(row, facts) }
  }

  const read = async (caller: MemberCaller, id: string, upTo: number): Promise<Record<string, never>> => {
    await change(caller, id, async (tx, row, facts, now) => {
      const seen = Math.min(upTo, row.last_number)
      if (seen <= row.read_by_shop) return row
      const next = await updateConversation(tx, id, { read_by_shop: seen })
      await recordConversation(tx, facts, next, 'conversation.read', now, caller.memberId)
      return next
    })
    return {}
  }

  const typing = async (caller: MemberCaller, id: string): Promise<Record<string, never>> => {
    const row = await db.inShop(caller.shopId, (tx) => findConversation(tx, id))
    if (!row) throw notFound()
    ports.live.signal(caller.shopId, [`visitor:${row.visitor_id}`], {
      kind: 'typing',
      conversationId: id,
      by: 'agent',
      name: caller.displayName,
    })
    return {}
  }

  const handTo = (
    caller: MemberCaller,
    id: string,
    body: { memberId: string; note?: string; withOwnership?: boolean; withoutAcceptance?: boolean },
  ) =>
    change(caller, id, async (tx, row, facts, now) => {
      const to = facts.members.get(body.memberId)
      if (!to || to.hasLeft) throw notFound()
      if (row.state === 'closed') throw new AppError('conversation.closed')
      if (row.assignee_id === body.memberId && !body.withOwnership) return row
      // Who takes the ownership to themselves has accepted it; who leads may move it unasked, and it is recorded.
      const isUnasked = body.withOwnership === true && body.withoutAcceptance === true
      if (isUnasked && !caller.roles.some((role) => role === 'owner' || role === 'lead'))
        throw new AppError('access.denied')
      const movesNow = body.withOwnership === true && (isUnasked || body.memberId === caller.memberId)
      const note = body.note ?? null
      const by = caller.memberId
      if (isUnasked && body.memberId !== by && row.inquiry_owner_id !== body.memberId)
        await noteUnaccepted(tx, row, by, now)
      for (const other of await joinsOf(tx, row.joined_to ?? row.id)) {
        const told = other.joined_id === row.id ? null : await lockConversation(tx, other.joined_id)
        if (told && told.assignee_id !== body.memberId)
          await assign(tx, facts, told, body.memberId, { by, note, withOwnership: false }, now)
      }
      const next = await assign(tx, facts, row, body.memberId, { by, note, withOwnership: movesNow }, now)
      if (body.withOwnership && !movesNow && next.inquiry_id !== null)
        await proposeOwnership(
          tx,
          facts,
          {
            conversationId: id,
            inquiryId: next.inquiry_id,
            customerId: row.customer_id,
            toId: body.memberId,
            note,
            by,
          },
          now,
        )
      return next
    })

  /** Difficulty chooses who takes a buyer; their time stays what it is (RSP-12). */
  const mark = (caller: MemberCaller, id: string, isDifficult: boolean) =>
    change(caller, id, async (tx, row, facts, now) => {
      if (row.is_difficult === isDifficult) return row
      const next = await updateConversation(tx, id, { is_difficult: isDifficult })
      await recordConversation(tx, facts, next, 'conversation.marked', now, caller.memberId, { isDifficult })
      return next
    })

  const close = (caller: MemberCaller, id: string, body: BodyOf<typeof closeConversation>) =>
    change(caller, id, async (tx, row, facts, now) => {
      if (row.state === 'closed') return row
      if (!body.anyway && (row.turn_id !== null || row.word_id !== null)) {
        throw new AppError('state.conflict', { isWaiting: row.turn_id !== null, word: row.word_what })
      }
      const end = row.inquiry_id && {
        conversationId: id,
        inquiryId: row.inquiry_id,
        ownerId: row.inquiry_owner_id,
        by: caller.memberId,
        now,
      }
      if (end) await ports.closing.before(tx, facts, end, body.sale)
      await leaveProblems(tx, row, caller, body.anyway ?? false, now)
      await abandonTurn(tx, row, Math.floor((localOf(facts.timeZone, now.getTime()) % DAY_MS) / 3_600_000))
      const thanked = body.silent ? row : await thank(tx, facts, row, now)
      if (end) await ports.closing.after(tx, facts, end)
      if (row.inquiry_id) await endInquiry(tx, row, caller.memberId, now)
      const closed = await updateConversation(tx, id, {
        state: 'closed',
        closed_at: now,
        inquiry_id: null,
        inquiry_owner_id: null,
        read_by_shop: thanked.last_number,
        turn_id: null,
        turn_started_at: null,
        turn_clock_at: null,
        turn_target_at: null,
        turn_due_at: null,
        turn_is_first: null,
        turn_missed_at: null,
        turn_away_at: null,
        turn_automatic: 0,
        next_fire_at: null,
      })
      await recordConversation(tx, facts, closed, 'conversation.closed', now, caller.memberId)
      return closed
    })

  /** What was filed and is not solved is watched by the owner: closing over it needs a word, and is recorded (RTE-09). */
  const leaveProblems = async (
    tx: Tx,
    row: ConversationRow,
    caller: MemberCaller,
    anyway: boolean,
    now: Date,
  ) => {
    const problems = await openProblemsOf(tx, row.shop_id, row.id)
    if (problems.length > 0 && !anyway) throw new AppError('state.conflict', { problems: problems.length })
    if (caller.memberId === null) return
    for (const problem of problems)
      await noteViolation(tx, {
        shopId: row.shop_id,
        memberId: caller.memberId,
        kind: 'no_follow_through',
        occasion: problem.id,
        conversationId: row.id,
        at: now,
      })
  }

  /** BUY-16: every conversation ends with thanks. */
  const thank = async (tx: Tx, facts: ShopFacts, row: ConversationRow, now: Date) => {
    const language = (await visitorLanguage(tx, row.visitor_id)) ?? facts.language
    const agent = row.assignee_id ? (facts.members.get(row.assignee_id)?.displayName ?? null) : null
    const text = await automaticText(tx, facts, 'closing', language, {
      agent,
      style: (await addressOf(tx, facts, row.customer_id)).style,
    })
    return (await postAutomatic(tx, facts, row, 'closing', text, row.inquiry_id ?? newId(), now))?.row ?? row
  }
  const endInquiry = async (tx: Tx, row: ConversationRow, by: string | null, now: Date) => {
    if (!row.inquiry_id) return
    for (const id of [row.inquiry_id, ...(await openSplits(tx, row.shop_id, row.id))]) {
      await voidHandOvers(tx, id, now)
      const ended = await closeInquiry(tx, id, now)
      await record(tx, now, {
        name: 'inquiry.closed',
        subject: ended.id,
        version: ended.version,
        audience: ['desk'],
        timeline: row.customer_id,
        actor: by,
        facts: { conversation: row.id },
      })
    }
  }

  const reopen = (caller: MemberCaller, id: string) =>
    change(caller, id, async (tx, row, facts, now) => {
      if (row.state === 'open') return row
      const owner = caller.memberId ?? row.assignee_id
      if (!owner) throw new AppError('state.conflict')
      const inquiryId = newId()
      await insertInquiry(tx, {
        id: inquiryId,
        shopId: facts.id,
        conversationId: id,
        customerId: row.customer_id,
        ownerId: owner,
        wayOf: 'assigned',
        at: now,
      })
      const next = await updateConversation(tx, id, {
        state: 'open',
        closed_at: null,
        opened_at: now,
        inquiry_id: inquiryId,
        inquiry_owner_id: owner,
        assignee_id: owner,
      })
      await recordConversation(tx, facts, next, 'conversation.reopened', now, caller.memberId)
      return next
    })

  const link = (caller: MemberCaller, id: string, customerId: string) =>
    change(caller, id, async (tx, _row, facts, now) => {
      const customer = await customerFacts(tx, customerId)
      if (!customer) throw notFound()
      const next = await updateConversation(tx, id, {
        customer_id: customer.id,
        buyer_name: customer.name,
        is_returning: customer.orderCount > 0,
      })
      await recordConversation(tx, facts, next, 'conversation.identified', now, caller.memberId, {
        saidBy: 'agent',
      })
      return next
    })

  /**
   * Everything a leaving person owns and holds goes to their successor, in the leaver's own transaction (RTE-04). Returns how
   * many inquiries; without a successor nothing moves.
   */
  const handOver = async (
    tx: Tx,
    move: { shopId: string; from: string; to: string | null; by: string | null; now: Date },
  ): Promise<number> => {
    const inquiries = await openInquiriesOf(tx, move.from)
    if (move.to === null) return inquiries.length
    for (const inquiry of inquiries) {
      const owned = await setOwner(tx, inquiry.id, move.to, 'hand_over', move.now)
      await record(
        tx,
        move.now,
        {
          name: 'inquiry.owner_changed',
          subject: inquiry.id,
          version: owned.version,
          audience: ['desk', `member:${move.from}`, `member:${move.to}`],
          timeline: inquiry.customer_id,
          actor: move.by,
          facts: { conversation: inquiry.conversation_id, from: move.from, to: move.to },
        },
        move.shopId,
      )
    }
    await moveHands(tx, move.from, move.to)
    return inquiries.length
  }
  const heldWork: HeldWork = { openInquiries: (shopId) => db.inShop(shopId, countOpenByMember) }
  return { read, typing, handTo, mark, close, reopen, link, handOver, heldWork }
}
