import { createContext, use, type ComponentType } from 'react'
import type { SaleEnd } from '#contract/purchase/closing.ts'

/** What a part of the closing dialog is told, and how it says what the request is to carry. */
export interface BeforeCloseProps {
  conversationId: string
  /** `isReady` false: something must be answered before the conversation may close. */
  onAnswer: (answer: { sale: SaleEnd; isReady: boolean }) => void
}

const BeforeClose = createContext<readonly ComponentType<BeforeCloseProps>[]>([])

/** Closing asks what the sale wants to know, without the chat knowing the sale: the app names the part (one speaks for the sale). */
export const BeforeCloseProvider = BeforeClose.Provider

export function BeforeCloseParts(props: BeforeCloseProps) {
  const parts = use(BeforeClose)
  return parts.map((Part, i) => <Part key={i} {...props} />)
}
