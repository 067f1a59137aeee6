import type { QueryOf, ReplyOf } from '#contract/endpoint.ts'
import type { listQualityLog, readTones } from '#contract/guard/guard.ts'
import type { ShopDirectory } from '#nouns/staff/index.ts'
import type { Clock } from '#platform/clock/clock.ts'
import type { Database } from '#platform/database/database.ts'
import { AppError } from '#platform/http/app-error.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import { selectLog, selectTones, selectUnanswered, type LogQuery } from './log.store.ts'

const dayMs = 86_400_000
const usualPage = 50
const usualDays = 30

/** What a lead looks at: buyers who were left without an answer, words that were found, the tone of each person. */
export const createQuality = ({
  db,
  clock,
  directory,
}: {
  db: Database
  clock: Clock
  directory: ShopDirectory
}) => ({
  log: async (
    caller: MemberCaller,
    query: QueryOf<typeof listQualityLog>,
  ): Promise<ReplyOf<typeof listQualityLog>> => {
    const limit = query.limit ?? usualPage
    const wanted: LogQuery = {
      memberId: query.memberId,
      kind: query.kind,
      outcome: query.outcome,
      before: query.cursor === undefined ? null : placeOf(query.cursor),
      limit: limit + 1,
    }
    const { members } = await directory.facts(caller.shopId)
    const found = await db.inShop(caller.shopId, (tx) =>
      query.view === 'unanswered' ? selectUnanswered(tx, wanted) : selectLog(tx, wanted),
    )
    const rows = found.slice(0, limit)
    const last = rows.at(-1)
    return {
      rows: rows.map((row) => ({
        id: row.id,
        at: row.at.toISOString(),
        conversationId: row.conversation_id,
        orderId: row.order_id,
        buyerName: row.buyer_name ?? '',
        memberId: row.member_id,
        memberName: row.member_id === null ? null : (members.get(row.member_id)?.displayName ?? null),
        kind: row.kind,
        found: row.found,
        sentence: row.sentence,
        outcome: row.outcome,
        isSeen: row.is_seen,
        waitedMs: row.waited_ms,
      })),
      next: found.length > limit && last ? `${last.at.toISOString()} ${last.id}` : null,
    }
  },
  tones: async (caller: MemberCaller, days = usualDays): Promise<ReplyOf<typeof readTones>> => {
    const { members } = await directory.facts(caller.shopId)
    const since = new Date(clock.now().getTime() - days * dayMs)
    const rows = await db.inShop(caller.shopId, (tx) => selectTones(tx, since))
    return {
      days,
      rows: rows.map((row) => ({
        memberId: row.member_id,
        memberName: members.get(row.member_id)?.displayName ?? null,
        answers: row.answers,
        polite: row.polite,
        warm: row.warm,
        arguing: row.arguing,
        blocked: row.blocked,
        sentAnyway: row.sent_anyway,
        changed: row.changed,
      })),
    }
  },
})
export type Quality = ReturnType<typeof createQuality>

const placeOf = (cursor: string): { at: string; id: string } => {
  const [at = '', id = ''] = cursor.split(' ')
  if (Number.isNaN(Date.parse(at)) || !/^[0-9a-f-]{36}$/.test(id))
    throw new AppError('request.invalid', { path: '/query/cursor' })
  return { at, id }
}
