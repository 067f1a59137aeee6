import type { StreamFrame } from '#contract/events.ts'
import type { BuyerMessage } from '#contract/conversations/widget.ts'
import { openLive, type Live } from './live.ts'
import { acknowledge } from './outbox.rules.ts'
import type { Session } from './session.ts'
import type { Store } from './state.ts'
import {
  addEarlier,
  emptyTimeline,
  gapAfter,
  lastNumber,
  mergeMessages,
  readByShopUpTo,
  type Timeline,
} from './timeline.rules.ts'

/** Everything that comes from the desk: the stream, what it missed, the poll where there is no stream. */
export interface Receiving {
  /** Starts or restarts listening, from `after` or from now. */
  listen: (after: string | null) => void
  /** Messages that came with a reply. */
  take: (messages: readonly BuyerMessage[]) => void
  loadEarlier: () => Promise<void>
  /** Asks for everything after the newest message here. */
  catchUp: () => Promise<boolean>
  /** Make sure of the line now: the page came to the front, or (`isNewNetwork`) the network came back. */
  poke: (isNewNetwork: boolean) => void
  /** Frees the line until the next poke. */
  rest: () => void
  stop: () => void
}

interface Options {
  base: string
  store: Store
  session: Session
  /** The desk can be reached: what waits may go. */
  onReachable: () => void
  /** The desk does not know this visitor. */
  onStranger: () => void
}

const POLL_MS = 5_000
/** The other side signals typing every few seconds while it goes on. */
const TYPING_MS = 6_000

export function startReceiving({ base, store, session, onReachable, onStranger }: Options): Receiving {
  let live: Live | null = null
  let poll = 0
  let typing = 0
  let isCatchingUp = false
  let isResting = false

  const take = (messages: readonly BuyerMessage[]) => {
    const { timeline, outbox } = store.get()
    const merged = mergeMessages(timeline, messages)
    const left = acknowledge(
      outbox,
      messages.map(({ clientId }) => clientId),
    )
    if (merged === timeline && left === outbox) return
    store.set({ timeline: merged, outbox: left })
    if (messages.some(({ author }) => author !== 'buyer')) setTyping(null)
    if (messages.some(({ author }) => author === 'agent')) store.set({ place: null })
    if (gapAfter(merged) !== null) void catchUp()
  }

  const ask = async (query: { before?: number; after?: number }) => {
    const token = session.token()
    const answer = await session.call('GET /api/widget/messages', { query })
    // An answer for the buyer before must not reach the one now.
    return session.token() === token
      ? answer
      : ({ ok: false, refusal: { code: 'offline', status: 0, waitMs: null } } as const)
  }

  /** False when the desk could not be reached. A page holds 50, so it asks until nothing is missing or new. */
  const catchUp = async (): Promise<boolean> => {
    if (isCatchingUp) return true
    isCatchingUp = true
    try {
      for (let asked = -1; ;) {
        const { timeline } = store.get()
        if (timeline.messages.length === 0) return await refetch()
        const after = gapAfter(timeline) ?? lastNumber(timeline)
        if (after === asked) return true
        asked = after
        const answer = await ask({ after })
        if (!answer.ok) return isReached(answer.refusal.status)
        merge(mergeMessages(store.get().timeline, answer.value.messages), answer.value)
      }
    } finally {
      isCatchingUp = false
    }
  }

  /** The newest page in place of everything that is here. */
  const refetch = async (): Promise<boolean> => {
    const answer = await ask({})
    if (!answer.ok) return isReached(answer.refusal.status)
    const { messages, hasEarlier } = answer.value
    merge(addEarlier(emptyTimeline, messages, hasEarlier), answer.value)
    return true
  }

  const merge = (
    timeline: Timeline,
    { messages, readByShop }: { messages: BuyerMessage[]; readByShop: number },
  ) => {
    const outbox = acknowledge(
      store.get().outbox,
      messages.map(({ clientId }) => clientId),
    )
    store.set({ timeline: readByShopUpTo(timeline, readByShop), outbox })
  }

  const isReached = (status: number) => {
    if (status === 401) onStranger()
    return status > 0 && status < 500
  }

  const loadEarlier = async () => {
    const { timeline, earlier } = store.get()
    const first = timeline.messages[0]
    if (!first || !timeline.hasEarlier || earlier === 'coming') return
    store.set({ earlier: 'coming' })
    const answer = await ask({ before: first.number })
    if (!answer.ok) return store.set({ earlier: 'failed' })
    const { messages, hasEarlier } = answer.value
    store.set({ timeline: addEarlier(store.get().timeline, messages, hasEarlier), earlier: 'idle' })
  }

  const setTyping = (name: string | null) => {
    clearTimeout(typing)
    if (store.get().typing !== name) store.set({ typing: name })
    if (name !== null) typing = window.setTimeout(() => store.set({ typing: null }), TYPING_MS)
  }

  const hear = (frame: StreamFrame) => {
    if (frame.event === 'signal' && frame.data.kind === 'typing' && frame.data.by === 'agent') {
      setTyping(frame.data.name ?? store.get().visit?.agentName ?? '')
    }
    if (frame.event === 'signal' && frame.data.kind === 'place') {
      const { ahead, waitSeconds } = frame.data
      store.set({ place: ahead === null ? null : { ahead, waitSeconds } })
    }
    if (frame.event === 'reset') void refetch()
    if (frame.event !== 'event') return
    const { name, data } = frame.data
    const message = data.message as BuyerMessage | undefined
    if (name === 'message.posted' && message) take([message])
    else if (name === 'conversation.read' && typeof data.readByShop === 'number') {
      store.set({ timeline: readByShopUpTo(store.get().timeline, data.readByShop) })
    } else if (name === 'conversation.assigned' && typeof data.agentName === 'string') {
      const { visit } = store.get()
      if (visit) store.set({ visit: { ...visit, agentName: data.agentName } })
    } else void catchUp()
  }

  const askNow = async () => {
    if (document.hidden || !session.token() || store.get().link === 'live') return
    const isAnswered = await catchUp()
    // The stream may have come up, or the page gone offline, while the answer was on its way.
    if (store.get().link === 'live') return
    if (isAnswered) {
      store.set({ link: 'polling' })
      onReachable()
    } else store.set({ link: 'down' })
  }

  // A place that is no longer told is no longer known.
  const hangUp = () => {
    if (store.get().place) store.set({ place: null })
    live?.close()
    live = null
    clearInterval(poll)
    setTyping(null)
  }

  const listen = (after: string | null) => {
    hangUp()
    isResting = false
    poll = window.setInterval(() => void askNow(), POLL_MS)
    live = openLive({
      base,
      after,
      token: session.token,
      onFrame: hear,
      onUp: (isResumed) => {
        store.set({ link: 'live' })
        if (!isResumed) void catchUp()
        onReachable()
      },
      onDown: (why) => {
        const { link } = store.get()
        if (why === 'silent') void askNow()
        store.set({
          link: link === 'live' || why === 'silent' ? 'connecting' : link === 'polling' ? 'polling' : 'down',
        })
      },
      onStranger,
    })
  }

  return {
    listen,
    take,
    loadEarlier,
    catchUp,
    poke: (isNewNetwork) => {
      if (isResting) listen(null)
      else live?.poke(isNewNetwork)
    },
    rest: () => {
      isResting = live !== null
      hangUp()
    },
    stop: () => {
      isResting = false
      hangUp()
    },
  }
}
