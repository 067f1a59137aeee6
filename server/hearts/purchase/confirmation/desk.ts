import type { QueryOf, ReplyOf } from '#contract/endpoint.ts'
import type { comparePayment } from '#contract/purchase/before-and-after-payment.ts'
import type { Confirmation, listConfirmations } from '#contract/purchase/confirmation.ts'
import type { ConfirmationRules, ConfirmationSetup } from '#contract/purchase/confirmation-setup.ts'
import { writeAudit } from '#nouns/staff/index.ts'
import type { Tx } from '#platform/database/database.ts'
import { record } from '#platform/events/record.ts'
import { AppError, notFound } from '#platform/http/app-error.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import { judgeFace, leastTurns, type SideFigures } from './before-after.rules.ts'
import { findOfOrder, openOfCustomers } from './confirmations.store.ts'
import { countConfirmations, selectConfirmations, type ListPlace } from './lists.store.ts'
import { findChat, findOrderToConfirm, idsOfCustomer, ordersToConfirm } from './orders.store.ts'
import type { ConfirmationPorts } from './ports.ts'
import { tonesAroundPayment, turnsAroundPayment } from './report.store.ts'
import { insertRules, putWatch, rulesInForce, watchesOf } from './setup.store.ts'
import type { Show } from './show.ts'

const pageSize = 50
const DAY_MS = 86_400_000

/** What people at the desk read of confirmations, and the rules these go by. */
export const createConfirmationDesk = (ports: ConfirmationPorts, show: Show) => {
  const { db, clock, directory } = ports

  const setupOf = async (tx: Tx, shopId: string): Promise<ConfirmationSetup> => {
    const { stores } = await directory.facts(shopId)
    const rules = await rulesInForce(tx, shopId)
    const watches = await watchesOf(tx, shopId, daysAgo(clock.now(), rules.withinDays))
    return {
      rules,
      stores: watches.map((watch) => ({
        storeId: watch.store_id,
        storeName: stores.get(watch.store_id)?.name ?? '',
        isWatched: watch.is_watched,
        since: watch.since.toISOString(),
        before: watch.before,
      })),
    }
  }
  const changed = async (tx: Tx, caller: MemberCaller, subject: string, details: Record<string, unknown>) => {
    const now = clock.now()
    await record(tx, now, {
      name: 'confirmation.rules_changed',
      subject,
      version: 1,
      audience: ['desk'],
      actor: caller.actorId,
    })
    await writeAudit(tx, now, { action: 'confirmation.rules_changed', subject, by: caller.actorId, details })
  }

  return {
    list: async (
      caller: MemberCaller,
      query: QueryOf<typeof listConfirmations>,
    ): Promise<ReplyOf<typeof listConfirmations>> => {
      const facts = await directory.facts(caller.shopId)
      const limit = query.limit ?? pageSize
      return db.inShop(caller.shopId, async (tx) => {
        const rows = await selectConfirmations(tx, {
          shopId: caller.shopId,
          view: query.view ?? 'to_send',
          only: query.only,
          after: readPlace(query.cursor),
          limit: limit + 1,
        })
        const page = rows.slice(0, limit)
        const orders = await ordersToConfirm(
          tx,
          page.map((row) => row.order_id),
        )
        const last = rows.length > limit ? page.at(-1) : undefined
        return {
          rows: page.flatMap((row) => {
            const order = orders.get(row.order_id)
            return order ? [show.row(facts, row, order)] : []
          }),
          next: last ? writePlace({ urgency: last.urgency, at: last.opened_at, id: last.id }) : null,
          counts: await countConfirmations(tx, caller.shopId),
        }
      })
    },
    ofOrder: (caller: MemberCaller, orderId: string): Promise<{ confirmation: Confirmation | null }> =>
      db.inShop(caller.shopId, async (tx) => {
        if (!(await findOrderToConfirm(tx, orderId))) throw notFound()
        const row = await findOfOrder(tx, orderId)
        return { confirmation: row ? await show.whole(tx, caller.shopId, row) : null }
      }),
    ofChat: (caller: MemberCaller, conversationId: string): Promise<{ rows: Confirmation[] }> =>
      db.inShop(caller.shopId, async (tx) => {
        const chat = await findChat(tx, conversationId)
        if (!chat) throw notFound()
        if (chat.customer_id === null) return { rows: [] }
        const found = await openOfCustomers(tx, caller.shopId, await idsOfCustomer(tx, chat.customer_id), 5)
        const rows: Confirmation[] = []
        for (const row of found) rows.push(await show.whole(tx, caller.shopId, row))
        return { rows }
      }),

    setup: (caller: MemberCaller) => db.inShop(caller.shopId, (tx) => setupOf(tx, caller.shopId)),
    changeRules: (caller: MemberCaller, rules: ConfirmationRules) =>
      db.inShop(caller.shopId, async (tx) => {
        const before = await rulesInForce(tx, caller.shopId)
        await insertRules(tx, clock.now(), { shopId: caller.shopId, rules, by: caller.actorId })
        await changed(tx, caller, caller.shopId, { from: before, to: rules })
        return setupOf(tx, caller.shopId)
      }),
    /** From now on, or, with the last days, for those of them that are still unsent. */
    watch: async (
      caller: MemberCaller,
      storeId: string,
      wish: { isWatched: boolean; withLastDays?: boolean },
    ): Promise<ConfirmationSetup> => {
      const { stores } = await directory.facts(caller.shopId)
      if (!stores.has(storeId)) throw notFound()
      return db.inShop(caller.shopId, async (tx) => {
        const now = clock.now()
        const rules = await rulesInForce(tx, caller.shopId)
        const known = (await watchesOf(tx, caller.shopId, now)).find((one) => one.store_id === storeId)
        const since = wish.withLastDays
          ? daysAgo(now, rules.withinDays)
          : known?.is_watched && wish.isWatched
            ? known.since
            : now
        await putWatch(tx, now, {
          shopId: caller.shopId,
          storeId,
          isWatched: wish.isWatched,
          since,
          by: caller.actorId,
        })
        await changed(tx, caller, storeId, { ...wish, since: since.toISOString() })
        return setupOf(tx, caller.shopId)
      })
    },

    /** [ORD-06] */
    compare: async (caller: MemberCaller, days: number): Promise<ReplyOf<typeof comparePayment>> => {
      const to = clock.now()
      const from = daysAgo(to, days)
      const { members } = await directory.facts(caller.shopId)
      const ask = { shopId: caller.shopId, from, to }
      const [turns, tones] = await db.inShop(caller.shopId, async (tx) => [
        await turnsAroundPayment(tx, ask),
        await tonesAroundPayment(tx, ask),
      ])
      const side = (memberId: string | null, isAfter: boolean): SideFigures => {
        const row = turns.find((one) => one.member_id === memberId && one.is_after === isAfter)
        const mark = tones.find((one) => one.member_id === memberId && one.is_after === isAfter)
        return {
          turns: row?.turns ?? 0,
          medianMs: row?.median_ms ?? null,
          lateShare: row ? row.late / row.turns : null,
          badToneShare: mark ? mark.bad / mark.answers : null,
        }
      }
      const ids = [...new Set(turns.map((row) => row.member_id))]
      const rows = ids.map((memberId) => {
        const [before, after] = [side(memberId, false), side(memberId, true)]
        const name = memberId === null ? '' : (members.get(memberId)?.displayName ?? '')
        return { memberId, name, before, after, verdict: judgeFace(before, after) }
      })
      const weight = { slower: 0, colder: 1, same: 2, too_few: 3 } as const
      return {
        from: from.toISOString(),
        to: to.toISOString(),
        least: leastTurns,
        hasTone: tones.length > 0,
        rows: rows.sort((a, b) => weight[a.verdict] - weight[b.verdict] || b.after.turns - a.after.turns),
      }
    },
  }
}

const daysAgo = (now: Date, days: number) => new Date(now.getTime() - days * DAY_MS)

const writePlace = (place: ListPlace): string =>
  Buffer.from(`${place.urgency}|${place.at.toISOString()}|${place.id}`).toString('base64url')
const readPlace = (cursor: string | undefined): ListPlace | null => {
  if (cursor === undefined) return null
  const match = /^(\d)\|(\d{4}-\d\d-\d\dT[\d:.]+Z)\|([0-9a-f-]{36})$/.exec(
    Buffer.from(cursor, 'base64url').toString(),
  )
  if (!match?.[1] || !match[2] || !match[3])
    throw new AppError('request.invalid', { problems: [{ path: '/query/cursor', rule: 'unknown' }] })
  return { urgency: Number(match[1]), at: new Date(match[2]), id: match[3] }
}
