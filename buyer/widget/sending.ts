import { newId } from '../parts/new-id.ts'
import type { BuyerMessage } from '#contract/conversations/widget.ts'
import {
  acknowledge,
  afterFailure,
  change,
  hasRoom,
  newItem,
  nextToSend,
  restore,
  sendAgain,
  type Outbox,
} from './outbox.rules.ts'
import type { Session } from './session.ts'
import type { ChatState, Picked, Store } from './state.ts'

export interface Sending {
  /** Takes the text and the picked files into the outbox. False when it is full. */
  send: (text: string, files: readonly Picked[]) => boolean
  /** Sends what waits, in order; call it whenever something may have become possible. */
  flush: () => void
  again: (clientId: string) => void
  drop: (clientId: string) => void
  /** What an earlier page left behind. */
  restore: () => void
}

interface Options {
  store: Store
  session: Session
  onStored: (message: BuyerMessage) => void
  /** The desk does not know this visitor: introduce, then flush. */
  onStranger: () => void
}

export function startSending({ store, session, onStored, onStranger }: Options): Sending {
  let timer = 0

  const setOutbox = (outbox: Outbox, part: Partial<ChatState> = {}) => store.set({ ...part, outbox })
  // The outbox also shrinks when a message arrives by the stream, so what is stored follows the state.
  let stored: Outbox = []
  const keep = () => {
    const { outbox } = store.get()
    if (outbox === stored) return
    const gone = stored.filter(({ clientId }) => !outbox.some((item) => item.clientId === clientId))
    // Another page of the same shop may have put its own there: those stay.
    const others = restore(session.readPart('outbox')).filter(
      ({ clientId }) => ![...outbox, ...gone].some((item) => item.clientId === clientId),
    )
    stored = outbox
    const all = [...others, ...outbox]
    session.writePart('outbox', all.length > 0 ? all : null)
  }
  store.subscribe(keep)

  const flush = () => {
    const item = nextToSend(store.get().outbox)
    // The desk asked for a pause: whatever else says that the way is free, it is not over yet.
    const isPaused = store.get().slowUntil > Date.now() + 50
    if (!item || !session.token() || isPaused) return
    clearTimeout(timer)
    setOutbox(change(store.get().outbox, item.clientId, { state: 'sending' }))
    const { clientId, text, files, tries } = item
    const fileIds = files.flatMap(({ fileId }) => fileId ?? [])
    const body = { clientId, text, ...(fileIds.length > 0 && { fileIds }) }
    void session.call('POST /api/widget/messages', { body }).then((answer) => {
      // Seen in the stream already, or the page names another buyer now.
      if (!store.get().outbox.some((each) => each.clientId === clientId)) return flush()
      if (answer.ok) {
        setOutbox(acknowledge(store.get().outbox, [clientId]), { slowUntil: 0 })
        session.remember({ touchedAt: Date.now() })
        onStored(answer.value.message)
        return flush()
      }
      const verdict = afterFailure(answer.refusal, tries, Math.random())
      const { outbox } = store.get()
      if (verdict.kind === 'refuse') {
        setOutbox(change(outbox, clientId, { state: 'refused', refusal: verdict.reason }))
        return flush()
      }
      setOutbox(change(outbox, clientId, { state: 'waiting', tries: tries + 1 }))
      if (verdict.kind === 'introduce') return onStranger()
      if (answer.refusal.status === 429) store.set({ slowUntil: Date.now() + verdict.inMs })
      else store.set({ link: store.get().link === 'live' ? 'connecting' : 'down' })
      timer = window.setTimeout(flush, verdict.inMs)
    })
  }

  return {
    flush,
    send: (text, files) => {
      const { outbox, pictures } = store.get()
      if (!hasRoom(outbox, text)) return false
      const plain = files.map(({ localId, name, mime, bytes, fileId }) => ({
        localId,
        name,
        mime,
        bytes,
        fileId,
      }))
      const kept = Object.fromEntries(files.map((file) => [file.localId, file]))
      setOutbox([...outbox, newItem(newId(), text, plain, Date.now())], {
        tray: [],
        pictures: { ...pictures, ...kept },
      })
      // Written to storage before anything else can go wrong.
      keep()
      flush()
      return true
    },
    again: (clientId) => {
      setOutbox(sendAgain(store.get().outbox, clientId))
      flush()
    },
    drop: (clientId) => setOutbox(acknowledge(store.get().outbox, [clientId])),
    restore: () => {
      const left = restore(session.readPart('outbox'))
      const { outbox } = store.get()
      const known = outbox.map(({ clientId }) => clientId)
      setOutbox([...left.filter(({ clientId }) => !known.includes(clientId)), ...outbox])
    },
  }
}
