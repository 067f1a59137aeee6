import type { TimelineRow, readTimeline } from '#contract/customers/customers.ts'
import type { QueryOf, ReplyOf } from '#contract/endpoint.ts'
import { notFound } from '#platform/http/app-error.ts'
import type { MemberCaller } from '#platform/http/caller.ts'
import { decodeCursor, encodeCursor } from '#platform/http/cursor.ts'
import { findHead, idsOf, selectTimeline, type TimelineRecord } from './customers.store.ts'
import { selectToldMerges, type ToldMerge } from './merging/merging.store.ts'
import type { CustomerPorts } from './ports.ts'
import { selectTexts } from './page.store.ts'
import { mayRead, scopeOfEvent } from './reach.rules.ts'

const pageSize = 50
/** What comes with an import is history, and so is whatever else was recorded long after it happened. */
const historyAfterMs = 60_000
const textLength = 80

/** A page of all that happened with a person, under whichever of their ids, newest first; the opening is audited. */
export const timelinePage = async (
  { db, clock, directory, audit }: CustomerPorts,
  caller: MemberCaller,
  id: string,
  query: QueryOf<typeof readTimeline>,
): Promise<ReplyOf<typeof readTimeline>> => {
  const { members } = await directory.facts(caller.shopId)
  return db.inShop(caller.shopId, async (tx) => {
    const head = await findHead(tx, id)
    if (!head) throw notFound()
    if (query.cursor === undefined)
      await audit(tx, clock.now(), { action: 'customer.timeline_read', subject: head.id, by: caller.actorId })
    const limit = query.limit ?? pageSize
    const ids = (await idsOf(tx, caller.shopId, [head.id])).map((one) => one.id)
    const records = await selectTimeline(tx, caller.shopId, ids, decodeCursor(query.cursor), limit + 1)
    // A merge stands on both timelines; where they are one, once is enough.
    const shown = records.slice(0, limit)
    const isTold = ({ name }: TimelineRecord) => {
      const scope = scopeOfEvent(name)
      return scope === null || mayRead(caller, scope)
    }
    const texts = await selectTexts(tx, shown.filter(isTold).flatMap(messageOf), textLength)
    const merges = await selectToldMerges(tx, shown.flatMap(mergeOf))
    const last = records.length > limit ? shown.at(-1) : undefined
    return {
      rows: shown
        .filter((row) => !(row.facts['role'] === 'gone' && row.subject !== head.id))
        .map((row) => ({
          ...toTimelineRow(row, row.actor === null ? null : (members.get(row.actor)?.displayName ?? null)),
          facts: isTold(row) ? { ...row.facts, ...toldOf(row, merges) } : {},
          text: messageOf(row).map((message) => texts.get(message) ?? null)[0] ?? null,
        })),
      next: last ? encodeCursor(last.occurred_at, last.id) : null,
    }
  })
}

const messageOf = ({ name, facts }: TimelineRecord): string[] =>
  name === 'message.posted' && typeof facts['message'] === 'string' ? [facts['message']] : []

const mergeOf = ({ name, facts }: TimelineRecord): string[] =>
  name.endsWith('merged') && typeof facts['merge'] === 'string' ? [facts['merge']] : []

/** The other's name and the reason: not kept in the log, where nothing can be erased. */
const toldOf = (row: TimelineRecord, merges: ReadonlyMap<string, ToldMerge>): Record<string, string> => {
  const merge = merges.get(mergeOf(row)[0] ?? '')
  if (!merge) return {}
  const why = row.name === 'customer.merged' ? merge.why : merge.undone_why
  return {
    name: row.facts['role'] === 'kept' ? merge.gone_name : merge.kept_name,
    ...(why === null ? {} : { why }),
  }
}

const toTimelineRow = (row: TimelineRecord, actor: string | null): Omit<TimelineRow, 'text'> => ({
  id: row.id,
  at: row.occurred_at.toISOString(),
  recordedAt: row.recorded_at.toISOString(),
  name: row.name,
  subject: row.subject,
  actor,
  facts: row.facts,
  isHistory:
    row.name === 'order.imported' || row.recorded_at.getTime() - row.occurred_at.getTime() > historyAfterMs,
})
