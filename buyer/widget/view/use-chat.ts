import { useEffect, useLayoutEffect, useReducer } from 'preact/hooks'
import type { ChatState, Store } from '../state.ts'

/** The chat's state now, and a new rendering whenever it changes. */
export function useChat(store: Store): ChatState {
  const [, again] = useReducer((count: number, _: void) => count + 1, 0)
  // At once, not after the next paint: the chat is opened in the same breath as it is first drawn.
  useLayoutEffect(() => store.subscribe(again), [store])
  return store.get()
}

/** A new rendering every second as long as `isNeeded`. Returns epoch milliseconds. */
export function useSeconds(isNeeded: boolean): number {
  const [, again] = useReducer((count: number, _: void) => count + 1, 0)
  useEffect(() => {
    if (!isNeeded) return undefined
    const timer = setInterval(again, 1000)
    return () => clearInterval(timer)
  }, [isNeeded])
  return Date.now()
}
