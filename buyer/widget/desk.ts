import type { Frame } from './frame.ts'
import { followPage } from './page-life.ts'
import { startLookingUp, type LookingUp } from './looking-up.ts'
import { startReading } from './reading.ts'
import { startReceiving } from './receiving.ts'
import { startSending } from './sending.ts'
import { openSession } from './session.ts'
import { firstState, makeStore, type Store } from './state.ts'
import { startUploads } from './uploads.ts'
import { startVisiting } from './visiting.ts'
import { words } from './words.ts'

/** What the views may do. They read the state from `store`. */
export interface Desk {
  store: Store
  open: (clickedAt: number) => void
  close: () => void
  resume: () => void
  /** The buyer behind this browser changed: start over as whoever it is now. */
  changeBuyer: () => void
  forget: (identity: string | null) => void
  /** False when too much is waiting already. */
  send: (text: string) => boolean
  again: (clientId: string) => void
  drop: (clientId: string) => void
  pick: (files: readonly File[]) => void
  unpick: (localId: string) => void
  loadEarlier: () => void
  typing: () => void
  /** The newest message stands before the buyer's eyes. */
  seen: () => void
  lookUp: LookingUp['find']
  sayLookedUp: LookingUp['say']
  readDraft: () => string
  writeDraft: (text: string) => void
}

/** Typing is told at most this often; the other side shows it a little longer. */
const TYPING_EVERY_MS = 3_000

export function startDesk(frame: Frame): Desk {
  const store = makeStore()
  const session = openSession(frame)
  const onReachable = () => {
    uploads.flush()
    sending.flush()
  }
  const visiting = startVisiting({
    frame,
    store,
    session,
    onVisit: ({ after }) => {
      receiving.listen(after)
      onReachable()
      lookingUp.offer()
    },
  })
  const onStranger = () => {
    if (store.get().isOpen) return visiting.onStranger()
    // Nobody is looking: introducing ourselves can wait until the chat is opened.
    receiving.stop()
    store.set({ visit: null })
  }
  const receiving = startReceiving({ base: frame.base, store, session, onReachable, onStranger })
  const sending = startSending({
    store,
    session,
    onStored: (message) => receiving.take([message]),
    onStranger,
  })
  const uploads = startUploads({
    base: frame.base,
    store,
    session,
    words: words[frame.language],
    onUploaded: sending.flush,
  })
  const lookingUp = startLookingUp(frame.language, store, session)
  const seen = startReading(frame, store, session)
  const onOnline = () => {
    if (store.get().isOpen) visiting.visit()
    receiving.poke(true)
    onReachable()
  }
  followPage({ frame, store, session, receiving, onFront: seen, onOnline })

  const startOver = (isOpen: boolean) => {
    receiving.stop()
    uploads.stop()
    visiting.startOver()
    store.set({ ...firstState, isOpen })
  }
  let toldTyping = 0
  return {
    store,
    seen,
    open: (clickedAt) => {
      if (store.get().isOpen) return
      store.set({ isOpen: true, trouble: null })
      frame.onOpen(true)
      sending.restore()
      visiting.visit(clickedAt)
    },
    close: () => {
      if (!store.get().isOpen) return
      store.set({ isOpen: false })
      frame.onOpen(false)
    },
    resume: () => {
      const slot = session.slot()
      if (!slot || store.get().isOpen) return
      store.set({ readUpTo: slot.readUpTo })
      sending.restore()
      receiving.listen(null)
    },
    changeBuyer: () => {
      const { isOpen } = store.get()
      startOver(isOpen)
      sending.restore()
      if (isOpen) visiting.visit()
    },
    forget: (identity) => {
      const { isOpen } = store.get()
      startOver(false)
      session.forget(identity)
      if (isOpen) frame.onOpen(false)
    },
    send: (text) => {
      toldTyping = 0
      const isTaken = sending.send(text, store.get().tray)
      store.set({ trouble: isTaken ? null : words[frame.language].outboxFull })
      return isTaken
    },
    again: sending.again,
    drop: sending.drop,
    pick: uploads.pick,
    unpick: uploads.remove,
    loadEarlier: () => void receiving.loadEarlier(),
    typing: () => {
      if (!session.token() || Date.now() - toldTyping < TYPING_EVERY_MS) return
      toldTyping = Date.now()
      void session.call('POST /api/widget/typing', {})
    },
    lookUp: lookingUp.find,
    sayLookedUp: lookingUp.say,
    readDraft: () => {
      const draft = session.readPart('draft')
      return typeof draft === 'string' ? draft : ''
    },
    writeDraft: (text) => session.writePart('draft', text || null),
  }
}
