import { addressOf } from '../parts/api.ts'
import type { StreamFrame } from '#contract/events.ts'
import { frameReader } from './frames.rules.ts'
import { pauseMs } from './outbox.rules.ts'

export interface LiveOptions {
  base: string
  token: () => string | null
  /** Where the visit left off; null to start from now. */
  after: string | null
  onFrame: (frame: StreamFrame) => void
  /** The stream is up. `isResumed` says that it goes on where it broke off, so nothing can be missing. */
  onUp: (isResumed: boolean) => void
  onDown: (why: 'unreachable' | 'silent') => void
  onStranger: () => void
}

/** One live stream, kept up. */
export interface Live {
  /**
   * Make sure of the line now: the page came to the front. `isNewNetwork` distrusts it in any case, for after a
   * change of network a dead line looks like a quiet one.
   */
  poke: (isNewNetwork: boolean) => void
  close: () => void
}

/** The desk sends a comment every 15 s; after this long without a byte the line is dead, whatever it looks like. */
const SILENCE_MS = 40_000
/** Long enough for the slowest phone, short enough not to leave a buyer behind a proxy that holds streams back. */
const FIRST_BYTE_MS = 8_000

/** The desk's comments come every 15 s; a line that was silent for longer may have died in the phone's sleep. */
const QUIET_MS = 20_000
/** A line that broke sooner than this counts as one more failed try, so that pauses grow. */
const STEADY_MS = 5_000

interface Line {
  abort: AbortController
  /** Epoch milliseconds of the first byte, and of the last. */
  upAt: number | null
  heardAt: number
  /** Why we cut it ourselves. */
  cut: 'silent' | 'poked' | null
}

export function openLive(options: LiveOptions): Live {
  let after = options.after
  let tries = 0
  let isClosed = false
  let line: Line | null = null
  let silence = 0
  let retry = 0

  const expectBytesWithin = (current: Line, ms: number) => {
    clearTimeout(silence)
    silence = window.setTimeout(() => cutOff(current, 'silent'), ms)
  }
  const cutOff = (current: Line, why: 'silent' | 'poked') => {
    current.cut = why
    current.abort.abort()
  }
  const hear = (frame: StreamFrame) => {
    if (frame.event === 'cursor') after = frame.data.after
    if (frame.event === 'reset') after = null
    options.onFrame(frame)
  }
  const read = async (current: Line, body: ReadableStream<Uint8Array>) => {
    const reader = body.getReader()
    const decoder = new TextDecoder()
    const cut = frameReader()
    const isResumed = after !== null
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      expectBytesWithin(current, SILENCE_MS)
      current.heardAt = Date.now()
      if (current.upAt === null) {
        current.upAt = current.heardAt
        options.onUp(isResumed)
      }
      for (const frame of cut(decoder.decode(value, { stream: true }))) hear(frame)
    }
  }
  const connect = async () => {
    const token = options.token()
    if (isClosed || line || !token) return
    clearTimeout(retry)
    const current: Line = { abort: new AbortController(), upAt: null, heardAt: 0, cut: null }
    line = current
    expectBytesWithin(current, FIRST_BYTE_MS)
    try {
      const { address } = addressOf(options.base, 'GET /api/widget/stream', {
        query: { after: after ?? undefined },
      })
      const headers = { authorization: `Bearer ${token}`, accept: 'text/event-stream' }
      const { signal } = current.abort
      const response = await fetch(address, { headers, signal, cache: 'no-store', credentials: 'omit' })
      if (response.status === 401) isClosed = true
      if (response.ok && response.body) await read(current, response.body)
    } catch {
      // Cut, refused or aborted by us: all the same, it is tried again below.
    }
    if (line === current) ended(current)
  }
  const ended = (current: Line) => {
    clearTimeout(silence)
    line = null
    if (isClosed) return options.onStranger()
    const isHeldBack = current.cut === 'silent' && current.upAt === null
    options.onDown(isHeldBack ? 'silent' : 'unreachable')
    tries = current.upAt !== null && Date.now() - current.upAt > STEADY_MS ? 0 : tries + 1
    // Where something holds streams back, asking works; the stream is tried now and then all the same.
    retry = window.setTimeout(
      () => void connect(),
      isHeldBack ? 60_000 : pauseMs(Math.max(0, tries - 1), Math.random()),
    )
  }
  void connect()
  return {
    poke: (isNewNetwork) => {
      const isWell = line && line.upAt !== null && Date.now() - line.heardAt < QUIET_MS
      if (isClosed || (isWell && !isNewNetwork)) return
      if (line) cutOff(line, 'poked')
      line = null
      tries = 0
      void connect()
    },
    close: () => {
      isClosed = true
      clearTimeout(retry)
      clearTimeout(silence)
      line?.abort.abort()
      line = null
    },
  }
}
