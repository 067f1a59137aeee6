import { sql } from 'kysely'
import type { EventName, TimelineEventName } from '#contract/events.ts'
import { copyCell, copyIn } from '../database/copy-in.ts'
import type { Tx } from '../database/database.ts'
import { newId } from '../ids/ids.ts'

/** Something that happened before anybody here knew of it. */
export type PastEvent = {
  subject: string
  version: number
  facts: Record<string, unknown>
  /** ISO 8601 in UTC. */
  occurredAt: string
} & ({ name: TimelineEventName; timeline: string | null } | { name: EventName; timeline: null })

/** Events as lines for `writeHistory`; apart from it so that they can be made while the database is busy. */
export const historyText = (events: readonly PastEvent[]): string => events.map(lineOf).join('')

/**
 * History is not news: it goes into the log and onto timelines, and nobody is told (the audience is empty). Staged by COPY and
 * put in by one statement, however many there are; `record` would take about 0.1 ms for each.
 */
export const writeHistory = async (tx: Tx, now: Date, shop: string, lines: string): Promise<void> => {
  if (lines === '') return
  const { rows } = await sql<{
    is_missing: boolean
  }>`select to_regclass('pg_temp.past_events') is null as is_missing`.execute(tx)
  if (rows[0]?.is_missing) await sql.raw(stage).execute(tx)
  await copyIn(tx, 'pg_temp.past_events', columns, lines)
  await sql`
    insert into platform.events (id, shop_id, name, subject, version, audience, timeline, facts, occurred_at, recorded_at)
    select w.id, ${shop}, w.name, w.subject, w.version, '{}', w.timeline, w.facts, w.occurred_at, ${now} from pg_temp.past_events w`.execute(
    tx,
  )
}

/** Both at once. */
export const recordHistory = (tx: Tx, now: Date, shop: string, events: readonly PastEvent[]): Promise<void> =>
  writeHistory(tx, now, shop, historyText(events))

const columns = 'id, name, subject, version, timeline, facts, occurred_at'
/** One for the session; what is in it ends with the transaction. */
const stage = `create temp table past_events on commit delete rows as select ${columns} from platform.events with no data`

const lineOf = (event: PastEvent): string =>
  `${newId()}\t${event.name}\t${event.subject}\t${event.version}\t${event.timeline ?? '\\N'}\t${copyCell(JSON.stringify(event.facts))}\t${event.occurredAt}\n`
