import { createContext, use, type ComponentType } from 'react'

/** What a part of the panel beside a chat is told. */
export interface BesideChatProps {
  conversationId: string
  /** Null: the desk does not know yet who this is. */
  customerId: string | null
}
type Part = ComponentType<BesideChatProps>

/** `due`: what is to be done now, below the one line; `parts`: everything else, each one line until it is opened. */
export interface BesideChat {
  due: readonly Part[]
  parts: readonly Part[]
}

const Beside = createContext<BesideChat>({ due: [], parts: [] })

/** The hearts stand beside the chat without the chat knowing them: the app names their parts, the panel shows them in order. */
export const BesideChatProvider = Beside.Provider

export function BesideChatParts({ place, ...props }: BesideChatProps & { place: keyof BesideChat }) {
  return use(Beside)[place].map((Part, i) => <Part key={i} {...props} />)
}
