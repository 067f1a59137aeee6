import type { Hint, listHints, readLookIn } from '#contract/conversations/coaching.ts'
import type { QueryOf, ReplyOf } from '#contract/endpoint.ts'
import type { ShopFacts } from '#nouns/staff/index.ts'
import type { Tx } from '#platform/database/database.ts'
import { record } from '#platform/events/record.ts'
import { AppError, notFound } from '#platform/http/app-error.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import { newId } from '#platform/ids/ids.ts'
import { toInboxRow, type ConversationRow } from '../conversation-row.ts'
import type { ConversationPorts } from '../ports.ts'
import { requireConversation } from '../turn-clock.ts'
import { judgeHint } from './coaching.rules.ts'
import {
  findNewcomer,
  insertHint,
  lockHint,
  markUsed,
  selectHeldBy,
  selectHints,
  selectNewcomers,
  type HintRow,
} from './coaching.store.ts'

/** A coach's look at what newcomers are doing, and the quiet word within a chat. */
export const createCoaching = ({
  db,
  clock,
  directory,
}: Pick<ConversationPorts, 'db' | 'clock' | 'directory'>) => {
  const judged = async (tx: Tx, caller: MemberCaller, row: ConversationRow) => {
    const holder = row.assignee_id === null ? null : await findNewcomer(tx, caller.shopId, row.assignee_id)
    return { holder, verdict: judgeHint(holder, caller) }
  }
  const tell = (
    tx: Tx,
    name: 'hint.given' | 'hint.used',
    hint: HintRow,
    now: Date,
    caller: MemberCaller,
    buyer: string,
  ) =>
    record(tx, now, {
      name,
      subject: hint.id,
      version: name === 'hint.given' ? 1 : 2,
      // The desk alone: no topic of a visitor may ever stand here.
      audience: ['desk'],
      actor: caller.actorId,
      facts: { conversation: hint.conversation_id, member: hint.to_id, buyer },
    })

  return {
    /** @throws AppError access.denied to who asks for all and does not lead. */
    lookIn: async (
      caller: MemberCaller,
      { all = false }: QueryOf<typeof readLookIn>,
    ): Promise<ReplyOf<typeof readLookIn>> => {
      const leads = caller.roles.some((role) => role === 'owner' || role === 'lead')
      if (all && !leads) throw new AppError('access.denied')
      const facts = await directory.facts(caller.shopId)
      const now = clock.now().toISOString()
      if (!all && caller.memberId === null) return { now, newcomers: [] }
      return db.inShop(caller.shopId, async (tx) => {
        const people = await selectNewcomers(tx, caller.shopId, all ? null : caller.memberId)
        const ids = people.map((one) => one.memberId)
        const held = ids.length === 0 ? [] : await selectHeldBy(tx, caller.shopId, ids)
        return {
          now,
          newcomers: people.map((one) => ({
            memberId: one.memberId,
            name: nameOf(facts, one.memberId),
            presence: one.presence,
            presenceSince: one.presenceSince.toISOString(),
            coachId: one.coachId,
            coachName: one.coachId === null ? null : nameOf(facts, one.coachId),
            cap: one.cap,
            beganAt: one.beganAt.toISOString(),
            chats: held
              .filter((row) => row.assignee_id === one.memberId)
              .map((row) => toInboxRow(row, facts)),
          })),
        }
      })
    },

    hints: async (caller: MemberCaller, id: string): Promise<ReplyOf<typeof listHints>> => {
      const facts = await directory.facts(caller.shopId)
      return db.inShop(caller.shopId, async (tx) => {
        const row = await requireConversation(tx, id)
        const { holder, verdict } = await judged(tx, caller, row)
        const isOpen = row.state === 'open'
        return {
          rows: (await selectHints(tx, id)).map((hint) => toHint(hint, facts)),
          to:
            isOpen && verdict === 'may' && holder
              ? { id: holder.memberId, name: nameOf(facts, holder.memberId) }
              : null,
        }
      })
    },

    /** @throws AppError not_found; conversation.closed; hint.no_newcomer; access.denied to who is no coach; message.empty. */
    give: async (caller: MemberCaller, id: string, body: { text: string }): Promise<Hint> => {
      const text = body.text.trim()
      if (text === '') throw new AppError('message.empty')
      const facts = await directory.facts(caller.shopId)
      const now = clock.now()
      return db.inShop(caller.shopId, async (tx) => {
        const row = await requireConversation(tx, id)
        if (row.state === 'closed') throw new AppError('conversation.closed')
        const { holder, verdict } = await judged(tx, caller, row)
        if (holder === null || verdict === 'no_newcomer') throw new AppError('hint.no_newcomer')
        if (verdict === 'not_coach' || caller.memberId === null) throw new AppError('access.denied')
        const hint: HintRow = {
          id: newId(),
          conversation_id: id,
          to_id: holder.memberId,
          by_id: caller.memberId,
          text,
          at: now,
          used_at: null,
        }
        await insertHint(tx, caller.shopId, hint)
        await tell(tx, 'hint.given', hint, now, caller, row.buyer_name)
        return toHint(hint, facts)
      })
    },

    /** @throws AppError not_found to everybody but the newcomer to whom it was given. */
    use: async (caller: MemberCaller, id: string): Promise<Hint> => {
      const facts = await directory.facts(caller.shopId)
      const now = clock.now()
      return db.inShop(caller.shopId, async (tx) => {
        const hint = await lockHint(tx, id)
        if (hint?.to_id !== caller.memberId) throw notFound()
        if (hint.used_at !== null) return toHint(hint, facts)
        await markUsed(tx, id, now)
        const row = await requireConversation(tx, hint.conversation_id)
        await tell(tx, 'hint.used', hint, now, caller, row.buyer_name)
        return toHint({ ...hint, used_at: now }, facts)
      })
    },
  }
}

const nameOf = ({ members }: ShopFacts, id: string): string => members.get(id)?.displayName ?? ''

const toHint = (row: HintRow, facts: ShopFacts): Hint => ({
  id: row.id,
  conversationId: row.conversation_id,
  toId: row.to_id,
  toName: nameOf(facts, row.to_id),
  byId: row.by_id,
  byName: nameOf(facts, row.by_id),
  text: row.text,
  at: row.at.toISOString(),
  usedAt: row.used_at?.toISOString() ?? null,
})
