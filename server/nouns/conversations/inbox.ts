import type { InboxRow } from '#contract/conversations/conversations.ts'
import type {
  findConversations,
  listMessages,
  readConversation,
  readInbox,
} from '#contract/conversations/conversations.ts'
import { orderQueue } from '#contract/conversations/queue-order.ts'
import type { QueryOf, ReplyOf } from '#contract/endpoint.ts'
import { DAY_MS, instantOf, localOf } from '#platform/calendar/zone.rules.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import { decodeCursor, encodeCursor } from '#platform/http/cursor.ts'
import { toInboxRow, toMessage } from './conversation-row.ts'
import { selectMessages } from './conversations.store.ts'
import { countInbox, selectConversations, selectOwed, selectQuiet, selectWaiting } from './inbox.store.ts'
import type { ConversationPorts } from './ports.ts'
import { requireConversation } from './turn-clock.ts'

/** More waiting or owed chats than this nobody can work from one list; the counts say how many there are. */
const mostWaiting = 200

export const createInbox = ({ db, clock, directory }: ConversationPorts) => {
  const read = async (
    caller: MemberCaller,
    query: QueryOf<typeof readInbox>,
  ): Promise<ReplyOf<typeof readInbox>> => {
    const facts = await directory.facts(caller.shopId)
    const now = clock.now()
    const view = query.view ?? 'mine'
    const limit = query.limit ?? 50
    const local = localOf(facts.timeZone, now.getTime())
    const dayStart = new Date(instantOf(facts.timeZone, local - (local % DAY_MS)))
    return db.inShop(caller.shopId, async (tx) => {
      const me = caller.memberId
      const waiting = await selectWaiting(tx, caller.shopId, view, me, mostWaiting)
      const owed = await selectOwed(tx, caller.shopId, view, me, mostWaiting)
      const quiet = await selectQuiet(tx, caller.shopId, view, me, decodeCursor(query.quietCursor), limit + 1)
      const counts = await countInbox(tx, caller.shopId, view, me, dayStart)
      const last = quiet.length > limit ? quiet[limit - 1] : undefined
      const rows = (list: typeof waiting): InboxRow[] => list.map((row) => toInboxRow(row, facts))
      return {
        now: now.toISOString(),
        waiting: orderQueue(rows(waiting), now.getTime(), facts.settings),
        owed: rows(owed),
        quiet: rows(quiet.slice(0, limit)),
        counts: {
          waiting: counts.waiting,
          owed: counts.owed,
          quiet: counts.quiet,
          mine: counts.mine,
          cap: counts.cap,
          closedToday: counts.closed_today,
        },
        quietNext: last ? encodeCursor(last.listed_at, last.id) : null,
        newcomers: counts.newcomers,
      }
    })
  }

  const find = async (
    caller: MemberCaller,
    query: QueryOf<typeof findConversations>,
  ): Promise<ReplyOf<typeof findConversations>> => {
    const facts = await directory.facts(caller.shopId)
    const { cursor, limit = 50, from, to, ...filter } = query
    const rows = await db.inShop(caller.shopId, (tx) =>
      selectConversations(
        tx,
        caller.shopId,
        {
          ...filter,
          ...(from ? { from: new Date(from) } : {}),
          ...(to ? { to: new Date(to) } : {}),
        },
        decodeCursor(cursor),
        limit + 1,
      ),
    )
    const last = rows.length > limit ? rows[limit - 1] : undefined
    return {
      rows: rows.slice(0, limit).map((row) => toInboxRow(row, facts)),
      next: last ? encodeCursor(last.listed_at, last.id) : null,
    }
  }

  const one = async (caller: MemberCaller, id: string): Promise<ReplyOf<typeof readConversation>> => {
    const facts = await directory.facts(caller.shopId)
    return db.inShop(caller.shopId, async (tx) => {
      const row = await requireConversation(tx, id)
      const page = await selectMessages(tx, id, {})
      return {
        now: clock.now().toISOString(),
        conversation: toInboxRow(row, facts),
        messages: page.messages.map(toMessage),
        hasEarlier: page.hasEarlier,
        readByBuyer: row.read_by_buyer,
        readByShop: row.read_by_shop,
        page: row.page_url ? { url: row.page_url, title: row.page_title ?? '' } : null,
      }
    })
  }

  const messages = (
    caller: MemberCaller,
    id: string,
    query: QueryOf<typeof listMessages>,
  ): Promise<ReplyOf<typeof listMessages>> =>
    db.inShop(caller.shopId, async (tx) => {
      await requireConversation(tx, id)
      const page = await selectMessages(tx, id, query)
      return { messages: page.messages.map(toMessage), hasEarlier: page.hasEarlier }
    })
  return { read, find, one, messages }
}
