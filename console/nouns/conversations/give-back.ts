import type { Outgoing } from './outgoing.rules.ts'

type Taker = (outgoing: Outgoing) => void
const takers = new Map<string, Taker>()

/** The composer of a conversation takes back what could not be sent. Returns how to stop. */
export function takeBackFor(conversationId: string, taker: Taker): () => void {
  takers.set(conversationId, taker)
  return () => {
    if (takers.get(conversationId) === taker) takers.delete(conversationId)
  }
}

export function giveBack(outgoing: Outgoing): void {
  takers.get(outgoing.conversationId)?.(outgoing)
}
