import type { Conversations } from '#nouns/conversations/index.ts'
import type { LoggedEvent } from '#platform/events/event.ts'

/** What moves who waits, and so the places of the others. */
const movesQueue = /^(message|conversation|clock|setting|staff)[.]/

/** What distribution, ownership and the rush hear of everything that happens. */
export const followRouting =
  (conversations: Conversations, background: (name: string, work: Promise<unknown>) => void) =>
  (event: LoggedEvent): void => {
    const { places, notices, problems } = conversations
    if (movesQueue.test(event.name)) places.stir(event.shop)
    if (event.name === 'notice.changed') notices.forget(event.shop)
    if (event.name.startsWith('problem.')) problems.forget(event.shop)
    if (event.name === 'message.posted' && event.actor !== null)
      background('note answer', problems.noteAnswer(event.shop, event.subject, event.actor))
  }
