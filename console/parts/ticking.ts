import { useSyncExternalStore } from 'react'

const TICK_MS = 100
const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  timer ??= setInterval(() => {
    for (const tell of listeners) tell()
  }, TICK_MS)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

/**
 * A value read from the time, ten times a second by one timer for the whole screen; renders again only when it
 * changes. `read` must give a string or number.
 */
export const useTicking = <T extends string | number>(read: () => T): T =>
  useSyncExternalStore(subscribe, read)
