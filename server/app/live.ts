import type { Clock } from '#platform/clock/clock.ts'
import type { Database } from '#platform/database/database.ts'
import { comparePlaces, type LoggedEvent } from '#platform/events/event.ts'
import { createLogReader, formatPlace, openEpoch, type Place } from '#platform/events/log-reader.ts'
import { newId } from '#platform/ids/ids.ts'
import type { Logger } from '#platform/log/log.ts'
import type { Metrics } from '#platform/http/metrics.ts'
import { createHub, type Fill } from '#platform/stream/hub.ts'

const beatMs = 15_000
const channel = 'fivehearts_events'

/** Everything that moves between processes and browsers: the hub, the log reader, the wake-ups. */
export const createLive = async (ports: { db: Database; clock: Clock; log: Logger; metrics: Metrics }) => {
  const { db, clock, log, metrics } = ports
  const epoch = await openEpoch(db, clock.now())
  const followers: ((event: LoggedEvent) => void)[] = []
  const failed = (name: string) => (error: unknown) => {
    metrics.failed(name)
    log.error(
      { err: error instanceof Error ? { message: error.message, stack: error.stack } : String(error) },
      `${name} failed`,
    )
  }
  // Filled in once the nouns exist; until then nothing is published.
  let fill: Fill = async (event) => event.facts
  const hub = createHub((event, audience) => fill(event, audience), failed('fill'))
  const heard = (event: LoggedEvent) => {
    // Followers may drop what filling reads, so they come first; what is filled already is pushed before they begin.
    if (event.filled) hub.publish(event)
    for (const follower of followers) follower(event)
    if (!event.filled) hub.publish(event)
  }
  // Whoever resumes at a place has heard everything before it; so it is told only when that has been sent.
  let announced: Place | null = null
  const announce = (place: Place) => {
    if (announced && comparePlaces(place, announced) <= 0) return
    announced = place
    hub.cursor(formatPlace(place))
  }
  const reader = createLogReader(db, epoch, {
    onEvent: heard,
    onPlace: (place) => {
      const delivered = hub.delivered()
      if (delivered) void delivered.then(() => announce(place))
      else announce(place)
    },
    onError: failed('log reader'),
  })

  /** Names this process to the others: its own wake-ups are none of its business. */
  const origin = newId()
  // Other processes are woken after the commit, at most every 50 ms: inside the transaction NOTIFY halves commits (measured).
  let waking: NodeJS.Timeout | undefined
  const wakeOthers = () => {
    waking ??= setTimeout(() => {
      waking = undefined
      // One statement: a transaction around it is three round trips, twenty times a second.
      db.call('notify', 'select pg_notify($1, $2)', [channel, origin]).catch(failed('notify'))
    }, 50)
  }
  const publishOwn = (events: LoggedEvent[]) => {
    reader.noteOwn(events)
    for (const event of events) heard(event)
    wakeOthers()
  }
  db.onCommitted(publishOwn)

  let listener: { release(destroy?: boolean): void } | undefined
  const listen = async () => {
    const client = await db.connect('system')
    listener = client
    client.on('notification', ({ payload }) => {
      if (payload !== origin) reader.wake()
    })
    client.on('error', () => {
      client.release(true)
      listener = undefined
    })
    await client.query(`listen ${channel}`)
  }
  const beat = setInterval(() => hub.beat(), beatMs)
  return {
    hub,
    place: () => announced ?? reader.place(),
    failed,
    fillWith: (filler: Fill) => {
      fill = filler
    },
    fill: (event: LoggedEvent, audience: string) => fill(event, audience),
    onEvent: (follower: (event: LoggedEvent) => void) => {
      followers.push(follower)
    },
    publish: (event: LoggedEvent) => publishOwn([event]),
    start: async () => {
      await reader.start()
      // Without the wake-up channel the reader's own poll still brings everything, half a second later.
      await listen().catch(failed('listen'))
    },
    stop: async () => {
      clearInterval(beat)
      clearTimeout(waking)
      await reader.stop()
      listener?.release(true)
    },
  }
}
