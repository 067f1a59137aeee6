import type { PublicAnswer } from '#contract/knowledge/self-service.ts'
import type { Outbox, OutboxFile } from './outbox.rules.ts'
import { emptyTimeline, type Timeline } from './timeline.rules.ts'

/**
 * How the chat reaches the desk: by the live stream, by asking every few seconds where something holds the
 * stream back, not yet, or not at all.
 */
export type Link = 'connecting' | 'live' | 'polling' | 'down'

/** A file picked for the next message. */
export interface Picked extends OutboxFile {
  /** A preview of an image, from this machine; null for other files. */
  preview: string | null
  /** How much is uploaded, 0 to 1. */
  share: number
}

export interface ChatState {
  isOpen: boolean
  link: Link
  /** The desk does not know this key. */
  isGone: boolean
  /** Set once a visit was opened: what the desk said about itself. */
  visit: { shopName: string; agentName: string | null; isOpen: boolean; opensAt: string | null } | null
  timeline: Timeline
  readUpTo: number
  outbox: Outbox
  /** By local id: previews and progress of files, as long as the page lives. */
  pictures: Readonly<Record<string, Picked>>
  tray: readonly Picked[]
  earlier: 'idle' | 'coming' | 'failed'
  /** How many stand before this buyer and how long that takes, where it is known; null: not waiting. */
  place: { ahead: number; waitSeconds: number | null } | null
  /** Who is typing on the other side, or null. */
  typing: string | null
  /** Answers to look up before asking: the most asked ones; null: there are none, or it is not known yet. */
  answers: readonly PublicAnswer[] | null
  /** Until when the desk asked us to slow down, epoch milliseconds; 0 when it did not. */
  slowUntil: number
  /** One refusal about files, in the buyer's words, until the next thing is picked or sent. */
  trouble: string | null
  /** The greeting of this opening and how long after the click it was on the screen. */
  greeted: { id: string; afterMs: number } | null
}

export const firstState: ChatState = {
  isOpen: false,
  link: 'connecting',
  isGone: false,
  visit: null,
  timeline: emptyTimeline,
  readUpTo: 0,
  outbox: [],
  pictures: {},
  tray: [],
  earlier: 'idle',
  place: null,
  typing: null,
  answers: null,
  slowUntil: 0,
  trouble: null,
  greeted: null,
}

export interface Store {
  get: () => ChatState
  set: (part: Partial<ChatState>) => void
  subscribe: (listener: () => void) => () => void
}

/** The chat's state in one place; listeners are told after each change, once per turn of the event loop. */
export function makeStore(): Store {
  let state = firstState
  let isTold = true
  const listeners = new Set<() => void>()
  return {
    get: () => state,
    set: (part) => {
      state = { ...state, ...part }
      if (!isTold) return
      isTold = false
      queueMicrotask(() => {
        isTold = true
        for (const listener of listeners) listener()
      })
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
