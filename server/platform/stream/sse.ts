import type { OutgoingHttpHeaders, ServerResponse } from 'node:http'
import type { FastifyReply } from 'fastify'
import type { Clock } from '../clock/clock.ts'
import type { Database } from '../database/database.ts'
import type { LoggedEvent } from '../events/event.ts'
import { formatPlace, parsePlace, readAfter, type Place } from '../events/log-reader.ts'
import { eventFrame, frameOf, type Fill, type Hub, type Subscriber } from './hub.ts'

export interface StreamPorts {
  db: Database
  clock: Clock
  hub: Hub
  fill: Fill
  place(): Place
  onError(error: unknown): void
}
export interface Listening {
  shop: string
  topics: readonly string[]
  audience: string
  after: string | undefined
}

/** Below the half minute at which many proxies give up. */
const longestPollMs = 25_000
/** Beyond this much to catch up on, fetching everything again is cheaper than replaying. */
const mostReplay = 500
/** A listener that cannot keep up is cut off and comes back by its cursor; bytes waiting in its socket. */
const mostWaitingBytes = 1024 * 1024

const headers = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store, no-transform',
  'x-accel-buffering': 'no',
  connection: 'keep-alive',
  'x-content-type-options': 'nosniff',
}

/** With what every reply carries; writing the head by hand leaves that out. */
const sentHeaders = (reply: FastifyReply): OutgoingHttpHeaders => ({
  ...(reply.getHeaders() as OutgoingHttpHeaders),
  ...headers,
})

/** One open response. A class, because ten thousand of them stand idle: closures of their own would double what each holds. */
class OpenStream implements Subscriber {
  readonly shop: string
  readonly topics: readonly string[]
  readonly audience: string
  isBehind = false
  readonly #raw: ServerResponse
  /** What is to be sent after the replay; null once that is through. */
  #held: string[] | null = []

  constructor(raw: ServerResponse, { shop, topics, audience }: Listening) {
    this.#raw = raw
    this.shop = shop
    this.topics = topics
    this.audience = audience
  }
  send(frame: string): void {
    if (this.#held) this.#held.push(frame)
    else if (this.#raw.writableLength > mostWaitingBytes) this.#raw.destroy()
    else this.#raw.write(frame)
  }
  begin(replay: readonly string[]): void {
    for (const frame of replay) this.#raw.write(frame)
    for (const frame of this.#held ?? []) this.#raw.write(frame)
    this.#held = null
  }
  /** With its last chunk, so that no browser takes it for a broken connection; nothing can be sent after it. */
  end(): void {
    this.#raw.end(() => {
      this.#raw.destroy()
    })
  }
}

/**
 * Serves one resumable stream. First what happened after the client's place (or `reset`), then live events; a `cursor`
 * frame tells where to resume. Listening starts before the replay is read, so nothing falls in between.
 */
export const serveStream = async (
  ports: StreamPorts,
  reply: FastifyReply,
  who: Listening,
  extraHeaders: Record<string, string> = {},
): Promise<void> => {
  reply.hijack()
  const { raw } = reply
  // The framework's own listeners would keep request and reply alive as long as the stream (measured: 2 KiB).
  raw.removeAllListeners('finish').removeAllListeners('error')
  raw.writeHead(200, { ...sentHeaders(reply), ...extraHeaders })
  // At once, and by itself: written together with something else, the head stays in memory in the 84 pieces it is put together
  // from (2.6 KiB).
  raw.flushHeaders()
  raw.socket?.setNoDelay(true)
  const stream = new OpenStream(raw, who)
  const leave = leaving(ports.hub, stream)
  raw.on('close', leave).on('error', leave)
  ports.hub.add(stream)
  try {
    stream.begin(await catchUp(ports, who))
  } catch (error) {
    ports.onError(error)
    leave()
    raw.destroy()
  }
}
/** Apart, so that it holds on to nothing but these two. */
const leaving = (hub: Hub, stream: Subscriber) => () => hub.remove(stream)

/** Frames from the client's place to now: events, or `reset`, and the place to go on from. */
export const catchUp = async (ports: StreamPorts, who: Listening): Promise<string[]> => {
  const here = ports.place()
  const cursor = frameOf('cursor', { after: formatPlace(here) })
  if (who.after === undefined) return [cursor]
  const from = parsePlace(who.after)
  if (!from || from.epoch !== here.epoch) return [frameOf('reset', { reason: 'epoch' }), cursor]
  const events = await ports.db.inShop(who.shop, (tx) =>
    readAfter(tx, from, mostReplay + 1, { shop: who.shop, topics: who.topics }),
  )
  if (events.length > mostReplay) return [frameOf('reset', { reason: 'too_much' }), cursor]
  const frames = await Promise.all(
    events.map(async (event: LoggedEvent) => eventFrame(event, await ports.fill(event, who.audience))),
  )
  return [...frames, cursor]
}

/** The long-poll form, for proxies that hold streams back: answers as soon as there is anything, or after 25 s. */
export const servePoll = async (ports: StreamPorts, reply: FastifyReply, who: Listening): Promise<void> => {
  const heard: string[] = []
  let wake: () => void = () => undefined
  let isCut = false
  // Listening starts before the past is read, so nothing falls in between.
  const listener: Subscriber = {
    shop: who.shop,
    topics: who.topics,
    audience: who.audience,
    isBehind: false,
    end: () => {
      isCut = true
      wake()
    },
    send: (frame) => {
      if (!frame.startsWith(':')) {
        heard.push(frame)
        wake()
      }
    },
  }
  ports.hub.add(listener)
  try {
    const past = await catchUp(ports, who)
    if (past.length === 1 && who.after !== undefined && heard.length === 0 && !isCut) {
      await new Promise<void>((done) => {
        // A burst goes out together.
        wake = () => {
          setImmediate(done)
        }
        reply.raw.on('close', done)
        const cancel = ports.clock.at(new Date(ports.clock.now().getTime() + longestPollMs), done)
        reply.raw.on('close', cancel)
      })
    }
    // The place comes last: what was heard meanwhile may be newer than the first one.
    const frames = [...past.slice(0, -1), ...heard, frameOf('cursor', { after: formatPlace(ports.place()) })]
    await reply
      .type('text/event-stream; charset=utf-8')
      .header('cache-control', 'no-store')
      .send(frames.join(''))
  } finally {
    ports.hub.remove(listener)
  }
}
