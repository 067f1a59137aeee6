/** What an agent has sent and the server has not confirmed: shown at once, kept until it is stored. */
import type { Attachment } from '#contract/conversations/conversations.ts'
import type { Api } from '#contract/endpoints.ts'

export type AnswerBody = Api['POST /api/conversations/:id/messages']['body']

export interface Outgoing {
  clientId: string
  conversationId: string
  body: AnswerBody
  attachments: Attachment[]
  /** ISO instant of sending, by the server's clock. */
  at: string
  state: 'sending' | 'failed' | 'answered_by_other'
  /** Error code of the failure. */
  reason: string | null
}

/** What was sending when the page went away is not known to have arrived: it is offered again, under the same id. */
export function afterReload(kept: readonly Outgoing[]): Outgoing[] {
  return kept.map((one) =>
    one.state === 'sending' ? { ...one, state: 'failed', reason: 'unavailable' } : one,
  )
}

export function withOutgoing(all: readonly Outgoing[], one: Outgoing): Outgoing[] {
  return [...all.filter((other) => other.clientId !== one.clientId), one]
}

export function withoutOutgoing(all: readonly Outgoing[], clientId: string): Outgoing[] {
  return all.filter((one) => one.clientId !== clientId)
}
