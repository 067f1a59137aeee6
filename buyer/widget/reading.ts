import type { Frame } from './frame.ts'
import type { Session } from './session.ts'
import type { Store } from './state.ts'
import { countUnread, lastNumber } from './timeline.rules.ts'

/**
 * Read marks. Returns `seen`, to be called whenever the newest message may stand before the buyer's eyes; while
 * the chat is folded away, the closed button is told how many messages wait.
 */
export function startReading(frame: Frame, store: Store, session: Session): () => void {
  let told = '0 '
  store.subscribe(() => {
    const { timeline, readUpTo, isOpen } = store.get()
    const count = isOpen ? 0 : countUnread(timeline, readUpTo)
    const answers = timeline.messages.filter(({ number, author }) => number > readUpTo && author === 'agent')
    const agentName = (count > 0 && answers[answers.length - 1]?.agentName) || null
    const tell = `${count} ${agentName ?? ''}`
    if (tell === told) return
    told = tell
    frame.onUnread(count, agentName)
  })
  return () => {
    const { timeline, isOpen, readUpTo } = store.get()
    const upTo = lastNumber(timeline)
    if (!isOpen || document.hidden || upTo <= readUpTo) return
    store.set({ readUpTo: upTo })
    session.remember({ readUpTo: upTo, lastNumber: upTo })
    void session.call('POST /api/widget/reading', { body: { upTo } })
  }
}
