import type { BodyOf, QueryOf, ReplyOf } from '#contract/endpoint.ts'
import type {
  declineNextItem,
  listNextItems,
  NextItem,
  NextItemReport,
  NextItemRules,
  sendNextItem,
} from '#contract/care/next-items.ts'
import { findRun, insertRecommendation, selectProductFacts } from '#nouns/offers/index.ts'
import { writeAudit } from '#nouns/staff/index.ts'
import { DAY_MS } from '#platform/calendar/zone.rules.ts'
import type { Tx } from '#platform/database/database.ts'
import { record } from '#platform/events/record.ts'
import { AppError, notFound } from '#platform/http/app-error.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import { outsideClaim } from '#platform/http/idempotency.ts'
import { newId } from '#platform/ids/ids.ts'
import { countedDays, differenceOf, isThin, shareOf } from './contribution.rules.ts'
import { createLooking } from './looking.ts'
import {
  countNextItems,
  customerOfChat,
  endNextItem,
  insertNextRules,
  isSamePerson,
  lockNextItem,
  nextRulesInForce,
  openOfCustomer,
  reportRows,
  selectNextItems,
  type ListedPlace,
  type NextItemRecord,
} from './next-items.store.ts'
import type { NextItemPorts } from './ports.ts'
import { createShowing } from './showing.ts'

const pageSize = 30
/** The report looks back so far. */
const reportDays = 365

/** 下一件 [REC-08]: proposals for a person to send or to leave, each through the gate for touches. */
export const createNextItems = (ports: NextItemPorts) => {
  const { db, clock, directory } = ports
  const looking = createLooking(ports)
  const showing = createShowing(ports)

  const one = async (tx: Tx, shopId: string, row: NextItemRecord): Promise<NextItem> => {
    const [shown] = await showing.show(tx, await directory.facts(shopId), [row])
    if (!shown) throw notFound()
    return shown
  }
  const open = async (tx: Tx, id: string, version: number): Promise<NextItemRecord> => {
    const row = await lockNextItem(tx, id)
    if (!row) throw notFound()
    if (row.version !== version) throw new AppError('state.version', { version: row.version })
    if (row.state !== 'open') throw new AppError('state.conflict', { state: row.state })
    return row
  }
  const tell = (
    tx: Tx,
    caller: MemberCaller,
    row: NextItemRecord,
    name: 'next_item.sent' | 'next_item.declined',
  ) =>
    record(tx, clock.now(), {
      name,
      subject: row.id,
      version: row.version,
      audience: ['desk'],
      actor: caller.actorId,
      facts: { customer: row.customer_id, product: row.next_id },
    })

  /** A place in the buyer's budget, and what goes out; everything is judged again, for a list grows old while it is read. */
  const prepare = async (caller: MemberCaller, id: string, body: BodyOf<typeof sendNextItem>) =>
    db.inShop(caller.shopId, async (tx) => {
      const row = await open(tx, id, body.version)
      const shown = await one(tx, caller.shopId, row)
      const chat = body.conversationId === null ? null : await customerOfChat(tx, body.conversationId)
      if (body.conversationId !== null) {
        // Nothing goes into a stranger's chat.
        const isTheirs =
          chat?.customer_id != null && (await isSamePerson(tx, chat.customer_id, row.customer_id))
        if (!chat || !isTheirs || chat.state === 'visiting') throw notFound()
      }
      if ((await ports.isUnsuitable(tx, row.customer_id)).has(row.next_id))
        throw new AppError('product.unsuitable')
      const [goods] = await selectProductFacts(tx, caller.shopId, [row.next_id], '', clock.now())
      if (goods?.status !== 'on_sale') throw new AppError('state.conflict', { state: 'off_sale' })
      const text = body.text?.trim() || shown.text
      const byHand = shown.channel === 'chat' || shown.channel === null ? 'platform_chat' : shown.channel
      const channel = chat ? ('chat' as const) : byHand
      const touch = {
        shopId: caller.shopId,
        customerId: row.customer_id,
        key: `next_item:${id}`,
        channel,
        kind: 'care' as const,
        heart: 'care' as const,
        purpose: 'next_item',
        orderId: row.order_id,
        conversationId: body.conversationId,
        text,
        by: caller.memberId,
      }
      const { touchId } = await ports.gate.take(tx, touch, {
        storeIds: chat ? [row.store_id, chat.store_id] : [row.store_id],
        ...(/https?:\/\/|www\./i.test(text) ? { with: ['links'] as const } : {}),
      })
      return { row, touch, touchId, text, quoted: [shown.boughtName, shown.name] }
    })

  const deeds = {
    /**
     * Into the conversation, or noted as taken elsewhere by hand. Place, message and note are three steps: whoever retries after a
     * fault in between finds the same place and the same message again; what the guard refuses gives its place back.
     * @throws AppError touch.refused {by, from}; message.guarded; product.unsuitable; state.version; state.conflict; not_found
     */
    send: async (caller: MemberCaller, id: string, body: BodyOf<typeof sendNextItem>): Promise<NextItem> => {
      await hearFirst(caller.shopId, id)
      const ready = await prepare(caller, id, body)
      const { row, touch, touchId, text, quoted } = ready
      let messageId: string | null = null
      try {
        if (body.conversationId === null)
          await ports.guard.pass(caller, { conversationId: null, orderId: row.order_id }, [{ text, quoted }])
        else
          ({ messageId } = await ports.say(caller, body.conversationId, {
            clientId: `next-item:${id}`,
            text,
            quoted,
          }))
      } catch (error) {
        await outsideClaim(() => db.inShop(caller.shopId, (tx) => ports.gate.letGo(tx, touchId)))
        throw error
      }
      return db.inShop(caller.shopId, async (tx) => {
        const now = clock.now()
        const locked = await lockNextItem(tx, id)
        if (!locked) throw notFound()
        // Two who pressed at once used one place and one message between them.
        if (locked.state !== 'open') return one(tx, caller.shopId, locked)
        await ports.gate.sent(tx, { ...touch, touchId, messageId })
        const after = await endNextItem(tx, now, locked, {
          state: 'sent',
          by: caller.memberId,
          channel: touch.channel,
          conversation_id: body.conversationId,
          message_id: messageId,
          touch_id: touchId,
          text,
        })
        if (body.conversationId !== null)
          await insertRecommendation(tx, now, caller.shopId, {
            id: newId(),
            conversationId: body.conversationId,
            customerId: row.customer_id,
            productId: row.next_id,
            memberId: caller.memberId,
            reason: row.reason === 'accessory' ? 'accessory' : 'together',
            // What they bought is what we know they need.
            isBlind: false,
          })
        await tell(tx, caller, after, 'next_item.sent')
        return one(tx, caller.shopId, after)
      })
    },
    /** @throws AppError request.invalid where `other` has no words; state.version; state.conflict; not_found */
    decline: (caller: MemberCaller, id: string, body: BodyOf<typeof declineNextItem>): Promise<NextItem> =>
      db.inShop(caller.shopId, async (tx) => {
        const row = await open(tx, id, body.version)
        const said = body.said?.trim() || null
        if (body.reason === 'other' && said === null)
          throw new AppError('request.invalid', { problems: [{ path: '/body/said', rule: 'required' }] })
        const after = await endNextItem(tx, clock.now(), row, {
          state: 'declined',
          by: caller.memberId,
          declined: body.reason,
          said,
        })
        await tell(tx, caller, after, 'next_item.declined')
        return one(tx, caller.shopId, after)
      }),
  }
  /** A "no more" that nobody heard is kept even though the sending is then refused. */
  const hearFirst = (shopId: string, id: string) =>
    outsideClaim(() =>
      db.inShop(shopId, async (tx) => {
        const row = await lockNextItem(tx, id)
        if (row) await ports.gate.hear(tx, shopId, row.customer_id)
      }),
    )

  return {
    ...looking,
    ...deeds,
    list: async (
      caller: MemberCaller,
      query: QueryOf<typeof listNextItems>,
    ): Promise<ReplyOf<typeof listNextItems>> => {
      const facts = await directory.facts(caller.shopId)
      const view = query.view ?? 'open'
      const limit = query.limit ?? pageSize
      return db.inShop(caller.shopId, async (tx) => {
        const found = await selectNextItems(tx, {
          shopId: caller.shopId,
          view,
          after: readPlace(query.cursor),
          limit: limit + 1,
        })
        const page = found.slice(0, limit)
        const last = found.length > limit ? page.at(-1) : undefined
        const at = last && (view === 'open' ? last.due_at : last.ended_at)
        return {
          rows: await showing.show(tx, facts, page),
          next: last && at ? writePlace({ at, id: last.id }) : null,
          counts: await countNextItems(tx, caller.shopId),
          computedAt: (await findRun(tx, caller.shopId))?.computed_at.toISOString() ?? null,
          isOn: (await nextRulesInForce(tx, caller.shopId)).isOn,
        }
      })
    },
    ofChat: async (caller: MemberCaller, conversationId: string): Promise<{ rows: NextItem[] }> => {
      const facts = await directory.facts(caller.shopId)
      return db.inShop(caller.shopId, async (tx) => {
        const chat = await customerOfChat(tx, conversationId)
        if (!chat) throw notFound()
        if (chat.customer_id === null) return { rows: [] }
        const rows = await openOfCustomer(tx, caller.shopId, chat.customer_id)
        return { rows: await showing.show(tx, facts, rows) }
      })
    },
    rules: (caller: MemberCaller): Promise<NextItemRules> =>
      db.inShop(caller.shopId, (tx) => nextRulesInForce(tx, caller.shopId)),
    changeRules: (caller: MemberCaller, rules: NextItemRules): Promise<Record<string, never>> =>
      db.inShop(caller.shopId, async (tx) => {
        const now = clock.now()
        const before = await nextRulesInForce(tx, caller.shopId)
        await insertNextRules(tx, now, { shopId: caller.shopId, rules, by: caller.actorId })
        await record(tx, now, {
          name: 'next_items.rules_changed',
          subject: caller.shopId,
          version: 1,
          audience: ['desk'],
          actor: caller.actorId,
        })
        await writeAudit(tx, now, {
          action: 'next_items.rules_changed',
          subject: caller.shopId,
          by: caller.actorId,
          details: { from: before, to: rules },
        })
        return {}
      }),
    report: async (caller: MemberCaller): Promise<NextItemReport> => {
      const { currency } = await directory.facts(caller.shopId)
      const now = clock.now()
      const rows = await db.inShop(caller.shopId, (tx) =>
        reportRows(tx, {
          shopId: caller.shopId,
          now,
          days: countedDays,
          from: new Date(now.getTime() - reportDays * DAY_MS),
          currency,
        }),
      )
      const side = (isSent: boolean) => {
        const row = rows.find((one) => one.is_sent === isSent && !one.is_running)
        const counted = { proposals: row?.proposals ?? 0, boughtItem: row?.bought_item ?? 0 }
        return {
          ...counted,
          boughtAny: row?.bought_any ?? 0,
          share: shareOf(counted),
          revenue: { minor: row?.revenue ?? 0, currency },
        }
      }
      const [sent, without] = [side(true), side(false)]
      return {
        days: countedDays,
        sent,
        without,
        running: rows.find((row) => row.is_sent && row.is_running)?.proposals ?? 0,
        isThin: isThin(sent, without),
        difference: differenceOf(sent, without),
      }
    },
  }
}
export type NextItems = ReturnType<typeof createNextItems>

const writePlace = (place: ListedPlace): string =>
  Buffer.from(`${place.at.toISOString()}|${place.id}`).toString('base64url')
const readPlace = (cursor: string | undefined): ListedPlace | null => {
  if (cursor === undefined) return null
  const match = /^(\d{4}-\d\d-\d\dT[\d:.]+Z)\|([0-9a-f-]{36})$/.exec(
    Buffer.from(cursor, 'base64url').toString(),
  )
  if (!match?.[1] || !match[2])
    throw new AppError('request.invalid', { problems: [{ path: '/query/cursor', rule: 'unknown' }] })
  return { at: new Date(match[1]), id: match[2] }
}
