import type { Reply } from '../parts/api.ts'
import type { Language } from '#contract/shapes.ts'

export type ClosedShop = Reply<'GET /api/widget/:key/shop'>

/** What the loader lends the chat. The two are separate scripts and share nothing else. */
export interface Frame {
  /** Inside the shadow root; the chat renders into it. */
  root: HTMLElement
  /** Where the desk is, ends with a slash. */
  base: string
  /** The store's public key. */
  key: string
  language: Language
  /** The signed identity that the page gave, as of now. */
  identity: () => string | null
  shop: () => ClosedShop | null
  adopt: (css: string) => void
  onShop: (shop: ClosedShop) => void
  onOpen: (isOpen: boolean) => void
  /** `agentName` is set when a person answered, null when only automatic messages are unread. */
  onUnread: (count: number, agentName: string | null) => void
}

/** What the chat lets the loader do. */
export interface Chat {
  /** `clickedAt` is performance.now() of the click. */
  open: (clickedAt: number) => void
  close: () => void
  /** Keeps listening for answers while closed, for a buyer who has written before. */
  resume: () => void
  identityChanged: () => void
  /** Forgets on this machine the buyer who had this identity, and the visitor without one. */
  forget: (identity: string | null) => void
}

export interface ChatModule {
  startChat: (frame: Frame) => Chat
}
