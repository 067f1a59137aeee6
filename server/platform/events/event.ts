import type { EventName, TimelineEventName } from '#contract/events.ts'

/** What a change hands to `record`. On a person's timeline stands only what has a sentence there. */
export type NewEvent = EventToRecord &
  (
    | { name: TimelineEventName; timeline?: string | null }
    | { name: Exclude<EventName, TimelineEventName>; timeline?: null }
  )
interface EventToRecord {
  subject: string
  version: number
  /**
   * Topics that may see it, e.g. `desk`, `visitor:ID`, `member:ID`. Who sees an event is one rule: same shop, and the
   * listener's topics meet these. Live it is the hub's index by topic, in a replay the same comparison in SQL.
   */
  audience: string[]
  actor?: string | null
  facts?: Record<string, unknown>
  /** When it happened; history is older than its recording. */
  occurredAt?: Date
  /**
   * The rows a listener would fetch, already filled, by the audience's kind (the part of a topic before `:`).
   * Other processes read the thin event from the log and fill it themselves.
   */
  filled?: Record<string, Record<string, unknown>>
}

/** An event with its place in the log. */
export interface LoggedEvent {
  id: string
  shop: string
  xid: bigint
  seq: number
  name: EventName
  subject: string
  version: number
  audience: string[]
  timeline: string | null
  actor: string | null
  facts: Record<string, unknown>
  occurredAt: Date
  recordedAt: Date
  filled?: Record<string, Record<string, unknown>>
}

/** Compares places in the log within one epoch. */
export const comparePlaces = (a: { xid: bigint; seq: number }, b: { xid: bigint; seq: number }) =>
  a.xid < b.xid ? -1 : a.xid > b.xid ? 1 : a.seq - b.seq
