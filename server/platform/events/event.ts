import type { EventName } from '#contract/events.ts'

/** What a change hands to `record`. */
export interface NewEvent {
  name: EventName
  subject: string
  version: number
  /** Topics that may see it, e.g. `desk`, `visitor:ID`, `member:ID`. */
  audience: string[]
  timeline?: string | null
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

/** Somebody who listens: the shop and the topics stored for them. */
export interface Viewer { shop: string; topics: ReadonlySet<string> }

/** The one rule of who sees an event: same shop, and the lists of topics meet. No I/O. */
export const canSee = (viewer: Viewer, event: Pick<LoggedEvent, 'shop' | 'audience'>): boolean =>
  viewer.shop === event.shop && event.audience.some((topic) => viewer.topics.has(topic))

/** Compares places in the log within one epoch. */
export const comparePlaces = (a: { xid: bigint; seq: number }, b: { xid: bigint; seq: number }) =>
  a.xid < b.xid ? -1 : a.xid > b.xid ? 1 : a.seq - b.seq
