import type { BodyOf, QueryOf, ReplyOf } from '#contract/endpoint.ts'
import type {
  dropProspect,
  followUpProspect,
  listProspects,
  listThankless,
  Prospect,
} from '#contract/purchase/prospects.ts'
import type { ShopFacts } from '#nouns/staff/index.ts'
import type { Tx } from '#platform/database/database.ts'
import { startOfWaiting } from '#platform/calendar/calendar.rules.ts'
import { record } from '#platform/events/record.ts'
import { AppError, notFound } from '#platform/http/app-error.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import { decodeCursor, encodeCursor } from '#platform/http/cursor.ts'
import { newId } from '#platform/ids/ids.ts'
import type { SellingPorts } from '../ports.ts'
import { mayDrop, mayMoveProspect, nextDay, type ProspectState } from './prospects.rules.ts'
import {
  boughtSince,
  countProspects,
  endProspect,
  findProspect,
  insertProspect,
  lockProspect,
  reopenRow,
  selectProspects,
  selectThankless,
  shopsThatTalked,
  writeFollowUp,
  type ProspectRow,
} from './prospects.store.ts'

const eventOf = { open: 'prospect.followed_up', won: 'prospect.won', dropped: 'prospect.dropped' } as const

const tell = (
  tx: Tx,
  now: Date,
  row: Pick<ProspectRow, 'id' | 'customer_id' | 'conversation_id' | 'version'>,
  name: 'prospect.opened' | (typeof eventOf)[ProspectState],
  actor: string | null,
  shopId: string,
) =>
  record(
    tx,
    now,
    {
      name,
      subject: row.id,
      version: row.version,
      audience: ['desk'],
      timeline: row.customer_id,
      actor,
      facts: { conversation: row.conversation_id },
    },
    shopId,
  )

/** The day to write next, at an hour when the shop is open. */
const openDay = (facts: ShopFacts, at: Date): Date => startOfWaiting(facts.calendar, at) ?? at

/** Opens a prospect at the end of a conversation; changes nothing where one is open. */
export const openProspect = async (
  tx: Tx,
  facts: ShopFacts,
  of: {
    conversationId: string
    customerId: string | null
    inquiryId: string
    buyerName: string
    ownerId: string | null
    by: string | null
    now: Date
  },
): Promise<void> => {
  const id = newId()
  const isNew = await insertProspect(tx, {
    ...of,
    id,
    shopId: facts.id,
    nextAt: openDay(facts, nextDay(of.now, 0)),
  })
  if (!isNew) return
  const row = { id, customer_id: of.customerId, conversation_id: of.conversationId, version: 1 }
  await tell(tx, of.now, row, 'prospect.opened', of.by, facts.id)
}

/** They bought: the following up ends well. */
export const winProspect = async (
  tx: Tx,
  shopId: string,
  row: ProspectRow,
  orderId: string | null,
  now: Date,
): Promise<void> => {
  await endProspect(tx, row.id, { state: 'won', reason: null, note: null, orderId, by: null, now })
  await tell(tx, now, { ...row, version: row.version + 1 }, 'prospect.won', null, shopId)
}

/** Intending customers 意向客户: followed up by somebody on a day until they bought or were let go with a reason (BUY-06). */
export const createProspects = ({ db, clock, directory }: SellingPorts) => {
  const move = async (
    caller: MemberCaller,
    id: string,
    version: number,
    to: ProspectState,
    work: (tx: Tx, row: ProspectRow, facts: ShopFacts, now: Date) => Promise<void>,
  ): Promise<Prospect> => {
    const facts = await directory.facts(caller.shopId)
    return db.inShop(caller.shopId, async (tx) => {
      const now = clock.now()
      const row = await lockProspect(tx, id)
      if (!row) throw notFound()
      if (row.version !== version) throw new AppError('state.version', { version: row.version })
      if (row.state !== to && !mayMoveProspect(row.state, to))
        throw new AppError('state.conflict', { state: row.state })
      await work(tx, row, facts, now)
      const after = await findProspect(tx, id)
      if (!after) throw notFound()
      await tell(tx, now, after, eventOf[to], caller.memberId, caller.shopId)
      return showProspect(facts, after)
    })
  }

  return {
    list: async (
      caller: MemberCaller,
      query: QueryOf<typeof listProspects>,
    ): Promise<ReplyOf<typeof listProspects>> => {
      const facts = await directory.facts(caller.shopId)
      const limit = query.limit ?? 50
      const now = clock.now()
      const ownerId = query.mine ? caller.memberId : null
      return db.inShop(caller.shopId, async (tx) => {
        const rows = await selectProspects(tx, {
          view: query.view ?? 'due',
          ownerId,
          now,
          after: decodeCursor(query.cursor),
          limit: limit + 1,
        })
        const last = rows.length > limit ? rows[limit - 1] : undefined
        const at = last && (last.ended_at ?? last.next_at)
        return {
          rows: rows.slice(0, limit).map((row) => showProspect(facts, row)),
          next: last && at ? encodeCursor(at, last.id) : null,
          counts: await countProspects(tx, ownerId, now),
        }
      })
    },

    followUp: (caller: MemberCaller, id: string, body: BodyOf<typeof followUpProspect>): Promise<Prospect> =>
      move(caller, id, body.version, 'open', async (tx, row, facts, now) => {
        if (row.state !== 'open') throw new AppError('state.conflict', { state: row.state })
        const note = body.note.trim()
        if (!note) throw new AppError('message.empty')
        const nextAt = body.nextAt ? new Date(body.nextAt) : openDay(facts, nextDay(now, row.follow_ups + 1))
        if (nextAt <= now)
          throw new AppError('request.invalid', { problems: [{ path: '/body/nextAt', rule: 'in_future' }] })
        const owner = body.ownerId ? facts.members.get(body.ownerId) : null
        if (body.ownerId && (!owner || owner.hasLeft)) throw notFound()
        await writeFollowUp(tx, {
          id: newId(),
          shopId: caller.shopId,
          prospectId: id,
          note,
          nextAt,
          ownerId: owner?.id ?? row.owner_id ?? caller.memberId,
          by: caller.memberId,
          now,
        })
      }),

    drop: (caller: MemberCaller, id: string, body: BodyOf<typeof dropProspect>): Promise<Prospect> =>
      move(caller, id, body.version, 'dropped', async (tx, row, _facts, now) => {
        if (row.state !== 'open') throw new AppError('state.conflict', { state: row.state })
        const note = body.note?.trim() || null
        const verdict = mayDrop({ followUps: row.follow_ups, reason: body.reason, note })
        if (verdict !== 'ok') throw new AppError('prospect.needs_reason', { verdict })
        await endProspect(tx, id, {
          state: 'dropped',
          reason: body.reason,
          note,
          orderId: null,
          by: caller.memberId,
          now,
        })
      }),

    reopen: (caller: MemberCaller, id: string, version: number): Promise<Prospect> =>
      move(caller, id, version, 'open', async (tx, row, facts, now) => {
        if (row.state === 'open') throw new AppError('state.conflict', { state: row.state })
        await reopenRow(tx, id, openDay(facts, nextDay(now, 0)))
      }),

    thankless: async (
      caller: MemberCaller,
      query: QueryOf<typeof listThankless>,
    ): Promise<ReplyOf<typeof listThankless>> => {
      const facts = await directory.facts(caller.shopId)
      const limit = query.limit ?? 50
      const rows = await db.inShop(caller.shopId, (tx) =>
        selectThankless(tx, decodeCursor(query.cursor), limit + 1),
      )
      const last = rows.length > limit ? rows[limit - 1] : undefined
      return {
        rows: rows.slice(0, limit).map((row) => ({
          conversationId: row.conversation_id,
          buyerName: row.buyer_name,
          customerId: row.customer_id,
          closedAt: row.closed_at.toISOString(),
          closedBy: (row.closed_by && facts.members.get(row.closed_by)?.displayName) || null,
          wasAsked: row.asked_id !== null,
          questions: row.questions,
          unresolved: row.unresolved,
        })),
        next: last ? encodeCursor(last.closed_at, last.inquiry_id) : null,
      }
    },

    /** Shops that may have something to take in. */
    shops: (): Promise<string[]> => db.asSystem((tx) => shopsThatTalked(tx, clock.now())),

    /** Those who ordered meanwhile are won; safe to run at any time. Returns how many. */
    takeOrders: async (shopId: string): Promise<number> => {
      const bought = await db.inShop(shopId, (tx) => boughtSince(tx, shopId))
      for (const { id, orderId } of bought)
        await db.inShop(shopId, async (tx) => {
          const row = await lockProspect(tx, id)
          if (row?.state === 'open') await winProspect(tx, shopId, row, orderId, clock.now())
        })
      return bought.length
    },
  }
}
export type Prospects = ReturnType<typeof createProspects>

const showProspect = (facts: ShopFacts, row: ProspectRow): Prospect => ({
  id: row.id,
  buyerName: row.buyer_name,
  customerId: row.customer_id,
  conversationId: row.conversation_id,
  state: row.state,
  ownerId: row.owner_id,
  ownerName: (row.owner_id && facts.members.get(row.owner_id)?.displayName) || null,
  nextAt: row.state === 'open' ? (row.next_at?.toISOString() ?? null) : null,
  followUps: row.follow_ups,
  about: row.about.slice(0, 200),
  isNeed: row.is_need,
  lastNote: row.last_note,
  reason: row.reason,
  note: row.note,
  orderId: row.order_id,
  openedAt: row.opened_at.toISOString(),
  endedAt: row.ended_at?.toISOString() ?? null,
  version: row.version,
})
