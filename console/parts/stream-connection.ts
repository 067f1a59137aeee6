import type { Position, StreamFrame } from '#contract/events.ts'
import { serverAnswers } from './api.ts'
import { frameReader } from './stream-frames.ts'

export type Connection = 'live' | 'connecting' | 'lost'

export interface StreamPorts {
  shop: string
  onFrame: (frame: StreamFrame) => void
  /** The stream came back without a place to resume from: everything on screen may be old. */
  onGap: () => void
  onState: (state: Connection) => void
}

const SILENCE_MS = 20_000
const POLL_FOR_MS = 300_000

/** Waits before the next try: first below a second, then doubling to at most 20 s, each with jitter. */
export const backoffMs = (attempt: number, random: number): number =>
  Math.min(20_000, 400 * 2 ** attempt) * (0.6 + 0.8 * random)

/** Follows the shop's stream until `signal` aborts, by Server-Sent Events, or by long-poll where a proxy holds those back. */
export async function followStream(ports: StreamPorts, signal: AbortSignal): Promise<void> {
  let after: Position | null = null
  let attempt = 0
  let pollUntil = 0
  let wasConnected = false

  const take = (frame: StreamFrame) => {
    if (frame.event === 'cursor') after = frame.data.after
    ports.onFrame(frame)
  }
  const connected = () => {
    if (wasConnected && after === null) ports.onGap()
    wasConnected = true
    attempt = 0
    ports.onState('live')
  }

  while (!signal.aborted) {
    try {
      if (performance.now() < pollUntil) await poll(ports.shop, after, take, connected, signal)
      else {
        const gaveNothing = await read(ports.shop, after, take, connected, signal)
        if (gaveNothing) pollUntil = performance.now() + POLL_FOR_MS
      }
    } catch (error) {
      if (signal.aborted) return
      if (!(error instanceof Error)) throw error
      ports.onState(attempt === 0 ? 'connecting' : 'lost')
      await pause(backoffMs(attempt, Math.random()), signal)
      attempt += 1
    }
  }
}

class StreamClosed extends Error {}

const address = (after: Position | null, poll: boolean): string => {
  const query = new URLSearchParams()
  if (after) query.set('after', after)
  if (poll) query.set('poll', '1')
  return query.size > 0 ? `/api/stream?${query}` : '/api/stream'
}

/** Reads one stream to its end. True when 20 s passed without one byte of it; throws when it breaks or closes. */
async function read(
  shop: string,
  after: Position | null,
  take: (frame: StreamFrame) => void,
  connected: () => void,
  signal: AbortSignal,
): Promise<boolean> {
  const attempt = new AbortController()
  const stop = () => attempt.abort()
  signal.addEventListener('abort', stop)
  let timer = setTimeout(stop, SILENCE_MS)
  let gotBytes = false
  let headersCame = false
  try {
    const headers = { accept: 'text/event-stream', 'x-fivehearts-shop': shop }
    const response = await fetch(address(after, false), {
      headers,
      credentials: 'same-origin',
      signal: attempt.signal,
    })
    if (!response.ok || !response.body) throw new StreamClosed(String(response.status))
    headersCame = true
    connected()
    const cut = frameReader()
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
    for (;;) {
      const { done, value } = await reader.read()
      if (done) throw new StreamClosed('ended')
      gotBytes = true
      clearTimeout(timer)
      timer = setTimeout(stop, SILENCE_MS)
      for (const frame of cut(value)) take(frame)
    }
  } catch (error) {
    // Headers without a byte: something between us collects the stream and will not hand it on.
    if (headersCame && !gotBytes && attempt.signal.aborted && !signal.aborted) return true
    throw error
  } finally {
    clearTimeout(timer)
    attempt.abort()
    signal.removeEventListener('abort', stop)
  }
}

async function poll(
  shop: string,
  after: Position | null,
  take: (frame: StreamFrame) => void,
  connected: () => void,
  signal: AbortSignal,
): Promise<void> {
  const headers = { accept: 'text/event-stream', 'x-fivehearts-shop': shop }
  const response = await fetch(address(after, true), {
    headers,
    credentials: 'same-origin',
    signal: AbortSignal.any([signal, AbortSignal.timeout(40_000)]),
  })
  if (!response.ok) throw new StreamClosed(String(response.status))
  const frames = frameReader()(await response.text())
  connected()
  for (const frame of frames) take(frame)
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, ms)
    function done() {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      removeEventListener('online', done)
      removeEventListener(serverAnswers, done)
      resolve()
    }
    signal.addEventListener('abort', done)
    addEventListener('online', done)
    addEventListener(serverAnswers, done)
  })
}
