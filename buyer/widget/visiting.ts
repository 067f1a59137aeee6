import type { Frame } from './frame.ts'
import { pauseMs } from './outbox.rules.ts'
import type { Session, Visit } from './session.ts'
import type { Store } from './state.ts'
import { joinNewest, lastNumber, readByShopUpTo } from './timeline.rules.ts'

/** Introducing the buyer to the desk, and keeping at it while the desk cannot be reached. */
export interface Visiting {
  /** `clickedAt` (performance.now()) when the buyer opened the chat by this. */
  visit: (clickedAt?: number) => void
  /** The desk did not know our token: introduce again, but never in a tight circle. */
  onStranger: () => void
  /** What is on its way belongs to the buyer before. */
  startOver: () => void
}

interface Options {
  frame: Frame
  store: Store
  session: Session
  onVisit: (visit: Visit) => void
}

/** A chat folded away and opened again within this time goes on; the desk need not greet anew. */
const SAME_VISIT_MS = 10 * 60_000
const STRANGER_PAUSE_MS = 5_000

export function startVisiting({ frame, store, session, onVisit }: Options): Visiting {
  let clickedAt: number | null = null
  let visitedAt = 0
  let tries = 0
  let round = 0
  let isAsking = false
  let retry = 0

  const ask = async (): Promise<void> => {
    clearTimeout(retry)
    if (isAsking) return
    isAsking = true
    const ours = round
    const readBefore = session.slot()?.readUpTo ?? 0
    const answer = await session.visit()
    isAsking = false
    if (ours !== round) {
      if (store.get().isOpen) await ask()
      return
    }
    if (answer.ok) {
      tries = 0
      visitedAt = Date.now()
      return arrive(answer.value, readBefore)
    }
    const { status, waitMs } = answer.refusal
    if (status === 404) return store.set({ isGone: true })
    const pause = Math.max(waitMs ?? 0, pauseMs(tries, Math.random()))
    if (status === 429) store.set({ slowUntil: Date.now() + pause })
    else store.set({ link: 'down' })
    tries += 1
    retry = window.setTimeout(() => void ask(), pause)
  }

  const arrive = (found: Visit, readBefore: number) => {
    const { timeline } = store.get()
    const merged = joinNewest(timeline, found.messages, found.hasEarlier)
    const { shop, agentName, isOpen, opensAt, language, targetSeconds } = found
    store.set({
      timeline: readByShopUpTo(merged, found.readByShop),
      readUpTo: Math.max(lastNumber(merged) - found.unread, readBefore),
      visit: { shopName: shop.name, agentName, isOpen, opensAt },
      greeted: greetingOf(found, clickedAt) ?? store.get().greeted,
      isGone: false,
      slowUntil: 0,
    })
    frame.onShop({ ...shop, agentName, isOpen, targetSeconds, language })
    onVisit(found)
  }

  return {
    visit: (at) => {
      clickedAt = at ?? clickedAt
      if (!store.get().visit || Date.now() - visitedAt > SAME_VISIT_MS) void ask()
    },
    onStranger: () => {
      clearTimeout(retry)
      const pause = Math.max(0, visitedAt + STRANGER_PAUSE_MS - Date.now())
      retry = window.setTimeout(() => void ask(), pause)
    },
    startOver: () => {
      round += 1
      visitedAt = 0
      tries = 0
      clearTimeout(retry)
    },
  }
}

/** The greeting that this opening brought and how long after the click it is on the screen; null for an old one. */
function greetingOf({ messages, now }: Visit, clickedAt: number | null) {
  const last = messages[messages.length - 1]
  const isGreeting = last?.automatic === 'greeting' || last?.automatic === 'returning_greeting'
  // Both instants are the desk's own, so a wrong clock on this side does not matter.
  const isFresh = last && Date.parse(now) - Date.parse(last.at) < 2_000
  return clickedAt !== null && isGreeting && isFresh
    ? { id: last.id, afterMs: performance.now() - clickedAt }
    : null
}
