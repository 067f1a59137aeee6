import { contextOf, type Tx } from '../database/database.ts'
import { newId } from '../ids/ids.ts'
import type { LoggedEvent, NewEvent } from './event.ts'

/**
 * Writes events of the running change into the log, in its transaction; listeners hear them right after commit.
 * `now` is the recording time. The transaction must be one shop's (`inShop`) or name the shop.
 */
export const record = async (
  tx: Tx,
  now: Date,
  events: NewEvent | NewEvent[],
  shop?: string,
): Promise<void> => {
  const list = Array.isArray(events) ? events : [events]
  if (list.length === 0) return
  const context = contextOf(tx)
  const owner = shop ?? context.shop
  if (owner === null) throw new Error('an event belongs to a shop')
  const rows = list.map((event) => ({
    id: newId(),
    shop_id: owner,
    name: event.name,
    subject: event.subject,
    version: event.version,
    audience: event.audience,
    timeline: event.timeline ?? null,
    actor: event.actor ?? null,
    facts: JSON.stringify(event.facts ?? {}),
    occurred_at: event.occurredAt ?? now,
    recorded_at: now,
  }))
  const placed = await tx.insertInto('platform.events').values(rows).returning(['id', 'xid', 'seq']).execute()
  const byId = new Map(placed.map((row) => [row.id, row]))
  list.forEach((event, i) => {
    const row = rows[i]
    const place = row && byId.get(row.id)
    if (!row || !place) throw new Error('an event was not stored')
    context.events.push({
      id: row.id,
      shop: owner,
      xid: BigInt(place.xid),
      seq: place.seq,
      name: event.name,
      subject: event.subject,
      version: event.version,
      audience: event.audience,
      timeline: row.timeline,
      actor: row.actor,
      facts: event.facts ?? {},
      occurredAt: row.occurred_at,
      recordedAt: now,
      ...(event.filled ? { filled: event.filled } : {}),
    } satisfies LoggedEvent)
  })
}
