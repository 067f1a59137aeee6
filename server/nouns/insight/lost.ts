import type { QueryOf, ReplyOf } from '#contract/endpoint.ts'
import type { listButtonChecks, listLost } from '#contract/insight/platforms.ts'
import { DAY_MS } from '#platform/calendar/zone.rules.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import { decodeCursor, encodeCursor } from '#platform/http/cursor.ts'
import { countLost, selectButtonChecks, selectSlowFirsts } from './lost.store.ts'
import type { InsightPorts } from './platforms.ts'
import { selectTurnSums } from './turn-sums.store.ts'

const usualDays = 30
const mostPages = 200

/** Buyers lost to slow replies, and whether the way to us can be seen at all. */
export const createLost = ({ db, clock, directory }: InsightPorts) => ({
  list: async (
    { shopId }: MemberCaller,
    query: QueryOf<typeof listLost>,
  ): Promise<ReplyOf<typeof listLost>> => {
    const limit = query.limit ?? 50
    const now = clock.now()
    const from = new Date(now.getTime() - (query.days ?? usualDays) * DAY_MS)
    const { members } = await directory.facts(shopId)
    return db.inShop(shopId, async (tx) => {
      const counts = await countLost(tx, { shopId, from })
      const [firsts] = await selectTurnSums(tx, { shopId, from, to: now, firstOnly: true }, 'none')
      const found = await selectSlowFirsts(
        tx,
        { shopId, from, ...(query.state && { state: query.state }) },
        decodeCursor(query.cursor),
        limit + 1,
      )
      const last = found.length > limit ? found[limit - 1] : undefined
      return {
        from: from.toISOString(),
        firsts: firsts?.turns ?? 0,
        slow: Object.values(counts).reduce((sum, n) => sum + n, 0),
        lost: counts.lost ?? 0,
        wroteAgain: counts.wrote_again ?? 0,
        ordered: counts.ordered ?? 0,
        watching: counts.watching ?? 0,
        rows: found.slice(0, limit).map((row) => ({
          conversationId: row.conversationId,
          buyerName: row.buyerName,
          memberName: (row.memberId && members.get(row.memberId)?.displayName) || null,
          channel: row.channel,
          askedAt: row.askedAt.toISOString(),
          answeredAt: row.answeredAt?.toISOString() ?? null,
          waitedMs: row.waitedMs,
          state: row.state,
        })),
        next: last ? encodeCursor(last.clockAt, last.turnId) : null,
      }
    })
  },

  buttonChecks: async ({ shopId }: MemberCaller): Promise<ReplyOf<typeof listButtonChecks>> => {
    const found = await db.inShop(shopId, (tx) => selectButtonChecks(tx, shopId, mostPages))
    const rows = found.map(({ isVisible, isInFirstView, checkedAt, ...row }) => ({
      ...row,
      verdict: !isVisible
        ? ('hidden' as const)
        : isInFirstView
          ? ('found' as const)
          : ('below_first_view' as const),
      checkedAt: checkedAt.toISOString(),
    }))
    const passed = rows.filter((row) => row.verdict === 'found').length
    return { failed: rows.length - passed, found: passed, rows }
  },
})
export type Lost = ReturnType<typeof createLost>
