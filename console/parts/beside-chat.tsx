import { createContext, use, type ComponentType } from 'react'

/** What a part of the panel beside a chat is told. */
export interface BesideChatProps {
  conversationId: string
  /** Null: the desk does not know yet who this is. */
  customerId: string | null
}

const BesideChat = createContext<readonly ComponentType<BesideChatProps>[]>([])

/** The hearts stand beside the chat without the chat knowing them: the app names their parts, the panel shows them in order. */
export const BesideChatProvider = BesideChat.Provider

export function BesideChatParts(props: BesideChatProps) {
  const parts = use(BesideChat)
  return parts.map((Part, i) => <Part key={i} {...props} />)
}
