import { sql } from 'kysely'
import type { EventName } from '#contract/events.ts'
import type { Database, Tx } from '../database/database.ts'
import { comparePlaces, type LoggedEvent } from './event.ts'

/** A place in the log: everything at or before it is settled. */
export interface Place {
  epoch: number
  xid: bigint
  seq: number
}

export const formatPlace = (place: Place) => `${place.epoch}.${place.xid}.${place.seq}`
export const parsePlace = (text: string): Place | null => {
  const match = /^(\d{1,9})\.(\d{1,19})\.(\d{1,16})$/.exec(text)
  return match ? { epoch: Number(match[1]), xid: BigInt(match[2] ?? '0'), seq: Number(match[3]) } : null
}

/** Opens the log's epoch for this cluster: another cluster (restore, failover) gets a higher one. Returns it. */
export const openEpoch = (db: Database, now: Date): Promise<number> =>
  db.asSystem(async (tx) => {
    const {
      rows: [here],
    } = await sql<{ cluster: string }>`
      select system_identifier::text || '/' || (select oid::text from pg_database where datname = current_database()) as cluster from pg_control_system()`.execute(
      tx,
    )
    const cluster = here?.cluster ?? 'unknown'
    // Two processes starting together must agree on the epoch.
    await sql`select pg_advisory_xact_lock(4555778)`.execute(tx)
    const last = await tx
      .selectFrom('platform.log_epochs')
      .selectAll()
      .orderBy('epoch', 'desc')
      .limit(1)
      .executeTakeFirst()
    if (last?.cluster === cluster) return last.epoch
    const epoch = (last?.epoch ?? 0) + 1
    await tx.insertInto('platform.log_epochs').values({ epoch, cluster, opened_at: now }).execute()
    return epoch
  })

interface Row {
  id: string
  shop_id: string
  xid: string
  seq: number
  name: EventName
  subject: string
  version: number
  audience: string[]
  timeline: string | null
  actor: string | null
  facts: Record<string, unknown>
  occurred_at: Date
  recorded_at: Date
}
const asEvent = (row: Row): LoggedEvent => ({
  id: row.id,
  shop: row.shop_id,
  xid: BigInt(row.xid),
  seq: row.seq,
  name: row.name,
  subject: row.subject,
  version: row.version,
  audience: row.audience,
  timeline: row.timeline,
  actor: row.actor,
  facts: row.facts,
  occurredAt: row.occurred_at,
  recordedAt: row.recorded_at,
})

/** The last settled place: below it no transaction is still open, so nothing can appear there any more. */
export const readHorizon = async (tx: Tx, epoch: number): Promise<Place> => {
  const {
    rows: [row],
  } = await sql<{ xmin: string }>`select pg_snapshot_xmin(pg_current_snapshot())::text as xmin`.execute(tx)
  return { epoch, xid: BigInt(row?.xmin ?? '0') - 1n, seq: Number.MAX_SAFE_INTEGER }
}

/**
 * Settled events after a place, in log order, at most `limit`; with `except` without those. With a shop those that meet
 * the topics, and all that can be seen already: a listener who comes back must get what was committed but is not settled,
 * too, since nobody will push it again. Read with the given transaction, so row-level security holds.
 */
export const readAfter = async (
  tx: Tx,
  after: Place,
  limit: number,
  only?: { shop: string; topics: readonly string[] } | { except: readonly string[] },
): Promise<LoggedEvent[]> => {
  const chosen =
    only === undefined
      ? sql`and xid < pg_snapshot_xmin(pg_current_snapshot())`
      : 'except' in only
        ? sql`and xid < pg_snapshot_xmin(pg_current_snapshot()) and id <> all (${[...only.except]}::uuid[])`
        : sql`and shop_id = ${only.shop} and audience && ${[...only.topics]}::text[]`
  const { rows } = await sql<Row>`
    select id, shop_id, xid::text as xid, seq, name, subject, version, audience, timeline, actor, facts, occurred_at, recorded_at
    from platform.events
    where (xid, seq) > (${after.xid.toString()}::xid8, ${after.seq}::bigint) ${chosen}
    order by xid, seq limit ${limit}`.execute(tx)
  return rows.map(asEvent)
}

export interface LogReader {
  start(): Promise<void>
  /** Something was committed somewhere: read soon. */
  wake(): void
  /** Our own commit: it was already published here, so reading it again is skipped. */
  noteOwn(events: LoggedEvent[]): void
  place(): Place
  stop(): Promise<void>
}

/**
 * Follows the log across processes. Own events are published right after commit by the caller; this brings what
 * others wrote, and moves the settled place on which clients resume. Losing a wake-up costs at most `pollMs`.
 */
export const createLogReader = (
  db: Database,
  epoch: number,
  handlers: { onEvent(event: LoggedEvent): void; onPlace(place: Place): void; onError(error: unknown): void },
  pollMs = 500,
): LogReader => {
  let place: Place = { epoch, xid: 0n, seq: 0 }
  /** What this process wrote and has published already: it is not read again. */
  const own = new Map<string, Pick<LoggedEvent, 'xid' | 'seq'>>()
  let timer: NodeJS.Timeout | undefined
  let reading: Promise<void> | undefined
  let isAgain = false
  let isStopped = false

  const readOnce = async () => {
    const batch = 1000
    const { events, horizon } = await db.asSystem(async (tx) => {
      // Horizon first: what is read afterwards may be newer, never older.
      const settled = await readHorizon(tx, epoch)
      return { events: await readAfter(tx, place, batch, { except: [...own.keys()] }), horizon: settled }
    })
    for (const event of events) if (!own.delete(event.id)) handlers.onEvent(event)
    const last = events.at(-1)
    const next =
      events.length === batch && last ? { epoch, xid: last.xid, seq: last.seq } : later(horizon, last, epoch)
    if (next.xid > place.xid || (next.xid === place.xid && next.seq > place.seq)) {
      place = next
      handlers.onPlace(place)
    }
    for (const [id, at] of own) if (comparePlaces(at, place) <= 0) own.delete(id)
    if (events.length === batch) isAgain = true
  }
  const loop = () => {
    if (isStopped) return
    clearTimeout(timer)
    if (reading) {
      isAgain = true
      return
    }
    isAgain = false
    reading = readOnce()
      .catch(handlers.onError)
      .finally(() => {
        reading = undefined
        if (isStopped) return
        if (isAgain) setImmediate(loop)
        else timer = setTimeout(loop, pollMs)
      })
  }
  return {
    start: async () => {
      place = await db.asSystem((tx) => readHorizon(tx, epoch))
      timer = setTimeout(loop, pollMs)
    },
    wake: loop,
    noteOwn: (events) => {
      for (const event of events) own.set(event.id, { xid: event.xid, seq: event.seq })
      // Rolled-over ids can only be left behind by a failed read; the set must not grow for ever.
      if (own.size > 50_000) own.clear()
    },
    place: () => place,
    stop: async () => {
      isStopped = true
      clearTimeout(timer)
      await reading
    },
  }
}

const later = (horizon: Place, last: LoggedEvent | undefined, epoch: number): Place =>
  last && last.xid > horizon.xid ? { epoch, xid: last.xid, seq: last.seq } : horizon
