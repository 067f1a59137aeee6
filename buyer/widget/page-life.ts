import type { Frame } from './frame.ts'
import type { Receiving } from './receiving.ts'
import type { Session } from './session.ts'
import type { Store } from './state.ts'

interface Options {
  frame: Frame
  store: Store
  session: Session
  receiving: Receiving
  onFront: () => void
  onOnline: () => void
}

/** A page out of sight keeps its line this long, then frees it: a browser has six to one desk, over all its tabs. */
const HIDDEN_MS = 60_000
const LOOK_EVERY_MS = 15_000
const SHOP_EVERY_MS = 5 * 60_000

/** What happens around the chat: the page goes out of sight, the network goes, the shop opens and closes. */
export function followPage({ frame, store, session, receiving, onFront, onOnline }: Options): void {
  let hidden = 0
  document.addEventListener('visibilitychange', () => {
    clearTimeout(hidden)
    if (document.hidden) {
      hidden = window.setTimeout(receiving.rest, HIDDEN_MS)
      return
    }
    receiving.poke(false)
    onFront()
  })
  // Back in the history, from a page that was kept frozen with its lines cut.
  window.addEventListener('pageshow', (event) => event.persisted && receiving.poke(true))
  window.addEventListener('offline', () => store.set({ link: 'down' }))
  window.addEventListener('online', onOnline)

  let askedAt = Date.now()
  window.setInterval(() => {
    const { isOpen, visit } = store.get()
    if (!isOpen || !visit || document.hidden) return
    const isOpening = !visit.isOpen && visit.opensAt !== null && Date.parse(visit.opensAt) <= Date.now()
    if (!isOpening && Date.now() - askedAt < SHOP_EVERY_MS) return
    askedAt = Date.now()
    void readShop(frame, store, session)
  }, LOOK_EVERY_MS)
}

async function readShop(frame: Frame, store: Store, session: Session): Promise<void> {
  const answer = await session.call('GET /api/widget/:key/shop', { params: { key: frame.key } })
  const { visit } = store.get()
  if (!answer.ok || !visit) return
  const { isOpen, agentName } = answer.value
  frame.onShop(answer.value)
  // Whoever follows this buyer's matter stays named, also while a colleague is on the desk.
  store.set({ visit: { ...visit, isOpen, agentName: visit.agentName ?? (isOpen ? agentName : null) } })
}
