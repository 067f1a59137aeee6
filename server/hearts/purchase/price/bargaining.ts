import type { BodyOf, QueryOf, ReplyOf } from '#contract/endpoint.ts'
import { offerLimits } from '#contract/offers/offers.ts'
import type { Bargain, changeBargain, listBargains, readBargainSummary } from '#contract/purchase/price.ts'
import {
  buyerFacts,
  endBargains,
  findBargain,
  findOpenBargain,
  giveOpenBargain,
  noteAttempts,
  policyInForce,
  selectBargainingShops,
  selectBargains,
  selectHeard,
  selectStanding,
  sumBargains,
  updateBargain,
  type OfferPorts,
  type ShownBargain,
} from '#nouns/offers/index.ts'
import type { ShopFacts } from '#nouns/staff/index.ts'
import type { Tx } from '#platform/database/database.ts'
import type { NewEvent } from '#platform/events/event.ts'
import { record } from '#platform/events/record.ts'
import { AppError, notFound } from '#platform/http/app-error.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import { decodeCursor, encodeCursor } from '#platform/http/cursor.ts'
import { batched } from '#platform/jobs/batched.ts'
import { bargainingIn } from './bargain.rules.ts'
import { tellsOf } from './offer-words.rules.ts'
import { asSaid } from './said-offers.ts'

const dayMs = 86_400_000
const page = 500
/** How far a sweep reads back for messages that nobody heard: the process was killed right after the commit. */
const sweepBackMs = 2 * 3_600_000
/** The panel may show an attempt so much later. */
const noteEveryMs = 250

/** A message as it was posted. */
export interface SaidLine {
  id: string
  conversationId: string
  author: string
  text: string
  at: Date
}

export type Bargaining = ReturnType<typeof createBargaining>

/** 讲价记录 [PRC-10]: each attempt, what was given, how it ended. */
export const createBargaining = (ports: OfferPorts) => {
  const { db, clock, directory } = ports
  const tell = (tx: Tx, shopId: string, conversationId: string, version: number, actor: string | null) =>
    record(tx, clock.now(), changedEvent(conversationId, version, actor), shopId)

  /**
   * Notes the attempts among buyers' messages; a second time changes nothing. In a rush every sixth message bargains: together
   * they take the time of a few.
   */
  const noteAll = async (shopId: string, lines: readonly SaidLine[]): Promise<void> => {
    const attempts = lines.flatMap(({ id, conversationId, text, at }) => {
      const kinds = bargainingIn(text)
      return kinds.length === 0 ? [] : [{ messageId: id, conversationId, kinds, at }]
    })
    if (attempts.length === 0) return
    await db.inShop(shopId, async (tx) => {
      const changed = await noteAttempts(tx, shopId, attempts)
      await record(
        tx,
        clock.now(),
        changed.map((one) => changedEvent(one.conversation_id, one.version, null)),
        shopId,
      )
    })
  }
  const note = batched<SaidLine>({ everyMs: noteEveryMs, most: page, handle: noteAll })
  /** Hears one message that was posted, if there is anything of bargaining in it. */
  const hear = async (shopId: string, line: SaidLine): Promise<void> => {
    if (line.author === 'agent') await db.inShop(shopId, (tx) => hearAnswer(tx, shopId, line))
    else if (line.author === 'buyer' && bargainingIn(line.text).length > 0) await note(shopId, line)
  }
  /** An answer that tells of an offer by rule, to a buyer who bargains, is what we gave. */
  const hearAnswer = async (tx: Tx, shopId: string, line: SaidLine): Promise<void> => {
    const bargain = await findOpenBargain(tx, shopId, line.conversationId)
    if (!bargain || bargain.given !== null) return
    const now = clock.now()
    const { currency } = await directory.facts(shopId)
    const offers = await selectStanding(tx, shopId, now, false, offerLimits.running)
    const buyer = await buyerFacts(tx, shopId, bargain.customer_id, currency, now, offers)
    const told = offers.find((offer) => tellsOf(asSaid(offer, buyer.facts.coupons, buyer.codes), line.text))
    if (!told) return
    const given = told.kind === 'gift' || told.kind === 'half_year_gift' ? 'gift' : 'offer'
    await giveOpenBargain(tx, now, shopId, line.conversationId, given, null)
    await tell(tx, shopId, line.conversationId, bargain.version + 1, null)
  }
  /** Ends what has ended; how many. */
  const settle = async (shopId: string): Promise<number> =>
    db.inShop(shopId, async (tx) => {
      const { followDays } = await policyInForce(tx, shopId)
      const ended = await endBargains(tx, clock.now(), shopId, followDays)
      for (const one of ended) await tell(tx, shopId, one.conversation_id, one.version, null)
      return ended.length
    })

  return {
    hear,
    settle,
    settleAll: async (): Promise<void> => {
      for (const { shop_id } of await db.asSystem(selectBargainingShops)) await settle(shop_id)
    },
    /** Messages of the last two hours that bargain and whose event nobody heard. */
    hearMissed: async (): Promise<void> => {
      const ms = (clock.now().getTime() - sweepBackMs).toString(16).padStart(12, '0')
      let from = `${ms.slice(0, 8)}-${ms.slice(8)}-0000-0000-000000000000`
      for (;;) {
        const place = from
        const rows = await db.asSystem((tx) => selectHeard(tx, place, page))
        for (const [shopId, of] of Map.groupBy(rows, ({ shop_id }) => shop_id))
          await noteAll(
            shopId,
            of.map((row) => ({ ...row, author: 'buyer', conversationId: row.conversation_id })),
          )
        const last = rows.at(-1)
        if (!last || rows.length < page) return
        from = last.id
      }
    },
    list: async (
      caller: MemberCaller,
      query: QueryOf<typeof listBargains>,
    ): Promise<ReplyOf<typeof listBargains>> => {
      const facts = await directory.facts(caller.shopId)
      return db.inShop(caller.shopId, async (tx) => {
        const limit = query.limit ?? 50
        const rows = await selectBargains(tx, caller.shopId, query, decodeCursor(query.cursor), limit + 1)
        const last = rows.length > limit ? rows[limit - 1] : undefined
        return {
          rows: rows.slice(0, limit).map((row) => toBargain(row, facts)),
          next: last ? encodeCursor(last.opened_at, last.id) : null,
        }
      })
    },
    /** @throws AppError not_found; state.version. */
    change: async (
      caller: MemberCaller,
      id: string,
      body: BodyOf<typeof changeBargain>,
    ): Promise<Bargain> => {
      const facts = await directory.facts(caller.shopId)
      return db.inShop(caller.shopId, async (tx) => {
        const { version, note, ...rest } = body
        const done = await updateBargain(tx, clock.now(), id, version, {
          ...rest,
          ...(note === undefined ? {} : { note: note?.trim() || null }),
          by: caller.memberId,
        })
        const row = await findBargain(tx, id)
        if (!row) throw notFound()
        if (!done) throw new AppError('state.version', { version: row.version })
        await tell(tx, caller.shopId, row.conversation_id, row.version, caller.memberId)
        return toBargain(row, facts)
      })
    },
    summary: (caller: MemberCaller): Promise<ReplyOf<typeof readBargainSummary>> =>
      db.inShop(caller.shopId, async (tx) => ({
        rows: await sumBargains(tx, caller.shopId, new Date(clock.now().getTime() - 90 * dayMs)),
      })),
  }
}

/** Clients fetch what the panel shows of it anew. */
const changedEvent = (conversationId: string, version: number, actor: string | null): NewEvent => ({
  name: 'bargain.changed',
  subject: conversationId,
  version,
  audience: ['desk'],
  actor,
  facts: {},
})

export const toBargain = (row: ShownBargain, facts: ShopFacts): Bargain => ({
  id: row.id,
  conversationId: row.conversation_id,
  buyerName: row.buyer_name,
  customerId: row.customer_id,
  memberName: row.member_id === null ? null : (facts.members.get(row.member_id)?.displayName ?? null),
  asked: row.asked,
  asks: row.asks,
  openedAt: row.opened_at.toISOString(),
  lastAt: row.last_at.toISOString(),
  said: row.said,
  given: row.given,
  ended: row.ended,
  orderId: row.order_id,
  note: row.note,
  version: row.version,
})
