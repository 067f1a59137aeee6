import type { Signal } from '#contract/events.ts'
import type { LoggedEvent } from '../events/event.ts'

/** One open stream. `send` must not throw and must not block. */
export interface Subscriber {
  shop: string
  topics: readonly string[]
  /** Which filling of an event this listener gets: `desk` or `visitor`. */
  audience: string
  send(frame: string): void
  /** Ends the stream; a client that may still listen comes back by itself. */
  end(): void
  /** True when something went out since the last cursor frame. */
  isBehind: boolean
}

/** Fills a thin event for one audience, once for all its listeners. */
export type Fill = (event: LoggedEvent, audience: string) => Promise<Record<string, unknown>>

export const frameOf = (event: string, data: unknown) => `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`

export const eventFrame = (event: LoggedEvent, data: Record<string, unknown>) =>
  frameOf('event', {
    id: event.id,
    name: event.name,
    subject: event.subject,
    version: event.version,
    at: event.recordedAt.toISOString(),
    data,
  })

export interface Hub {
  add(subscriber: Subscriber): void
  remove(subscriber: Subscriber): void
  /** Sends an event to everybody who may see it. */
  publish(event: LoggedEvent): void
  /** Resolves when everything published so far was sent; null when it is. */
  delivered(): Promise<void> | null
  /** Typing and the like: sent to the topics, stored nowhere. */
  signal(shop: string, topics: readonly string[], signal: Signal): void
  /** Tells listeners how far the log is settled, so that a reconnect resumes there. */
  cursor(after: string): void
  beat(): void
  /** Ends the streams that listen to a topic: whoever may no longer see it must not go on hearing. */
  cut(shop: string, topic: string): void
  count(): number
}

/** In-process fan-out, indexed by topic so that a message to one buyer costs nothing for ten thousand others. */
export const createHub = (fill: Fill, onFillFailed: (error: unknown) => void): Hub => {
  // Most topics are one buyer's own and have one listener; a set for each would be a fiftieth of what a stream costs.
  const byTopic = new Map<string, Subscriber | Set<Subscriber>>()
  const all = new Set<Subscriber>()
  const keyOf = (shop: string, topic: string) => `${shop} ${topic}`

  const listeners = (shop: string, topics: readonly string[]) => {
    const found = new Set<Subscriber>()
    for (const topic of topics) {
      const here = byTopic.get(keyOf(shop, topic))
      if (here instanceof Set) for (const subscriber of here) found.add(subscriber)
      else if (here) found.add(here)
    }
    return found
  }
  const pending = new Set<Promise<void>>()

  const deliver = (event: LoggedEvent, to: readonly Subscriber[], data: Record<string, unknown>) => {
    const frame = eventFrame(event, data)
    for (const subscriber of to) {
      subscriber.send(frame)
      subscriber.isBehind = true
    }
  }
  /** What could not be told must not be missed: whoever should have heard it fetches everything again. */
  const giveUp = (to: readonly Subscriber[], error: unknown) => {
    onFillFailed(error)
    for (const subscriber of to) subscriber.send(frameOf('reset', { reason: 'missed' }))
  }
  const fillFor = (event: LoggedEvent, audience: string, to: readonly Subscriber[]) => {
    const filling = fill(event, audience)
      .then(
        (data) => deliver(event, to, data),
        (error: unknown) => giveUp(to, error),
      )
      .finally(() => pending.delete(filling))
    pending.add(filling)
  }

  const join = (key: string, subscriber: Subscriber) => {
    const here = byTopic.get(key)
    if (here instanceof Set) here.add(subscriber)
    else byTopic.set(key, here ? new Set([here, subscriber]) : subscriber)
  }
  const part = (key: string, subscriber: Subscriber) => {
    const here = byTopic.get(key)
    if (here === subscriber) byTopic.delete(key)
    if (!(here instanceof Set)) return
    here.delete(subscriber)
    if (here.size === 0) byTopic.delete(key)
  }

  return {
    add: (subscriber) => {
      all.add(subscriber)
      for (const topic of subscriber.topics) join(keyOf(subscriber.shop, topic), subscriber)
    },
    remove: (subscriber) => {
      all.delete(subscriber)
      for (const topic of subscriber.topics) part(keyOf(subscriber.shop, topic), subscriber)
    },
    publish: (event) => {
      const byAudience = Map.groupBy(listeners(event.shop, event.audience), (s) => s.audience)
      for (const [audience, subscribers] of byAudience) {
        // Filled data is at hand for our own writes: no turn of the event loop between commit and push.
        const ready = event.filled?.[audience]
        if (ready) deliver(event, subscribers, ready)
        else fillFor(event, audience, subscribers)
      }
    },
    delivered: () => (pending.size === 0 ? null : Promise.all(pending).then(() => undefined)),
    signal: (shop, topics, signal) => {
      const frame = frameOf('signal', signal)
      for (const subscriber of listeners(shop, topics)) subscriber.send(frame)
    },
    cursor: (after) => {
      const frame = frameOf('cursor', { after })
      for (const subscriber of all) {
        if (!subscriber.isBehind) continue
        subscriber.isBehind = false
        subscriber.send(frame)
      }
    },
    cut: (shop, topic) => {
      for (const subscriber of listeners(shop, [topic])) subscriber.end()
    },
    beat: () => {
      for (const subscriber of all) subscriber.send(': beat\n\n')
    },
    count: () => all.size,
  }
}
