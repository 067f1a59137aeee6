import { sql } from 'kysely'
import type { EventName } from '#contract/events.ts'
import type { Tx } from '../database/database.ts'
import { newId } from '../ids/ids.ts'

/** Something that happened before anybody here knew of it. */
export interface PastEvent {
  name: EventName
  subject: string
  version: number
  timeline: string | null
  facts: Record<string, unknown>
  /** ISO 8601 in UTC. */
  occurredAt: string
}

/**
 * History is not news: it goes into the log and onto timelines, and nobody is told (the audience is empty). One statement
 * however many there are; `record` would take about 0.1 ms for each.
 */
export const recordHistory = async (
  tx: Tx,
  now: Date,
  shop: string,
  events: readonly PastEvent[],
): Promise<void> => {
  if (events.length === 0) return
  await sql`
    insert into platform.events (id, shop_id, name, subject, version, audience, timeline, facts, occurred_at, recorded_at)
    select w.id, ${shop}, w.name, w.subject, w.version, '{}', w.timeline, w.facts::jsonb, w.occurred_at, ${now}
    from unnest(${events.map(() => newId())}::uuid[], ${events.map((event) => event.name)}::text[], ${events.map((event) => event.subject)}::uuid[],
      ${events.map((event) => event.version)}::int[], ${events.map((event) => event.timeline)}::uuid[],
      ${events.map((event) => JSON.stringify(event.facts))}::text[], ${events.map((event) => event.occurredAt)}::timestamptz[])
      as w (id, name, subject, version, timeline, facts, occurred_at)`.execute(tx)
}
