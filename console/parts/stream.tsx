import { useQueryClient } from '@tanstack/react-query'
import {
  createContext,
  useContext,
  useEffect,
  useRef,
  useState,
  useSyncExternalStore,
  type ReactNode,
} from 'react'
import type { Signal, StreamEvent, StreamFrame } from '#contract/events.ts'
import { onStaleNow } from './server-now.ts'
import { useMembership } from './session.tsx'
import { followStream, type Connection } from './stream-connection.ts'

export type { Connection, Signal, StreamEvent }
export { noteServerNow, serverNow } from './server-now.ts'

interface Stream {
  events: Set<(e: StreamEvent) => void>
  signals: Set<(s: Signal) => void>
  state: { now: Connection; since: number }
  watchers: Set<() => void>
}

const newStream = (): Stream => ({
  events: new Set(),
  signals: new Set(),
  state: { now: 'connecting', since: Date.now() },
  watchers: new Set(),
})

const CurrentStream = createContext<Stream>(newStream())
const REMEMBERED = 2_000

/** The one live stream of this tab for the shop of the address. */
export function StreamProvider({ children }: { children: ReactNode }) {
  const shop = useMembership().shop.slug
  const [stream] = useState(newStream)
  const client = useQueryClient()

  useEffect(() => {
    const stop = new AbortController()
    const refetch = () => void client.invalidateQueries()
    const setState = (now: Connection) => {
      if (stream.state.now === now) return
      // "Not connected since" counts from the break, not from the second failed try.
      const isStillDown = now !== 'live' && stream.state.now !== 'live'
      stream.state = { now, since: isStillDown ? stream.state.since : Date.now() }
      for (const watch of stream.watchers) watch()
    }
    const deliver = deliverTo(stream, refetch)
    void followStream({ shop, onFrame: deliver, onGap: refetch, onState: setState }, stop.signal)
    const forget = onStaleNow(refetch)
    return () => {
      stop.abort()
      forget()
    }
  }, [shop, client, stream])

  return <CurrentStream.Provider value={stream}>{children}</CurrentStream.Provider>
}

/** A pushed event comes again when the log's cursor reaches it: each id is told once. */
function deliverTo(stream: Stream, onReset: () => void): (frame: StreamFrame) => void {
  const seen = new Set<string>()
  return (frame) => {
    if (frame.event === 'reset') onReset()
    else if (frame.event === 'signal') for (const handle of stream.signals) handle(frame.data)
    else if (frame.event === 'event' && !seen.has(frame.data.id)) {
      seen.add(frame.data.id)
      if (seen.size > REMEMBERED)
        for (const old of seen) {
          seen.delete(old)
          break
        }
      for (const handle of stream.events) handle(frame.data)
    }
  }
}

function useListener<T>(set: Set<(value: T) => void>, handler: (value: T) => void) {
  const latest = useRef(handler)
  useEffect(() => {
    latest.current = handler
  })
  useEffect(() => {
    const handle = (value: T) => latest.current(value)
    set.add(handle)
    return () => void set.delete(handle)
  }, [set])
}

/** Calls `handler` for every event of the shop, each once. */
export function useStreamEvents(handler: (e: StreamEvent) => void): void {
  useListener(useContext(CurrentStream).events, handler)
}

/** Typing and presence; never stored, lost while not connected. */
export function useSignals(handler: (s: Signal) => void): void {
  useListener(useContext(CurrentStream).signals, handler)
}

function useStreamState() {
  const stream = useContext(CurrentStream)
  return useSyncExternalStore(
    (watch) => {
      stream.watchers.add(watch)
      return () => void stream.watchers.delete(watch)
    },
    () => stream.state,
  )
}

export const useConnection = (): Connection => useStreamState().now

/** Epoch milliseconds since when the connection is in its state. */
export const useConnectionSince = (): number => useStreamState().since
